/**
 * Which pictures a document shows. It is asked of the stored text, so that documents by the thousand
 * need not be taken apart for it: a hash of 64 digits stands there for nothing else.
 */
import type { Pictures } from './format.ts';

/** Of the logos that the document's reseller ever had, those that its text names. */
export const picturesOf = (body: string, logos: Pictures | undefined): Pictures =>
  new Map([...(logos ?? [])].filter(([sha256]) => body.includes(sha256)));
