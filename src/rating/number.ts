/**
 * What a dial string means (R13, R14): an E.164 number, a short code, a SIP address, a feature code
 * of the PBX, or nothing that can be read. Never guesses: what the rule does not name is
 * unreadable. Knows no customers, so whether digits are a colleague's extension is not its affair.
 */
export type DialledNumber =
  | { readonly kind: 'e164'; readonly digits: string }
  | { readonly kind: 'short'; readonly code: string }
  | { readonly kind: 'sip' }
  | { readonly kind: 'feature' }
  | { readonly kind: 'unreadable' };

const SIP: DialledNumber = { kind: 'sip' };
const FEATURE: DialledNumber = { kind: 'feature' };
const UNREADABLE: DialledNumber = { kind: 'unreadable' };

/**
 * `00` or `+` and 7 to 15 digits: international. 8 digits from 2 to 9: Danish, gets 45. 3 to 6
 * digits: a short code, if the deck has one of that name. Blanks, hyphens, dots and parentheses do
 * not count, except that `(0)` stands for two different numbers and so for none.
 */
export function normaliseNumber(dialled: string): DialledNumber {
  const length = dialled.length;
  let plain = true;
  for (let index = 0; index < length; index++) {
    const code = dialled.charCodeAt(index);
    if (code < 48 || code > 57) {
      plain = false;
      break;
    }
  }
  return plain ? readDigits(dialled) : readDecorated(dialled);
}

/** R14's own list: codes that no extension may equal (112, 114, 118, 18xx, 116xxx). */
export function isShortCode(text: string): boolean {
  return /^(?:11[248]|18\d\d|116\d{3})$/.test(text);
}

function readDigits(text: string): DialledNumber {
  const first = text.charCodeAt(0);
  if (text.length === 8 && first >= 50) return { kind: 'e164', digits: `45${text}` };
  if (text.length >= 3 && text.length <= 6) return { kind: 'short', code: text };
  if (first === 48 && text.charCodeAt(1) === 48) return readInternational(text.slice(2));
  return UNREADABLE;
}

/** No country code begins with 0 (ITU-T E.164). */
function readInternational(digits: string): DialledNumber {
  const { length } = digits;
  return length >= 7 && length <= 15 && !digits.startsWith('0')
    ? { kind: 'e164', digits }
    : UNREADABLE;
}

function readDecorated(dialled: string): DialledNumber {
  const text = dialled.trim();
  if (/^sips?:/i.test(text) || text.includes('@')) return SIP;
  if (text.includes('*') || text.includes('#')) return FEATURE;
  if (text.includes('(0)')) return UNREADABLE;
  const bare = text.replace(/[\s().-]/g, '');
  if (/^\+\d+$/.test(bare)) return readInternational(bare.slice(1));
  return /^\d+$/.test(bare) ? readDigits(bare) : UNREADABLE;
}
