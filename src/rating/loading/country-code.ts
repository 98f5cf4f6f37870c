/**
 * The country code at the beginning of a prefix, by the lengths that ITU-T E.164 gives them: zones 1
 * and 7 have one digit, the codes listed here two, all others three.
 */
const TWO_DIGITS = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** A prefix shorter than its country code stands for itself. */
export function countryCodeOf(prefix: string): string {
  if (prefix.startsWith('1') || prefix.startsWith('7')) return prefix.slice(0, 1);
  const two = prefix.slice(0, 2);
  return TWO_DIGITS.has(two) ? two : prefix.slice(0, 3);
}
