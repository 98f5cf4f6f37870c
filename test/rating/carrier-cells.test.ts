/** Single cells as carriers write them, and what they come to (R15, R16, R44). */
import { describe, expect, it } from 'vitest';
import { type DeckForm, readDeckFile } from '../../src/rating/index.ts';

/** One row of a file with these columns: its prefixes and first price, or its faults. */
function read(cells: Record<string, string>, form: DeckForm = {}) {
  const all = { prefix: '45', destination: 'Danmark', per_minute: '1', ...cells };
  const quoted = Object.values(all).map((cell) => `"${cell}"`);
  const text = `${Object.keys(all).join(';')}\n${quoted.join(';')}\n`;
  const { rows, faults } = readDeckFile(Buffer.from(text), 'deck.csv', form);
  return {
    prefixes: rows.map(({ prefix }) => prefix),
    micro: rows[0]?.perMinuteMicro,
    row: rows[0],
    rows,
    codes: faults.map(({ code }) => code),
  };
}

describe('a price cell', () => {
  it.each([
    ['0,185', 'comma', 185_000],
    [',5', 'comma', 500_000],
    ['1.234,5', 'comma', 1_234_500_000],
    ['1 234,5', 'comma', 1_234_500_000],
    ["1'234.5", 'point', 1_234_500_000],
    ['1,234.5', 'point', 1_234_500_000],
    ['1,234', 'comma', 1_234_000],
    ['1,234', 'point', 1_234_000_000],
    ['kr. 1,25', 'comma', 1_250_000],
    ['1.25 DKK', 'point', 1_250_000],
  ] as const)('of %s with a decimal %s is %i millionths', (per_minute, decimal, micro) => {
    expect(read({ per_minute }, { decimal })).toMatchObject({ micro, codes: [] });
  });

  it.each([
    // A group of thousands that begins with 0 is a decimal with the other sign.
    ['0.185', 'comma'],
    ['0,185', 'point'],
    ['1.25', 'comma'],
    ['12.34,5', 'comma'],
    ['1,234,5', 'comma'],
    ['1.234 567', 'comma'],
    ['1,', 'comma'],
    ['1e3', 'point'],
    ['-1', 'point'],
    ['€ 1.25', 'point'],
    ['1.25 EUR', 'point'],
    ['18.5 øre', 'point'],
  ] as const)('of %s with a decimal %s is refused', (per_minute, decimal) => {
    expect(read({ per_minute }, { decimal }).codes).toEqual(['rating.price']);
  });

  it('by the second is exact in a minute, or refused', () => {
    // 0.0000005 x 60 = 0.00003; 0.00000005 x 60 = 0.000003; 0.000000005 x 60 = 0.0000003
    expect(read({ per_minute: '0.0000005' }, { unit: 'kr/s' }).micro).toBe(30);
    expect(read({ per_minute: '0.00000005' }, { unit: 'kr/s' }).micro).toBe(3);
    expect(read({ per_minute: '0.000000005' }, { unit: 'kr/s' }).codes).toEqual([
      'rating.price-inexact',
    ]);
  });

  it('needs no decimal sign to be told where all say it, and none where none has one', () => {
    expect(read({ per_minute: '0,185' }).micro).toBe(185_000);
    expect(read({ per_minute: '0.185' }).micro).toBe(185_000);
    expect(read({ per_minute: '12' }).micro).toBe(12_000_000);
    expect(read({ per_minute: '1,234', setup_fee: '0,5' }).micro).toBe(1_234_000);
    expect(read({ per_minute: '1.234' }).codes).toEqual(['rating.decimal']);
  });
});

