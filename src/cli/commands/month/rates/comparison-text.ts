/**
 * What a new deck changes, for a person: counts, the prefixes that lose their
 * price, and the largest changes, prefixes of one destination with the same change on one line.
 */
import { type Amount, amountText, groupBy } from '../../../../kernel/index.ts';
import type { DeckComparison, PrefixChange, PriceChange } from '../../../../rating/index.ts';
import { destinationOf, percentText, priceChanges } from '../../../../rating/index.ts';
import { counted, countFigure } from '../../../terminal/figures.ts';
import { shortText, tableText } from '../../../terminal/table.ts';

const SHOWN = 10;

export function comparisonText(comparison: DeckComparison, against: bigint): string {
  const { on, counts, changes } = comparison;
  const kinds = (
    [
      ['new', coveredText(changes, 'new', 'before')],
      ['dearer', ''],
      ['cheaper', ''],
      ['mixed', 'dearer for some calls and cheaper for others, or in other steps'],
      ['gone', coveredText(changes, 'gone', 'after')],
      ['renamed', 'the same price under another destination'],
      ['unchanged', ''],
    ] as const
  ).filter(([kind]) => counts[kind] > 0);
  const table = tableText(
    [{ title: 'prefixes' }, { title: '', align: 'right' }, { title: '' }],
    kinds.map(([kind, says]) => [kind, countFigure(counts[kind]), says]),
    { indent: '  ' },
  );
  return `\nAgainst deck ${against}, calls of ${on}:\n${table}${largestText(changes)}`;
}

function coveredText(
  changes: readonly PrefixChange[],
  kind: 'new' | 'gone',
  side: 'before' | 'after',
) {
  const those = changes.filter((change) => change.kind === kind);
  const open = those.filter((change) => change[side] === undefined);
  const covered = those.length - open.length;
  const some = open.slice(0, 5).map(({ prefix }) => prefix);
  const which = `${some.join(', ')}${open.length > some.length ? ', …' : ''}`;
  const parts =
    kind === 'new'
      ? [
          [covered, 'priced by a shorter prefix until now'],
          [open.length, 'without a price until now'],
        ]
      : [
          [covered, 'priced by a shorter prefix then'],
          [open.length, `WITHOUT A PRICE then: ${which}`],
        ];
  return parts
    .filter(([count]) => count !== 0)
    .map(([count, words]) => `${countFigure(Number(count))} ${words}`)
    .join('; ');
}

function largestText(changes: readonly PrefixChange[]): string {
  const all = changes.flatMap(priceChanges);
  const steps = all.filter(({ before, after }) => !before.eq(after));
  const hidden = all.filter(({ change, before, after }) => hasEffect(change) && before.eq(after));
  const others =
    hidden.length > 0
      ? `  ${counted(hidden.length, 'prefix', 'prefixes')} cost${hidden.length > 1 ? '' : 's'} more or less only for calls of other lengths (--json has all)\n`
      : '';
  const groups = [
    ...groupBy(steps, ({ change, before, after }) =>
      [change.kind, destinationOf(change), before, after].join('\u0000'),
    ).values(),
  ].sort(([a], [b]) => (a && b ? sizeOf(b).cmp(sizeOf(a)) : 0));
  if (groups.length === 0) return others;
  const rows = groups.slice(0, SHOWN).map((group) => {
    const [first] = group as [PriceChange];
    const { change, before, after } = first;
    const more = group.length > 1 ? ` and ${countFigure(group.length - 1)} more` : '';
    return [
      change.kind,
      shortText(destinationOf(change)),
      `${change.prefix}${more}`,
      kroner(before),
      kroner(after),
      signed(after.minus(before)),
      percentText(before, after) ?? '',
    ];
  });
  const columns = [
    { title: 'change' },
    { title: 'destination' },
    { title: 'prefix' },
    ...['now', 'then', 'change', '%'].map((title) => ({ title, align: 'right' as const })),
  ];
  const rest = groups.length - rows.length;
  const more = rest > 0 ? `  and ${counted(rest, 'smaller change')} (--json has all)\n` : '';
  const title = 'The largest, in kr a minute over a call of three minutes:';
  return `\n${title}\n${tableText(columns, rows, { indent: '  ' })}${more}${others}`;
}

const hasEffect = ({ effect }: PrefixChange): boolean => effect !== undefined && effect !== 'same';

const sizeOf = ({ before, after }: PriceChange): Amount => after.minus(before).abs();

/** Kroner to at least two decimals, and to six at most. */
function kroner(value: Amount): string {
  const rounded = value.toDecimalPlaces(6);
  return amountText(rounded, rounded.decimalPlaces() < 2 ? 2 : undefined);
}

const signed = (value: Amount): string => `${value.isPositive() ? '+' : ''}${kroner(value)}`;
