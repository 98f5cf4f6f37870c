/**
 * All kinds of data whose time ends, and what the law says about each. What is not in this table is
 * kept: documents, ledger, declarations, activations and the journal are accounting material or
 * prove it, for which bogføringsloven asks five years from the end of the financial year.
 */
import type { Tx } from '../../db/index.ts';
import { defineKinds, type Instant, type LocalDate, startOfDay } from '../../kernel/index.ts';
import { erasePersons } from '../../licensing/index.ts';
import { countUnsettled, eraseLetters } from '../../outbox/index.ts';
import { erasePacks } from '../pack/store.ts';
import { eraseContacts } from '../request/store.ts';
import { eraseCalls } from './calls.ts';
import { ageText, yearsBefore } from './cut-off.ts';
import type { ErasedAge, Erasure, RetentionKind } from './kind.ts';

/** Erases year by year, oldest first, so that it can be told how old what went was. */
const yearByYear =
  (eraseBefore: (tx: Tx, before: Instant) => Promise<number>) =>
  async (tx: Tx, _batchId: bigint, cutOff: LocalDate): Promise<Erasure> => {
    const ages: ErasedAge[] = [];
    for (const age of yearsBefore(cutOff)) {
      const rows = await eraseBefore(tx, startOfDay(age.before));
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
