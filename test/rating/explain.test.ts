/** R20: a price can be told step by step. */
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/kernel/index.ts';
import { explainPrice } from '../../src/rating/index.ts';
import { rateRow, tableOf } from './rows.ts';

describe('the explanation of a price', () => {
  it('names deck, row, prefix, bands and arithmetic', () => {
    const table = tableOf([
      rateRow({
        prefix: '870',
        destination: 'Inmarsat',
        setupFeeMicro: 250_000,
        perMinuteMicro: 58_500_000,
        incrementSeconds: 30,
        validFrom: localDate('2026-01-01'),
        row: 7,
      }),
      rateRow({
        prefix: '870',
        destination: 'Inmarsat',
        perMinuteMicro: 1_000_000,
        incrementSeconds: 18,
        fromSecond: 30,
        validFrom: localDate('2026-01-01'),
        row: 8,
      }),
    ]);
    const told = explainPrice(table, table.tariffs[0]!, '870773123456', 31);
    // 0.25 + 30 x 58.5 / 60 = 29.25, + 18 x 1 / 60 = 0.30: 29.80
    expect(told).toMatchObject({
      plan: 'standard',
      deck: '1',
      destination: 'Inmarsat',
      prefix: '870',
      seconds: 31,
      billed_seconds: 48,
      price: '29.800000',
    });
    expect(told.steps.map(({ kind, row }) => [kind, row])).toEqual([
      ['match', 7],
      ['setup-fee', 7],
      ['band', 7],
      ['band', 8],
      ['rounding', 7],
    ]);
    expect(told.steps[0]?.text).toBe(
      '870773123456 matches prefix 870, Inmarsat, row 7 of deck 1 (plan standard), valid from 2026-01-01.',
    );
    expect(told.steps[3]).toMatchObject({
      from_second: 30,
      billed_seconds: 18,
      amount: '0.300000000',
    });
    expect(told.steps[3]?.text).toContain(
      '1 x 18 s = 18 s; 18 s x 1.00 kr a minute / 60 = 0.30 kr',
    );
  });

  it('says that seconds were raised to the minimum', () => {
    const table = tableOf([rateRow({ minimumSeconds: 30, incrementSeconds: 18 })]);
    const told = explainPrice(table, table.tariffs[0]!, '4533123456', 1);
    expect(told.billed_seconds).toBe(36);
    expect(told.price).toBe('0.360000');
    expect(told.steps[1]?.text).toBe('1 s are raised to the minimum of 30 s.');
  });

  it('marks a fraction that does not end, and rounds only the sum', () => {
    // 7 s x 0.185 / 60 = 0.02158333…
    const table = tableOf([rateRow({ perMinuteMicro: 185_000 })]);
    const told = explainPrice(table, table.tariffs[0]!, '4533123456', 7);
    expect(told.steps[1]?.text).toContain('= 0.021583333… kr');
    expect(told.price).toBe('0.021583');
  });

  it('says where a band began late because the one before it had overshot', () => {
    const table = tableOf([
      rateRow({ incrementSeconds: 60 }),
      rateRow({ fromSecond: 90, perMinuteMicro: 60_000 }),
    ]);
    const told = explainPrice(table, table.tariffs[0]!, '4533123456', 125);
    expect(told.steps[2]?.text).toContain('From second 120 (not 90, already billed) to 125: 5 s');
    expect(told.price).toBe('1.205000');
  });

  it('calls 0 seconds free', () => {
    const table = tableOf([rateRow({ setupFeeMicro: 1_000_000 })]);
    const told = explainPrice(table, table.tariffs[0]!, '4533123456', 0);
    expect([told.price, told.billed_seconds]).toEqual(['0.000000', 0]);
  });
});
