import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../src/evidence/bag/zip.ts';
import { localDate } from '../../../src/kernel/index.ts';

const hex = (...fields: string[]) => Buffer.from(fields.join('').replaceAll(' ', ''), 'hex');

describe('an archive', () => {
  it('is, byte for byte, what PKWARE’s APPNOTE 4.3 makes of one stored file', () => {
    // CRC-32 of "123456789" is the check value cbf43926 of the CRC catalogues. 24 November 2026 in
    // DOS form: (2026 - 1980) * 512 + 11 * 32 + 24 = 23928 = 5d78.
    const shared = '1400 0000 0000 0000 785d 2639f4cb 09000000 09000000 0300 0000';
    const expected = hex(
      '504b0304',
      shared,
      '612f62',
      '313233343536373839',
      '504b0102 1400',
      shared,
      '0000 0000 0000 00000000 00000000',
      '612f62',
      // The directory: 46 bytes and the name, behind 30 bytes, the name and the content.
      '504b0506 0000 0000 0100 0100 31000000 2a000000 0000',
    );
    const files = [{ path: 'a/b', bytes: Buffer.from('123456789') }];
    expect(zipOf(files, localDate('2026-11-24')).toString('hex')).toBe(expected.toString('hex'));
  });

  it('has its files in the order of their bytes, capitals first', () => {
    const files = ['b', 'a', 'B'].map((path) => ({ path, bytes: Buffer.from(path) }));
    const archive = zipOf(files, localDate('2026-11-24')).toString('latin1');
    const headers = archive.split('PK\u0003\u0004').slice(1);
    expect(headers.map((header) => header[26])).toEqual(['B', 'a', 'b']);
  });

  it.each(['1979-12-31', '2108-01-01'])('refuses %s, which its form cannot say', (date) => {
    expect(() => zipOf([], localDate(date))).toThrow(/knows no/);
  });
});
