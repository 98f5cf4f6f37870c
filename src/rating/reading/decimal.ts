/**
 * Decimal figures as carriers write them: comma or point, thousands apart or not. The sign is told
 * by the whole file or by whoever loads it, never guessed from one cell: `1,234` is two different
 * prices. Values stay exact: digits and a power of ten, no float.
 */

export const decimalSigns = ['comma', 'point'] as const;
export type DecimalSign = (typeof decimalSigns)[number];

/** digits / 10^scale */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

// Thousands stand in groups of three behind a first group that never begins with 0.
const grouped = (sign: string, apart: string) =>
  new RegExp(
    `^(?:(\\d+|[1-9]\\d{0,2}(?:([${apart} '’])\\d{3}(?:\\2\\d{3})*))?)(?:${sign}(\\d+))?$`,
  );
const patterns: Readonly<Record<DecimalSign, RegExp>> = {
  comma: grouped(',', '.'),
  point: grouped('\\.', ','),
};

const LONGEST = 40;

/** A figure of at least 0 with that sign; undefined where the text is none. */
export function readDecimal(text: string, sign: DecimalSign): Exact | undefined {
  const bare = text.trim().replace(/[\u00a0\u202f]/g, ' ');
  const match = bare.length <= LONGEST ? patterns[sign].exec(bare) : null;
  if (!match || bare === '') return undefined;
  const [, whole = '', , decimals = ''] = match;
  return { digits: BigInt(whole.replace(/\D/g, '') + decimals), scale: decimals.length };
}

/** What one figure tells about the sign; `either` where both are possible and differ. */
function evidenceOf(text: string): DecimalSign | 'either' | 'none' {
  const [comma, point] = [readDecimal(text, 'comma'), readDecimal(text, 'point')];
  if (comma && point) {
    return comma.digits === point.digits && comma.scale === point.scale ? 'none' : 'either';
  }
  return comma ? 'comma' : point ? 'point' : 'none';
}

export interface Figure {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

export type DecimalFinding =
  | { readonly sign: DecimalSign }
  | { readonly undecided: Figure }
  | { readonly comma: Figure; readonly point: Figure };

/** The one sign that all figures of a file can have; figures that are none count for nothing. */
export function findDecimalSign(figures: Iterable<Figure>): DecimalFinding {
  const first: Partial<Record<DecimalSign | 'either' | 'none', Figure>> = {};
  for (const figure of figures) first[evidenceOf(figure.text)] ??= figure;
  const { comma, point, either } = first;
  if (comma && point) return { comma, point };
  if (comma) return { sign: 'comma' };
  if (point) return { sign: 'point' };
  return either ? { undecided: either } : { sign: 'point' };
}

/** `185n / 10^3` → `0.185`: a decimal point, no zeros at the end. */
export function exactText({ digits, scale }: Exact): string {
  const text = digits.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const decimals = text.slice(text.length - scale).replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
