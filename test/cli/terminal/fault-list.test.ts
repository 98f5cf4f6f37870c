import { describe, expect, it } from 'vitest';
import { faultGroupsText, faultListText } from '../../../src/cli/terminal/fault-list.ts';

const fault = (line: number) => ({
  code: 'order.plan',
  source: 'orders.csv',
  line,
  column: '',
  value: '',
  message: 'no rates',
});

describe('a list of faults', () => {
  it('has one line for each, and counts those that are not shown', () => {
    const faults = Array.from({ length: 60 }, (_, i) => fault(i + 2));
    const lines = faultListText(faults, 1_200).trimEnd().split('\n');
    expect(lines[0]).toBe('  orders.csv:2: no rates [order.plan]');
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('  and 1,150 faults more');
  });

  it('says in how many more rows a fault is the same, and counts them as shown', () => {
    const text = faultGroupsText([{ fault: fault(2), count: 60 }], 60);
    expect(text).toBe('  orders.csv:2: no rates [order.plan], the same in 59 more rows\n');
    expect(faultGroupsText([{ fault: fault(2), count: 60 }], 61)).toContain('and 1 fault more');
  });
});
