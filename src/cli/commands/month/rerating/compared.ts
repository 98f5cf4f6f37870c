/**
 * A month by another deck, for a person and for machines: what it comes to, by destination, how many
 * customers change by how much, and who changes most. Amounts are as a run would bill them.
 */
import {
  type Bucket,
  byDestination,
  type ComparedMonth,
  type CustomerEffect,
  changeInTenths,
  type DestinationEffect,
  type Effect,
  histogramOf,
  largestChanges,
  sumEffects,
  type UnratedCalls,
} from '../../../../calls/index.ts';
import { amountOfMicro, amountText, moneyText } from '../../../../kernel/index.ts';
import { counted, countFigure, decimalFigure, moneyFigure } from '../../../terminal/figures.ts';
import { shortText, tableText } from '../../../terminal/table.ts';

const SHOWN = 15;

/** The tables of a comparison; the histogram only where there is more than one customer. */
export function comparedText(compared: ComparedMonth): string {
  const { effects, calls, changed, customers } = compared;
  const of = `${counted(calls, 'call')} of ${counted(customers, 'customer')}`;
  const parts = [
    `${of}, ${countFigure(changed)} of them priced or named otherwise.\n`,
    `${totalText(sumEffects(effects))}`,
    unratedText(compared.unrated),
    destinationsText(byDestination(effects)),
    effects.length > 1 ? histogramText(histogramOf(effects)) : '',
    customersText(effects),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const right = (title: string) => ({ title, align: 'right' as const });
const moneyColumns = ['as rated', 'by the deck', 'difference', '%'].map(right);

const moneyCells = (effect: Effect): string[] => [
  moneyFigure(effect.before),
  moneyFigure(effect.after),
  signed(moneyFigure(effect.difference)),
  percentText(effect) ?? 'new',
];

const signed = (figure: string) => (/^-|^0\.00$/.test(figure) ? figure : `+${figure}`);

function totalText(total: Effect): string {
  return tableText(
    [{ title: 'kroner ex VAT' }, ...moneyColumns],
    [['all calls', ...moneyCells(total)]],
    { indent: '  ' },
  );
}

function unratedText(unrated: readonly UnratedCalls[]): string {
  if (unrated.length === 0) return '';
  const count = unrated.reduce((sum, { calls }) => sum + calls, 0);
  const rows = unrated
    .slice(0, SHOWN)
    .map((it) => [shortText(it.destination), countFigure(it.calls), kronerOf(it)]);
  const columns = [{ title: 'destination' }, right('calls'), right('kroner')];
  const title = `${counted(count, 'call')} without a row in the deck: the price they have is kept.`;
  return `${title}\n${tableText(columns, rows, { indent: '  ' })}${moreText(unrated.length)}`;
}

const kronerOf = ({ priceMicro }: UnratedCalls) =>
  decimalFigure(amountText(amountOfMicro(priceMicro), 2));

function destinationsText(destinations: readonly DestinationEffect[]): string {
  const changed = destinations.filter(isChanged).sort(bySize);
  if (changed.length === 0) return 'No destination changes.\n';
  const rows = changed
    .slice(0, SHOWN)
    .map((it) => [shortText(it.destination), ...usageCells(it), ...moneyCells(it)]);
  const columns = [{ title: 'destination' }, ...usageColumns, ...moneyColumns];
  const table = tableText(columns, rows, { indent: '  ' });
  return `By destination, the largest change first:\n${table}${moreText(changed.length)}`;
}

const isChanged = (it: Effect) => it.difference !== 0n || it.calls !== it.callsBefore;
const sizeOf = ({ difference }: Effect) => (difference < 0n ? -difference : difference);
const bySize = (a: Effect, b: Effect) =>
  sizeOf(a) === sizeOf(b) ? 0 : sizeOf(a) > sizeOf(b) ? -1 : 1;

const usageColumns = ['calls', 'minutes'].map(right);
const usageCells = (it: Effect): string[] => [
  countFigure(Math.max(it.calls, it.callsBefore)),
  countFigure(Math.round(Math.max(it.seconds, it.secondsBefore) / 60)),
];

const moreText = (count: number): string =>
  count > SHOWN ? `  and ${countFigure(count - SHOWN)} more (--json has all)\n` : '';

const BAR_WIDTH = 30;

function histogramText(buckets: readonly Bucket[]): string {
  const most = Math.max(...buckets.map(({ customers }) => customers));
  const rows = buckets.map((bucket) => [
    rangeText(bucket),
    countFigure(bucket.customers),
    '█'.repeat(Math.ceil((bucket.customers * BAR_WIDTH) / Math.max(most, 1))),
  ]);
  const columns = [right('change'), right('customers'), { title: '' }];
  return `Customers by how much they change:\n${tableText(columns, rows, { indent: '  ' })}`;
}

function rangeText({ from, to }: Bucket): string {
  if (from === undefined) return `below ${to} %`;
  if (to === undefined) return `above +${from} %`;
  const sign = (bound: number) => (bound > 0 ? `+${bound}` : `${bound}`);
  return from === to ? 'none' : `${sign(from)} to ${sign(to)} %`;
}

function customersText(effects: readonly CustomerEffect[]): string {
  const largest = largestChanges(effects, SHOWN);
  if (largest.length === 0) return '';
  const rows = largest.map((it) => [it.customerId, ...usageCells(it), ...moneyCells(it)]);
  const columns = [{ title: 'customer' }, ...usageColumns, ...moneyColumns];
  const all = effects.filter(({ difference }) => difference !== 0n).length;
  const table = tableText(columns, rows, { indent: '  ' });
  return `Customers that change most:\n${table}${moreText(all)}`;
}

/** `-2.8`; undefined where there was nothing before. */
function percentText(effect: Effect): string | undefined {
  const tenths = changeInTenths(effect);
  if (tenths === undefined) return undefined;
  const digits = (tenths < 0n ? -tenths : tenths).toString().padStart(2, '0');
  return `${tenths < 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}

const effectListing = (effect: Effect) => ({
  calls_before: effect.callsBefore,
  calls: effect.calls,
  seconds_before: effect.secondsBefore,
  seconds: effect.seconds,
  before: moneyText(effect.before),
  after: moneyText(effect.after),
  difference: moneyText(effect.difference),
  percent: percentText(effect) ?? null,
});

const destinationListing = ({ destination, ...effect }: DestinationEffect) => {
  return { destination, ...effectListing(effect) };
};

/** The whole comparison in the forms of SPEC 10. */
export const comparedListing = ({ month, calls, changed, unrated, effects }: ComparedMonth) => ({
  month,
  calls,
  changed,
  ...amountsListing(sumEffects(effects)),
  unrated: unrated.map((it) => ({
    destination: it.destination,
    calls: it.calls,
    seconds: it.seconds,
    price: amountText(amountOfMicro(it.priceMicro), 6),
  })),
  destinations: byDestination(effects).map(destinationListing),
  histogram: histogramOf(effects).map(({ from, to, customers }) => {
    return { from_percent: from ?? null, to_percent: to ?? null, customers };
  }),
  customers: effects.map(({ customerId, destinations, ...effect }) => ({
    customer_id: customerId,
    ...effectListing(effect),
    destinations: destinations.map(destinationListing),
  })),
});

const amountsListing = (effect: Effect) => {
  const { before, after, difference, percent } = effectListing(effect);
  return { before, after, difference, percent };
};