describe('a prefix cell', () => {
  it.each([
    ['+45', ['45']],
    ['0045', ['45']],
    ['+45 20', ['4520']],
    ['1 (868)', ['1868']],
    ['45,46;47/48|49', ['45', '46', '47', '48', '49']],
    ['20, 21-24, 30', ['20', '21', '22', '23', '24', '30']],
    // A cell of several lines is a list, never one long prefix.
    ['20\n21\r\n22', ['20', '21', '22']],
    ['+45 51 52', ['455152']],
    ['00 45 51', ['4551']],
    ['45 20 30', ['452030']],
    ['4520–4522', ['4520', '4521', '4522']],
    ['4520 - 22', ['4520', '4521', '4522']],
    ['1-868', ['1868']],
    ['45-20', ['4520']],
    ['1-242-3', ['12423']],
  ])('of %s is %j', (prefix, prefixes) => {
    expect(read({ prefix })).toMatchObject({ prefixes, codes: [] });
  });

  it.each([
    ['4520-4529', 'rating.hyphen'],
    ['4520-29', 'rating.hyphen'],
    ['30-69', 'rating.hyphen'],
    ['45,', 'rating.prefix'],
    ['45(0)20', 'rating.prefix'],
    ['-45', 'rating.prefix'],
    ['4.52E+10', 'rating.prefix'],
    ['45.20', 'rating.prefix'],
    ['045', 'rating.prefix'],
    ['20 21 22', 'rating.prefix'],
    ['1-868, 20 - 29', 'rating.hyphen'],
    ['1234567890123456', 'rating.prefix'],
  ])('of %s alone is refused', (prefix, code) => {
    expect(read({ prefix }).codes).toEqual([code]);
  });

  it('with hyphens that are told is a range, or easier to read', () => {
    expect(read({ prefix: '30-32' }, { hyphen: 'range' }).prefixes).toEqual(['30', '31', '32']);
    expect(read({ prefix: '30-32' }, { hyphen: 'blank' }).prefixes).toEqual(['3032']);
    expect(read({ prefix: '24-21' }, { hyphen: 'range' }).codes).toEqual(['rating.prefix']);
    expect(read({ prefix: '1-868' }, { hyphen: 'range' }).codes).toEqual(['rating.prefix']);
    expect(read({ prefix: '1-100000' }, { hyphen: 'range' }).codes).toEqual(['rating.prefix']);
  });

  it('behind a country code of its own is what follows it', () => {
    const form = { columns: { country: 'cc' } };
    expect(read({ cc: '+1', prefix: '868, 242' }, form).prefixes).toEqual(['1868', '1242']);
    expect(read({ cc: '39', prefix: '06' }, form).prefixes).toEqual(['3906']);
    expect(read({ cc: '00 45', prefix: '' }, form).prefixes).toEqual(['45']);
    expect(read({ cc: '', prefix: '45' }, form).codes).toEqual(['rating.prefix']);
    expect(read({ cc: '45', prefix: '+4520' }, form).codes).toEqual(['rating.prefix']);
  });

  it('holds ten thousand prefixes at most, however they are written', () => {
    const thousands = (count: number) =>
      Array.from({ length: count }, (_, index) => `${index + 10}000-${index + 10}999`).join(',');
    const form = { hyphen: 'range' } as const;
    expect(read({ prefix: thousands(10) }, form).prefixes).toHaveLength(10_000);
    expect(read({ prefix: thousands(11) }, form).codes).toEqual(['rating.prefix']);
  });
});

