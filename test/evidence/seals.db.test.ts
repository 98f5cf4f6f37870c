/**
 * Whoever changes, behind the guards' back, what a finding, a request, a pack or an export says is told
 * of by `ledger verify` (R37, R43): each forgery by the sentence that it must be answered with.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerRequest,
  attachDocuments,
  eraseContacts,
  erasePacks,
  verifySeals,
  withdrawRequest,
} from '../../src/evidence/index.ts';
import { localDate } from '../../src/kernel/index.ts';
import { assignFinding, erasePersons, waiveFinding } from '../../src/licensing/index.ts';
import { actorOn } from '../month-world.ts';
import { asAdministrator } from '../support/database-server.ts';
import { openPackWorld, type PackWorld } from './pack/world.ts';

let world: PackWorld;

/** One finding raised, handed over, observed again and waived; three requests, one pack, one export. */
beforeAll(async () => {
  world = await openPackWorld();
  const { database } = world;
  const { open } = await world.crosscheck('2026-10-02');
  const findingId = open[0]?.findingId ?? 0n;
  const handover = { findingId, owner: 'Medarbejder dorte', dueOn: localDate('2026-10-20') };
  await assignFinding(database, handover, actorOn('2026-10-03'));
  // A month later the same disagreement has cost more.
  await world.crosscheck('2026-11-03');
  const waiver = { findingId, reason: 'aftalt med kunden', by: 'Revisor dorte' };
  await waiveFinding(database, waiver, actorOn('2026-11-04'));

  const answered = await world.ask('2026-10-02');
  const document = {
    name: 'aftale.pdf',
    sizeBytes: 12n,
    sha256: createHash('sha256').update('aftale').digest(),
  };
  await attachDocuments(database, answered, [document], actorOn('2026-10-05'));
  const asked = { requestId: answered, signer: world.signer, operator: 'Fiktiv', version: '0' };
  await answerRequest(database, asked, actorOn('2026-10-26'));
  await withdrawRequest(database, await world.ask('2026-10-06'), 'fortrudt', actorOn('2026-10-07'));
  await world.ask('2026-10-28');
});
afterAll(() => world?.close());

const verify = async () =>
  (await world.database.transaction('writer', verifySeals, { readOnly: true })).fault;

/** As a superuser who stops the guards from looking. */
const asSuperuser = (statement: string) =>
  asAdministrator(world.database.url, async (client) => {
    await client.query("set session_replication_role = 'replica'; set search_path = takst");
    await client.query(statement);
  });

/** What is said while the forgery stands; it is undone afterwards. */
async function saidOf(table: string, forgery: string): Promise<string | undefined> {
  await asSuperuser(`create table public.before as table ${table}`);
  await asSuperuser(forgery);
  const said = await verify();
  await asSuperuser(`delete from ${table};
    insert into ${table} overriding system value select * from public.before;
    drop table public.before`);
  expect(await verify()).toBeUndefined();
  return said;
}

it('agrees while nobody has touched anything', async () => {
  expect(await verify()).toBeUndefined();
});

const changed = (what: string) => new RegExp(`^${what} is not as the journal sealed it in batch`);
const gone = (what: string, kind: string) =>
  new RegExp(`^${what} lacks what the journal sealed in batch \\d+: ${kind}`);
const anotherAuthor = (what: string) => new RegExp(`^${what} says that somebody else did it`);

