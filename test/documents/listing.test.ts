import { describe, expect, it } from 'vitest';
import { documentListing } from '../../src/documents/index.ts';
import { refuseFutureDate } from '../../src/documents/numbering.ts';
import { localDate, Refusal } from '../../src/kernel/index.ts';
import { samples } from './sample.ts';

describe('a document as `documents list --json` gives it (SPEC 10)', () => {
  const document = samples.awkward();
  const listing = documentListing(document);

  it('has the fields of the contract', () => {
    expect(Object.keys(listing)).toEqual(
      expect.arrayContaining(
        (
          'number kind account bill_to customer_ids month issue_date due_date currency net vat ' +
          'total lines employees payment_line'
        ).split(' '),
      ),
    );
    expect(Object.keys(listing.lines[0] ?? {})).toEqual(
      expect.arrayContaining(
        'kind customer_id service_month text quantity unit unit_price net vat_rate'.split(' '),
      ),
    );
    expect(Object.keys(listing.employees[0] ?? {})).toEqual(
      expect.arrayContaining('employee_id licence class service_month amount'.split(' ')),
    );
  });

  it('has amounts as text with two decimals that add up to the øre', () => {
    const ore = (text: string) => {
      expect(text).toMatch(/^-?\d+\.\d\d$/);
      return BigInt(text.replace('.', ''));
    };
    const net = listing.lines.reduce((sum, line) => sum + ore(line.net), 0n);
    expect(net).toBe(ore(listing.net));
    expect(ore(listing.net) + ore(listing.vat)).toBe(ore(listing.total));
    for (const line of listing.lines) {
      expect(BigInt(line.quantity) * ore(line.unit_price)).toBe(ore(line.net));
    }
  });

  it('has null where the licence is not settled (R5)', () => {
    expect(listing.employees.filter((row) => row.amount === null)).toHaveLength(2);
  });

  it('has neither due date nor payment line when there is nothing to pay (R30)', () => {
    expect(documentListing(samples.zero())).toMatchObject({
      total: '0.00',
      due_date: null,
      payment_line: null,
    });
  });
});

describe('an issue date (R31)', () => {
  const today = localDate('2026-11-02');

  it('may be today or before', () => {
    expect(() => refuseFutureDate(today, today)).not.toThrow();
    expect(() => refuseFutureDate(localDate('2026-11-01'), today)).not.toThrow();
  });

  it('in the future is refused', () => {
    expect(() => refuseFutureDate(localDate('2026-11-03'), today)).toThrow(Refusal);
  });
});
