/** `takst claims` as a user types it: documents that are not there, one claim shown, taken back. */
import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acmeWithTwo,
  type CheckWorld,
  openCheckWorld,
} from '../licensing/crosscheck/check-world.ts';
import { graphUsers, sku } from '../licensing/crosscheck/exports.ts';
import { takst as call } from './caller.ts';

let world: CheckWorld;
let folder: string;
const now = { now: () => new Date('2026-10-22T08:00:00Z') };
const claims = (...words: string[]) =>
  call(['claims', ...words], { DATABASE_URL: world.database.url }, now);
const paper = () => join(folder, 'krav.txt');

beforeAll(async () => {
  world = await openCheckWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-claims-'));
  await writeFile(paper(), 'Krav MS-4711');
  await world.hand('2026-06-01', {
    ...acmeWithTwo,
    declarations: ['acme,,Enterprise E3,2026-06-01,Medarbejder rie'],
    activations: ['anna,2026-06-10T09:00:00+02:00,', 'bo,2026-06-10T09:00:00+02:00,'],
  });
  const users = graphUsers(
    'users.json',
    { upn: 'anna@acme.example', licences: [[sku.e3, '2026-06-02']] },
    { upn: 'bo@acme.example', licences: [[sku.businessPremium, '2026-07-06']] },
  );
  await world.check('2026-10-20', 'acme', [users]);
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true });
});

const received = (document: string) => [
  ...['receive', '--reseller', 'R1', '--claimant', 'Microsoft', '--reference', 'MS-4711'],
  ...['--received', '2026-10-21', '--direct', '420.00', '--handling', '80.00', '--vat', 'outside'],
  ...['--handling-vat', 'within', '--finding', '1', '--reason', 'Licenser indberettet som E3'],
  ...['--document', document],
];

/** The tests follow one claim. */
describe('a claim by commands', () => {
  it('is not taken in without its document, which is named', async () => {
    const { code, err } = await claims(...received(join(folder, 'absent.pdf')));
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/There is no file or folder .*absent\.pdf\. \[path\.missing\]/),
    ]);
    expect((await claims('list')).out).toBe('No claims are on file.\n');
  });

  it('is shown with costs, findings, documents, and that it is still to be billed', async () => {
    expect((await claims(...received(paper()))).code).toBe(0);
    const { code, out } = await claims('show', '1');
    expect(code).toBe(0);
    expect(out).toContain('Claim 1: Microsoft MS-4711, 500.00 kr ex VAT, with 1 document.');
    expect(out).toMatch(/borne by finding 1 +500\.00/);
    expect(out).toContain('For R1, received 2026-10-21: Licenser indberettet som E3');
    expect(out).toContain('State: to be billed\n');
    const sha256 = hash('sha256', 'Krav MS-4711');
    expect(out).toMatch(new RegExp(`krav\\.txt +12 +${sha256}`));
    expect(JSON.parse((await claims('show', '1', '--json')).out)).toMatchObject({
      id: 1,
      findings: [{ id: 1, amount: '500.00' }],
      documents: [{ name: 'krav.txt', size: 12, sha256 }],
      billed_on: [],
    });
    const none = await claims('show', '77');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('[claims.unknown]')]);
  });

  it('handed in again word for word is answered with the one on file, and otherwise refused', async () => {
    const again = await claims(...received(paper()));
    expect(again.code).toBe(0);
    expect(again.out).toContain('Claim 1: Microsoft MS-4711, 500.00 kr ex VAT');
    expect(again.out).toContain('It was on file already, word for word; nothing was changed.');
    const { out } = await claims(...received(paper()), '--json');
    expect(JSON.parse(out)).toMatchObject({ id: 1, was_on_file: true });
    const other = await claims(...received(paper()), '--direct', '421.00');
    expect([other.code, other.out]).toEqual([1, '']);
    expect(other.err).toContain('is on file already, as claim 1');
    expect(JSON.parse((await claims('list', '--json')).out)).toHaveLength(1);
  });

  it('is taken back with a reason, in JSON as the claim that it now is', async () => {
    const { code, out } = await claims('withdraw', '1', '--reason', 'taget tilbage', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 1, withdrawn: 'taget tilbage' });
    expect((await claims('show', '1')).out).toContain('State: withdrawn: taget tilbage\n');
  });
});
