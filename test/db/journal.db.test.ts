/**
 * The journal's chain (R43): what was done cannot be changed, taken away or moved without its telling,
 * and personal data can be erased without its noticing. The forger here is a superuser.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  commitment,
  journalHeads,
  openBatch,
  sealFacts,
  sql,
  verifyJournal,
} from '../../src/db/index.ts';
import { instant } from '../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { asAdministrator } from '../support/database-server.ts';

let database: TestDatabase;
const actor = { now: instant('2026-11-23T09:00:00Z'), by: 'test', channel: 'test' };

const seal = (resellerId: string, kind: string, content: Record<string, unknown>) =>
  database.transaction('writer', async (tx) => {
    const batch = await openBatch(tx, actor, { kind: 'findings', sourceName: 'x', reason: 'why' });
    await sealFacts(tx, batch, [{ resellerId, kind, content }]);
    return batch;
  });
const verify = () => database.transaction('writer', verifyJournal, { readOnly: true });

/** Does something that no role of ours may, and takes it back after looking. */
async function forged(statement: string): Promise<string | undefined> {
  await asAdministrator(database.url, async (client) => {
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    await client.query(statement);
    await client.query('commit');
  });
  return (await verify()).fault;
}

beforeAll(async () => {
  database = await freshDatabase();
  await seal('R1', 'finding.raised', { finding: '1' });
  await seal('R2', 'finding.raised', { finding: '2' });
  await seal('R1', 'finding.waived', { finding: '1', reason: 'aftalt' });
});
afterAll(() => dropDatabase(database));

describe('the journal', () => {
  it('has a chain for each reseller, and agrees with itself', async () => {
    const report = await verify();
    expect(report.fault).toBeUndefined();
    expect(report.entries).toBe(3);
    expect([...report.heads.keys()].sort()).toEqual(['R1', 'R2']);
  });

  it('can be recomputed by anybody from what docs/journal.md says', async () => {
    const { rows } = await database.transaction('writer', (tx) =>
      sql<{ hash: Buffer; batch_id: bigint }>`select hash, batch_id from takst.journal_entry
        where reseller_id = 'R2'`.execute(tx.db),
    );
    const line =
      `["${'0'.repeat(64)}","R2","1","${rows[0]?.batch_id}","findings",` +
      '"2026-11-23T09:00:00.000Z","test","test","why","finding.raised","{\\"finding\\":\\"2\\"}"]';
    expect(rows[0]?.hash.toString('hex')).toBe(createHash('sha256').update(line).digest('hex'));
  });

  it('gives the head as it was known at a batch', async () => {
    const of = { resellerIds: ['R2'] };
    const before = await database.transaction('writer', (tx) => journalHeads(tx, of));
    const batch = await seal('R2', 'finding.settled', { finding: '2' });
    const known = await database.transaction('writer', (tx) =>
      journalHeads(tx, { ...of, upTo: batch - 1n }),
    );
    expect(known.get('R2')).toEqual(before.get('R2'));
  });

  it('refuses to be changed by the writer', async () => {
    const change = database.transaction('writer', (tx) =>
      sql`update takst.journal_entry set kind = 'x'`.execute(tx.db),
    );
    await expect(change).rejects.toThrow(/permission denied|append-only/);
  });
});

describe('personal data beside the journal', () => {
  it('are committed to by salt and value, as SHA-256 over both', () => {
    const salt = Buffer.from('00ff', 'hex');
    const expected = createHash('sha256').update(Buffer.from('00ff61', 'hex')).digest();
    expect(commitment(salt, 'a')).toEqual(expected);
    expect(commitment(Buffer.from('01', 'hex'), 'a')).not.toEqual(commitment(salt, 'a'));
  });
});

// Last, since each forgery stays: the first that is found hides the ones behind it.
describe('a forged journal', () => {
  it('is told when who did it is changed in the batch', async () => {
    const by = "update takst.batch set recorded_by = 'somebody else' where batch_id = 2";
    expect(await forged(by)).toMatch(/entry 1 of the journal of reseller R2 has another content/);
    await forged("update takst.batch set recorded_by = 'test' where batch_id = 2");
  });

  it('is told when the content is changed', async () => {
    const change = `update takst.journal_entry set content = '{"finding":"9"}'
      where reseller_id = 'R1' and seq = 2`;
    expect(await forged(change)).toMatch(
      /entry 2 of the journal of reseller R1 has another content/,
    );
  });

  it('is told when an entry is missing', async () => {
    const gone = "delete from takst.journal_entry where reseller_id = 'R1' and seq = 1";
    expect(await forged(gone)).toMatch(/entry 2 .* follows 0, so one is missing/);
  });
});
