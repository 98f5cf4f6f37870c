import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentListing, loadDocument } from '../../../src/documents/index.ts';
import { documentsRoutes } from '../../../src/http/api/documents/index.ts';
import { call, customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { asking, refusedAs, streamed } from '../asked.ts';

let world: World;
let ask: ReturnType<typeof asking>;
const now = new Date('2026-11-05T08:00:00Z');
const ofR1 = { params: { number: '10000002' } };
const ofR2 = { params: { number: '10000003' } };

/** Acme is billed itself, its reseller R1 for beta; bravo is R2's. */
beforeAll(async () => {
  world = await openWorld();
  ask = asking(world.database, documentsRoutes, () => now);
  await world.take('2026-10-31', {
    resellers,
    customers: [
      customer('acme', 'R1'),
      customer('beta', 'R1', { billTo: 'reseller' }),
      customer('bravo', 'R2'),
    ],
    employees: [
      employee('anna', 'acme', 201),
      employee('bea', 'beta', 202),
      employee('bo', 'bravo', 203),
    ],
    calls: ['acme', 'beta', 'bravo'].map((of) =>
      call(`c-${of}`, of, '+4533001122', '2026-10-05T10:00:00+02:00', 6_000),
    ),
  });
  await world.bill('2026-10', '2026-11-02', { issueDate: '2026-11-02' });
});
afterAll(() => world.close());

const numbersOf = async (who: string, query: Record<string, string> = {}) =>
  (await ask(who, 'listDocuments', { query })).body.items.map(
    (it: { number: number }) => it.number,
  );

describe('documents', () => {
  it('are listed to the house, and to a reseller those of its own', async () => {
    expect(await numbersOf('finance')).toEqual([10000001, 10000002, 10000003]);
    expect(await numbersOf('reseller R1')).toEqual([10000001, 10000002]);
    expect(await numbersOf('reseller R2')).toEqual([10000003]);
    expect(await numbersOf('reseller R9')).toEqual([]);
    for (const who of ['auditor', 'microsoft', 'system']) {
      expect(await refusedAs(ask(who, 'listDocuments'))).toBe('access.not-found');
    }
  });

  it('are chosen by month, account and kind, which open no other door', async () => {
    expect(await numbersOf('finance', { month: '2026-10', account: 'bravo' })).toEqual([10000003]);
    expect(await numbersOf('reseller R1', { month: '2026-10' })).toEqual([10000001, 10000002]);
    expect(await numbersOf('reseller R1', { account: 'bravo' })).toEqual([]);
    expect(await numbersOf('finance', { month: '2026-09' })).toEqual([]);
    expect(await numbersOf('finance', { kind: 'credit-note' })).toEqual([]);
  });

  it('come page by page', async () => {
    const first = await ask('finance', 'listDocuments', { query: { limit: '2' } });
    expect(first.body.items).toHaveLength(2);
    const cursor = first.body.next_cursor;
    expect(await numbersOf('finance', { limit: '2', cursor })).toEqual([10000003]);
  });

  it('are told as the command tells them', async () => {
    const told = await ask('reseller R1', 'getDocument', ofR1);
    const document = await loadDocument(world.database, 10000002);
    expect(told.body).toEqual(documentListing(document));
    expect(told.body).toMatchObject({ account: 'acme', net: '30.00', lines: [{ kind: 'usage' }] });
    expect(told.version).toBeDefined();
  });

  it.each(['getDocument', 'getDocumentFile', 'getDocumentCalls', 'getDocumentAnnex'])(
    'do not exist for another reseller (%s)',
    async (name) => {
      expect(await refusedAs(ask('reseller R1', name, ofR2))).toBe('access.not-found');
      expect(await refusedAs(ask('reseller R2', name, ofR1))).toBe('access.not-found');
      const none = { params: { number: '10000099' } };
      expect(await refusedAs(ask('finance', name, none))).toBe('access.not-found');
    },
  );
});

describe('a document as a file', () => {
  it.each([
    ['pdf', /^%PDF/, '10000002.pdf'],
    ['csv', /acme/, '10000002.csv'],
  ])('is %s, and the same each time', async (format, begins, fileName) => {
    const said = { ...ofR1, query: { format } };
    const first = await ask('reseller R1', 'getDocumentFile', said);
    const bytes = await streamed(first);
    expect(bytes).toMatch(begins);
    expect(first.fileName).toBe(fileName);
    const again = await ask('finance', 'getDocumentFile', said);
    expect(await streamed(again)).toBe(bytes);
    expect(again.version).toBe(first.version);
  });

  it('is none in a format that its rules do not allow', async () => {
    // Nobody has said by which number Kunde acme is reached.
    const said = { ...ofR1, query: { format: 'peppol' } };
    expect(await refusedAs(ask('finance', 'getDocumentFile', said))).toBe(
      'documents.not-renderable',
    );
  });

  it('is in a format that there is', async () => {
    const said = { ...ofR1, query: { format: 'docx' } };
    expect(await refusedAs(ask('finance', 'getDocumentFile', said))).toBe('ZodError');
  });

  it('comes with the calls that it charges for', async () => {
    const told = await ask('reseller R1', 'getDocumentCalls', ofR1);
    const [header, row, ...rest] = (await streamed(told)).trim().split('\n');
    expect(header).toMatch(/^document,document_line,customer_id,/);
    expect(row).toMatch(/^10000002,1,acme,2026-10,pbx-1,c-acme,.*,30\.000000,/);
    expect(rest).toEqual([]);
    const annex = await ask('reseller R1', 'getDocumentAnnex', ofR1);
    expect(annex.fileName).toBe('10000002-calls.pdf');
    expect(await streamed(annex)).toMatch(/^%PDF/);
  });
});
