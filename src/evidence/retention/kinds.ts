/**
 * All kinds of data whose time ends, and what the law says about each. What is not in this table is
 * kept: documents, ledger, declarations, activations and the journal are accounting material or
 * prove it, for which bogføringsloven asks five years from the end of the financial year.
 */
import type { Tx } from '../../db/index.ts';
import { countWaitingTexts, erasePaymentTexts } from '../../finance/index.ts';
import { defineKinds, type Instant, type LocalDate, startOfDay } from '../../kernel/index.ts';
import { erasePersons } from '../../licensing/index.ts';
import { countUnsettled, eraseLetters } from '../../outbox/index.ts';
import { eraseAddresses } from '../../sending/index.ts';
import { erasePacks } from '../pack/store.ts';
import { eraseContacts } from '../request/store.ts';
import { eraseCalls } from './calls.ts';
import { ageText, yearsBefore } from './cut-off.ts';
import type { ErasedAge, Erasure, RetentionKind } from './kind.ts';

/** Erases year by year, oldest first, so that it can be told how old what went was. */
const yearByYear =
  (eraseBefore: (tx: Tx, before: Instant, batchId: bigint) => Promise<number>) =>
  async (tx: Tx, batchId: bigint, cutOff: LocalDate): Promise<Erasure> => {
    const ages: ErasedAge[] = [];
    for (const age of yearsBefore(cutOff)) {
      const rows = await eraseBefore(tx, startOfDay(age.before), batchId);
      if (rows > 0) ages.push({ age: ageText(age), rows });
    }
    return { ages, kept: [] };
  };

/** A mail that waits, or whose fate nobody knows, keeps its letter until that is settled. */
async function eraseMail(tx: Tx, batchId: bigint, cutOff: LocalDate): Promise<Erasure> {
  const { ages } = await yearByYear(eraseLetters)(tx, batchId, cutOff);
  const open = await countUnsettled(tx, startOfDay(cutOff));
  const why = `${open} ${open === 1 ? 'mail is' : 'mails are'} not settled: takst outbox list`;
  const age = ageText({ from: undefined, before: cutOff });
  return { ages, kept: open > 0 ? [{ age, why }] : [] };
}

/** A payment of which something waits keeps its text: what it is for has still to be found out. */
async function erasePayments(tx: Tx, batchId: bigint, cutOff: LocalDate): Promise<Erasure> {
  const { ages } = await yearByYear(erasePaymentTexts)(tx, batchId, cutOff);
  const open = await countWaitingTexts(tx, startOfDay(cutOff));
  const why = `${open} ${open === 1 ? 'payment waits' : 'payments wait'}: takst payments list --unmatched`;
  const age = ageText({ from: undefined, before: cutOff });
  return { ages, kept: open > 0 ? [{ age, why }] : [] };
}

const minimisation = 'GDPR art. 5(1)(e): personal data no longer than its purpose needs';

export const retentionKinds = defineKinds<RetentionKind>([
  {
    name: 'evidence',
    period: 'evidence',
    leastMonths: 1,
    erased: 'user names and addresses of the accounts in Microsoft’s exports',
    stays: 'licences and states of each account, by employee id; the file’s hash; findings',
    basis: minimisation,
    erase: yearByYear(erasePersons),
  },
  {
    name: 'requests',
    period: 'evidence',
    leastMonths: 1,
    erased: 'who asked in person for documentation, and notes about it',
    stays: 'requester, scope, deadlines, answers and breaches',
    basis: minimisation,
    erase: yearByYear(eraseContacts),
  },
  {
    name: 'packs',
    period: 'packs',
    leastMonths: 1,
    erased: 'the files of evidence packs',
    stays: 'each pack’s hash, so that whoever holds the file can show that it is the one',
    basis: minimisation,
    erase: yearByYear(erasePacks),
  },
  {
    name: 'mail',
    period: 'mail',
    leastMonths: 1,
    erased: 'recipient, subject and text of mails, and the mail servers’ words',
    stays:
      'that a mail was written and what became of it; a commitment to its content; the letter of a ' +
      'mail that is not settled',
    basis: minimisation,
    erase: eraseMail,
  },
  {
    name: 'payments',
    period: 'payments',
    leastMonths: 1,
    erased: 'what the bank wrote about payments that came in, which can name the payer',
    stays:
      'day, amount and payment id of each payment, what it settles, and a commitment to the text; ' +
      'the text of a payment that waits',
    basis:
      `${minimisation}; as part of a voucher, five years from the end of the financial year ` +
      '(bogføringsloven), which 72 months are sure to cover',
    lock: 'payment',
    erase: erasePayments,
  },
  {
    name: 'routes',
    period: 'mail',
    leastMonths: 1,
    erased: 'mail addresses to which an account’s documents are no longer sent',
    stays: 'that there was an address, from when, and a commitment to it; the address in use',
    basis: minimisation,
    erase: yearByYear(eraseAddresses),
  },
  {
    name: 'calls',
    period: 'calls',
    leastMonths: 24,
    erased: 'the single calls of whole months: from, to, when and how long',
    stays: 'totals per customer, month and destination with their hash (R9); invoices; identities',
    basis:
      `${minimisation}; as specification of an invoice, five years from the end of the financial ` +
      'year (bogføringsloven), which 72 months are sure to cover',
    lock: 'calls',
    erase: eraseCalls,
  },
]);
