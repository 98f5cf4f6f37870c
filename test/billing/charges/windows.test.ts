import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../../src/billing/charges/windows.ts';

/** `by(1, 10n)`: invoice 1, billed by run 1 with cut-off 10. */
const by = (number: number, cutOff: bigint) => ({ number, runId: BigInt(number), cutOff });
const back = (number: number, afterRun: bigint) => ({ number, afterRun });
const from = (after: bigint, upTo: bigint) => ({ after, upTo });

describe('the calls that a line bills (R9)', () => {
  it('are those since the run before, and from the beginning on the first', () => {
    expect(windowsOf([by(1, 10n)], [])).toEqual([from(0n, 10n)]);
    expect(windowsOf([by(1, 10n), by(2, 20n)], [])).toEqual([from(10n, 20n)]);
  });

  it('reach back over an invoice that was credited in full', () => {
    expect(windowsOf([by(1, 10n), by(2, 20n)], [back(1, 1n)])).toEqual([from(0n, 20n)]);
    expect(windowsOf([by(1, 10n), by(2, 20n), by(3, 30n)], [back(2, 2n)])).toEqual([
      from(10n, 30n),
    ]);
  });

  it('leave out an invoice between that stands', () => {
    expect(windowsOf([by(1, 10n), by(2, 20n), by(3, 30n)], [back(1, 2n)])).toEqual([
      from(0n, 10n),
      from(20n, 30n),
    ]);
  });

  it('are billed anew once, and again only where that invoice is credited too', () => {
    const three = [by(1, 10n), by(2, 20n), by(3, 30n)];
    expect(windowsOf(three, [back(1, 1n)])).toEqual([from(20n, 30n)]);
    expect(windowsOf(three, [back(1, 1n), back(2, 2n)])).toEqual([from(0n, 30n)]);
  });

  it('do not know of a credit that came after the run', () => {
    expect(windowsOf([by(1, 10n), by(2, 20n)], [back(1, 2n)])).toEqual([from(10n, 20n)]);
  });

  it('of the same cut-off as before are only those that were credited', () => {
    expect(windowsOf([by(1, 10n), by(2, 10n)], [back(1, 1n)])).toEqual([from(0n, 10n)]);
  });
});
