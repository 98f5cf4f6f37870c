/**
 * The awkward cases of the demo's world: each is in the files as its note says. Dates and instants
 * are worked out by hand for September and October 2026 (Denmark is at +02:00 until 25 October).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwkwardCase, WorldSummary } from '../../../src/cli/demo/world/index.ts';
import { demoWorld, writeWorld } from '../../../src/cli/demo/world/index.ts';

type Row = Record<string, string>;

const root = mkdtempSync(join(tmpdir(), 'takst-cases-'));
let world: WorldSummary;
let first: (kind: string) => Row[];
let second: (kind: string) => Row[];

beforeAll(async () => {
  world = await writeWorld(root, { ...demoWorld, calls: 2_000 });
  const reader = (month: string) => (kind: string) => {
    const text = readFileSync(join(root, month, `${kind}.csv`), 'utf8');
    const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
    return parse(text, { bom: true, columns: true, delimiter }) as Row[];
  };
  first = reader('2026-09');
  second = reader('2026-10');
});
afterAll(() => rmSync(root, { recursive: true }));

function caseOf(code: string): AwkwardCase {
  const found = world.cases.find((known) => known.code === code);
  if (!found) throw new Error(`no case ${code}`);
  return found;
}

/** The rows of one file that are about a case's employee. */
const about = (code: string, file: Row[]) =>
  file.filter((row) => row.employee_id === caseOf(code).employeeId);

const callsOf = (code: string) => {
  const { call } = caseOf(code);
  return [...first('calls-2026-09'), ...second('calls-2026-10')].filter(
    (row) => row.source === call?.source && row.record_id === call?.recordId,
  );
};

describe('the examples of R8', () => {
  it('activate at half past midnight on the 1st by local time, on the 30th by UTC', () => {
    const code = 'activated-after-local-midnight';
    expect(about(code, first('activations'))).toMatchObject([
      { activated_at: '2026-09-30T22:30:00Z', deactivated_at: '' },
    ]);
    expect(caseOf(code).due).toEqual({ '2026-10': '30.00' });
  });

  it('deactivate exactly at local midnight, and a second later', () => {
    const ends = (code: string) =>
      about(code, second('activations')).map((row) => row.deactivated_at);
    expect(ends('deactivated-at-local-midnight')).toEqual(['2026-10-01T00:00:00+02:00']);
    expect(caseOf('deactivated-at-local-midnight').due).toEqual({ '2026-09': '30.00' });
    expect(ends('deactivated-a-second-after-midnight')).toEqual(['2026-10-01T00:00:01+02:00']);
    expect(caseOf('deactivated-a-second-after-midnight').due).toEqual({
      '2026-09': '30.00',
      '2026-10': '30.00',
    });
  });

  it('close in October the activation that September reported open', () => {
    for (const code of ['deactivated-at-local-midnight', 'deactivated-mid-month']) {
      const [open] = about(code, first('activations'));
      const [closed] = about(code, second('activations'));
      expect(open?.deactivated_at).toBe('');
      expect(closed?.activated_at).toBe(open?.activated_at);
    }
  });

  it('change licence on the last day of October and on the first', () => {
    expect(about('e1-on-the-last-day', second('declarations'))).toMatchObject([
      { licence: 'Enterprise E1', valid_from: '2026-10-31' },
    ]);
    expect(caseOf('e1-on-the-last-day').due).toEqual({ '2026-09': '0.00', '2026-10': '30.00' });
    expect(about('enterprise-from-the-first', second('declarations'))).toMatchObject([
      { licence: 'Enterprise E3', valid_from: '2026-10-01' },
    ]);
    expect(caseOf('enterprise-from-the-first').due).toEqual({
      '2026-09': '30.00',
      '2026-10': '0.00',
    });
  });

  it('activate twice in a month, and with an overlap', () => {
    for (const code of ['activated-twice-in-a-month', 'overlapping-activations']) {
      expect(about(code, first('activations'))).toHaveLength(2);
      expect(caseOf(code).due).toEqual({ '2026-09': '30.00' });
    }
  });

  it('hold a licence without an activation, and an activation without a licence', () => {
    expect(about('never-activated', first('orders'))).toHaveLength(1);
    expect(about('never-activated', first('activations'))).toEqual([]);
    expect(caseOf('never-activated').due).toEqual({});
    const bare = caseOf('no-licence-on-file');
    const stated = [...first('orders'), ...first('declarations'), ...second('declarations')];
    expect(stated.filter((row) => row.employee_id === bare.employeeId)).toEqual([]);
    expect(stated.filter((row) => row.customer_id === bare.customerId && !row.employee_id)).toEqual(
      [],
    );
    expect(bare.due).toEqual({ '2026-09': null, '2026-10': null });
  });
});

