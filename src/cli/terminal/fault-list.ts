/** Bad rows, one a line with file, line, column, value and rule (R44), and how many more there are. */
import { type Fault, faultText } from '../../kernel/index.ts';
import { counted } from './figures.ts';

const SHOWN = 50;

/** `total` where the list was cut before it came here. */
export function faultListText(faults: readonly Fault[], total = faults.length): string {
  const lines = faults.slice(0, SHOWN).map((fault) => `  ${faultText(fault)}\n`);
  const rest = total - lines.length;
  return `${lines.join('')}${rest > 0 ? `  and ${counted(rest, 'fault')} more\n` : ''}`;
}
