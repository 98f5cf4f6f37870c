/**
 * A file as a PBX writes it, in a folder of its own: Asterisk's Master.csv of one customer, which says
 * neither whose calls they are nor whose clock it tells. Five rows of the first month, each of which
 * has an outcome of its own.
 */
import { invariant } from '../../../../kernel/index.ts';
import { type Draft, monthAt } from '../draft.ts';

export interface PbxFile {
  readonly customerId: string;
  readonly text: string;
  /** Outcome of each row, in order (R12, R13). */
  readonly outcomes: readonly string[];
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly context: string;
  readonly seconds: number;
  readonly outcome: string;
}

/** The file of the last customer of the world. */
export function pbxFile(draft: Draft): PbxFile {
  const customer = draft.customers.at(-1);
  const [first] = customer?.employees ?? [];
  invariant(customer && first, 'the last customer of the demo has somebody');
  const from = first.extension;
  const inside = 'from-internal';
  const rows: readonly Row[] = [
    { from, to: '20123456', context: inside, seconds: 61, outcome: 'rated' },
    { from, to: '004681234567', context: inside, seconds: 30, outcome: 'rated' },
    { from, to: '86123456', context: inside, seconds: 0, outcome: 'free unanswered' },
    { from, to: '*97', context: inside, seconds: 15, outcome: 'free feature-code' },
    { from: '33445566', to: from, context: 'from-trunk', seconds: 90, outcome: 'free incoming' },
  ];
  const text = rows.map((row, index) => cdrText(row, index, monthAt(draft, 0))).join('');
  return { customerId: customer.id, text, outcomes: rows.map(({ outcome }) => outcome) };
}

/** One row of cdr_csv with its 18 columns; times are local, without a zone. */
function cdrText({ from, to, context, seconds }: Row, index: number, month: string): string {
  const start = `${month}-1${index} 10:00:00`;
  const answered = seconds > 0;
  const end = `${month}-1${index} 10:0${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
  const texts = ['', from, to, context, `"" <${from}>`, `SIP/${from}-1`, 'SIP/ude-1', 'Dial', ''];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return `${[
    ...texts.map(quoted),
    ...[start, answered ? start : '', end].map(quoted),
    ...[seconds, seconds],
    ...[answered ? 'ANSWERED' : 'NO ANSWER', 'DOCUMENTATION', `17890${index}.${index}`, ''].map(
      quoted,
    ),
  ].join(',')}\n`;
}
