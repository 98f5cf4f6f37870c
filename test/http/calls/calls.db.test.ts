import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsRoutes } from '../../../src/http/api/calls/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { asking, refusedAs } from '../asked.ts';

let world: World;
let ask: ReturnType<typeof asking>;
const now = new Date('2026-11-02T08:00:00Z');

const HEADER = 'record_id,customer_id,to,started_at,billable_seconds,source,direction,from\n';
const file = (...rows: string[]) => HEADER + rows.map((row) => `${row}\n`).join('');
const rated = 'c1,acme,+4533001122,2026-10-05T10:00:00+02:00,100,pbx-1,out,201';
const unknownNumber = 'c2,acme,+999123456,2026-10-05T11:00:00+02:00,60,pbx-1,out,201';
const ofOther = 'c3,bravo,+999123456,2026-10-05T12:00:00+02:00,60,pbx-1,out,301';

beforeAll(async () => {
  world = await openWorld();
  ask = asking(world.database, callsRoutes, () => now);
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bravo', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bravo', 301)],
  });
});
afterAll(() => world.close());

describe('files of calls', () => {
  const upload = file(rated, unknownNumber, ofOther);

  it('are taken in as the PBX sends them, and known again', async () => {
    const first = await ask('system', 'importCalls', { upload, name: 'monday.csv' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      file: 'monday.csv',
      outcome: 'imported',
      records: { read: 3, rated: 1, quarantined: 2 },
      late_records: 0,
    });
    const again = await ask('system', 'importCalls', { upload, name: 'monday.csv' });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ outcome: 'already-imported', batch: first.body.batch });
  });

  it('may be packed', async () => {
    const packed = gzipSync(file('c9,acme,+4533001122,2026-10-06T10:00:00+02:00,60,pbx-1,out,201'));
    const told = await ask('operator', 'importCalls', { upload: packed, name: 'tuesday.csv.gz' });
    expect(told.body).toMatchObject({ outcome: 'imported', records: { read: 1, rated: 1 } });
  });

  it('are refused as a whole with their faults', async () => {
    const upload = `${HEADER.trim()},colour\n${rated},red\n`;
    const told = await ask('operator', 'importCalls', { upload, name: '../../etc/wrong.csv' });
    expect(told.status).toBe(422);
    expect(told.body).toMatchObject({ code: 'calls.file-refused', file: 'wrong.csv' });
    expect(told.body.faults).toMatchObject([{ column: 'colour' }]);
    const empty = ask('operator', 'importCalls', { upload: '', name: 'empty.csv' });
    expect(await refusedAs(empty)).toBe('upload.empty');
  });

  it('are listed page by page, the newest first', async () => {
    const first = await ask('compliance', 'listCallBatches', { query: { limit: '1' } });
    expect(first.body.items).toMatchObject([
      { file: 'tuesday.csv.gz', recorded_by: expect.any(String) },
    ]);
    const query = { limit: '1', cursor: first.body.next_cursor };
    const second = await ask('compliance', 'listCallBatches', { query });
    expect(second.body).toMatchObject({
      items: [{ file: 'monday.csv', recorded_by: 'system@takst.example', records: { read: 3 } }],
      next_cursor: null,
    });
  });

  it('are not for resellers, auditors or who may only look', async () => {
    for (const who of ['reseller R1', 'auditor', 'microsoft', 'finance', 'compliance']) {
      expect(await refusedAs(ask(who, 'importCalls', { upload }))).toBe('access.not-found');
    }
    for (const who of ['reseller R1', 'auditor', 'system']) {
      expect(await refusedAs(ask(who, 'listCallBatches'))).toBe('access.not-found');
    }
  });
});

