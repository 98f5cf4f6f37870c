/**
 * What somebody with all rights could do to calls, their corrections and what settled them, and whether
 * the audit names it (R22). What it cannot see stands in docs/ledger-chain.md.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptQuarantined,
  changeSource,
  dismissQuarantined,
  findTotalsFault,
  purgeCallMonth,
  rerateMonth,
  retryQuarantine,
} from '../../../src/calls/index.ts';
import { openBatch } from '../../../src/db/index.ts';
import { month } from '../../../src/kernel/index.ts';
import { afterForging } from '../../support/forgery.ts';
import { partRates } from '../corrections/gathering/parts.ts';
import { importRows, openPbx, row } from '../quarantine/pbx.ts';
import { actor, type World } from '../world.ts';

let world: World;
afterAll(() => world.close());

/**
 * r1 and r2 are a call, and r3 an earlier part of it that came late; r9 is a call by nobody. A conflict
 * of r2 was accepted, one of r9 dismissed, n1 retried, and all of it rated again.
 */
beforeAll(async () => {
  world = await openPbx();
  await importRows(
    world,
    'a.csv',
    row({ id: 'r1' }),
    row({ id: 'r2', at: '2026-11-10 10:01:00' }),
    row({ id: 'r9', call: 'c9', from: '999' }),
    row({ id: 'n1', call: 'c5', to: '+4915112345678' }),
    row({ id: 'n2', call: 'c6', to: '+4799887766' }),
  );
  await importRows(world, 'b.csv', row({ id: 'r3', at: '2026-11-10 09:59:00' }));
  await importRows(
    world,
    'c.csv',
    row({ id: 'r2', at: '2026-11-10 10:01:00', seconds: 99 }),
    row({ id: 'r9', call: 'c9', from: '999', seconds: 77 }),
  );
  const [accepted, dismissed] = (await world.open()).filter(({ code }) => code === 'conflict');
  const said = { reason: 'asked the customer', by: 'rie' };
  const decision = (it: typeof accepted) => ({ ...said, quarantineId: it?.quarantineId ?? 0n });
  await acceptQuarantined(world.database, decision(accepted), actor);
  await dismissQuarantined(world.database, decision(dismissed), actor);
  await world.rates(`${partRates.replace('0.30', '0.60')}49,Tyskland,,0.90,1,0\n`);
  await retryQuarantine(world.database, actor);
  await rerateMonth(world.database, { month: month('2026-11'), plan: 'standard' }, actor);
});

it('the audit finds nothing where nobody has forged anything', async () => {
  expect(await world.write(findTotalsFault)).toBeUndefined();
});

