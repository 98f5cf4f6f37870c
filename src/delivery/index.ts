/** Delivery: the door through which letters leave the house. */
export { type SmtpTimes, smtpTransport } from './smtp.ts';
