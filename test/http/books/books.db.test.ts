import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import { booksRoutes } from '../../../src/http/api/books/index.ts';
import { call, customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { asking, refusedAs, streamed } from '../asked.ts';

let world: World;
let ask: ReturnType<typeof asking>;
const now = new Date('2026-12-05T08:00:00Z');

beforeAll(async () => {
  world = await openWorld();
  ask = asking(world.database, booksRoutes, () => now);
  await world.take('2026-10-31', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bravo', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bravo', 301)],
    calls: ['acme', 'bravo'].map((of) =>
      call(`c-${of}`, of, '+4533001122', '2026-10-05T10:00:00+02:00', 6_000),
    ),
  });
  await world.bill('2026-10', '2026-11-02', { issueDate: '2026-11-02' });
});
afterAll(() => world.close());

describe('reports', () => {
  it('are listed, without parameters that are files of the machine', async () => {
    const { body } = await ask('compliance', 'listReports');
    const names = body.items.map((it: { name: string }) => it.name);
    expect(names).toContain('revenue');
    expect(names).toContain('interest');
    const kinds = body.items.flatMap((it: { parameters: { kind: string }[] }) =>
      it.parameters.map(({ kind }) => kind),
    );
    expect(kinds).not.toContain('file');
  });

  it('are answered as JSON, as CSV and for Excel', async () => {
    const params = { name: 'revenue' };
    const query = { month: '2026-10' };
    const json = await ask('finance', 'runReport', { params, query });
    expect(json.body.length).toBeGreaterThan(0);
    const csv = await ask('finance', 'runReport', { params, query: { ...query, format: 'csv' } });
    expect(csv).toMatchObject({ fileName: 'revenue.csv' });
    expect(csv.text.split('\n')[0]).toBe(Object.keys(json.body[0]).join(','));
    const excel = await ask('finance', 'runReport', {
      params,
      query: { ...query, format: 'excel' },
    });
    expect(excel.text).toMatch(/^\ufeff/);
    expect(excel.text.split('\r\n')[0]).toContain(';');
  });

  it('refuse what they do not take, and paths of the machine', async () => {
    const run = (name: string, query: Record<string, string>) =>
      refusedAs(ask('finance', 'runReport', { params: { name }, query }));
    expect(await run('nothing', {})).toBe('report.unknown');
    expect(await run('revenue', { month: '2026-10', colour: 'red' })).toBe(
      'report.parameter-unknown',
    );
    expect(await run('revenue', { month: 'October' })).toBe('report.parameter-malformed');
    expect(await run('interest', { rates: '/etc/passwd' })).toBe('report.parameter-file');
  });
});

describe('the ledger', () => {
  it('tells what stands on each account', async () => {
    const { body } = await ask('operator', 'listBalances');
    const debtors = body.items.find((it: { account: string }) => it.account === 'debtors');
    expect(debtors).toMatchObject({ debit: '75.00', credit: '0.00', balance: '75.00' });
  });

  it('is verified, also with every charge', async () => {
    const quick = await ask('compliance', 'verifyLedger', { body: {} });
    expect(quick.body).toMatchObject({ agrees: true, fault: null, resellers: 2, transactions: 2 });
    expect(quick.body).not.toHaveProperty('charges_recomputed_for');
    const full = await ask('finance', 'verifyLedger', { body: { full: true } });
    expect(full.body).toMatchObject({ agrees: true, charges_recomputed_for: 2 });
  });

  it('is verified by one at a time, and no longer than somebody waits', async () => {
    const held = await world.database.tryLock('verify over the network');
    expect(await refusedAs(ask('finance', 'verifyLedger', { body: {} }))).toBe('verify.under-way');
    if ('release' in held) await held.release();
    const signal = AbortSignal.abort();
    const gone = ask('finance', 'verifyLedger', { body: {}, signal });
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    const after = await ask('finance', 'verifyLedger', { body: {} });
    expect(after.body).toMatchObject({ agrees: true });
  });
});

describe('what the accounting system gets', () => {
  it('is a batch of what was not in one, made by finance', async () => {
    const body = { month: '2026-11', formats: ['csv'], debtors: { acme: '4711', bravo: '4712' } };
    expect(await refusedAs(ask('operator', 'makeExport', { body }))).toBe('access.not-found');
    const made = await ask('finance', 'makeExport', { body });
    expect(made).toMatchObject({
      status: 201,
      body: { export: 1, documents: 2, net: '60.00', total: '75.00', unfinished: false },
    });
    expect(made.body.files).toMatchObject([{ format: 'csv', version: 1 }]);
    expect(await refusedAs(ask('finance', 'makeExport', { body }))).toBe('finance.nothing-new');
    const { body: list } = await ask('compliance', 'listExports');
    expect(list.items).toMatchObject([{ export: 1, recorded_by: 'finance@takst.example' }]);
  });

  it('is handed out again byte by byte, and only what was made', async () => {
    const params = { export: '1', format: 'csv' };
    const first = await ask('finance', 'getExportFile', { params });
    expect(first.fileName).toMatch(/^journal-0001\./);
    const bytes = await streamed(first);
    expect(bytes).toContain('4711');
    expect(await streamed(await ask('operator', 'getExportFile', { params }))).toBe(bytes);
    const other = { params: { export: '1', format: 'economic' } };
    expect(await refusedAs(ask('finance', 'getExportFile', other))).toBe('access.not-found');
    const body = { formats: ['economic'] };
    expect(await refusedAs(ask('compliance', 'addExportFiles', { params, body }))).toBe(
      'access.not-found',
    );
    await ask('finance', 'addExportFiles', { params, body });
    expect(await streamed(await ask('finance', 'getExportFile', other))).not.toBe('');
  });

  it('is never what somebody has changed since', async () => {
    const text = async () => {
      const told = await ask('finance', 'getExportFile', {
        params: { export: '1', format: 'csv' },
      });
      return streamed(told);
    };
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.finance_export_part disable trigger all`.execute(tx.db);
      await sql`update takst.finance_export_part set bytes = 'forged' where format = 'csv'`.execute(
        tx.db,
      );
    });
    await expect(text()).rejects.toMatchObject({ code: 'finance.export-damaged' });
  });
});

it('shows the books to nobody outside the house', async () => {
  const params = { name: 'revenue', export: '1', format: 'csv' };
  for (const who of ['reseller R1', 'auditor', 'microsoft', 'system']) {
    for (const { name } of booksRoutes) {
      const body = { month: '2026-11' };
      expect(await refusedAs(ask(who, name, { params, body }))).toBe('access.not-found');
    }
  }
});
