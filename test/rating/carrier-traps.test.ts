/**
 * What a carrier's file leaves open as a whole, or hides at its end: read in a wrong way it would be
 * another price without a sound, so it is refused with what decides (R15, R44).
 */
import { describe, expect, it } from 'vitest';
import { type DeckForm, readDeckFile } from '../../src/rating/index.ts';

function read(lines: readonly string[], form: DeckForm = {}) {
  return readDeckFile(Buffer.from(`${lines.join('\n')}\n`), 'deck.csv', form);
}
const codes = ({ faults }: ReturnType<typeof read>) =>
  faults.map(({ code, line }) => [code.replace('rating.', ''), line]);

describe('a last day', () => {
  const dated = (...validTo: string[]) => [
    'prefix;destination;per_minute;valid_from;valid_to',
    ...validTo.map((to, index) => `4${5 + index};Danmark;1;2026-11-01;${to}`),
  ];

  it('of a month is refused until somebody says whether the row still holds on it', () => {
    const asked = read(dated('2026-12-15', '2026-11-30'));
    expect(asked.faults).toMatchObject([
      { code: 'rating.valid-to', line: 3, column: 'valid_to', value: '2026-11-30' },
    ]);
    expect(asked.faults[0]?.message).toContain('--valid-to inclusive or exclusive');
    const ends = (valid_to: 'inclusive' | 'exclusive') =>
      read(dated('2026-11-30'), { valid_to }).rows.map(({ validTo }) => validTo);
    expect(ends('inclusive')).toEqual(['2026-12-01']);
    expect(ends('exclusive')).toEqual(['2026-11-30']);
  });

  it('is not asked for where the row ends on a first of a month, or never', () => {
    expect(read(dated('2026-12-01', '', '9999-12-31'))).toMatchObject({
      faults: [],
      form: { valid_to: 'exclusive' },
    });
  });

  it('is not asked for in our own columns, which say exclusive', () => {
    const bytes = Buffer.from(`${dated('2026-11-30').join('\n')}\n`);
    expect(readDeckFile(bytes, 'deck.csv')).toMatchObject({
      faults: [],
      rows: [{ validTo: '2026-11-30' }],
    });
  });
});

describe('a country code of its own', () => {
  const form = { columns: { country: 'cc' } };
  const header = 'cc;prefix;destination;per_minute';

  it('is refused where every prefix holds it already', () => {
    const twice = [header, '45;4520;Danmark;1', '46;468;Sverige;1', '49;49;Tyskland;1'];
    expect(codes(read(twice, form))).toEqual([['country-twice', 2]]);
  });

  it('is put before prefixes that happen to begin with the same digits', () => {
    const once = [header, '45;45;Danmark;1', '45;20;Danmark;1', '46;8;Sverige;1'];
    expect(read(once, form).rows.map(({ prefix }) => prefix)).toEqual(['4545', '4520', '468']);
    const one = [header, '7;77;Kasakhstan;1', '7;70;Kasakhstan;1'];
    expect(read(one, form).rows.map(({ prefix }) => prefix)).toEqual(['777', '770']);
  });

  it('that is a name is refused under its own column', () => {
    const named = [header, 'Danmark;20;Danmark;1'];
    expect(read(named, form).faults).toMatchObject([{ line: 2, column: 'cc', value: 'Danmark' }]);
  });
});

describe('the end of a file', () => {
  const header = 'prefix;destination;per_minute';

  it('with a destination and a price behind letters is a fault, not a remark', () => {
    const slips = [header, '45;Danmark;1', 'O46;Sverige;1', 'SAT;Inmarsat;45'];
    expect(codes(read(slips))).toEqual([
      ['prefix', 3],
      ['prefix', 4],
    ]);
  });

  it('is not read where it is a sum or a remark', () => {
    const ends = ['Total;12 prefixes;18', 'Gennemsnit;alle;1.5', '* without VAT;;', ';I alt;12'];
    const { faults, rows, notes } = read([header, '45;Danmark;1', ...ends]);
    expect([faults, rows.length, notes.map(({ line }) => line)]).toEqual([[], 1, [3, 4, 5, 6]]);
  });
});

describe('UTF-16 text', () => {
  const text = '\ufeffprefix;destination;per_minute\n45;Færøerne;1\n';
  const bytes = Buffer.from(text, 'utf16le');

  it.each(['utf-8', 'windows-1252'] as const)('read as %s names its own encoding', (encoding) => {
    const [fault] = readDeckFile(bytes, 'deck.csv', { encoding }).faults;
    expect(fault?.message).toContain('--encoding utf-16le');
  });

  it('that is cut in a character is refused', () => {
    const cut = Buffer.concat([bytes, Buffer.from([0x34])]);
    const form = { encoding: 'utf-16le' } as const;
    expect(readDeckFile(bytes, 'deck.csv', form).faults).toEqual([]);
    expect(codes(readDeckFile(cut, 'deck.csv', form))).toEqual([['encoding', 0]]);
  });
});
