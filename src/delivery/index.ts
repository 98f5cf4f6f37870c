/** Delivery: the door through which letters and documents leave the house. */
export { dropFolder } from './folder.ts';
export { type HookTimes, httpHook } from './hook.ts';
export { type NamedPlaces, readPlaces } from './places.ts';
export { type SmtpTimes, smtpTransport } from './smtp.ts';
