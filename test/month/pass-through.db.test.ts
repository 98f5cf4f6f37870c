/**
 * A claim from its receipt to the reseller's documents (R40), with sums worked out by hand: Microsoft
 * claims 4,200.00 as damages (outside the scope of VAT), and handling it cost 800.00 (25 % VAT).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ClaimRequest,
  listClaims,
  receiveClaim,
  withdrawClaim,
} from '../../src/billing/index.ts';
import { customerId, localDate, ore } from '../../src/kernel/index.ts';
import { listBalances } from '../../src/ledger/index.ts';
import { crosscheckCustomer, listFindings, waiveFinding } from '../../src/licensing/index.ts';
import { actorOn, customer, employee, openWorld, resellers, type World } from '../month-world.ts';

let world: World;
let findingIds: bigint[];

/** Two employees who are active without any account on file: a finding each. */
beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
    declarations: ['acme,,Enterprise E3,2026-01-01'],
    activations: ['anna,2026-10-02T08:00:00+02:00,', 'bo,2026-10-03T08:00:00+02:00,'],
  });
  const request = { customerId: customerId('acme'), files: [] };
  await crosscheckCustomer(world.database, request, actorOn('2026-10-20'));
  const findings = await world.database.transaction('writer', (tx) =>
    listFindings(tx, { customerIds: [customerId('acme')], type: 'no-account' }),
  );
  findingIds = findings.map((finding) => finding.findingId);
});
afterAll(() => world?.close());