describe('what waits', () => {
  const idOf = async (recordId: string): Promise<string> => {
    const { body } = await ask('operator', 'listQuarantine');
    return `${body.items.find((it: { record_id: string }) => it.record_id === recordId).id}`;
  };

  it('is shown to the house, and to a reseller its own alone', async () => {
    const all = await ask('finance', 'listQuarantine', { query: { code: 'no-rate' } });
    expect(all.body.items.map((it: { record_id: string }) => it.record_id)).toEqual(['c2', 'c3']);
    const own = await ask('reseller R2', 'listQuarantine');
    expect(own.body.items).toMatchObject([{ record_id: 'c3', reseller_id: 'R2', owner: 'R2' }]);
    const other = { query: { customer_id: 'acme' } };
    expect((await ask('reseller R2', 'listQuarantine', other)).body.items).toEqual([]);
    expect(await refusedAs(ask('auditor', 'listQuarantine'))).toBe('access.not-found');
  });

  it('does not exist for another reseller', async () => {
    const params = { id: await idOf('c2') };
    expect(await refusedAs(ask('reseller R2', 'getQuarantined', { params }))).toBe(
      'access.not-found',
    );
    const own = await ask('reseller R1', 'getQuarantined', { params });
    expect(own.body).toMatchObject({ record_id: 'c2', due: null, settled: null });
    const whole = await ask('operator', 'getQuarantined', { params });
    expect(whole.body).toMatchObject({ record_id: 'c2', due: 'itself' });
  });

  it('goes page by page', async () => {
    const first = await ask('operator', 'listQuarantine', { query: { limit: '1' } });
    const query = { limit: '1', cursor: first.body.next_cursor };
    const second = await ask('operator', 'listQuarantine', { query });
    expect([first, second].map((it) => it.body.items[0].record_id)).toEqual(['c2', 'c3']);
    expect(second.body.next_cursor).toBeNull();
  });

  it('is judged again once its cause has gone, by nobody but operators', async () => {
    await world.loadRates(
      '2026-10-20',
      'prefix,destination,per_minute\n45,Denmark,0.30\n47,Norway,1.20\n999,Nowhere,3.00\n',
    );
    expect(await refusedAs(ask('reseller R1', 'retryQuarantine'))).toBe('access.not-found');
    const wrong = ask('operator', 'retryQuarantine', { body: { code: 'conflict' } });
    expect(await refusedAs(wrong)).toBe('ZodError');
  });

  it('is let go by a person, with who and why', async () => {
    const params = { id: await idOf('c3') };
    const body = { reason: 'Test call of the installer' };
    expect(await refusedAs(ask('reseller R2', 'dismissQuarantined', { params, body }))).toBe(
      'access.not-found',
    );
    const told = await ask('finance', 'dismissQuarantined', { params, body });
    expect(told.body).toMatchObject({ outcome: 'dismissed', code: 'no-rate' });
    expect(await refusedAs(ask('finance', 'dismissQuarantined', { params, body }))).toBe(
      'calls.record-settled',
    );
    const only = { params: { id: await idOf('c2') }, body };
    expect(await refusedAs(ask('operator', 'acceptQuarantined', only))).toBe(
      'calls.record-no-conflict',
    );
  });

  it('becomes a call by a retry, whose price is explained', async () => {
    const told = await ask('operator', 'retryQuarantine', { body: {} });
    expect(told.body).toMatchObject({ retried: 1, settled: 1, rated: 1 });
    const query = { source: 'pbx-1', record_id: 'c2' };
    const { body } = await ask('compliance', 'explainCall', { query });
    expect(body.rows).toMatchObject([{ stands: true, price: '3.000000', customer_id: 'acme' }]);
    expect(body.price_proof).toMatchObject({ agrees: true });
    expect(await refusedAs(ask('reseller R1', 'explainCall', { query }))).toBe('access.not-found');
  });

  it('is accepted where another version of it is due', async () => {
    const longer = rated.replace(',100,', ',160,');
    await ask('system', 'importCalls', { upload: file(longer), name: 'wednesday.csv' });
    const params = { id: await idOf('c1') };
    const body = { reason: 'The PBX corrected its clock' };
    const told = await ask('finance', 'acceptQuarantined', { params, body });
    expect(told.body).toMatchObject({
      outcome: 'rated',
      before: { billable_seconds: 100 },
      now: { billable_seconds: 160 },
    });
  });
});

describe('sources', () => {
  it('are told of, changed and shown with their history', async () => {
    const body = { source: 'pbx-2', format: 'asterisk-csv', customer_id: 'acme' };
    expect(await refusedAs(ask('finance', 'addSource', { body }))).toBe('access.not-found');
    const added = await ask('operator', 'addSource', { body });
    expect(added).toMatchObject({ status: 201, body: { outcome: 'added' } });
    expect(await refusedAs(ask('operator', 'addSource', { body }))).toBe('calls.source-exists');
    const params = { source: 'pbx-2' };
    const change = { params, body: { zone: 'UTC', reason: 'usegmtime=yes' } };
    const changed = await ask('operator', 'changeSource', change);
    expect(changed.body).toMatchObject({ outcome: 'changed', source: { zone: 'UTC', version: 2 } });
    const shown = await ask('compliance', 'getSource', { params });
    expect(shown.body.history).toMatchObject([
      { version: 2, reason: 'usegmtime=yes' },
      { version: 1 },
    ]);
    const { body: list } = await ask('finance', 'listSources');
    expect(list.items).toMatchObject([{ source: 'pbx-2', customer_id: 'acme' }]);
    expect(await refusedAs(ask('reseller R1', 'listSources'))).toBe('access.not-found');
    const nobody = { params: { source: 'pbx-9' } };
    expect(await refusedAs(ask('operator', 'getSource', nobody))).toBe('calls.source-unknown');
  });
});
