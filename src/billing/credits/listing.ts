/** Credits as machines are told of them (SPEC 10): by `credits --json`, and over the network. */
import { instantText, moneyText } from '../../kernel/index.ts';
import type { Proposal } from '../store.ts';
import type { ReleaseReport } from './actions.ts';
import type { IssuedNote } from './issue.ts';
import type { ShownCredit } from './show.ts';

export const proposalListing = (proposal: Proposal) => ({
  id: Number(proposal.proposalId),
  state: proposal.state,
  reseller_id: proposal.resellerId,
  customer_id: proposal.customerId,
  service_month: proposal.serviceMonth,
  kind: proposal.kind,
  key: proposal.key,
  amount: moneyText(proposal.amount),
  cause: proposal.cause,
  documents: proposal.numbers,
});

export const creditListing = ({ proposal, steps, released, left }: ShownCredit) => ({
  ...proposalListing(proposal),
  steps: steps.map((step) => ({ ...step, at: instantText(step.at) })),
  released: released.map((it) => ({ document: it.number, amount: moneyText(it.amount) })),
  left: left.map((it) => ({ document: it.invoice, amount: moneyText(it.amount) })),
});

export const noteListing = ({ document }: IssuedNote) => ({
  number: document.number,
  corrects: document.corrects?.number ?? null,
  account: document.buyer.account,
  issue_date: document.issueDate,
  net: moneyText(document.net),
  vat: moneyText(document.vat),
  total: moneyText(document.total),
});

export const releaseListing = ({ notes, released, rest }: ReleaseReport) => ({
  documents: notes.map(noteListing),
  released: released.map((it) => ({
    id: Number(it.proposalId),
    document: it.number,
    amount: moneyText(it.amount),
  })),
  rest: rest ? { id: Number(rest.proposalId), amount: moneyText(rest.amount) } : null,
});

export const rejectionListing = (proposals: readonly Proposal[]) => ({
  rejected: proposals.map((it) => Number(it.proposalId)),
});
