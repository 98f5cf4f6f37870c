/** The legal "no"s of finance, each with its sentence. */
import { refusals } from '../kernel/index.ts';

export const financeRefusal = refusals('finance', {
  'format-unknown': {
    status: 422,
    say: (f) => `There is no finance export format "${f.format}"; known: ${f.known}.`,
  },
  'nothing-new': {
    status: 409,
    say: (f) =>
      `Every document dated up to ${f.date} has been exported already${f.last}. A document goes ` +
      `out once; --again N gives a batch's files once more.`,
  },
  'export-unknown': { status: 404, say: (f) => `There is no finance export number ${f.no}.` },
  'export-damaged': {
    status: 500,
    say: (f) =>
      `The ${f.format} file of finance export ${f.no} is not what its hash says: it is not handed out.`,
  },
  'ledger-changed': {
    status: 500,
    say: (f) =>
      `The hledger journal of finance export ${f.no} comes out otherwise than the first time ` +
      `(${f.before}, now ${f.now}): the ledger or the program has changed. Run takst ledger verify.`,
  },
  'account-not-whole': {
    status: 422,
    say: (f) =>
      `e-conomic's account numbers are whole numbers of at most nine digits, and "${f.account}" is none.`,
  },
  'debtor-not-whole': {
    status: 422,
    say: (f) =>
      `e-conomic's debtors have whole numbers of at most nine digits, and ${f.count} of ours have ` +
      `none: ${f.debtors}. Give them by --debtors FILE, with the columns account and debtor.`,
  },
  'debtor-too-long': {
    status: 422,
    say: (f) =>
      `Business Central's debtor numbers have at most ${f.most} characters, and "${f.debtor}" has ` +
      `more. Give it a number by --debtors FILE, with the columns account and debtor.`,
  },
  'debtors-faulty': {
    status: 422,
    say: (f) => `The list of debtor numbers has faults: ${f.faults}`,
  },
  'payments-faulty': {
    status: 422,
    say: (f) => `The file has faults, and nothing of it was taken in (R44): ${f.faults}`,
  },
  'payment-unknown': { status: 404, say: (f) => `There is no payment ${f.payment}.` },
  'payment-used': {
    status: 409,
    say: (f) =>
      `Of payment ${f.payment} ${f.left} kr is left, so ${f.amount} kr of it cannot be matched.`,
  },
  'matched-already': {
    status: 409,
    say: (f) => `Payment ${f.payment} is matched to document ${f.number} already.`,
  },
  'not-payable': {
    status: 422,
    say: (f) => `There is no invoice with number ${f.number} that a payment could settle.`,
  },
});
