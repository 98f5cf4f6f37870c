/** Documents handed out from the database: kept once, the same ever after, each failing for itself. */
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/index.ts';
import {
  documentFormats,
  type ExportRequest,
  exportDocuments,
  formatNamed,
} from '../../../src/documents/index.ts';
import type { Refusal } from '../../../src/kernel/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../../month-world.ts';

/** More than one portion holds; without a CVR number they cannot be Peppol. */
const CUSTOMERS = 30;
const now = new Date('2026-11-03T08:00:00Z');

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => `k${1000 + index}`);
  await world.take('2026-10-01', {
    resellers,
    customers: ids.map((id) => customer(id, 'R1')),
    employees: ids.map((id) => employee(`m-${id}`, id, 201)),
    declarations: ids.map((id) => `${id},,Business Premium,2026-08-01`),
    activations: ids.map((id) => `m-${id},2026-09-01T08:00:00+02:00,`),
  });
  await world.bill('2026-10', '2026-11-02');
});
afterAll(() => world.close());

/** `10000001 pdf` and a hash of the bytes, in the order in which they are handed out. */
async function handedOut(names: readonly string[], other: Partial<ExportRequest> = {}) {
  const files: [name: string, sha256: string][] = [];
  const refused: Refusal[] = [];
  const request = {
    filter: {},
    formats: names.map(formatNamed),
    now,
    onRefused: (refusal: Refusal) => void refused.push(refusal),
    ...other,
  };
  await exportDocuments(world.database, request, ({ number, format, bytes }) => {
    files.push([`${number} ${format.name}`, hash('sha256', bytes)]);
  });
  return { files, refused };
}

const change = (statement: ReturnType<typeof sql>) =>
  world.database.transaction('owner', (tx) => statement.execute(tx.db));

describe('an export', () => {
  it('hands out each document in each format, by number and then as asked', async () => {
    const { files, refused } = await handedOut(['csv', 'pdf']);
    expect(refused).toEqual([]);
    const numbers = Array.from({ length: CUSTOMERS }, (_, index) => 10000001 + index);
    expect(files.map(([name]) => name)).toEqual(
      numbers.flatMap((number) => [`${number} csv`, `${number} pdf`]),
    );
  });

  it('draws a document once: later exports give the bytes that were kept', async () => {
    const first = await handedOut(['csv', 'pdf']);
    const kept = () =>
      world.database.transaction('writer', async (tx) => {
        const { rows } = await sql`select count(*)::int as count, max(rendered_at) as last
          from takst.rendering`.execute(tx.db);
        return rows;
      });
    const before = await kept();
    const again = await handedOut(['csv', 'pdf'], { now: new Date('2027-01-01T08:00:00Z') });
    expect(again).toEqual(first);
    expect(await kept()).toEqual(before);
  });

  it('gives both of two that draw at once the same bytes, though only one is kept', async () => {
    await change(sql`alter table takst.rendering disable trigger user`);
    await change(sql`delete from takst.rendering`);
    const [one, other] = await Promise.all([handedOut(['csv']), handedOut(['csv'])]);
    expect(one).toEqual(other);
    expect(one.files).toHaveLength(CUSTOMERS);
  });

  it('hands out what somebody else kept first, whatever it would draw itself (R32)', async () => {
    const theirs = Buffer.from('theirs');
    await change(sql`update takst.rendering set bytes = ${theirs},
      sha256 = ${hash('sha256', theirs, 'buffer')} where number = 10000003 and format = 'csv'`);
    const { files } = await handedOut(['csv']);
    expect(new Map(files).get('10000003 csv')).toBe(hash('sha256', theirs));
    await change(sql`delete from takst.rendering where number = 10000003`);
  });

  it('names each document that a format does not allow, and hands out the others', async () => {
    const { files, refused } = await handedOut(documentFormats.names);
    expect(files).toHaveLength(2 * CUSTOMERS);
    expect(refused).toHaveLength((documentFormats.names.length - 2) * CUSTOMERS);
    expect(refused[0]).toMatchObject({
      code: 'documents.not-renderable',
      facts: { number: 10000001 },
    });
  });

  it('ends at the first such document where nobody wants to be told', async () => {
    const request = { filter: {}, formats: [formatNamed('peppol')], now };
    await expect(exportDocuments(world.database, request, () => undefined)).rejects.toMatchObject({
      code: 'documents.not-renderable',
    });
  });

  it('stops where the taker stops', async () => {
    let taken = 0;
    const stop = () => {
      taken += 1;
      if (taken === 3) throw new Error('the disk is full');
    };
    const request = { filter: {}, formats: [formatNamed('csv')], now };
    await expect(exportDocuments(world.database, request, stop)).rejects.toThrow('disk is full');
    expect(taken).toBe(3);
  });

  it('does not hand out kept bytes that were changed, and hands out the others (R32)', async () => {
    const whole = await handedOut(['csv']);
    await change(sql`alter table takst.rendering disable trigger user`);
    await change(sql`update takst.rendering set bytes = bytes || 'x'::bytea
      where number = 10000002 and format = 'csv'`);
    const { files, refused } = await handedOut(['csv']);
    expect(refused).toMatchObject([
      { code: 'documents.rendering-damaged', facts: { number: 10000002, format: 'csv' } },
    ]);
    expect(files).toEqual(whole.files.filter(([name]) => name !== '10000002 csv'));
  });
});
