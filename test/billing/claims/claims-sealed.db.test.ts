/** Claims against what the journal sealed of them (R37, R40, R43), and a claim handed in again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ClaimRequest,
  listClaims,
  receiveClaim,
  verifyClaims,
  withdrawClaim,
} from '../../../src/billing/index.ts';
import { sql } from '../../../src/db/index.ts';
import { customerId, localDate, ore } from '../../../src/kernel/index.ts';
import { crosscheckCustomer, listFindings } from '../../../src/licensing/index.ts';
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
let findingIds: bigint[];

/** Claim 1 stands, claim 2 was withdrawn. */
beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
    declarations: ['acme,,Enterprise E3,2026-01-01'],
    activations: ['anna,2026-10-02T08:00:00+02:00,', 'bo,2026-10-03T08:00:00+02:00,'],
  });
  const request = { customerId: customerId('acme'), files: [] };
  await crosscheckCustomer(world.database, request, actorOn('2026-10-20'));
  findingIds = await world.database.transaction('writer', async (tx) =>
    (await listFindings(tx, { type: 'no-account' })).map((finding) => finding.findingId),
  );
  await receive(claim());
  const other = { reference: 'MS-4712', documents: [paper('krav-2.pdf', 8)] };
  const { claimId } = await receive(claim(other));
  const withdrawal = { claimId, reason: 'modtaget ved en fejl' };
  await withdrawClaim(world.database, withdrawal, actorOn('2026-10-30'));
});
afterAll(() => world?.close());

const paper = (fileName: string, byte: number) => ({
  fileName,
  sizeBytes: 4,
  sha256: Buffer.alloc(32, byte),
});
const claim = (other: Partial<ClaimRequest> = {}): ClaimRequest => ({
  resellerId: 'R1',
  claimant: 'Microsoft',
  reference: 'MS-4711',
  receivedOn: localDate('2026-10-28'),
  reason: 'Licenser indberettet som E3',
  costs: [
    { cost: 'handling', amount: ore(80000), vat: 'within' },
    { cost: 'direct', amount: ore(420000), vat: 'outside' },
  ],
  documents: [paper('krav.pdf', 7)],
  shares: findingIds.toReversed().map((findingId) => ({ findingId, amount: undefined })),
  ...other,
});
const receive = (request: ClaimRequest, day = '2026-10-29') =>
  receiveClaim(world.database, request, actorOn(day));
const claims = () => world.database.transaction('writer', (tx) => listClaims(tx));

describe('a sealed claim', () => {
  it('agrees while nobody has touched it', async () => {
    expect(await world.database.transaction('writer', verifyClaims)).toBeUndefined();
  });

  const changed = /^claim 1 is not as the journal sealed it in batch \d+ \(R43\)$/;
  it.each([
    ["update claim set claimant = 'Adobe' where claim_id = 1", changed],
    ["update claim set reference = 'MS-1' where claim_id = 1", changed],
    ["update claim set reason = 'noget andet' where claim_id = 1", changed],
    ["update claim set received_on = '2026-10-27' where claim_id = 1", changed],
    ["update claim_cost set vat = 'within' where claim_id = 1 and cost = 'direct'", changed],
    ['update claim_cost set amount_ore = 1 where claim_id = 1', changed],
    ["delete from claim_cost where claim_id = 1 and cost = 'handling'", changed],
    ['delete from claim_cost where claim_id = 1', changed],
    [
      'update claim_document set sha256 = decode(repeat($$09$$, 32), $$hex$$) where claim_id = 1',
      changed,
    ],
    ["update claim_document set file_name = 'andet.pdf' where claim_id = 1", changed],
    ['delete from claim_document where claim_id = 1', changed],
    ['update claim_allocation set amount_ore = amount_ore - 1 where claim_id = 1', changed],
    ['delete from claim_allocation where claim_id = 1', changed],
    [
      'delete from claim where claim_id = 1',
      /^claim 1 lacks what the journal sealed in batch \d+: claim\.received \(R43\)$/,
    ],
    [
      `insert into claim overriding system value select reseller_id, 99, claimant, reference,
        received_on, reason, salt, batch_id from claim where claim_id = 1`,
      /^claim 99 says what the journal did not seal in batch \d+: claim\.received/,
    ],
    ["update claim_withdrawal set reason = 'aftalt'", /^claim 2 is not as the journal sealed it/],
    [
      'delete from claim_withdrawal',
      /^claim 2 lacks what the journal sealed in batch \d+: claim\.withdrawn/,
    ],
    ['update claim_withdrawal set claim_id = 1', /^claim 1 says what the journal did not seal/],
  ])('tells of: %s', async (statement, sentence) => {
    expect(await afterForging(world.database, statement, verifyClaims)).toMatch(sentence);
  });

  it('leaves what a person typed out of the journal', async () => {
    const { rows } = await world.database.transaction('writer', (tx) =>
      sql<{ text: string }>`
        select concat_ws(' ', e.content, b.reason) as text
        from takst.journal_entry e join takst.batch b using (batch_id)
        where e.kind like 'claim.%'`.execute(tx.db),
    );
    expect(rows).toHaveLength(3);
    const typed = /Microsoft|MS-471|indberettet|krav|fejl/;
    for (const { text } of rows) expect(text).not.toMatch(typed);
  });
});

describe('a claim handed in again', () => {
  it('word for word is answered with the one on file, in whichever order it is said', async () => {
    const before = await claims();
    const { costs, shares } = claim();
    const again = claim({ costs: costs.toReversed(), shares: shares.toReversed() });
    expect(await receive(again, '2026-11-01')).toMatchObject({ claimId: 1n, wasOnFile: true });
    expect(await claims()).toEqual(before);
  });

  it.each([
    ['with another amount', { costs: [{ cost: 'direct', amount: ore(1), vat: 'outside' }] }],
    [
      'with another VAT treatment',
      { costs: [{ cost: 'direct', amount: ore(420000), vat: 'within' }] },
    ],
    ['with another reason', { reason: 'Licenser indberettet som E5' }],
    ['with another document', { documents: [paper('krav.pdf', 9)] }],
    ['with another day', { receivedOn: localDate('2026-10-27') }],
  ] as [string, Partial<ClaimRequest>][])('%s is refused', async (_, other) => {
    await expect(receive(claim(other))).rejects.toThrow('is on file already, as claim 1');
  });

  it('after it was withdrawn is a claim of its own', async () => {
    const other = { reference: 'MS-4712', documents: [paper('krav-2.pdf', 8)] };
    expect(await receive(claim(other))).toMatchObject({ claimId: 3n, wasOnFile: false });
  });
});
