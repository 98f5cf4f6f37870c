/** Costs passed on as lines of the reseller's document (R40), and where their money is posted. */
import { describe, expect, it } from 'vitest';
import { passThrough } from '../../../src/billing/charges/index.ts';
import type { OpenCost } from '../../../src/billing/claims/store.ts';
import { passedOn } from '../../../src/billing/due/pass-through.ts';
import { localDate, month, ore } from '../../../src/kernel/index.ts';

const hash = 'ab'.repeat(32);
const cost = (other: Partial<OpenCost> = {}): OpenCost => ({
  resellerId: 'R1',
  claimId: 3n,
  claimant: 'Microsoft',
  reference: 'MS-4711',
  receivedOn: localDate('2026-11-20'),
  reason: 'Business indberettet som E3',
  cost: 'direct',
  vat: 'within',
  amount: ore(4200_00),
  billed: ore(0),
  credited: undefined,
  findings: [12n, 13n],
  documents: [hash],
  ...other,
});

describe('a cost that is passed on', () => {
  it('says whose claim it is, its reference, its findings and its documentation', () => {
    const { section } = passedOn([cost()], month('2026-11'), 'da', 5);
    expect(section.lines).toMatchObject([
      {
        no: 5,
        kind: 'pass-through',
        text: 'Omkostning videreført fra Microsoft, reference MS-4711, modtaget 20. november 2026',
        cause: `krav 3, afvigelse 12, 13; Business indberettet som E3; dokumentation SHA-256 ${hash}`,
        quantity: 1,
        net: 420000n,
        vatCategory: 'S',
        vatRate: 25,
      },
    ]);
  });

  it('says the same in English', () => {
    const [line] = passedOn([cost({ cost: 'handling' })], month('2026-11'), 'en', 1).section.lines;
    expect(line?.text).toBe(
      'Handling of a claim by Microsoft, reference MS-4711, received 20 November 2026',
    );
  });

  it('bears no VAT outside its scope, and is posted to an account of its own', () => {
    const outside = cost({ vat: 'outside' });
    const [line] = passedOn([outside], month('2026-11'), 'da', 1).section.lines;
    expect(line).toMatchObject({ vatCategory: 'O', vatRate: 0 });
    expect(passThrough.revenueAccount('O')).not.toBe(passThrough.revenueAccount('S'));
  });

  it('bills what is left of it, under a key that names claim and cost', () => {
    const open = cost({ billed: ore(1000_00) });
    const { charges, section } = passedOn([open], month('2026-11'), 'da', 1);
    expect(charges).toMatchObject([
      { kind: 'pass-through', key: '3 direct', amount: 320000n, lineNo: 1, customerId: '' },
    ]);
    expect(section.net).toBe(320000n);
  });
});