/** What was forged, how, and what the audit says of it. */
const forged: readonly (readonly [what: string, statement: string, sentence: RegExp])[] = [
  [
    'the seconds that a call is priced for',
    'update takst.call set gathered_seconds = 999 where gathered_seconds is not null and sign = 1',
    /its records tell of -?\d+ seconds, and -?\d+ are priced \(R12\)/,
  ],
  [
    'a further part that is made a call',
    "update takst.call set calls = 1 where record_id = 'r1' and calls = 0 and sign = 1",
    /usage of customer ACME for 2026-11, Danmark/,
  ],
  [
    'the row that takes a call back',
    'update takst.call set sign = 1 where sign = -1',
    /stands instead of one that still stands \(R9\)/,
  ],
  [
    'the call that a row stands instead of',
    'update takst.call set of_line = of_line + 40 where sign = 1 and of_batch is not null',
    /stands instead of one that still stands \(R9\)/,
  ],
  [
    'the record that a correction tells of',
    "update takst.call set record_id = 'r8' where sign = -1 and record_id = 'r9'",
    /takes back a call of customer ACME in 2026-11 that does not stand as it says \(R9\)/,
  ],
  [
    'the billed seconds of a call that was taken back',
    "update takst.call set billed_seconds = 1 where sign = 1 and record_id = 'r9'",
    /takes back a call of customer ACME in 2026-11 that does not stand as it says \(R9\)/,
  ],
  [
    'a part that is forgotten',
    "delete from takst.call_part where call_id like 'c1%'",
    /a call of customer ACME in 2026-11, is a part of one and not known as that \(R12\)/,
  ],
  [
    'a part that is made up',
    'insert into takst.call_part select reseller_id, source, call_id, customer_id, service_month, ' +
      'batch_id, 77 from takst.call_part limit 1',
    /row 77 of batch \d+ is known as a part of a call .* which is not stored \(R12\)/,
  ],
  [
    'the settlement of a record that was rated',
    "delete from takst.quarantine_settled where outcome = 'rated'",
    /record \d+ of quarantine waits, and its batch stored a call that is rated of it \(R19\)/,
  ],
  [
    'the outcome of a record that was rated',
    "update takst.quarantine_settled set outcome = 'free' where outcome = 'rated'",
    /was settled as free, and its batch stored a call that is rated of it \(R19\)/,
  ],
  [
    'a record that was dismissed, as if it had been rated',
    "update takst.quarantine_settled set outcome = 'rated' where outcome = 'dismissed'",
    /was settled as rated, and its batch stored no call of it \(R19\)/,
  ],
  [
    'a record that is dismissed without a decision',
    'insert into takst.quarantine_settled (reseller_id, quarantine_id, batch_id, outcome, ' +
      "settled_at) select reseller_id, quarantine_id, batch_id, 'dismissed', entered_at " +
      "from takst.quarantine where record_id = 'n2'",
    /was settled as dismissed, and its batch stored no call of it \(R19\)/,
  ],
  [
    'an identity, so that a copy would be a new call',
    "delete from takst.call_identity where record_id = 'r9'",
    /batch \d+ met 5 records for the first time, and 4 are known by their id \(R18\)/,
  ],
  [
    'an identity, so that a new call would be a copy',
    "insert into takst.call_identity select source, 'r100', content, batch_id " +
      "from takst.call_identity where record_id = 'r9'",
    /batch \d+ met 5 records for the first time, and 6 are known by their id \(R18\)/,
  ],
  [
    'the account of a file',
    "delete from takst.call_batch where file_name = 'b.csv'",
    /the account of b\.csv, batch \d+, is gone \(R12\)/,
  ],
];

describe('the audit names what was forged:', () => {
  it.each(forged)('%s', async (_what, statement, sentence) => {
    expect(await afterForging(world.database, statement, findTotalsFault)).toMatch(sentence);
  });
});

it('misses nothing that retention has purged, one month of a call after the other (R9)', async () => {
  const purged = await openPbx();
  const july = { at: '2024-07-31 23:59:00' };
  const august = { at: '2024-08-01 00:01:00' };
  await importRows(
    purged,
    'a.csv',
    row({ id: 'r1', ...july }),
    row({ id: 'r2', ...august }),
    row({ id: 'r3', call: 'c3', ...august }),
    row({ id: 'n1', call: 'c5', to: '+4915112345678', ...july }),
    row({ id: 'u1', call: 'c6', at: '10/7/2024 10:00:00' }),
  );
  // An earlier part, a conflict about a part, and one that takes a call to the month before.
  await importRows(
    purged,
    'b.csv',
    row({ id: 'r0', at: '2024-07-31 23:58:00' }),
    row({ id: 'r2', ...august, seconds: 90 }),
    row({ id: 'r3', call: 'c3', ...july }),
  );
  for (const { code, quarantineId } of await purged.open()) {
    const decision = { quarantineId, reason: 'right', by: 'rie' };
    if (code === 'conflict') await acceptQuarantined(purged.database, decision, actor);
  }
  await purged.rates(`${partRates.replace('0.30', '0.60')}49,Tyskland,,0.90,1,0\n`);
  await changeSource(
    purged.database,
    { name: 'pbx', said: { options: new Map([['date_pattern', 'D/M/YYYY HH:mm:ss']]) } },
    actor,
  );
  expect((await retryQuarantine(purged.database, actor)).records).toMatchObject({ rated: 1 });
  for (const of of ['2024-07', '2024-08']) {
    await rerateMonth(purged.database, { month: month(of), plan: 'standard' }, actor);
    expect(await purged.write(findTotalsFault)).toBeUndefined();
  }
  for (const of of ['2024-07', '2024-08']) {
    await purged.write(async (tx) => {
      const batch = await openBatch(tx, actor, { kind: 'retention', sourceName: 'test' });
      await purgeCallMonth(tx, batch, month(of));
    });
    expect(await purged.write(findTotalsFault)).toBeUndefined();
  }
  await purged.close();
});
