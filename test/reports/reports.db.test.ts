import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { loadReports } from '../../src/reporting/report-query.ts';
import { takst } from '../cli/caller.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const rows = [
    `insert into takst.batch (kind, source_name, recorded_at, recorded_by, channel)
      values ('master', 'by hand', '2026-09-01T10:00:00Z', 'mette', 'test')`,
    `insert into takst.customer values ('F1', 'K1', 1, 1, 'Søhest ApS', '', '', 'x.example', '',
      'standard', 'cloud', null, '', '', '', 'DK', '', '', 14, null)`,
    `insert into takst.customer_home values ('F1', 'K1', '0001-01-01', 'customer', 1)`,
    ...['M1', 'M2', 'M3'].map(
      (id, index) => `insert into takst.employee values ('F1', 'K1', '${id}', 1, 1, 'Åse ${id}',
        '${id}@x.example', '20${index}', '', '', true)`,
    ),
    declared('', 'Business Premium', '2026-08-01', 1),
    declared('M1', 'Enterprise E3', '2026-09-01', 2),
    declared('M1', 'Enterprise E1', '2026-10-01', 3),
    declared('M2', 'Enterprise E5', '2026-09-01', 4),
    declared('M2', 'As-Customer', '2026-10-15', 5),
    active('M1', '2026-09-10T08:00:00Z', '2026-09-20T08:00:00Z'),
    active('M1', '2026-09-20T08:00:00Z', null),
    active('M2', '2026-09-01T08:00:00Z', '2026-09-30T22:00:00Z'),
    `insert into takst.quarantine (reseller_id, batch_id, line_no, file_name, code, detail, source,
      record_id, customer_id, billable_seconds, header, raw, entered_at, format)
      select 'F1', 1, n, 'calls.csv', 'no-rate', 'no row', 's', n::text, 'K1', 60, '', '',
        '2026-10-24T22:30:00Z', 'calls-csv' from generate_series(1, 3) n`,
    `insert into takst.quarantine_settled
      select 'F1', min(quarantine_id), 1, 'rated', '2026-10-26T10:00:00Z' from takst.quarantine`,
  ];
  await database.transaction('writer', async (tx) => {
    for (const row of rows) await sql.raw(row).execute(tx.db);
  });
});

afterAll(() => dropDatabase(database));

const declared = (employee: string, licence: string, from: string, no: number) =>
  `insert into takst.declaration (reseller_id, customer_id, employee_id, licence, valid_from,
    declared_by, channel, reason, recorded_at, batch_id, line_no) values ('F1', 'K1', '${employee}',
    '${licence}', '${from}', 'Bo', 'order', '', '2026-09-01T10:00:00Z', 1, ${no})`;

const active = (employee: string, from: string, to: string | null) =>
  `insert into takst.activation values ('F1', 'K1', '${employee}', '${from}', 1,
    ${to === null ? 'null' : `'${to}'`}, 1, 1)`;

const run = (...words: string[]) => takst(['report', ...words], { DATABASE_URL: database.url });
const rowsOf = async (...words: string[]) => {
  const { code, out, err } = await run(...words, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Record<string, string | number | null>[];
};

describe('every report', () => {
  it('runs, and answers with the columns that its header names', async () => {
    const reports = await loadReports();
    expect(reports.length).toBeGreaterThanOrEqual(4);
    for (const report of reports) {
      const required = report.parameters.filter((it) => it.required);
      expect(required.every((it) => it.kind === 'month')).toBe(true);
      const given = required.flatMap(({ name }) => ['--param', `${name}=2026-09`]);
      const { code, out, err } = await run(report.name, ...given, '--csv');
      expect([report.name, err, code]).toEqual([report.name, '', 0]);
      expect(out.split('\n')[0]).toBe(report.columns.map((it) => it.name).join(','));
      expect(report.purpose).toMatch(/\.$/);
    }
  });

  it('takes a parameter as a value, whatever stands in it', async () => {
    const wicked = `K1'; drop table takst.customer; --`;
    expect(await rowsOf('registered-licences', '--param', `customer=${wicked}`)).toEqual([]);
    expect(await rowsOf('registered-licences', '--param', 'customer=K1')).toHaveLength(3);
  });
});

describe('registered-licences', () => {
  const licencesOn = async (day: string) =>
    (await rowsOf('registered-licences', '--param', `on=${day}`)).map((it) => [
      it.employee,
      it.licence,
      it.declared_for,
      it.active_since,
    ]);

  it('names the licence in force that day: the own one first, else that for all (R6, R7)', async () => {
    expect(await licencesOn('2026-09-30')).toEqual([
      ['M1', 'Enterprise E3', 'employee', '2026-09-10T10:00:00+02:00'],
      ['M2', 'Enterprise E5', 'employee', '2026-09-01T10:00:00+02:00'],
      ['M3', 'Business Premium', 'all', null],
    ]);
  });

  it('follows as-customer, a new declaration, and an activation that ended at midnight', async () => {
    expect(await licencesOn('2026-10-15')).toEqual([
      ['M1', 'Enterprise E1', 'employee', '2026-09-10T10:00:00+02:00'],
      ['M2', 'Business Premium', 'all', null],
      ['M3', 'Business Premium', 'all', null],
    ]);
  });

  it('shows no licence before the first declaration', async () => {
    expect((await licencesOn('2026-07-31')).map(([, licence]) => licence)).toEqual(['', '', '']);
  });
});

describe('quarantine-age', () => {
  it('counts what is not settled, and its age in local days', async () => {
    // 24 October 22:30Z is 00:30 on the 25th in Copenhagen.
    const rows = await rowsOf('quarantine-age', '--param', 'on=2026-10-27');
    expect(rows).toEqual([
      {
        code: 'no-rate',
        customer: 'K1',
        records: 2,
        seconds: 120,
        oldest: '2026-10-25T00:30:00+02:00',
        age_days: 2,
        example: 'no row',
      },
    ]);
  });
});

describe('refusals', () => {
  it.each([
    [['licences'], 'There is no report licences. There are: ageing, calls-per-destination'],
    [['calls-per-destination'], 'needs --param month='],
    [['revenue', '--param', 'by=issue'], 'it is one of service, accounting'],
  ])('takst report %j', async (words, sentence) => {
    const { code, out, err } = await run(...words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });
});
