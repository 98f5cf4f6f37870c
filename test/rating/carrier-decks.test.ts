/**
 * Rates files as carriers send them, each in a folder of test/golden/decks: the file, its mapping,
 * and the rows of R15 or the faults of R44 that it must come to, written out by hand. The carriers
 * and their prices are invented.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { amount, amountOfMicro, amountText } from '../../src/kernel/index.ts';
import { readDeckFile, readDeckForm } from '../../src/rating/index.ts';

const golden = new URL('../golden/decks/', import.meta.url);

function readCase(name: string) {
  const folder = new URL(`${name}/`, golden);
  const file = readdirSync(folder).find((it) => it.startsWith('deck.')) ?? '';
  const textOf = (it: string) => readFileSync(new URL(it, folder), 'utf8');
  const recordsOf = (it: string): Record<string, string>[] | undefined =>
    existsSync(new URL(it, folder)) ? parse(textOf(it), { columns: true }) : undefined;
  const { form, faults } = readDeckForm(JSON.parse(textOf('mapping.json')), 'mapping.json');
  expect(faults).toEqual([]);
  return {
    reading: readDeckFile(readFileSync(new URL(file, folder)), file, form),
    rows: recordsOf('expected.csv'),
    faults: recordsOf('faults.csv'),
    form: existsSync(new URL('form.json', folder)) ? JSON.parse(textOf('form.json')) : {},
  };
}

const kroner = (micro: number) => amountText(amountOfMicro(BigInt(micro)));

describe('a rates file as a carrier sends it', () => {
  it.each(readdirSync(golden))('%s', (name) => {
    const { reading, rows, faults, form } = readCase(name);
    expect(
      reading.faults.map(({ code, line, column, value }) => [code, `${line}`, column, value]),
    ).toEqual((faults ?? []).map(({ code, line, column, value }) => [code, line, column, value]));
    if (!rows) return;
    expect(
      reading.rows.map((row) => ({
        line: `${row.row}`,
        prefix: row.prefix,
        destination: row.destination,
        setup_fee: kroner(row.setupFeeMicro),
        per_minute: kroner(row.perMinuteMicro),
        increment_seconds: `${row.incrementSeconds}`,
        minimum_seconds: `${row.minimumSeconds}`,
        from_second: `${row.fromSecond}`,
        valid_from: row.validFrom ?? '',
        valid_to: row.validTo ?? '',
      })),
    ).toEqual(
      rows.map((row) => ({
        ...row,
        setup_fee: amountText(amount(row.setup_fee ?? '')),
        per_minute: amountText(amount(row.per_minute ?? '')),
      })),
    );
    expect(reading.form).toMatchObject(form);
  });

  it('lists what it did not read: columns, and rows at the end', () => {
    const { ignored, notes } = readCase('danish-spreadsheet').reading;
    expect(ignored).toEqual(['Bemærkning']);
    expect(notes).toEqual([{ line: 7, text: 'I alt 4 rækker' }]);
    const second = readCase('by-the-second').reading;
    expect(second.ignored).toEqual(['Tier']);
    expect(second.notes).toEqual([{ line: 8, text: '* All prices without VAT' }]);
    expect(readCase('hyphens-for-reading').reading.ignored).toEqual(['PREFIX']);
  });

  it('is read the same by the form that its reading told', () => {
    for (const name of readdirSync(golden)) {
      const { reading } = readCase(name);
      if (reading.faults.length > 0) continue;
      const folder = new URL(`${name}/`, golden);
      const file = readdirSync(folder).find((it) => it.startsWith('deck.')) ?? '';
      const bytes = readFileSync(new URL(file, folder));
      const again = readDeckForm(JSON.parse(JSON.stringify(reading.form)), 'form').form;
      expect(readDeckFile(bytes, file, again)).toEqual(reading);
    }
  });
});