const claim = (other: Partial<ClaimRequest> = {}): ClaimRequest => ({
  resellerId: 'R1',
  claimant: 'Microsoft',
  reference: 'MS-4711',
  receivedOn: localDate('2026-10-28'),
  reason: 'Licenser indberettet som E3',
  costs: [
    { cost: 'direct', amount: ore(420000), vat: 'outside' },
    { cost: 'handling', amount: ore(80000), vat: 'within' },
  ],
  documents: [{ fileName: 'krav.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 7) }],
  shares: findingIds.map((findingId) => ({ findingId, amount: undefined })),
  ...other,
});
const receive = (request: ClaimRequest, day = '2026-10-29') =>
  receiveClaim(world.database, request, actorOn(day));
const ofReseller = async () =>
  (await world.documents()).filter((document) => document.account === 'R1');

describe('a claim', () => {
  it('is refused for a reseller who has no such finding', async () => {
    await expect(receive(claim({ resellerId: 'R2' }))).rejects.toThrow(
      `R2 has no finding ${findingIds[0]}`,
    );
  });

  it('is refused for a finding that was waived', async () => {
    const findingId = findingIds[1] ?? 0n;
    const waiver = { findingId, reason: 'aftalt', by: 'Medarbejder dorte' };
    await waiveFinding(world.database, waiver, actorOn('2026-10-27'));
    await expect(receive(claim())).rejects.toThrow(`Finding ${findingId} was waived`);
  });

  it('is refused from a day that is still to come', async () => {
    const later = claim({ receivedOn: localDate('2026-10-30') });
    await expect(receive(later)).rejects.toThrow('2026-10-30, which is still to come');
  });

  it('is taken in once, with the finding that bears it', async () => {
    const shares = [{ findingId: findingIds[0] ?? 0n, amount: undefined }];
    const received = await receive(claim({ shares }));
    expect(received.allocations).toEqual([{ findingId: findingIds[0], amount: 500000n }]);
    expect(received.wasOnFile).toBe(false);
    expect(await receive(claim({ shares }))).toEqual({ ...received, wasOnFile: true });
    await expect(receive(claim({ shares, reason: 'noget andet' }))).rejects.toThrow(
      `Microsoft's MS-4711 is on file already, as claim ${received.claimId}`,
    );
  });

  it.each([
    ['in other capitals', { claimant: 'MICROSOFT' }, 'is on file already'],
    ['with other blanks', { reference: ' MS -4711 ' }, 'is on file already'],
    [
      'under another number, on the same document',
      { reference: 'X-1' },
      'rests on the same document',
    ],
    ['without a claimant', { claimant: ' ' }, 'needs a claimant, a reference and a reason'],
  ])('is refused %s', async (_, other, sentence) => {
    const shares = [{ findingId: findingIds[0] ?? 0n, amount: undefined }];
    await expect(receive(claim({ ...other, shares }))).rejects.toThrow(sentence);
  });

  it('can be taken back while no document bills it', async () => {
    const shares = [{ findingId: findingIds[0] ?? 0n, amount: undefined }];
    const documents = [{ fileName: 'krav-2.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 8) }];
    const wrong = claim({ reference: 'MS-4712', shares, documents });
    const { claimId } = await receive(wrong);
    await withdrawClaim(world.database, { claimId, reason: 'fejl' }, actorOn('2026-10-30'));
    const again = withdrawClaim(world.database, { claimId, reason: 'x' }, actorOn('2026-10-30'));
    await expect(again).rejects.toThrow('was withdrawn before');
    const right = await receive(wrong, '2026-10-30');
    const { claimId: second } = right;
    await withdrawClaim(world.database, { claimId: second, reason: 'x' }, actorOn('2026-10-30'));
  });
});

describe('the run after it', () => {
  beforeAll(async () => {
    const dry = await world.bill('2026-10', '2026-11-02', { dryRun: true });
    const run = await world.bill('2026-10', '2026-11-02');
    expect([dry.documents, dry.net, dry.vat]).toEqual([run.documents, run.net, run.vat]);
  });

  it('bills the reseller on two documents, one without VAT, though the customer pays its own', async () => {
    const documents = await ofReseller();
    expect(
      documents.map((d) => [d.net, d.vat, d.total, d.lines.map((line) => line.vat_category)]),
    ).toEqual([
      ['4200.00', '0.00', '4200.00', ['O']],
      ['800.00', '200.00', '1000.00', ['S']],
    ]);
    expect(documents[0]).toMatchObject({ bill_to: 'reseller', customer_ids: [], employees: [] });
    expect(documents[0]?.lines).toMatchObject([
      {
        kind: 'pass-through',
        customer_id: '',
        service_month: '2026-10',
        text: 'Omkostning videreført fra Microsoft, reference MS-4711, modtaget 28. oktober 2026',
      },
    ]);
    expect(documents[0]?.lines[0]?.cause).toContain('Licenser indberettet som E3');
    expect(documents[0]?.lines[0]?.cause).toContain('07'.repeat(32));
    const customers = (await world.documents()).filter((d) => d.account === 'acme');
    expect(customers.map((d) => d.total)).toEqual(['0.00']);
  });

  it('posts it to accounts of its own, VAT on the handling alone', async () => {
    const balances = await world.database.transaction('writer', (tx) => listBalances(tx));
    const balance = balances.map((it) => [it.account, it.debit - it.credit]);
    expect(Object.fromEntries(balance)).toMatchObject({
      debtors: 520000n,
      'revenue.pass-through': -80000n,
      'revenue.pass-through-outside': -420000n,
      'vat.output': -20000n,
    });
  });

  it('bills it once, and never lets it be taken back', async () => {
    const run = await world.bill('2026-10', '2026-11-03');
    expect(run.documents).toBe(0);
    const [first] = await world.database.transaction('writer', (tx) => listClaims(tx));
    const back = withdrawClaim(
      world.database,
      { claimId: first?.claimId ?? 0n, reason: 'x' },
      actorOn('2026-11-03'),
    );
    await expect(back).rejects.toThrow(/stands on document \d+, which never changes/);
  });

  it('agrees with itself in full', async () => {
    expect(await world.verify()).toBeUndefined();
  });
});

describe('a claim on a finding that is waived afterwards', () => {
  it('is not billed: it waits as an exception until it is taken back', async () => {
    await world.take('2026-11-03', {
      employees: [employee('carla', 'acme', 203)],
      activations: ['carla,2026-10-04T08:00:00+02:00,'],
    });
    const request = { customerId: customerId('acme'), files: [] };
    await crosscheckCustomer(world.database, request, actorOn('2026-11-03'));
    const findings = await world.database.transaction('writer', (tx) =>
      listFindings(tx, { customerIds: [customerId('acme')], type: 'no-account', states: ['open'] }),
    );
    const findingId = findings.at(-1)?.findingId ?? 0n;
    const documents = [{ fileName: 'krav-5.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 11) }];
    const shares = [{ findingId, amount: undefined }];
    const { claimId } = await receive(
      claim({ reference: 'MS-9', shares, documents }),
      '2026-11-03',
    );
    const waiver = { findingId, reason: 'aftalt', by: 'Medarbejder dorte' };
    await waiveFinding(world.database, waiver, actorOn('2026-11-03'));
    const run = await world.bill('2026-10', '2026-11-03');
    expect(run.exceptions.filter(({ code }) => code === 'claim-waived')).toMatchObject([
      {
        resellerId: 'R1',
        detail: `claim ${claimId}, direct cost: finding ${findingId} was waived`,
      },
      {
        resellerId: 'R1',
        detail: `claim ${claimId}, handling cost: finding ${findingId} was waived`,
      },
    ]);
    expect((await ofReseller()).map((d) => d.total)).toEqual(['4200.00', '1000.00']);
    expect(await world.verify()).toBeUndefined();
    await withdrawClaim(world.database, { claimId, reason: 'x' }, actorOn('2026-11-03'));
  });
});

describe('a claim that is withdrawn while a run is under way', () => {
  it('stops the run before anything is issued, and is not billed by the next attempt', async () => {
    const shares = [{ findingId: findingIds[0] ?? 0n, amount: undefined }];
    const documents = [{ fileName: 'krav-3.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 9) }];
    const late = claim({ reference: 'MS-4713', shares, documents });
    const { claimId } = await receive(late, '2026-11-03');
    let withdrawn: Promise<unknown> | undefined;
    const onProgress = () => {
      const request = { claimId, reason: 'fejl' };
      withdrawn ??= withdrawClaim(world.database, request, actorOn('2026-11-04'));
    };
    const before = (await world.documents()).length;
    const run = world.bill('2026-10', '2026-11-04', { onProgress }).catch((error: Error) => error);
    const outcome = await run;
    await withdrawn;
    expect(outcome instanceof Error ? outcome.message : outcome.documents).toBe(
      `Claim ${claimId} was withdrawn while the run was under way, so nothing was issued; run it again.`,
    );
    const again = await world.bill('2026-10', '2026-11-04');
    expect([again.resumed, again.documents]).toEqual([true, 0]);
    expect((await world.documents()).length).toBe(before);
    expect(await world.verify()).toBeUndefined();
  });
});

describe('a claim on a reseller whose address is missing', () => {
  it('waits, is an exception, and is billed when the address is there', async () => {
    await world.take('2026-11-05', {
      resellers: ['R3,Vestnet ApS,,,,'],
      customers: [customer('cafe', 'R3')],
      employees: [employee('carl', 'cafe', 201)],
      declarations: ['cafe,,Enterprise E3,2026-01-01'],
      activations: ['carl,2026-11-02T08:00:00+02:00,'],
    });
    const request = { customerId: customerId('cafe'), files: [] };
    await crosscheckCustomer(world.database, request, actorOn('2026-11-06'));
    const findings = await world.database.transaction('writer', (tx) =>
      listFindings(tx, { customerIds: [customerId('cafe')] }),
    );
    const shares = findings.slice(0, 1).map(({ findingId }) => ({ findingId, amount: undefined }));
    const costs: ClaimRequest['costs'] = [{ cost: 'handling', amount: ore(10000), vat: 'within' }];
    const documents = [{ fileName: 'krav-4.pdf', sizeBytes: 4, sha256: Buffer.alloc(32, 10) }];
    const receivedOn = localDate('2026-11-06');
    const received = { resellerId: 'R3', receivedOn, shares, costs, documents };
    await receive(claim(received), '2026-11-06');
    const held = await world.bill('2026-11', '2026-12-01');
    expect(held.exceptions).toMatchObject([{ code: 'account-incomplete', resellerId: 'R3' }]);
    expect(await world.verify()).toBeUndefined();
    await world.take('2026-12-02', { resellers: ['R3,Vestnet ApS,Strandvej 3,6700,Esbjerg,'] });
    const billed = await world.bill('2026-11', '2026-12-02');
    expect([billed.documents, billed.total]).toEqual([1, 12500n]);
    expect(await world.verify()).toBeUndefined();
  });
});
