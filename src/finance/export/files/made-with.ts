/**
 * What a file of an export was made with: the settings that its format hangs on, and the debtor
 * numbers of the accounts in the batch. It belongs to the file, so that other ones asked for later
 * are told apart and never silently ignored. Pure: where it is kept is not known here.
 */
import { hash } from 'node:crypto';
import type { FinanceFormat, Settings } from '../formats/format.ts';

export type Debtors = ReadonlyMap<string, string>;

export interface MadeWith {
  readonly settings: Partial<Settings>;
  /** Numbers given for accounts of the batch; the others go by their own ids. */
  readonly debtors: Debtors;
}

/** Those of the settings that a format hangs on, in the order of its list. */
export const settingsFor = (format: FinanceFormat, settings: Partial<Settings>) =>
  Object.fromEntries(
    format.settings.flatMap((name) =>
      settings[name] === undefined ? [] : [[name, settings[name]]],
    ),
  ) as Partial<Settings>;

/** The numbers of a list that concern these accounts. */
export const debtorsOf = (accounts: readonly string[], list: Debtors): Debtors =>
  new Map(
    [...accounts].sort().flatMap((account) => {
      const debtor = list.get(account);
      return debtor === undefined || debtor === account ? [] : [[account, debtor] as const];
    }),
  );

const SHOWN = 5;

/** What is wished otherwise than the file has it, one phrase each; none: it is what is wished. */
export function differencesOf(
  known: MadeWith,
  wished: { readonly settings: Partial<Settings>; readonly debtors: Debtors | undefined },
): string[] {
  const settings = Object.entries(wished.settings).flatMap(([name, value]) => {
    const had = known.settings[name as keyof Settings];
    return had === value
      ? []
      : [`${words[name as keyof Settings]} ${said(had)}, not ${said(value)}`];
  });
  return [...settings, ...debtorDifferences(known.debtors, wished.debtors ?? known.debtors)];
}

function debtorDifferences(known: Debtors, wished: Debtors): string[] {
  const accounts = [...new Set([...known.keys(), ...wished.keys()])].sort();
  const other = accounts.filter((account) => known.get(account) !== wished.get(account));
  const phrases = other.slice(0, SHOWN).map((account) => {
    const [had, has] = [known, wished].map((it) => it.get(account) ?? account);
    return `debtor ${had} for the account ${account}, not ${has}`;
  });
  const more = other.length - phrases.length;
  return more > 0 ? [...phrases, `${more} more debtors`] : phrases;
}

const words: Readonly<Record<keyof Settings, string>> = {
  economicJournal: '--economic-journal',
  economicYearStart: '--economic-year-start',
  economicVoucherNumbers: '--economic-voucher-numbers',
};

const said = (value: number | boolean | undefined): string =>
  typeof value === 'number' ? `${value}` : value ? 'on' : 'off';

/** As text that is the same for the same content; the hash is what the journal seals. */
export const settingsText = ({ settings }: MadeWith): string => JSON.stringify(settings);
export const debtorsText = ({ debtors }: MadeWith): string => JSON.stringify([...debtors]);
export const debtorsHash = (made: MadeWith): string => hash('sha256', debtorsText(made), 'hex');

export const readMadeWith = (settings: string, debtors: string): MadeWith => ({
  settings: JSON.parse(settings) as Partial<Settings>,
  debtors: new Map(JSON.parse(debtors) as [string, string][]),
});
