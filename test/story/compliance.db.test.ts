/**
 * The story of the compliance half, told through the commands alone: an order says E3 for all, two
 * employees activate, Microsoft's export says that one of them holds Business Premium since July, and
 * what follows from that until a pack has been verified. Sums and days are worked out by hand.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takst as call } from '../cli/caller.ts';
import { seller } from '../month-world.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const BUSINESS_PREMIUM = 'f245ecc8-75af-4f8e-b61f-27d8114de5f3';

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;

/** Runs a command at an instant and gives its JSON; fails the test where it ends otherwise. */
async function takst(at: string, words: string, code = 0, ...more: string[]) {
  const answer = await call([...words.split(' '), ...more, '--json'], environment, {
    now: () => new Date(at),
  });
  expect(answer, answer.err).toMatchObject({ code });
  return JSON.parse(answer.out);
}
const quietly = async (at: string, words: string, ...more: string[]) => {
  const answer = await call([...words.split(' '), ...more], environment, {
    now: () => new Date(at),
  });
  expect(answer, answer.err).toMatchObject({ code: 0 });
};
const file = async (name: string, ...lines: string[]): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
};

/** As Microsoft Graph answers /users. */
const account = (upn: string, skuId: string, since: string) => ({
  userPrincipalName: upn,
  accountEnabled: true,
  userType: 'Member',
  assignedLicenses: [{ skuId, disabledPlans: [] }],
  licenseAssignmentStates: [
    { skuId, state: 'Active', error: 'None', assignedByGroup: null, lastUpdatedDateTime: since },
  ],
});

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-story-'));
  environment = {
    DATABASE_URL: database.url,
    TAKST_USER: 'test',
    TAKST_SIGNING_KEY: join(folder, 'key.pem'),
    TAKST_SELLER_NAME: seller.name,
    TAKST_SELLER_CVR: seller.cvr,
    TAKST_SELLER_ADDRESS: seller.address,
    TAKST_SELLER_POSTCODE: seller.postcode,
    TAKST_SELLER_CITY: seller.city,
    TAKST_SELLER_COUNTRY: seller.country,
    TAKST_SELLER_EMAIL: seller.email,
    TAKST_SELLER_BANK_REG: seller.bankRegistration,
    TAKST_SELLER_BANK_ACCOUNT: seller.bankAccount,
    TAKST_SELLER_FIK_CREDITOR: seller.fikCreditor,
  };
  const rates = await file('rates.csv', 'prefix,destination,per_minute', '45,Danmark,0.60');
  const upn = (id: string) => `${id}@kunde-et.example`;
  const employee = (id: string, extension: number) =>
    `${id},K1,Medarbejder ${id},${extension},${upn(id)},true`;
  await file(
    'register/resellers.csv',
    'reseller_id,name,email,address,postcode,city',
    'R1,Nordnet ApS,licens@nordnet.example,Havnevej 1,4000,Roskilde',
  );
  await file(
    'register/customers.csv',
    'customer_id,reseller_id,name,domain,price_plan,address,postcode,city',
    'K1,R1,Kunde et ApS,kunde-et.example,standard,Æblevej 1,8000,Aarhus C',
  );
  const header = 'employee_id,customer_id,name,extension,upn,myfone';
  await file('register/employees.csv', header, employee('anna', 201), employee('bo', 202));
  await quietly('2026-06-30T08:00:00Z', 'migrate');
  await quietly('2026-06-30T08:00:00Z', 'rates load', rates, '--plan', 'standard');
  await quietly('2026-06-30T08:00:00Z', 'import', join(folder, 'register'));
});
afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true });
});