describe('a finding', () => {
  const observed = 'finding_observation';
  it.each<[string, string, string, RegExp]>([
    ['its type', 'finding', "type = 'business-but-enterprise'", changed('finding 1')],
    ['its employee', 'finding', "employee_id = 'bo'", changed('finding 1')],
    ['its customer', 'finding', "customer_id = 'globus'", changed('finding 1')],
    ['its subject', 'finding', "subject = 'x'", changed('finding 1')],
    [
      'when it was raised',
      'finding',
      "raised_at = raised_at - interval '1 ms'",
      changed('finding 1'),
    ],
    ['its kroner', observed, 'per_month_ore = 0', changed('finding 1')],
    ['its sum', observed, 'total_ore = total_ore - 1', changed('finding 1')],
    ['what was declared', observed, "declared = 'none'", changed('finding 1')],
    ['what was evidenced', observed, "evidenced = 'none'", changed('finding 1')],
    ['since when', observed, 'since = since + 1', changed('finding 1')],
    ['its strength', observed, "strength = 'script'", changed('finding 1')],
    ['the day of the export', observed, 'as_of = as_of + 1', changed('finding 1')],
    ['its file', observed, 'file_id = null', changed('finding 1')],
    [
      'the reason of its waiver',
      'finding_state',
      "reason = 'x' where state = 'waived'",
      changed('finding 1'),
    ],
    ['who waived it', 'finding_state', "by = 'x' where state = 'waived'", changed('finding 1')],
    [
      'what ended it',
      'finding_state',
      "reference = 'x' where state = 'waived'",
      changed('finding 1'),
    ],
    ['its day', 'finding_assignment', 'due_on = due_on + 7', changed('finding 1')],
    ['its owner', 'finding_assignment', "owner = 'x'", changed('finding 1')],
    ['whose it is', 'finding_assignment', "reseller_id = 'R2'", changed('finding 1')],
  ])('whose change is told: %s', async (_, table, change, sentence) => {
    expect(await saidOf(table, `update ${table} set ${change}`)).toMatch(sentence);
  });

  it.each<[string, string, RegExp]>([
    ['finding', 'true', changed('finding 1')],
    [
      'finding_observation',
      'batch_id > (select min(batch_id) from finding)',
      gone('finding 1', 'finding.observed'),
    ],
    ['finding_state', "state = 'waived'", gone('finding 1', 'finding.waived')],
    ['finding_assignment', "owner = 'Medarbejder dorte'", gone('finding 1', 'finding.assigned')],
  ])('that lacks a row of %s is told', async (table, where, sentence) => {
    expect(await saidOf(table, `delete from ${table} where ${where}`)).toMatch(sentence);
  });

  it('is told when its waiver was slipped in', async () => {
    const slipped = `insert into finding_state select reseller_id, customer_id, finding_id,
        (select max(batch_id) from batch), 'waived', 'waiver', reference, at, by, 'x', salt
      from finding_state where state = 'open'`;
    expect(await saidOf('finding_state', slipped)).toMatch(
      /^finding 1 says what the journal did not seal in batch \d+: finding.waived/,
    );
  });
});

describe('a request', () => {
  const row = 'evidence_request';
  const state = 'evidence_request_state';
  const document = 'evidence_attachment';
  const contact = 'evidence_request_contact';
  const ofFirst = 'where request_id = 1';
  it.each<[string, string, string, RegExp]>([
    ['its due instant', row, `due_at = due_at + interval '1 ms' ${ofFirst}`, changed('request 1')],
    ['its due day', row, `due_on = due_on + 1 ${ofFirst}`, changed('request 1')],
    [
      'when it was received',
      row,
      `received_at = received_at + interval '1 day' ${ofFirst}`,
      changed('request 1'),
    ],
    ['its calendar', row, `calendar = 'bank' ${ofFirst}`, changed('request 1')],
    ['whom it is about', row, `customer_id = 'globus' ${ofFirst}`, changed('request 1')],
    ['who asked', contact, `requested_by = 'x' ${ofFirst}`, changed('request 1')],
    ['its note', contact, `note = 'x' ${ofFirst}`, changed('request 1')],
    [
      'what was committed to',
      row,
      `contact_commitment = sha256('x') ${ofFirst}`,
      changed('request 1'),
    ],
    [
      'when it was answered',
      state,
      `at = at - interval '20 days' ${ofFirst}`,
      changed('request 1'),
    ],
    ['by which pack', state, `pack_sha256 = sha256('x') ${ofFirst}`, changed('request 1')],
    ['who answered', state, `by = 'x' ${ofFirst}`, anotherAuthor('request 1')],
    ['why it was withdrawn', state, "reason = 'x' where state = 'withdrawn'", changed('request 2')],
    [
      'when it was breached',
      'evidence_request_breach',
      "noticed_at = noticed_at + interval '1 day'",
      changed('request 1'),
    ],
    ['the name of a document', document, "name = 'x'", changed('request 1')],
    ['the hash of a document', document, "sha256 = sha256('x')", changed('request 1')],
    ['the size of a document', document, 'size_bytes = 13', changed('request 1')],
    ['who handed it in', document, "added_by = 'x'", anotherAuthor('request 1')],
  ])('whose change is told: %s', async (_, table, change, sentence) => {
    expect(await saidOf(table, `update ${table} set ${change}`)).toMatch(sentence);
  });

  it.each<[string, string, RegExp]>([
    [row, 'request_id = 3', gone('request 3', 'request.opened')],
    [state, "state = 'answered'", gone('request 1', 'request.answered')],
    [state, "state = 'withdrawn'", gone('request 2', 'request.withdrawn')],
    ['evidence_request_breach', 'true', gone('request 1', 'request.breached')],
    [document, 'true', gone('request 1', 'request.attached')],
  ])('that lacks a row of %s where %s is told', async (table, where, sentence) => {
    expect(await saidOf(table, `delete from ${table} where ${where}`)).toMatch(sentence);
  });
});

