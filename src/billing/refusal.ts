/** The legal "no"s of a billing run, each with its sentence. */
import { refusals } from '../kernel/index.ts';

export const billingRefusal = refusals('billing', {
  'month-not-ended': {
    status: 422,
    say: (f) => `${f.month} has not ended yet: it can be billed from ${f.from} on (R25).`,
  },
  'month-order': {
    status: 409,
    say: (f) =>
      `Months are billed in order: the last one billed is ${f.last}, so the next is ${f.last} ` +
      `again or ${f.next}, not ${f.month}. An earlier month is corrected by the next run (R25).`,
  },
  'run-unfinished': {
    status: 409,
    say: (f) =>
      `The run of ${f.open} was started ${f.startedAt} and never finished. ` +
      `Finish it first: takst bill ${f.open}`,
  },
  'run-locked': {
    status: 409,
    say: (f) =>
      `Billing, crediting and closing wait for each other, and one of them is under way: ` +
      `${f.heldBy}. Nothing was changed (R26); try again when it has ended.`,
  },
  'run-asked-for': {
    status: 409,
    say: (f) =>
      `Billing run ${f.id} was asked for and is under way; one goes on at a time. Nothing was changed.`,
  },
  'run-stopped': {
    status: 503,
    say: () =>
      'The server was stopped before the run ended, and nothing was issued: ask for it again.',
  },
  'run-failed': {
    status: 500,
    say: () => "The run failed for a reason that the server's log tells; nothing was issued.",
  },
  'run-request-unknown': { status: 404, say: (f) => `No billing run ${f.id} was asked for.` },
  'claim-incomplete': { status: 422, say: (f) => `The claim cannot be taken in: ${f.why} (R40).` },
  'claim-in-future': {
    status: 422,
    say: (f) => `A claim cannot have been received on ${f.receivedOn}, which is still to come.`,
  },
  'claim-reseller': { status: 404, say: (f) => `There is no reseller ${f.resellerId}.` },
  'claim-on-file': {
    status: 409,
    say: (f) => `${f.claimant}'s ${f.reference} is on file already, as claim ${f.id} (R40).`,
  },
  'claim-finding': {
    status: 422,
    say: (f) =>
      `A claim rests on findings of its reseller (R40), and ${f.resellerId} has no finding ${f.id}.`,
  },
  'claim-waived': {
    status: 422,
    say: (f) => `Finding ${f.id} was waived, so no cost can be passed on for it (R39, R40).`,
  },
  'claim-unknown': { status: 404, say: (f) => `There is no claim ${f.id}.` },
  'claim-withdrawn': { status: 409, say: (f) => `Claim ${f.id} was withdrawn before.` },
  'claim-withdrawn-meanwhile': {
    status: 409,
    say: (f) =>
      `Claim ${f.id} was withdrawn while the run was under way, so nothing was issued; ` +
      'run it again.',
  },
  'claim-same-document': {
    status: 409,
    say: (f) =>
      `Claim ${f.id} rests on the same document, and a cost is passed on once (R40); if the paper ` +
      'holds two claims, say so (--shared-document).',
  },
  'claim-billed': {
    status: 409,
    say: (f) =>
      `Claim ${f.id} stands on document ${f.number}, which never changes (R9): what is wrong with ` +
      'it is put right by a credit note.',
  },
  'credit-reason': {
    status: 422,
    say: () =>
      'A credit is decided with a reason, which is kept and stands on the credit note (R10).',
  },
  'credit-nothing-billed': {
    status: 409,
    say: () => 'Nothing has been billed yet, so there is nothing to credit.',
  },
  'credit-unknown': {
    status: 404,
    say: (f) => `There is no proposed credit ${f.id}; takst credits list shows those there are.`,
  },
  'credit-settled': {
    status: 409,
    say: (f) => `Proposed credit ${f.id} is no longer open: it was ${f.state} (R10).`,
  },
  'credit-amount': {
    status: 422,
    say: (f) =>
      `Of proposed credit ${f.id} an amount above 0 and up to ${f.whole} kr can be released, ` +
      `not ${f.asked} (R10).`,
  },
  'credit-amount-of-one': {
    status: 422,
    say: () => 'An amount says how much of one proposal is released; release the others apart.',
  },
  'credit-beyond': {
    status: 409,
    say: (f) =>
      `Proposed credit ${f.id} cannot be released to ${f.asked} kr: of what was invoiced for it ` +
      `${f.left} kr is left (R10). The next run proposes anew what is still owed back.`,
  },
  'credit-before-invoice': {
    status: 422,
    say: (f) =>
      `A credit note of ${f.date} would come before the invoice that it corrects, ${f.number} of ` +
      `${f.issueDate}.`,
  },
  'credit-no-invoice': {
    status: 422,
    say: (f) => `${f.number} is not the number of an invoice: only an invoice can be credited.`,
  },
  'credit-nothing-left': {
    status: 409,
    say: (f) =>
      `Nothing is left of invoice ${f.number}: it came to 0 or was credited before (R10).`,
  },
  'credit-purged': {
    status: 409,
    say: (f) =>
      `Invoice ${f.number} bills usage of customer ${f.customerId} in ${f.serviceMonth}, whose calls ` +
      'retention has purged: it could not be billed anew, so it is not credited in full (R9).',
  },
  'specification-differs': {
    status: 500,
    say: (f) =>
      `Line ${f.lineNo} (customer ${f.customerId}, ${f.serviceMonth}, ${f.destination}) is not what ` +
      `its calls come to: ${f.found} ${f.what}, and the line says ${f.said} (R30). Please report it.`,
  },
  'totals-differ': {
    status: 500,
    say: (f) =>
      `The run was stopped before any number was assigned: ${f.what} does not hold, ` +
      `${f.left} against ${f.right} (R27). Please report it; nothing was issued.`,
  },
});
