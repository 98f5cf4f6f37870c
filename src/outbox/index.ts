/** Outbox: what must happen outside, written in the transaction that decided it. */
export { loadMail, queueMails, type Resolution, replaceMails, resolveMail } from './actions.ts';
export {
  isOverdue,
  type MailEvent,
  type MailState,
  mailStates,
  nextAttempt,
  stateOf,
  triesOf,
  undecided,
} from './attempt.ts';
export { countUnsettled, eraseLetters } from './erase-store.ts';
export {
  type Attachment,
  isMailAddress,
  type Letter,
  type LoadedAttachment,
  type MailLanguage,
  type NewMail,
} from './mail.ts';
export { verifyMails } from './seal.ts';
export { type SendOptions, type SendReport, sendDue } from './send.ts';
export { findMails as listMails, type Mail, type MailFilter } from './store.ts';
export type { Delivery, Transport } from './transport.ts';
