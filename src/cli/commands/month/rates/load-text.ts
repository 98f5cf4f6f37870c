/** What came of loading a rates file, for a person and for machines. */
import { addDays } from '../../../../kernel/index.ts';
import type { DeckReport, SettledForm } from '../../../../rating/index.ts';
import { faultListText } from '../../../terminal/fault-list.ts';
import { counted } from '../../../terminal/figures.ts';
import { shortText } from '../../../terminal/table.ts';
import { comparisonText } from './comparison-text.ts';

export function loadText(report: DeckReport): string {
  const { status, fileName, plan, deckId, comparison, against } = report;
  const size = counted(report.rows, 'row');
  const change = comparison && against !== undefined ? comparisonText(comparison, against) : '';
  const rest = `${readingText(report)}${validityText(report)}${change}`;
  switch (status) {
    case 'loaded':
      return `${fileName}: ${size} loaded, the rates of plan ${plan} from now on (deck ${deckId}).\n${acceptedText(report)}${rest}`;
    case 'checked':
      return `${fileName}: ${size} without fault. Nothing was loaded (--dry-run).\n${acceptedText(report)}${rest}`;
    case 'unchanged':
      return `${fileName}: these are the rates of plan ${plan} already (deck ${deckId}).\n`;
    case 'refused':
      return report.doubts.length > 0
        ? `${doubtsText(report)}${heldText}${rest}`
        : faultsText(report);
  }
}

const heldText =
  'Nothing was loaded. If these prices are meant: --accept-outliers --reason "why".\n';

const faultsText = ({ fileName, faults }: DeckReport): string =>
  `${fileName} is refused: ${counted(faults.length, 'fault')}. Nothing was loaded.\n` +
  faultListText(faults);

export const doubtsText = ({ fileName, doubts }: DeckReport): string =>
  `${fileName}: ${counted(doubts.length, 'price')} that may be a slip.\n${faultListText(doubts)}`;

const acceptedText = ({ doubts }: DeckReport): string =>
  doubts.length > 0 ? `Accepted as meant: ${counted(doubts.length, 'doubtful price')}.\n` : '';

const SHOWN_NOTES = 5;

/** How a carrier's file was read, and what of it was not: nothing goes without being said. */
function readingText({ form, ignored, notes }: DeckReport): string {
  if (!form) return '';
  const left = ignored.map((name) => `"${shortText(name)}"`).join(', ');
  const ends = notes
    .slice(0, SHOWN_NOTES)
    .map(({ line, text }) => `  Line ${line} is no price: "${shortText(text)}"\n`)
    .join('');
  const more = notes.length - SHOWN_NOTES;
  return (
    `  Read with ${formText(form)}\n` +
    (left ? `  Columns not read: ${left}\n` : '') +
    ends +
    (more > 0 ? `  and ${counted(more, 'line')} more at the end\n` : '')
  );
}

const SHOWN_GAPS = 5;

/** Days without a price, which a file of one month's rates has and nobody looks for. */
function validityText({ validity }: DeckReport): string {
  if (!validity) return '';
  const { on, prefixes, later, next, gaps } = validity;
  const none = prefixes === 0 ? `  No price holds on ${on}: calls of that day have none.\n` : '';
  const have = `${counted(later, 'prefix has', 'prefixes have')} prices that begin later`;
  const begins = next ? `  ${have}, the next on ${next} (--on ${next} looks at that day).\n` : '';
  const shown = gaps.slice(0, SHOWN_GAPS).map(({ prefix, from, to }) => {
    const days = addDays(from, 1) === to ? `on ${from}` : `from ${from} until before ${to}`;
    return `  Prefix ${prefix} has no row of its own ${days}, between two that it has.\n`;
  });
  const rest = gaps.length - shown.length;
  const more = rest > 0 ? `  and ${counted(rest, 'gap')} more (--json has all)\n` : '';
  return `${none}${begins}${shown.join('')}${more}`;
}

const formText = ({ columns, ...rest }: SettledForm): string =>
  [
    Object.entries(columns)
      .map(([column, place]) => `${column}=${place}`)
      .join(', '),
    ...Object.entries({
      ...rest,
      delimiter: rest.delimiter === '\t' ? 'tab' : `"${rest.delimiter}"`,
    }).map(([name, value]) => `${name.replace('_', '-')} ${value}`),
  ].join('; ');
