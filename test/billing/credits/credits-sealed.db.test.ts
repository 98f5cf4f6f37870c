/** Whoever changes a decision about a credit, or a credit note, past the program is found out (R43). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listChargedLicences,
  rejectCredits,
  releaseCredits,
  verifyCredits,
} from '../../../src/billing/index.ts';
import { cutOff } from '../../../src/db/index.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';

let world: World;
let beforeCredits: bigint;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
    declarations: ['acme,,Business Premium,2026-01-01'],
    activations: ['anna,2026-09-01T08:00:00+02:00,', 'bo,2026-09-01T08:00:00+02:00,'],
  });
  await world.bill('2026-09', '2026-10-01');
  await world.take('2026-10-10', { declarations: ['acme,,Enterprise E3,2026-01-02'] });
  await world.bill('2026-09', '2026-10-11');
  beforeCredits = await world.database.transaction('writer', cutOff);
  const release = { proposalIds: [1n], reason: 'rettet', amount: undefined, issueDate: undefined };
  await releaseCredits(world.database, release, actorOn('2026-10-12'));
  await rejectCredits(world.database, { proposalIds: [2n], reason: 'nej' }, actorOn('2026-10-12'));
});
afterAll(() => world?.close());

const forged = (statement: string) => afterForging(world.database, statement, verifyCredits);

describe('what finance decided about credits', () => {
  it('agrees with the journal as it stands', async () => {
    expect(await world.database.transaction('writer', verifyCredits)).toBeUndefined();
  });

  it.each([
    [
      'another amount of the proposal',
      'update takst.credit_proposal set amount_ore = -1 where proposal_id = 1',
      /^credit 1 is not as the journal sealed it/,
    ],
    [
      'another amount released',
      'update takst.credit_release set amount_ore = 1',
      /^credit 1 is not as the journal sealed it/,
    ],
    [
      'a rejection made a release',
      "update takst.credit_proposal_state set state = 'released' where state = 'rejected'",
      /^credit 2 is not as the journal sealed it/,
    ],
    [
      'a decision gone',
      "delete from takst.credit_proposal_state where state = 'rejected'",
      /^credit 2 lacks what the journal sealed/,
    ],
    [
      'a credit note gone',
      'delete from takst.credit_note',
      /^document 50000001 lacks what the journal sealed/,
    ],
  ])('tells of %s', async (_what, statement, sentence) => {
    expect(await forged(statement)).toMatch(sentence);
  });
});

describe('what was charged for licences', () => {
  const chargedAsOf = (upTo?: bigint) =>
    world.database.transaction('writer', (tx) =>
      listChargedLicences(tx, upTo === undefined ? {} : { upTo }),
    );

  it('is told with its credits, and without those that came after the cut-off', async () => {
    const told = async (upTo?: bigint) =>
      (await chargedAsOf(upTo)).map((it) => [it.employeeId, it.number, it.amount]);
    expect(await told(beforeCredits)).toEqual([
      ['anna', 10000001, 3000n],
      ['bo', 10000001, 3000n],
    ]);
    expect(await told()).toEqual([
      ['anna', 10000001, 3000n],
      ['anna', 50000001, -3000n],
      ['bo', 10000001, 3000n],
    ]);
  });
});
