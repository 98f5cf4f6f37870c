/**
 * The settlement of a month as a report (R41): the same counting as `takst settlement`, which also
 * tells what has changed since.
 */
import { localDate, moneyText, monthOfDate, resellerId } from '../../kernel/index.ts';
import type { ComputedReport } from '../catalogue.ts';

export const settlementReport: ComputedReport = {
  name: 'settlement',
  purpose:
    'Activated employees of a month per licence and class, each counted once, with what they come to. ' +
    'As known now; takst settlement also tells what has changed since an instant.',
  parameters: [
    {
      ...{ name: 'month', kind: 'month', choices: [], required: true, fallback: undefined },
      meaning: 'the month',
    },
    {
      ...{ name: 'reseller', kind: 'text', choices: [], required: false, fallback: undefined },
      meaning: 'only the customers that belonged to this reseller in the month',
    },
  ],
  columns: [
    { name: 'month', kind: 'month', meaning: 'the month' },
    { name: 'reseller', kind: 'text', meaning: 'reseller_id where only one was asked for' },
    { name: 'class', kind: 'text', meaning: 'Enterprise, Business, UNKNOWN or NONE' },
    { name: 'licence', kind: 'text', meaning: 'the licence that settled the class' },
    { name: 'employees', kind: 'count', meaning: 'employees activated in the month' },
    { name: 'price', kind: 'decimal', meaning: 'kroner ex VAT each; empty where not decided' },
    { name: 'amount', kind: 'decimal', meaning: 'kroner ex VAT together; empty where not decided' },
  ],
  compute: async ({ database, now, values }) => {
    const { settle } = await import('../../licensing/index.ts');
    const month = monthOfDate(localDate(values.get('month') ?? ''));
    const reseller = values.get('reseller');
    const request = {
      ...{ month, now, knownAt: undefined },
      resellerId: reseller ? resellerId(reseller) : undefined,
    };
    const { now: state } = await settle(database, request);
    return state.rows.map((row) => ({
      month,
      reseller: reseller ?? '',
      class: row.class,
      licence: row.licence,
      employees: row.employees,
      price: row.price === undefined ? null : moneyText(row.price),
      amount: row.amount === undefined ? null : moneyText(row.amount),
    }));
  },
};