describe('a pack', () => {
  const row = 'evidence_pack';
  it.each<[string, string, RegExp]>([
    ['its employees', 'employees = 0', changed('pack 1')],
    ['its open findings', 'open_findings = 9', changed('pack 1')],
    ['those not evidenced', 'not_evidenced = 9', changed('pack 1')],
    ['its language', "language = 'en'", changed('pack 1')],
    ['what it knew', 'cut_off_batch = 1', changed('pack 1')],
    ['its key', "key_id = 'x'", changed('pack 1')],
    ['when it was made', "made_at = made_at - interval '10 days'", changed('pack 1')],
    ['who made it', "made_by = 'x'", anotherAuthor('pack 1')],
    ['a chain', "journal_head = sha256('x')", changed('pack 1')],
  ])('whose change is told: %s', async (_, change, sentence) => {
    expect(await saidOf(row, `update ${row} set ${change}`)).toMatch(sentence);
  });

  it('is told when it is gone', async () => {
    expect(await saidOf(row, `delete from ${row}`)).toMatch(gone('pack 1', 'pack.made'));
  });

  it('is told when its bytes are others, with the hash that goes with them or without', async () => {
    const bytes = "update evidence_pack_bytes set bytes = 'x'";
    const hash = "update evidence_pack set sha256 = sha256('x'), size_bytes = 1";
    await asSuperuser('create table public.bytes as table evidence_pack_bytes');
    expect(
      await saidOf(
        row,
        `${bytes}; ${hash}; update evidence_pack_bytes b
      set bytes = (select s.bytes from public.bytes s where s.pack_id = b.pack_id)`,
      ),
    ).toMatch(changed('pack 1'));
    expect(await saidOf('evidence_pack_bytes', bytes)).toBe(
      'pack 1 is not what its SHA-256 says (R37)',
    );
    await asSuperuser('drop table public.bytes');
  });
});

describe('an export', () => {
  const said = /^export 1 of reseller R1 says something else than the journal sealed/;
  it.each([
    ['its strength', "strength = 'partner-center'"],
    ['when it was received', "received_at = received_at - interval '30 days'"],
    ['who dated it', "dated_by = 'file'"],
    ['its name', "file_name = 'x'"],
    ['what was remarked', "remarks = '{x}'"],
    ['the columns kept', "kept_columns = '{x}'"],
    ['the columns dropped', "dropped_columns = '{}'"],
    ['whose accounts were counted', 'licensed_others = 0'],
  ])('whose change is told: %s', async (_, change) => {
    expect(await saidOf('evidence_file', `update evidence_file set ${change}`)).toMatch(said);
  });
});

it('misses nothing that retention has erased', async () => {
  const before = new Date('2027-01-01T00:00:00Z');
  await world.database.transaction('writer', async (tx) => {
    expect(await eraseContacts(tx, before)).toBe(3);
    expect(await erasePacks(tx, before)).toBe(1);
    expect(await erasePersons(tx, before)).toBeGreaterThan(0);
  });
  expect(await verify()).toBeUndefined();
});
