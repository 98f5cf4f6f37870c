/** A customer that moved to another reseller: a pack holds what stands under the reseller asked (R37). */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerRequest } from '../../../src/evidence/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { actorOn, customer } from '../../month-world.ts';
import { jsonOf, openPackWorld, type PackWorld, unpacked } from './world.ts';

let world: PackWorld;
/** Packs about acme: asked of R1 before it moved, and of R2 after, both answered on 8 October. */
let former: Map<string, Buffer>;
let current: Map<string, Buffer>;

const answer = async (requestId: bigint) => {
  const asked = { requestId, signer: world.signer, operator: 'Fiktiv Telefoni A/S', version: '0' };
  return unpacked((await answerRequest(world.database, asked, actorOn('2026-10-08'))).bytes);
};

const declarations = [
  'customer_id,employee_id,licence,valid_from,declared_by',
  'acme,anna,Microsoft 365 Business Standard,2026-09-01,Medarbejder rasmus',
  'acme,cecilie,Enterprise E5,2026-10-06,Medarbejder rasmus',
];
const employees = [
  'employee_id,customer_id,name,upn,extension',
  'dorit,acme,Medarbejder dorit,dorit@acme.example,204',
];

beforeAll(async () => {
  world = await openPackWorld();
  await world.crosscheck('2026-10-02');
  const ofR1 = await world.ask('2026-10-05');
  await world.take('2026-10-06', { customers: [customer('acme', 'R2')] });
  await writeFile(join(world.folder, 'declarations.csv'), `${declarations.join('\n')}\n`);
  await writeFile(join(world.folder, 'employees.csv'), `${employees.join('\n')}\n`);
  const files = (await findMasterFiles(world.folder)).filter(({ name }) => {
    return /(declarations|employees)\.csv$/.test(name);
  });
  const report = await importMaster(world.database, files, actorOn('2026-10-06'), {
    skipBad: false,
  });
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
  const ofR2 = await world.ask('2026-10-07');
  current = await answer(ofR2);
  // Settles the finding about anna, which was raised while acme was a customer of R1.
  const { settled } = await world.crosscheck('2026-10-08');
  expect(settled).toHaveLength(1);
  former = await answer(ofR1);
});
afterAll(() => world?.close());

const textOf = (files: ReadonlyMap<string, Buffer>) =>
  [...files.values()].map((bytes) => bytes.toString('utf8')).join('\n');
const idsOf = (files: ReadonlyMap<string, Buffer>) =>
  jsonOf(files, 'employees').map((it: { employee_id: string }) => it.employee_id);

describe('asked of the reseller that the customer has left', () => {
  it('holds what was recorded under it', () => {
    expect(jsonOf(former, 'orders')).toHaveLength(2);
    expect(jsonOf(former, 'activations')).toHaveLength(2);
    expect(jsonOf(former, 'evidence-files')).toHaveLength(1);
    expect(jsonOf(former, 'findings')).toMatchObject([{ employee_id: 'anna', state: 'open' }]);
    expect(jsonOf(former, 'billed')).toHaveLength(1);
    expect(idsOf(former)).toEqual(['anna', 'bo', 'cecilie']);
  });

  it('tells of a finding as it stood when the customer left', () => {
    expect(jsonOf(former, 'finding-history').map((it: { event: string }) => it.event)).toEqual([
      'observed',
      'open',
    ]);
  });

  it('says nothing of what the other reseller declared, and by whom', () => {
    expect(jsonOf(former, 'declarations')).toHaveLength(2);
    expect(textOf(former)).not.toContain('rasmus');
    expect(textOf(former)).not.toContain('Enterprise E5');
    expect(textOf(former)).not.toMatch(/declaration \d/);
    expect(textOf(former)).not.toContain('dorit');
  });

  it('says that something stayed out', () => {
    expect(jsonOf(former, 'about').scope).toMatchObject({ customers_cut: ['acme'] });
    expect(former.get('data/left-out.txt')?.toString()).toContain(
      '- Det, der er registreret om acme under en anden forhandler.',
    );
  });
});

describe('asked of the reseller that the customer belongs to now', () => {
  it('knows its employees, and what it has declared itself', () => {
    expect(idsOf(current)).toEqual(['anna', 'bo', 'cecilie', 'dorit']);
    expect(jsonOf(current, 'declarations')).toMatchObject([
      {
        employee_id: 'anna',
        licence: 'Microsoft 365 Business Standard',
        declared_by: 'Medarbejder rasmus',
      },
      { employee_id: 'cecilie', licence: 'Enterprise E5', declared_by: 'Medarbejder rasmus' },
    ]);
  });

  it('holds no order, activation, export, finding or bill of the reseller before', () => {
    for (const table of ['orders', 'activations', 'evidence-files', 'accounts', 'findings']) {
      expect(jsonOf(current, table), table).toEqual([]);
    }
    expect(jsonOf(current, 'billed')).toEqual([]);
    expect(textOf(current)).not.toContain('Medarbejder erik');
  });

  it('accuses nobody by half of the records, and says that the other half stayed out', () => {
    expect(jsonOf(current, 'about')).toMatchObject({
      result: { disagrees: 0, open_findings: 0 },
      scope: { customers_cut: ['acme'] },
    });
  });
});
