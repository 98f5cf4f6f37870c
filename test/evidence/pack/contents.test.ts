import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { packFiles } from '../../../src/evidence/pack/contents/contents.ts';
import type { PackFacts } from '../../../src/evidence/pack/facts.ts';
import { leftOut } from '../../../src/evidence/pack/left-out.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { manyEmployees, threeEmployees } from './sample.ts';

const filesOf = async (facts: PackFacts) =>
  new Map((await packFiles(facts, resultOf(facts))).map(({ path, bytes }) => [path, bytes]));

const rowsOf = (bytes: Buffer | undefined): string[][] =>
  parse(bytes ?? '', { bom: true, delimiter: ';' });

describe('the tables of a pack', () => {
  it('open in a Danish Excel: BOM, semicolons, CRLF', async () => {
    const csv = (await filesOf(threeEmployees())).get('employees.csv');
    expect(csv?.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv?.toString().split('\r\n')[0]).toContain('Kundenr.;Kunde;Medarbejder-id;Navn');
    expect(csv?.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('have heads in the language of the pack, and the same names in JSON whatever it is', async () => {
    const danish = await filesOf(threeEmployees());
    const english = await filesOf({ ...threeEmployees(), language: 'en' });
    expect(rowsOf(english.get('billed.csv'))[0]).toContain('Kroner excl. VAT');
    expect(english.get('billed.json')).toEqual(danish.get('billed.json'));
  });

  it('hold every employee once, in CSV as in JSON', async () => {
    const facts = manyEmployees(500);
    const files = await filesOf(facts);
    const ids = facts.employees.map(({ employeeId }) => employeeId).sort();
    const json = JSON.parse(files.get('employees.json')?.toString() ?? '') as {
      employee_id: string;
    }[];
    expect(json.map((row) => row.employee_id).sort()).toEqual(ids);
    expect(
      rowsOf(files.get('employees.csv'))
        .slice(1)
        .map((row) => row[2])
        .sort(),
    ).toEqual(ids);
  });

  it.each(['=cmd()', '+45', '-1+1', '@SUM(A1)', '\t=1', '＝1'])(
    'make no formula of the text %j, wherever people or other systems wrote it',
    async (text) => {
      const facts = threeEmployees();
      const files = await filesOf({
        ...facts,
        customers: facts.customers.map((it) => ({ ...it, name: text })),
        employees: facts.employees.map((it) => ({ ...it, name: text, upn: text, licence: text })),
        declarations: facts.declarations.map((it) => ({ ...it, declaredBy: text, reason: text })),
        accounts: facts.accounts.map((it) => ({
          ...it,
          upn: text,
          licences: it.licences.map((licence) => ({ ...licence, key: text, name: text })),
        })),
        evidenceFiles: facts.evidenceFiles.map((it) => ({ ...it, fileName: text })),
        attachments: facts.attachments.map((it) => ({ ...it, name: text })),
      });
      const cells = [...files]
        .filter(([path]) => path.endsWith('.csv'))
        .flatMap(([, bytes]) => rowsOf(bytes).flat());
      expect(cells.filter((cell) => cell.endsWith(text)).length).toBeGreaterThan(10);
      expect(cells.filter((cell) => /^[=+@\t＝]|^-(?!\d+\.\d\d$)/.test(cell))).toEqual([]);
    },
  );

  it('leave a negative amount a figure', async () => {
    const [, row] = rowsOf((await filesOf(threeEmployees())).get('billed.csv'));
    expect(row?.[3]).toBe('-30.00');
  });

  it.each(['da', 'en'] as const)('say in %s what is left out, and why', async (language) => {
    const text = (await filesOf({ ...threeEmployees(), language })).get('left-out.txt')?.toString();
    expect(leftOut[language].length).toBeGreaterThan(5);
    for (const { what, why } of leftOut[language]) {
      expect(text).toContain(what);
      expect(text).toContain(why);
    }
  });
});
