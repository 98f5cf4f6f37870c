/** A cost passed on (R40) that stood on a wrong document: credited in full, then billed anew or not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  receiveClaim,
  reissueInvoice,
  verifyClaims,
  verifyCredits,
  withdrawClaim,
} from '../../src/billing/index.ts';
import { customerId, localDate, ore } from '../../src/kernel/index.ts';
import { listBalances } from '../../src/ledger/index.ts';
import { crosscheckCustomer, listFindings } from '../../src/licensing/index.ts';
import { actorOn, customer, employee, openWorld, resellers, type World } from '../month-world.ts';

let world: World;
let claimId: bigint;

/** Damages of 4,200.00 outside the scope of VAT, billed to R1 by the run of October. */
beforeEach(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201)],
    declarations: ['acme,,Enterprise E3,2026-01-01'],
    activations: ['anna,2026-10-02T08:00:00+02:00,'],
  });
  const acme = customerId('acme');
  const check = { customerId: acme, files: [] };
  await crosscheckCustomer(world.database, check, actorOn('2026-10-20'));
  const [finding] = await world.database.transaction('writer', (tx) =>
    listFindings(tx, { customerIds: [acme], type: 'no-account' }),
  );
  const claim = await receiveClaim(
    world.database,
    {
      resellerId: 'R1',
      claimant: 'Microsoft',
      reference: 'MS-4711',
      receivedOn: localDate('2026-10-28'),
      reason: 'Licenser indberettet som E3',
      costs: [{ cost: 'direct', amount: ore(420000), vat: 'outside' }],
      documents: [{ fileName: 'krav.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 7) }],
      shares: [{ findingId: finding?.findingId ?? 0n, amount: undefined }],
    },
    actorOn('2026-10-29'),
  );
  claimId = claim.claimId;
  await world.bill('2026-10', '2026-11-02');
  const billed = (await world.documents()).find((it) => it.account === 'R1');
  const request = { number: billed?.number ?? 0, reason: 'forkert', issueDate: undefined };
  await reissueInvoice(world.database, request, actorOn('2026-11-03'));
});
afterEach(() => world.close());

const ofReseller = async () =>
  (await world.documents())
    .filter((it) => it.account === 'R1')
    .map((it) => [it.kind, it.net, it.vat]);

const agrees = async () => {
  expect(await world.verify()).toBeUndefined();
  const seals = await world.database.transaction('writer', async (tx) => [
    await verifyCredits(tx),
    await verifyClaims(tx),
  ]);
  expect(seals).toEqual([undefined, undefined]);
};

describe('a cost whose document was credited in full', () => {
  it('is credited without VAT, as it was billed, and stands on the next run again', async () => {
    await agrees();
    await world.bill('2026-10', '2026-11-04');
    expect(await ofReseller()).toEqual([
      ['invoice', '4200.00', '0.00'],
      ['invoice', '4200.00', '0.00'],
      ['credit-note', '4200.00', '0.00'],
    ]);
    await agrees();
    // The first bill of it says nothing, the second why it comes again, a line of a licence the same.
    const causes = (await world.documents())
      .filter((it) => it.kind === 'invoice' && it.account === 'R1')
      .map((it) => it.lines[0]?.cause);
    expect(causes).toEqual([
      expect.stringMatching(/^krav 1, /),
      expect.stringMatching(/^faktura 10000001 er krediteret og faktureres på ny; krav 1, /),
    ]);
    expect(await world.bill('2026-10', '2026-11-05')).toMatchObject({ documents: 0 });
  });

  it('can be withdrawn, since no document bills it any more, and is not billed then', async () => {
    const request = { claimId, reason: 'Microsoft tog det tilbage' };
    await withdrawClaim(world.database, request, actorOn('2026-11-03'));
    await agrees();
    expect(await world.bill('2026-10', '2026-11-04')).toMatchObject({ documents: 0 });
    await agrees();
    const balances = await world.database.transaction('writer', (tx) => listBalances(tx));
    expect(balances.filter((it) => it.debit !== it.credit)).toEqual([]);
  });
});