describe('licences that were reported wrong', () => {
  it('begins with an order of E3 for all, confirmed with the wording agreed to', async () => {
    const at = '2026-07-01T07:00:00Z';
    await takst(at, 'orders draft K1 --domain kunde-et.example --licence', 0, 'Enterprise E3');
    const order = await takst(at, 'orders confirm 1 --agree --by', 0, 'Medarbejder dorte');
    expect(order.declarations).toEqual([{ id: 1, employee_id: null, licence: 'Enterprise E3' }]);
  });

  it('goes on with two activations, and two months at 0 kr', async () => {
    const activations = await file(
      'activations.csv',
      'employee_id,activated_at,deactivated_at',
      'anna,2026-07-06T09:00:00+02:00,',
      'bo,2026-07-07T09:00:00+02:00,',
    );
    await takst('2026-07-08T08:00:00Z', 'import --as activations', 0, activations);
    const july = await takst('2026-08-03T08:00:00Z', 'bill 2026-07');
    const august = await takst('2026-09-01T08:00:00Z', 'bill 2026-08');
    expect([july, august].map((run) => [run.documents, run.total])).toEqual([
      [1, '0.00'],
      [1, '0.00'],
    ]);
  });

  it('comes to light by Microsoft’s own export: 30 kr a month, three months so far', async () => {
    const value = [
      account('anna@kunde-et.example', E3, '2026-06-01T08:00:00Z'),
      account('Bo@kunde-et.example', BUSINESS_PREMIUM, '2026-07-01T08:00:00Z'),
    ];
    const users = await file('users.json', JSON.stringify({ value }));
    const check = await takst('2026-09-15T08:00:00Z', 'crosscheck K1', 3, users);
    expect(check.summary).toMatchObject({ checked: 2, agreeing: 1, disagreeing: 1 });
    expect(check.open).toMatchObject([
      {
        id: 1,
        employee_id: 'bo',
        type: 'enterprise-but-business',
        declared_class: 'Enterprise',
        evidenced_class: 'Business',
        // Active since then; the licence itself is older.
        since: '2026-07-07',
        per_month: '30.00',
        total: '90.00',
        grade: 'strong',
        due_on: '2026-09-18',
      },
    ]);
    const on = ['on=2026-09-21'];
    const summary = await takst(
      '2026-09-21T08:00:00Z',
      'report findings-per-reseller --param',
      0,
      ...on,
    );
    expect(summary).toMatchObject([
      { reseller: 'R1', customer: 'K1', open: 1, late: 1, per_month: '30.00', total: '90.00' },
    ]);
  });

  it('is corrected by the reseller, which settles the finding', async () => {
    const words = 'findings correct 1 --from 2026-07-01 --licence';
    const who = ['Business Premium', '--by', 'Medarbejder dorte', '--reason', 'Forkert opgjort'];
    const corrected = await takst('2026-09-16T08:00:00Z', words, 0, ...who);
    expect(corrected).toMatchObject({
      declaration_id: 2,
      finding: { state: 'settled', ended_by: 'declaration', reference: 'declaration 2' },
      open: [],
    });
    const summary = await takst('2026-09-21T08:00:00Z', 'report findings-per-reseller');
    expect(summary).toMatchObject([{ open: 0, settled: 1, total: '0.00', age_days: 6 }]);
  });

  it('costs what Microsoft claims and what it took to handle it', async () => {
    const paper = await file('krav.txt', 'Krav MS-4711');
    const words = 'claims receive --reseller R1 --claimant Microsoft --reference MS-4711';
    const costs = '--received 2026-09-18 --direct 4200.00 --handling 800.00 --finding 1';
    const scope = ['--vat', 'outside', '--handling-vat', 'within', '--document', paper];
    const reason = ['--reason', 'Licenser indberettet som E3'];
    const claim = await takst('2026-09-20T08:00:00Z', `${words} ${costs}`, 0, ...scope, ...reason);
    expect(claim.findings).toEqual([{ id: 1, amount: '5000.00' }]);
  });

  it('is billed by the next run: the back-charge with its cause, and the costs passed on', async () => {
    await takst('2026-10-01T08:00:00Z', 'bill 2026-09');
    const documents = await takst('2026-10-01T08:00:00Z', 'documents list --month 2026-09');
    const [customer] = documents.filter((it: { account: string }) => it.account === 'K1');
    type Line = { service_month: string; net: string; cause: string | null };
    const business = customer.lines.filter((line: Line) => line.net !== '0.00');
    expect(business.map((line: Line) => [line.service_month, line.net])).toEqual([
      ['2026-09', '30.00'],
      ['2026-08', '30.00'],
      ['2026-07', '30.00'],
    ]);
    expect(business[2].cause).toContain('indberetning 2');
    expect([customer.net, customer.vat, customer.total]).toEqual(['90.00', '22.50', '112.50']);
    const reseller = documents.filter((it: { account: string }) => it.account === 'R1');
    expect(reseller.map((it: { net: string; vat: string }) => [it.net, it.vat]).sort()).toEqual([
      ['4200.00', '0.00'],
      ['800.00', '200.00'],
    ]);
  });

  it('brings a demand of Microsoft’s, due at the end of the third working day', async () => {
    await quietly('2026-10-02T08:00:00Z', 'keys create --to', join(folder, 'key.pem'));
    // Friday 2 October; Monday, Tuesday, Wednesday.
    const words = 'evidence request --customer K1 --requester microsoft --received';
    const demand = await takst('2026-10-02T12:00:00Z', words, 0, '2026-10-02T10:00:00+02:00');
    expect(demand).toMatchObject({ due_on: '2026-10-07', due_at: '2026-10-08T00:00:00+02:00' });
  });

  it('is answered in time with a pack that verifies itself, and fails with one byte changed', async () => {
    const pack = join(folder, 'pack.zip');
    await takst('2026-10-06T08:00:00Z', 'evidence answer 1 --to', 0, pack);
    const verdict = await takst('2026-10-06T09:00:00Z', 'evidence verify', 0, pack);
    expect(verdict).toMatchObject({ agrees: true });
    const requests = await takst('2026-10-06T09:00:00Z', 'evidence list --all');
    expect(requests).toMatchObject([{ state: 'answered', breached: false }]);
    const bytes = await readFile(pack);
    expect(bytes.includes('"order_id":"1","draft_id":"1"')).toBe(true);
    const at = bytes.indexOf('Business Premium');
    bytes.write('b', at);
    const forged = join(folder, 'forged.zip');
    await writeFile(forged, bytes);
    const refused = await takst('2026-10-06T09:00:00Z', 'evidence verify', 1, forged);
    expect(refused).toMatchObject({ agrees: false });
  });

  it('leaves books and seals that agree, and a settlement as it was known then', async () => {
    const verdict = await takst('2026-10-06T09:00:00Z', 'ledger verify --full');
    expect(verdict).toMatchObject({ agrees: true, fault: null });
    const known = '2026-09-01T12:00:00+02:00';
    const settled = await takst('2026-10-06T09:00:00Z', 'settlement 2026-08 --known-at', 0, known);
    expect(settled.changes).toMatchObject([
      { class: 'Enterprise', employees_before: 2, employees_now: 1 },
      { class: 'Business', employees_before: 0, employees_now: 1 },
    ]);
  });
});
