/**
 * The deck in rates/: readable, complete by ITU-T E.164, and Denmark split as the numbering plan
 * splits it (its lists are written out here once more). No price is checked that anybody could
 * change, only what must hold for any Danish deck.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/kernel/index.ts';
import {
  buildPrefixTable,
  dayNumber,
  findShortCode,
  findTariff,
  normaliseNumber,
  priceMicro,
  type RateCells,
  readDeck,
} from '../../src/rating/index.ts';

const file = 'deck-illustrative-2026-01.csv';
const text = readFileSync(new URL(`../../rates/${file}`, import.meta.url), 'utf8');
const records = (parse(text, { columns: true }) as RateCells[]).map((cells, index) => ({
  line: index + 2,
  cells,
}));
const deck = readDeck(records, file);
const table = buildPrefixTable({ version: 1, plan: 'standard', rows: deck.rows });
const day = dayNumber(localDate('2026-09-15'));
const tariffOfNumber = (digits: string, on = day) => table.tariffs[findTariff(table, digits, on)];
const destination = (digits: string) => tariffOfNumber(digits)?.destination;

/** Country codes and codes of no country that ITU-T E.164 assigns. */
const assigned = `1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58
  60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98
  211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238
  239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263
  264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372
  373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505
  506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680
  681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883
  886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995
  996 998`.split(/\s+/);

const mobile = `20-29 30 31 40 41 42 50 51 52 53 60 61 71 81 91 92 93 342 344-349 356-357 359 362
  365-366 389 398 431 441 462 466 468 472 474 476 478 485-486 488-489 493-496 498-499 542-543 545
  551-552 556 571-574 577 579 584 586-587 589 597-598 627 629 641 649 658 662-665 667 692-694 697
  771-772 782-783 785-786 788-789 826-827 829`;
const mobileSeries = new Set(
  mobile.split(/\s+/).flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last! - first! + 1 }, (_, index) => String(first! + index));
  }),
);

describe('the shipped deck', () => {
  it('is read without a fault', () => {
    expect(deck.faults).toEqual([]);
    expect(deck.rows.length).toBeGreaterThan(400);
  });

  it.each(assigned)('prices country code %s with a row of its own', (code) => {
    expect(deck.rows.some((row) => row.prefix === code)).toBe(true);
  });

  it('prices no code that ITU-T E.164 leaves unassigned, but for trials', () => {
    const known = (prefix: string) => assigned.some((code) => prefix.startsWith(code));
    const rest = deck.rows.filter((row) => !known(row.prefix)).map((row) => row.prefix);
    expect(rest).toEqual(['991']);
  });

  it('prices each Danish number from 200 to 999 as the numbering plan classes it', () => {
    const wrong: string[] = [];
    for (let block = 200; block <= 999; block++) {
      const digits = String(block);
      const two = digits.slice(0, 2);
      const special: Record<string, string> = {
        37: 'Danmark, maskine til maskine',
        70: 'Danmark, 70-numre',
        80: 'Danmark, 80-numre',
        90: 'Danmark, 90-numre',
      };
      const isMobile = mobileSeries.has(two) || mobileSeries.has(digits);
      const expected = special[two] ?? (isMobile ? 'Danmark, mobil' : 'Danmark, fastnet');
      if (destination(`45${digits}12345`) !== expected) wrong.push(digits);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['34212345', 'Danmark, mobil'],
    ['34112345', 'Danmark, fastnet'],
    ['34312345', 'Danmark, fastnet'],
    ['82512345', 'Danmark, fastnet'],
    ['82612345', 'Danmark, mobil'],
    ['82812345', 'Danmark, fastnet'],
    ['82912345', 'Danmark, mobil'],
    ['33123456', 'Danmark, fastnet'],
    ['+298212345', 'Færøerne, mobil'],
    ['+299321234', 'Grønland, fastnet'],
    ['+46701234567', 'Sverige, mobil'],
    ['+4687654321', 'Sverige, fastnet'],
    ['+4915112345678', 'Tyskland, mobil'],
    ['+493012345678', 'Tyskland, fastnet'],
    ['+12025550100', 'USA'],
    ['+14165550100', 'Canada'],
    ['+18765550100', 'Jamaica'],
    ['+79161234567', 'Rusland, mobil'],
    ['+74951234567', 'Rusland, fastnet'],
    ['+77172123456', 'Kasakhstan, fastnet'],
    ['+77011234567', 'Kasakhstan, mobil'],
    ['+442079460958', 'Storbritannien, fastnet'],
    ['+447400123456', 'Storbritannien, mobil'],
    ['+441481123456', 'Guernsey, fastnet'],
    ['+441534123456', 'Jersey, fastnet'],
    ['+447624123456', 'Isle of Man, mobil'],
    ['+390669812345', 'Vatikanstaten'],
    ['+881612345678', 'Iridium'],
    ['+80012345678', 'International, gratisnumre 800'],
    ['+45371234567890', 'Danmark, maskine til maskine'],
  ])('takes %s for %s', (dialled, expected) => {
    const number = normaliseNumber(dialled);
    expect(number.kind === 'e164' && destination(number.digits)).toBe(expected);
  });

  it.each(['112', '114', '116000', '116006', '116111', '116117', '116123'])(
    'lets %s be called for nothing',
    (code) => {
      const tariff = table.tariffs[findShortCode(table, code, day)];
      expect(tariff && priceMicro(tariff, 600)).toBe(0);
    },
  );

  it('prices 118 and every code 18xx by a row of its own', () => {
    const codes = ['118', ...Array.from({ length: 100 }, (_, index) => String(1800 + index))];
    expect(codes.filter((code) => findShortCode(table, code, day) < 0)).toEqual([]);
  });

  it('takes nothing for a call to freephone 80 (teleloven § 21)', () => {
    expect(priceMicro(tariffOfNumber('4580123456')!, 3600)).toBe(0);
  });

  it('names destinations in Danish, the language of the invoices they stand on', () => {
    const names = [...new Set(deck.rows.map((row) => row.destination))];
    const english = /\b(and|of the|Islands|fixed|mobile|freephone|premium|number|services?)\b/;
    expect(names.filter((name) => english.test(name))).toEqual([]);
    const countries = names.map((name) => name.split(', ')[0]);
    expect(countries).toEqual(expect.arrayContaining(['Danmark', 'Island', 'Østrig', 'Åland']));
  });

  it('has the dearer number 70 win over the cheaper 45 that it lies in', () => {
    const seventy = priceMicro(tariffOfNumber('4570123456')!, 60);
    expect(seventy).toBeGreaterThan(priceMicro(tariffOfNumber('4533123456')!, 60));
  });

  it('prices a long satellite call above a thousand kroner to the last millionth', () => {
    const tariff = tariffOfNumber('870773123456')!;
    const perMinute = BigInt(tariff.bands[0]!.row.perMinuteMicro);
    // 7200 s are 30 s and 398 1/3 blocks of 18 s: 30 + 399 x 18 = 7212 s.
    const price = priceMicro(tariff, 7200);
    expect(BigInt(price)).toBe((7212n * perMinute) / 60n);
    expect(price).toBeGreaterThan(1000 * 1_000_000);
  });

  it('changes a price on its day', () => {
    const row = (on: string) =>
      tariffOfNumber('4915112345678', dayNumber(localDate(on)))?.bands[0]?.row.row;
    expect(row('2026-09-30')).not.toBe(row('2026-10-01'));
    expect(row('2026-10-01')).toBe(row('2026-12-31'));
  });
});
