/**
 * Whether a domain that somebody writes is the one on file for a customer. Capital letters and the
 * two spellings of a name with æ, ø or å make no difference. Whether the domain exists, and who owns
 * it, is not asked here.
 */
import { domainToASCII } from 'node:url';

const oneLabel = /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/;
const LONGEST = 253;

/** The form in which domains are compared (`søhest.dk` → `xn--shest-vua.dk`); undefined: none. */
export function domainKey(text: string): string | undefined {
  const ascii = domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase();
  const labels = ascii.split('.');
  const readable = labels.length > 1 && labels.every((label) => oneLabel.test(label));
  return readable && ascii.length <= LONGEST ? ascii : undefined;
}

/** Whether the two name the same domain; what is no domain is the same as nothing. */
export function sameDomain(one: string, other: string): boolean {
  const key = domainKey(one);
  return key !== undefined && key === domainKey(other);
}
