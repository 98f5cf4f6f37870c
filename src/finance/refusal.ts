/** The legal "no"s of finance, each with its sentence. */
import { type Facts, refusals } from '../kernel/index.ts';

const SHOWN = 5;

/** The first of a list, for a sentence; all of them are among the refusal's facts. */
function listed(values: Facts[string] | undefined): string {
  const all = Array.isArray(values) ? values : [`${values}`];
  const some = all.slice(0, SHOWN).join(', ');
  return all.length > SHOWN ? `${some}, …` : some;
}

const FAULTS_SHOWN = 20;

/** The first faults of a file, one a line, and how many more there are. */
function faultLines(faults: Facts[string] | undefined): string {
  const all = Array.isArray(faults) ? faults : [`${faults}`];
  const lines = all.slice(0, FAULTS_SHOWN).map((it) => `\n  ${it}`);
  const more = all.length - lines.length;
  return `${lines.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}

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
      `(${f.before}, now ${f.now}), written by the same renderer: what the ledger says of it has ` +
      `changed. Run takst ledger verify.`,
  },
  'ledger-renderer-changed': {
    status: 409,
    say: (f) =>
      `The hledger journal of finance export ${f.no} comes out otherwise than the first time ` +
      `(${f.before}, now ${f.now}), since it was written by ${f.was} and this program writes ` +
      `${f.is}: that alone is no sign that the ledger changed, which takst ledger verify tells. ` +
      `--anew REASON keeps it as a further version.`,
  },
  'month-ahead': {
    status: 422,
    say: (f) =>
      `${f.month} has not begun, and ${f.current} is the month now: a batch of it would be named ` +
      `after a month of which it can hold nothing.`,
  },
  'export-differs': {
    status: 409,
    say: (f) =>
      `The ${f.format} file of finance export ${f.no} was made with ` +
      `${listed(f.differences)}. A batch has one list of debtors, and a file stays ` +
      `as it was made. --anew REASON makes a further version of each file asked for by --format.`,
  },
  'export-same': {
    status: 409,
    say: (f) =>
      `The ${f.format} file of finance export ${f.no} comes out as it is already: nothing was made anew.`,
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
      `none: ${listed(f.debtors)}. Give them by --debtors FILE, with the columns account and ` +
      `debtor; takst export debtors --file FILE writes such a list to fill in.`,
  },
  'debtor-too-long': {
    status: 422,
    say: (f) =>
      `Business Central's debtor numbers have at most ${f.most} characters, and "${f.debtor}" has ` +
      `more. Give it a number by --debtors FILE, with the columns account and debtor.`,
  },
  'debtors-faulty': {
    status: 422,
    say: (f) => `The list of debtor numbers has faults:${faultLines(f.faults)}`,
  },
  'saft-empty': {
    status: 404,
    say: (f) =>
      `Nothing was booked from ${f.from} to ${f.to}, and a SAF-T file has at least one transaction.`,
  },
  'rates-faulty': {
    status: 422,
    say: (f) => `The table of reference rates has faults: ${f.faults}`,
  },
  'rate-missing': {
    status: 422,
    say: (f) =>
      `There is no reference rate for the half-year from ${f.from}, so interest cannot be computed. ` +
      `Give Nationalbanken's lending rate of that day by --param rates=FILE, a CSV with the columns ` +
      `valid_from, lending_rate and source.`,
  },
  'payments-faulty': {
    status: 422,
    say: (f) =>
      `The file has faults, and nothing of it was taken in (R44).${f.hint}${faultLines(f.faults)}`,
  },
  'reason-missing': {
    status: 422,
    say: () => 'What is done by hand has a reason (R43), and blanks say nothing.',
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
  'not-matched': {
    status: 404,
    say: (f) => `Payment ${f.payment} is not matched${f.which}, so there is nothing to undo.`,
  },
  'undone-already': {
    status: 409,
    say: (f) => `The match of payment ${f.payment}${f.which} was undone before.`,
  },
  'which-match': {
    status: 422,
    say: (f) =>
      `Payment ${f.payment} is matched to several documents (${f.numbers}): say --document.`,
  },
  refunded: {
    status: 409,
    say: (f) =>
      `Payment ${f.payment} stays matched to document ${f.number}: ${f.refunded} kr of it were ` +
      `refunded. Take the refund back first, by takst payments refund ${f.payment} --undo.`,
  },
  'not-overpaid': {
    status: 409,
    say: (f) =>
      `Document ${f.number} of payment ${f.payment} is not overpaid: nothing of it was paid too much.`,
  },
  'overpaid-less': {
    status: 409,
    say: (f) =>
      `Of payment ${f.payment} ${f.most} kr were paid too much, so ${f.amount} kr cannot go back.`,
  },
  'not-refunded': {
    status: 404,
    say: (f) => `There is no refund of payment ${f.payment} that could be taken back.`,
  },
  'not-payable': {
    status: 422,
    say: (f) => `There is no invoice with number ${f.number} that a payment could settle.`,
  },
});