describe('licences and customers', () => {
  it('name the thirteen licences of R1, an alias, several at once, an unknown one and none', () => {
    const customer = caseOf('unknown-licence').customerId;
    const named = [...first('orders'), ...first('declarations')]
      .filter((row) => row.customer_id === customer)
      .map((row) => row.licence);
    expect(named).toHaveLength(18);
    const rule1 =
      'Enterprise E3,Enterprise E4,Enterprise E5,Education A3,Education A5,ProPlus,' +
      'Business Premium,Business Essentials,Enterprise E1,Business,Exchange Online,K1,Education A1';
    for (const licence of rule1.split(',')) expect(named).toContain(licence);
    for (const licence of ['Exchange Online K1', 'Exchange Online | Enterprise E3', 'none']) {
      expect(named).toContain(licence);
    }
    const free = world.cases.filter(
      ({ rule, due }) => rule === 'R1' && due?.['2026-09'] === '0.00',
    );
    expect(free.map(({ code }) => code)).toEqual([
      'licence-enterprise-e3',
      'licence-enterprise-e4',
      'licence-enterprise-e5',
      'licence-education-a3',
      'licence-education-a5',
    ]);
  });

  it('have the fee of every Business order accepted by a named person (R11)', () => {
    const enterprise = /^(Enterprise E[345]|Education A[35])$/;
    for (const row of first('orders')) {
      expect(row.fee_accepted_by !== '').toBe(!enterprise.test(row.licence!));
    }
  });

  it('correct September by declarations that October brings', () => {
    for (const [code, licence] of [
      ['backdated-to-business', 'Business Premium'],
      ['backdated-to-enterprise', 'Enterprise E3'],
    ] as const) {
      expect(about(code, second('declarations'))).toMatchObject([
        { licence, valid_from: '2026-09-01' },
      ]);
    }
    expect(about('none-settled-later', first('declarations'))[0]?.licence).toBe('none');
    expect(about('none-settled-later', second('declarations'))[0]?.licence).toBe('ProPlus');
  });

  it('declare one licence for all beside an individual one that ends', () => {
    const { customerId } = caseOf('licence-for-all');
    const declared = first('declarations').filter((row) => row.customer_id === customerId);
    expect(declared.map(({ licence, employee_id }) => [licence, employee_id])).toEqual([
      ['Business Premium', ''],
      ['Enterprise E5', caseOf('individual-wins-over-all').employeeId],
    ]);
    expect(about('individual-wins-over-all', second('declarations'))).toMatchObject([
      { licence: 'as-customer', valid_from: '2026-10-01' },
    ]);
    expect(about('joins-later', first('employees'))).toEqual([]);
    expect(about('joins-later', second('employees'))).toHaveLength(1);
  });

  it('have the odd accounts', () => {
    const row = (code: string, file = first('customers')) =>
      file.find(({ customer_id }) => customer_id === caseOf(code).customerId);
    expect(row('billed-to-reseller')?.bill_to).toBe('reseller');
    expect(row('hosting-on-premise')?.hosting).toBe('on-premise');
    expect(row('billed-from-second-month')?.billed_from).toBe('2026-10');
    expect(row('buyer-abroad')?.country).toBe('SE');
    expect(row('address-missing')).toMatchObject({ address: '', postcode: '', city: '' });
    expect(row('address-missing', second('customers'))?.city).toBe('Viborg');
    expect(row('customer-row-edited', second('customers'))?.address).not.toBe(
      row('customer-row-edited')?.address,
    );
    expect(about('no-myfone-user', first('employees'))[0]?.myfone).toBe('false');
    const ready = row('activated-before-ready')?.ready_on ?? '';
    const [activation] = about('activated-before-ready', first('activations'));
    expect(activation?.activated_at?.slice(0, 10)).toBe('2026-09-10');
    expect(ready).toBe('2026-09-15');
    const silent = caseOf('zero-kroner-only').customerId;
    const calls = [...first('calls-2026-09'), ...second('calls-2026-10')];
    expect(calls.some(({ customer_id }) => customer_id === silent)).toBe(false);
  });
});

