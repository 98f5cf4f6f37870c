/**
 * Numbers within SIP addresses, for systems that write every party as one. An address whose user part
 * can be dialled is a number; any other stays an address, which R13 knows as such.
 */

const address = /^(?:[^<>]*<)?\s*(?:sips?|tel):([^@;?>]*)/i;

/** The number of `sip:+4520123456@gateway;user=phone`; the text itself where there is none. */
export function numberInAddress(text: string): string {
  const user = address.exec(text)?.[1] ?? '';
  // `#` and, at some senders, `*` and `+` are written by their codes (RFC 3986).
  const plain = user.replaceAll('%23', '#').replaceAll(/%2a/gi, '*').replaceAll(/%2b/gi, '+');
  return /^\+?[\d*#().-]+$/.test(plain) && /\d/.test(plain) ? plain : text;
}
