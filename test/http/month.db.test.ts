/** The month over HTTP: a file of calls goes in, a run is followed, its documents come out. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../src/kernel/index.ts';
import { customer, employee, openWorld, resellers, seller, type World } from '../month-world.ts';
import { type Api, openApi } from '../support/api.ts';

let world: World;
let api: Api;
let system: string;
let finance: string;

const header =
  'source,record_id,customer_id,direction,from,to,started_at,billable_seconds\n' as const;
// 600 seconds to Denmark at 0.30 kr a minute are 3.00 kr.
const file = `${header}pbx-1,c1,acme,out,201,+4533001122,2026-09-05T10:00:00+02:00,600\n`;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-09-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201)],
    declarations: ['acme,anna,Business,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,'],
  });
  const environment = {
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
  api = await openApi(world.database, { now: () => instant('2026-10-05T08:00:00Z'), environment });
  system = await api.token('system');
  finance = await api.token('finance');
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const post = (bytes: Uint8Array | string, headers: Record<string, string> = {}) =>
  api.call(system, 'POST', '/v1/call-batches?name=calls.csv&format=calls', bytes, {
    'content-type': 'text/csv',
    ...headers,
  });

describe('a file of calls', () => {
  it('is taken in as it is sent, packed or not, and known by its bytes', async () => {
    const first = await post(gzipSync(file), { 'content-encoding': 'gzip' });
    expect([first.status, first.body.records?.read, first.body.records?.rated]).toEqual([
      201, 1, 1,
    ]);
    const again = await post(file);
    expect(again.status).toBe(200);
  });

  it('is refused as a whole where it has a column that nobody knows', async () => {
    const reply = await post(file.replace('direction', 'colour'));
    expect([reply.status, reply.body.code]).toEqual([422, 'calls.file-refused']);
    expect(JSON.stringify(reply.body.faults)).toContain('colour');
  });
});

/** Starts a run and listens until it has ended. */
async function run(dryRun: boolean) {
  const begun = await api.call(finance, 'POST', '/v1/runs', { month: '2026-09', dry_run: dryRun });
  expect(begun.status).toBe(202);
  const events = await api.call(finance, 'GET', `${begun.headers.get('location')}/events`);
  expect(events.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(events.text).toMatch(/event: outcome\ndata: .*\n\n$/);
  return (await api.call(finance, 'GET', begun.headers.get('location') ?? '')).body;
}

describe('a run', () => {
  it('can be tried, then made, with the same figures', async () => {
    const tried = await run(true);
    expect([tried.state, tried.outcome.dry_run]).toEqual(['done', true]);
    // 30.00 for anna (R8) and 3.00 for the call; 25 % VAT.
    const figures = { documents: 1, net: '33.00', vat: '8.25', total: '41.25' };
    expect(tried.outcome).toMatchObject(figures);
    expect((await api.call(finance, 'GET', '/v1/documents')).body.items).toEqual([]);
    expect((await run(false)).outcome).toMatchObject({ ...figures, dry_run: false });
  });

  it('posts nothing the second time', async () => {
    expect((await run(false)).outcome).toMatchObject({ documents: 0, total: '0.00' });
  });

  it('comes to documents, which are handed out as files with an ETag', async () => {
    const [document] = (await api.call(finance, 'GET', '/v1/documents')).body.items;
    const path = `/v1/documents/${document.number}`;
    const shown = await api.call(finance, 'GET', path);
    expect(shown.body).toMatchObject({ account: 'acme', total: '41.25' });
    const etag = shown.headers.get('etag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    const known = await api.call(finance, 'GET', path, undefined, { 'if-none-match': etag });
    expect(known.status).toBe(304);
    const pdf = await api.call(finance, 'GET', `${path}/file?format=pdf`);
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('says why it came to nothing', async () => {
    const begun = await api.call(finance, 'POST', '/v1/runs', { month: '2026-12' });
    const path = begun.headers.get('location') ?? '';
    await api.call(finance, 'GET', `${path}/events`);
    const { body } = await api.call(finance, 'GET', path);
    expect([body.state, body.refusal.code]).toEqual([
      'refused',
      expect.stringMatching(/^billing\./),
    ]);
  });

  it('agrees with the ledger', async () => {
    expect(await world.verify()).toBeUndefined();
  });
});
