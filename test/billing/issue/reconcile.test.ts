import { describe, expect, it } from 'vitest';
import { reconcile, reconcileIssued } from '../../../src/billing/issue/reconcile.ts';
import { ore, Refusal } from '../../../src/kernel/index.ts';

const records = { read: 21, rated: 1, free: 2, duplicate: 3, quarantined: 5, excluded: 10 };
const quarantine = { opening: 4, entered: 5, settled: 2, closing: 7 };
const totals = { records, quarantine, charges: ore(12345n), documents: ore(12345n) };
const issued = {
  charges: ore(10_000n),
  documents: ore(10_000n),
  revenue: ore(10_000n),
  gross: ore(12_500n),
  debtors: ore(12_500n),
};

function refused(work: () => void): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the reconciliation before numbers (R27)', () => {
  it('passes totals that agree', () => {
    expect(() => reconcile(totals)).not.toThrow();
    expect(() => reconcileIssued(issued)).not.toThrow();
  });

  it.each(['read', 'rated', 'free', 'duplicate', 'quarantined', 'excluded'] as const)(
    'stops the run for one record too many that is %s',
    (outcome) => {
      const wrong = { ...totals, records: { ...records, [outcome]: records[outcome] + 1 } };
      const refusal = refused(() => reconcile(wrong));
      expect(refusal.code).toBe('billing.totals-differ');
      expect(refusal.message).toContain('records read');
    },
  );

  it.each(['opening', 'entered', 'settled', 'closing'] as const)(
    'stops the run for a quarantine whose %s is off by one',
    (which) => {
      const wrong = { ...totals, quarantine: { ...quarantine, [which]: quarantine[which] - 1 } };
      expect(refused(() => reconcile(wrong)).message).toContain('quarantine');
    },
  );

  it('stops the run for an øre between charges and documents, and says both figures', () => {
    const refusal = refused(() => reconcile({ ...totals, documents: ore(12344n) }));
    expect(refusal.facts).toMatchObject({ left: '123.45', right: '123.44' });
  });

  it.each(['charges', 'documents', 'revenue', 'gross', 'debtors'] as const)(
    'stops the run for an øre too many in the %s that it wrote',
    (which) => {
      const wrong = { ...issued, [which]: ore(issued[which] + 1n) };
      expect(refused(() => reconcileIssued(wrong)).code).toBe('billing.totals-differ');
    },
  );
});
