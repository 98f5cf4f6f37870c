/**
 * The last table of the annex: how the calls come to each line of the invoice. Calls are exact to a
 * millionth of a krone and lines are rounded once, so both stand here; erased calls by their sums.
 */
import { amountOfMicro, amountText, type Money, sumMoney } from '../../../../kernel/index.ts';
import type { Document } from '../../../document.ts';
import type { Cell } from '../page/columns.ts';
import type { TableSpec } from '../page/table.ts';
import { wordingOf } from '../wording.ts';

export interface AnnexSum {
  readonly calls: number;
  readonly seconds: number;
  readonly micro: bigint;
}

/** A usage line of the invoice and how its calls come to it. */
export interface AnnexLine extends AnnexSum {
  readonly no: number;
  readonly text: string;
  /** Exact sum of the calls that were billed before, and what was invoiced for them. */
  readonly microBefore: bigint;
  readonly posted: Money;
  readonly net: Money;
  /** The calls were erased; `calls`, `seconds` and `micro` are what they came to. */
  readonly erased: boolean;
}

export function settlementTable(document: Document, lines: readonly AnnexLine[]): TableSpec {
  const { say, write } = wordingOf(document);
  const words = say.usageWords;
  const exact = (micro: bigint): Cell => {
    return { text: write.price(amountText(amountOfMicro(micro), 6), 6) };
  };
  const money = (value: Money): Cell => ({ text: write.money(value) });
  const total = (of: (line: AnnexLine) => number) => lines.reduce((sum, it) => sum + of(it), 0);
  const micro = (of: (line: AnnexLine) => bigint) => lines.reduce((sum, it) => sum + of(it), 0n);
  const remarks = lines.some(({ erased }) => erased) ? [words.erasedWhy] : [];
  return {
    title: words.settlement,
    continued: say.continued,
    columns: [
      { head: words.settlement, align: 'left', grow: 1 },
      { head: say.calls, align: 'right' },
      { head: words.billed, align: 'right' },
      { head: words.exact, align: 'right' },
      { head: words.before, align: 'right' },
      { head: words.posted, align: 'right' },
      { head: words.net, align: 'right' },
    ],
    rows: lines.map((line): Cell[] => [
      {
        text: `${words.line} ${line.no}: ${line.text}`,
        notes: line.erased ? [words.erased] : [],
      },
      { text: write.count(line.calls) },
      { text: write.count(line.seconds) },
      exact(line.micro),
      exact(line.microBefore),
      money(line.posted),
      money(line.net),
    ]),
    sum: [
      { text: words.allCalls },
      { text: write.count(total(({ calls }) => calls)) },
      { text: write.count(total(({ seconds }) => seconds)) },
      exact(micro((line) => line.micro)),
      exact(micro((line) => line.microBefore)),
      money(sumMoney(lines, ({ posted }) => posted)),
      money(sumMoney(lines, ({ net }) => net)),
    ],
    remark: [...remarks, words.settlementWhy].join(' '),
  };
}
