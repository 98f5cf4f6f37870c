/**
 * The report of interest on what is overdue: figures for whoever decides whether to ask for them.
 * Takst posts none of it and writes to nobody.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { localDate, moneyText } from '../../kernel/index.ts';
import { shippedRates } from '../../shipped/index.ts';
import type { Asked, ComputedReport } from '../catalogue.ts';

export const interestReport: ComputedReport = {
  name: 'interest',
  purpose:
    'Interest on overdue documents by renteloven § 5: the reference rate of each half-year and 8 ' +
    'percentage points, by the day. Indicative: nothing is posted, and no letter is sent.',
  parameters: [
    parameter('on', 'date', 'today', 'the day up to which interest is counted'),
    parameter('account', 'text', undefined, 'only this account'),
    parameter('reseller', 'text', undefined, "only this reseller's documents"),
    parameter(
      ...(['rates', 'file', undefined] as const),
      'a CSV with valid_from, lending_rate and source: reference rates beside those shipped',
    ),
  ],
  columns: [
    { name: 'account', kind: 'text', meaning: 'the customer_id or reseller_id billed' },
    { name: 'reseller', kind: 'text', meaning: 'reseller_id' },
    { name: 'number', kind: 'number', meaning: 'document number' },
    { name: 'issued', kind: 'date', meaning: 'issue date' },
    { name: 'due', kind: 'date', meaning: 'due date' },
    { name: 'days_overdue', kind: 'count', meaning: 'days after the due date' },
    { name: 'open', kind: 'decimal', meaning: 'what is left, kroner with VAT' },
    {
      name: 'interest',
      kind: 'decimal',
      meaning: 'kroner, on what is open and on what was paid late, rounded once a document',
    },
    { name: 'rates', kind: 'text', meaning: 'days and yearly per cent of each half-year' },
  ],
  compute: async (asked) => {
    const { listOverdueItems, rateText, readRateTable } = await import('../../finance/index.ts');
    const { database, values } = asked;
    const on = localDate(values.get('on') ?? '');
    const filter = {
      account: values.get('account') ?? undefined,
      resellerId: values.get('reseller') ?? undefined,
    };
    const items = await listOverdueItems(
      database,
      on,
      readRateTable(await rateFiles(asked)),
      filter,
    );
    return items.map((it) => ({
      account: it.account,
      reseller: it.resellerId,
      number: it.number,
      issued: it.issueDate,
      due: it.dueDate,
      days_overdue: it.daysOverdue,
      open: moneyText(it.open),
      interest: moneyText(it.interest),
      rates: it.stretches
        .map(({ from, days, rate }) => `from ${from}: ${days} at ${rateText(rate)}`)
        .join('; '),
    }));
  },
};

function parameter(
  name: string,
  kind: 'date' | 'text' | 'file',
  fallback: string | undefined,
  meaning: string,
) {
  return { name, kind, choices: [], required: false, fallback, meaning };
}

async function rateFiles({ values }: Asked) {
  const own = values.get('rates');
  const paths = [...(await shippedRates('reference-rates-')), ...(own ? [own] : [])];
  return Promise.all(
    paths.map(async (path) => ({ name: basename(path), text: await readFile(path, 'utf8') })),
  );
}
