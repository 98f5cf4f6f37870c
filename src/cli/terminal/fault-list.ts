/** Bad rows, one a line with file, line, column, value and rule (R44), and how many more there are. */
import { type Fault, faultText } from '../../kernel/index.ts';
import { counted } from './figures.ts';

const SHOWN = 50;

/** `total` where the list was cut before it came here. */
export function faultListText(faults: readonly Fault[], total = faults.length): string {
  return faultGroupsText(
    faults.map((fault) => ({ fault, count: 1 })),
    total,
  );
}

interface Group {
  readonly fault: Fault;
  readonly count: number;
}

/** The same where one fault stands for several; `total` counts all that were found. */
export function faultGroupsText(groups: readonly Group[], total: number): string {
  const shown = groups.slice(0, SHOWN);
  const lines = shown.map(({ fault, count }) => {
    const others = count > 1 ? `, the same in ${counted(count - 1, 'more row')}` : '';
    return `  ${faultText(fault)}${others}\n`;
  });
  const rest = total - shown.reduce((sum, { count }) => sum + count, 0);
  return `${lines.join('')}${rest > 0 ? `  and ${counted(rest, 'fault')} more\n` : ''}`;
}