describe('the named calls', () => {
  const dialled = (code: string) => callsOf(code)[0]?.to;

  it('are in the files, in the folder that the note says', () => {
    const named = world.cases.filter(({ call }) => call);
    expect(named.length).toBeGreaterThan(40);
    for (const { call, folder } of named) {
      const file = folder === '2026-09' ? first('calls-2026-09') : second('calls-2026-10');
      const found = file.filter(
        (row) => row.source === call?.source && row.record_id === call?.recordId,
      );
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('cover the ways of being free, rated and quarantined', () => {
    expect(callsOf('incoming')[0]?.direction).toBe('in');
    expect(callsOf('unanswered')[0]?.billable_seconds).toBe('0');
    expect(dialled('sip-address')).toMatch(/^sip:/);
    expect(['feature-8-star', 'feature-88-star', 'feature-2-star'].map(dialled)).toEqual([
      '8*205',
      '88*',
      '2*205',
    ]);
    for (const code of ['112', '114', '118', '1813', '116111']) {
      expect(dialled(`short-code-${code}`)).toBe(code);
    }
    for (const start of ['70', '80', '90']) {
      expect(dialled(`number-${start}`)).toMatch(new RegExp(`^${start}\\d{6}$`));
    }
    const colleague = first('employees').find(
      ({ number }) => number === dialled('colleague-on-net'),
    );
    expect(colleague?.customer_id).toBe(caseOf('colleague-on-net').customerId);
    expect(dialled('colleague-extension')).toBe(colleague?.extension);
    expect(dialled('colleague-client-number')).toBe(colleague?.client_number);
    expect(callsOf('forwarded')[0]?.forwarded_by).toBe(colleague?.extension);
    expect(Number(callsOf('very-long')[0]?.billable_seconds)).toBeGreaterThan(80_000);
    expect(caseOf('unknown-customer').outcome).toBe('quarantined');
    expect(caseOf('before-billed-from')).toMatchObject({
      outcome: 'excluded',
      customerId: caseOf('billed-from-second-month').customerId,
    });
  });

  it('begin at the edges of the month and twice at half past two', () => {
    const start = (code: string) => callsOf(code)[0]?.started_at;
    expect(start('last-second-of-month')).toBe('2026-09-30T23:59:59+02:00');
    expect(start('first-second-of-month')).toBe('2026-09-30T22:00:00Z');
    expect(start('dst-hour-first')).toBe('2026-10-25T02:30:00+02:00');
    expect(start('dst-hour-second')).toBe('2026-10-25T02:30:00+01:00');
  });

  it('come late, again and changed', () => {
    const content = ({ started_at, ...row }: Row) => [Date.parse(started_at!), row];
    expect(caseOf('late').folder).toBe('2026-10');
    expect(callsOf('late')[0]?.started_at).toMatch(/^2026-09-28/);
    const copies = callsOf('duplicate-next-month');
    expect(copies).toHaveLength(3);
    for (const copy of copies) expect(content(copy)).toEqual(content(copies[0]!));
    expect(new Set(copies.map((row) => row.started_at)).size).toBe(2);
    const seconds = callsOf('conflict').map((row) => row.billable_seconds);
    expect(new Set(seconds).size).toBe(2);
    const customers = callsOf('conflict-other-customer').map((row) => row.customer_id);
    expect(new Set(customers).size).toBe(2);
    expect(callsOf('duplicate-in-quarantine').map((row) => row.to)).toEqual(['1234567', '1234567']);
  });
});

describe('the faulty file', () => {
  it('has the bad rows where the summary says, among good ones', () => {
    const { directory, faults, good } = world.faulty!;
    const rows = parse(readFileSync(join(directory, 'employees.csv'), 'utf8'), {
      columns: true,
    }) as Row[];
    expect(rows.length).toBe(good + faults.length);
    expect(faults.map(({ line, column }) => [line, column, rows[line - 2]?.[column]])).toEqual([
      [3, 'extension', '112'],
      [4, 'customer_id', 'K0001'],
      [5, 'name', ''],
      [6, 'myfone', 'måske'],
    ]);
    const known = first('employees').map((row) => row.employee_id);
    for (const row of rows) expect(known).not.toContain(row.employee_id);
  });
});
