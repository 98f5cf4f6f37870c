/**
 * Numbers and addresses with a shape that others check: CVR, GLN, tenant ids, domain names. They are
 * made to pass those checks and to belong to nobody. Whether one is taken already is for the caller
 * to know.
 */
import type { Random } from './random.ts';

/** CVR number of 8 digits by modulus 11; undefined where the check digit would not exist. */
export function cvrOf(sevenDigits: string): string | undefined {
  const weights = [2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(sevenDigits[i]), 0);
  const rest = sum % 11;
  if (rest === 1) return undefined;
  return `${sevenDigits}${rest === 0 ? 0 : 11 - rest}`;
}

/** GLN of 13 digits from the first 12: weights 1 and 3 from the left, modulus 10. */
export function glnOf(twelveDigits: string): string {
  const sum = [...twelveDigits].reduce((total, d, i) => total + Number(d) * (i % 2 ? 3 : 1), 0);
  return `${twelveDigits}${(10 - (sum % 10)) % 10}`;
}

/** Draws CVR numbers, none of them twice; all begin with 99, so that one sees they are invented. */
export function cvrDrawer(random: Random): () => string {
  const taken = new Set<string>();
  return () => {
    for (;;) {
      const cvr = cvrOf(`99${random.digits(5)}`);
      if (cvr && !taken.has(cvr)) {
        taken.add(cvr);
        return cvr;
      }
    }
  };
}

/** A GUID of version 4, as Microsoft numbers its tenants. */
export function tenantId(random: Random): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => random.int(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[random.int(4)]}${hex(3)}-${hex(12)}`;
}

/** Lower-case ASCII with hyphens: `Søhestelund Køl & Frys` → `soehestelund-koel-frys`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
