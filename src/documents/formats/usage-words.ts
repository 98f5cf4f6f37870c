/**
 * The words of the usage chart and of the annex of calls, in Danish and English; a part of the one
 * message catalogue, in a file of its own since they belong together. It knows words only.
 */
import type { Language } from '../document.ts';

export interface UsageWords {
  readonly chart: string;
  readonly byDestination: string;
  readonly others: (count: string) => string;
  readonly minutes: string;
  readonly kroner: string;
  readonly trend: string;
  readonly trendWhy: string;
  /** January to December, as they stand under a column. */
  readonly months: readonly string[];

  readonly annex: string;
  readonly annexOf: (number: string) => string;
  readonly noEmployee: string;
  readonly started: string;
  readonly called: string;
  readonly callCount: (count: string, one: boolean) => string;
  readonly destination: string;
  readonly billed: string;
  readonly price: string;
  readonly allCalls: string;
  readonly masked: string;
  readonly part: string;
  readonly takenBack: string;
  readonly instead: string;
  readonly settlement: string;
  readonly line: string;
  readonly exact: string;
  readonly before: string;
  readonly posted: string;
  readonly net: string;
  readonly erased: string;
  readonly erasedWhy: string;
  readonly settlementWhy: string;
  readonly page: (page: string) => string;
}

const da: UsageWords = {
  chart: 'Forbrug i overblik',
  byDestination: 'Periodens forbrug',
  others: (count) => `Øvrige (${count})`,
  minutes: 'Minutter (min:sek)',
  kroner: 'Kroner ekskl. moms',
  trend: 'De seneste tolv måneder',
  trendWhy:
    'Hver måneds forbrug, som det er faktureret til og med dette bilag. Rettelser og kreditnotaer ' +
    'er talt med i den måned, som de vedrører.',
  months: 'jan feb mar apr maj jun jul aug sep okt nov dec'.split(' '),

  annex: 'Opkald pr. medarbejder',
  annexOf: (number) => `Bilag til faktura ${number}`,
  noEmployee: 'Uden medarbejder (hovednummer, kø eller viderestilling)',
  started: 'Begyndt',
  called: 'Kaldt nummer',
  callCount: (count) => `${count} opkald`,
  destination: 'Destination',
  billed: 'Sekunder',
  price: 'Kroner',
  allCalls: 'Alle opkald',
  masked: 'De sidste fire cifre af kaldte numre er skjult.',
  part: 'del af et opkald',
  takenBack: 'taget tilbage',
  instead: 'i stedet',
  settlement: 'Fra opkald til fakturalinjer',
  line: 'Linje',
  exact: 'Opkald, kr.',
  before: 'Opkald før, kr.',
  posted: 'Faktureret før',
  net: 'Linjens beløb',
  erased: 'slettet',
  erasedWhy:
    'Slettet: opkaldene er slettet efter opbevaringsfristen. Antal, sekunder og beløb står ved magt.',
  settlementWhy:
    'Opkald afrundes ikke enkeltvis. Linjens beløb er summen af opkald, før og nu, afrundet til øre, ' +
    'minus det, der er faktureret før.',
  page: (page) => `Side ${page}`,
};

const en: UsageWords = {
  chart: 'Usage at a glance',
  byDestination: 'Usage of the period',
  others: (count) => `Others (${count})`,
  minutes: 'Minutes (min:sec)',
  kroner: 'DKK excl. VAT',
  trend: 'The last twelve months',
  trendWhy:
    'Usage of each month as invoiced up to and including this document. Corrections and credit ' +
    'notes count in the month that they concern.',
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),

  annex: 'Calls by employee',
  annexOf: (number) => `Annex to invoice ${number}`,
  noEmployee: 'No employee (main number, queue or forwarding)',
  started: 'Began',
  called: 'Number called',
  callCount: (count, one) => `${count} ${one ? 'call' : 'calls'}`,
  destination: 'Destination',
  billed: 'Seconds',
  price: 'DKK',
  allCalls: 'All calls',
  masked: 'The last four digits of numbers called are hidden.',
  part: 'part of a call',
  takenBack: 'taken back',
  instead: 'instead',
  settlement: 'From calls to invoice lines',
  line: 'Line',
  exact: 'Calls, DKK',
  before: 'Calls before, DKK',
  posted: 'Invoiced before',
  net: 'Net of the line',
  erased: 'erased',
  erasedWhy: 'Erased: the calls have been erased by retention. Count, seconds and amount stand.',
  settlementWhy:
    'Calls are not rounded one by one. The net of a line is the sum of calls, before and now, ' +
    'rounded to øre, minus what was invoiced before.',
  page: (page) => `Page ${page}`,
};

export const usageWords: Readonly<Record<Language, UsageWords>> = { da, en };