describe('the other cells', () => {
  const form = { columns: { increments: 'steps' } };

  it.each([
    ['60', [[0, 60]]],
    ['60/60', [[0, 60]]],
    ['1 / 1', [[0, 1]]],
    [
      '30/6',
      [
        [0, 30],
        [30, 6],
      ],
    ],
    ['', [[0, 1]]],
  ] as const)('have increments of %s as bands %j', (steps, bands) => {
    const { rows } = read({ steps }, form);
    expect(rows.map((row) => [row.fromSecond, row.incrementSeconds])).toEqual(bands);
  });

  it.each(['0/1', '1/0', 'x', '60/1/1', '1.5'])('refuse increments of %s', (steps) => {
    expect(read({ steps }, form).codes.length).toBeGreaterThan(0);
  });

  it.each([
    ['3/4/2026', 'D/M/YYYY', '2026-04-03'],
    ['3/4/2026', 'M/D/YYYY', '2026-03-04'],
    ['03.04.2026', 'D.M.YYYY', '2026-04-03'],
    ['3-4-2026 00:00:00', 'D-M-YYYY', '2026-04-03'],
    ['2026-04-03T00:00:00', 'YYYY-MM-DD', '2026-04-03'],
    ['NULL', 'D-M-YYYY', undefined],
  ] as const)('read %s by %s as %s', (valid_from, dates, day) => {
    expect(read({ valid_from }, { dates })).toMatchObject({ codes: [] });
    expect(read({ valid_from }, { dates }).row?.validFrom).toBe(day);
  });

  it.each([
    ['31/4/2026', 'D/M/YYYY'],
    ['13/13/2026', 'M/D/YYYY'],
    ['3/4/26', 'D/M/YYYY'],
    ['3-4-2026', 'D/M/YYYY'],
    ['3/4/2026 12:00', 'D/M/YYYY'],
  ] as const)('refuse %s by %s', (valid_from, dates) => {
    expect(read({ valid_from }, { dates }).codes).toEqual(['rating.date']);
  });

  it('end a row the day after its last one where that is said', () => {
    const ends = (valid_to: string) => read({ valid_to }, { valid_to: 'inclusive' }).row?.validTo;
    expect(ends('2026-12-31')).toBe('2027-01-01');
    expect(ends('9999-12-31')).toBeUndefined();
  });

  it('keep a price that nobody gave from being read as free', () => {
    for (const per_minute of ['', '-', 'NULL', 'n/a']) {
      const text = `prefix;destination;per_minute\n45;Danmark;${per_minute}\n46;Sverige;1\n`;
      const { faults } = readDeckFile(Buffer.from(text), 'deck.csv', {});
      expect(faults.map(({ code, line }) => [code, line])).toEqual([['rating.price', 2]]);
    }
  });
});

describe('the columns of a mapping', () => {
  const text = 'Code;Destination;Per_Minute;setup_fee;Country\n45;Danmark;1,5;2;DK\n';
  const bytes = Buffer.from(text);

  it('take what is named as ours, in any case, and leave what is mapped to nothing', () => {
    const all = readDeckFile(bytes, 'deck.csv', { columns: { prefix: 'code' } });
    expect(all.rows).toMatchObject([{ perMinuteMicro: 1_500_000, setupFeeMicro: 2_000_000 }]);
    expect(all.ignored).toEqual(['Country']);
    const form = { columns: { prefix: 'code', setup_fee: '' } };
    const less = readDeckFile(bytes, 'deck.csv', form);
    expect(less.rows).toMatchObject([{ setupFeeMicro: 0 }]);
    expect(less.ignored).toEqual(['setup_fee', 'Country']);
    expect(readDeckFile(bytes, 'deck.csv', less.form)).toEqual(less);
  });

  it.each([
    ['one for two of ours', { prefix: 1, setup_fee: 3 }, 'rating.column-shared'],
    ['a position that there is not', { prefix: 6 }, 'rating.mapped-column'],
    ['a name that there is not', { prefix: 'Prefixes' }, 'rating.mapped-column'],
    ['none for the prefix', {}, 'rating.column-missing'],
  ])('are refused with %s', (_, columns, code) => {
    const { faults, rows } = readDeckFile(bytes, 'deck.csv', { columns });
    expect([rows.length, ...faults.map((fault) => fault.code)]).toEqual([0, code]);
  });

  it('are told by position, in quotes or not, where there is no header', () => {
    const bare = Buffer.from('45;Danmark;1,5\n');
    const columns = { prefix: '1', destination: 2, per_minute: '3' };
    const { rows, form } = readDeckFile(bare, 'deck.csv', { header_line: 0, columns });
    expect(rows).toMatchObject([{ prefix: '45', perMinuteMicro: 1_500_000 }]);
    expect(form?.columns).toEqual({ prefix: 1, destination: 2, per_minute: 3 });
  });

  it('cannot tell two increments and one both', () => {
    const two = Buffer.from('prefix;destination;per_minute;from_second;steps\n45;X;1;0;60/1\n');
    const { faults } = readDeckFile(two, 'deck.csv', { columns: { increments: 'steps' } });
    expect(faults.map(({ code }) => code)).toEqual(['rating.increments']);
  });
});
