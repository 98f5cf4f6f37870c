/**
 * The reader of intake files (SPEC 10): encodings, delimiters, quoting, headers and line numbers.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, readCsv } from '../../../src/intake/csv/csv-file.ts';
import { pieces } from '../sources.ts';

const columns = [
  { name: 'id', required: true },
  { name: 'name', required: true },
  { name: 'city', required: false },
];

async function read(text: string | Uint8Array) {
  const records: CsvRecord[] = [];
  const outcome = await readCsv(pieces(text), 'f.csv', columns, (record) => records.push(record));
  return { ...outcome, records, cells: records.map((record) => record.cells) };
}

describe('reading an intake file', () => {
  it('tolerates a byte order mark, semicolons, CRLF, blanks and columns in any order', async () => {
    const { cells, fileFaults, rowFaults } = await read('\uFEFFname; id\r\n Søs ;1\r\nÅse;2\r\n');
    expect({ fileFaults, rowFaults }).toEqual({ fileFaults: [], rowFaults: [] });
    expect(cells).toEqual([
      { name: 'Søs', id: '1' },
      { name: 'Åse', id: '2' },
    ]);
  });

  it('reads quoted cells with delimiters, doubled quotes and line breaks (RFC 4180)', async () => {
    const { cells } = await read('id,name\n1,"Bæk, Søn ""& Co"""\n2,"to\nlinjer"\n');
    expect(cells.map(({ name }) => name)).toEqual(['Bæk, Søn "& Co"', 'to\nlinjer']);
  });

  it('names the line on which a row begins, blank and broken lines counted', async () => {
    const { records } = await read('id,name\r\n\r\n1,"a\nb"\r\n\n2,c\n3,d');
    expect(records.map(({ line }) => line)).toEqual([3, 6, 7]);
  });

  it('passes over a line of nothing but blanks as over an empty one', async () => {
    const read_ = await read('  \nid,name\n \t \n1,a\r\n   \r\n2,b\n ');
    expect(read_).toMatchObject({ rowsRead: 2, fileFaults: [], rowFaults: [] });
    expect(read_.records.map(({ line }) => line)).toEqual([4, 6]);
    expect((await read('id,name\n , \n')).cells).toEqual([{ id: '', name: '' }]);
  });

  it('keeps each row as it stands in the file', async () => {
    const { records } = await read('id,name\r\n\r\n1,"a\nb"\r\n2, c \r\n');
    expect(records.map(({ raw }) => raw)).toEqual(['1,"a\nb"', '2, c ']);
  });

  it('takes a file that ends without a line break, and one with a header alone', async () => {
    expect((await read('id,name\n1,a')).rowsRead).toBe(1);
    expect(await read('id,name\n')).toMatchObject({ rowsRead: 0, fileFaults: [], rowFaults: [] });
  });

  it('reads a mixture of line ends', async () => {
    expect((await read('id,name\n1,a\r\n2,b\n3,c\r\n')).cells.map(({ id }) => id)).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('computes the SHA-256 of the bytes, byte order mark included', async () => {
    const text = '\uFEFFid,name\n1,ø\n';
    const expected = createHash('sha256').update(text).digest('hex');
    expect((await read(text)).sha256.toString('hex')).toBe(expected);
  });

  it('makes a row with too few or too many cells a fault and reads on', async () => {
    const { cells, rowFaults, rowsRead } = await read('id,name\n1\n2,b\n3,c,d\n');
    expect(cells).toEqual([{ id: '2', name: 'b' }]);
    expect(rowFaults.map(({ line, raw }) => [line, raw])).toEqual([
      [2, '1'],
      [4, '3,c,d'],
    ]);
    expect(rowsRead).toBe(3);
  });
});

describe('a file that is refused as a whole', () => {
  it('has the line named that is not UTF-8, also after a thousand good ones', async () => {
    const good = Array.from({ length: 1000 }, (_, i) => `${i},ærø\n`).join('');
    const bad = Buffer.concat([
      Buffer.from(`id,name\n${good}x,`),
      Buffer.from([0xf8]),
      Buffer.from('\n'),
    ]);
    const { fileFaults } = await read(bad);
    expect(fileFaults).toMatchObject([{ code: 'file.encoding', line: 1002, value: 'x,ø' }]);
  });

  it('is one in UTF-16', async () => {
    const { fileFaults } = await read(Buffer.from('\uFEFFid,name\n1,a\n', 'utf16le'));
    expect(fileFaults).toMatchObject([{ code: 'file.encoding', line: 1 }]);
  });

  it('is one with a letter cut in two at its end', async () => {
    const { fileFaults } = await read(Buffer.from('id,name\n1,ø').subarray(0, -1));
    expect(fileFaults).toMatchObject([{ code: 'file.encoding', line: 2 }]);
  });

  it('has every fault of its header named at once', async () => {
    const { fileFaults, records } = await read('navn,name,name\n1,2,3\n');
    expect(fileFaults.map(({ code, value }) => `${code} ${value}`)).toEqual([
      'file.column-unknown navn',
      'file.column-twice name',
      'file.column-missing id',
    ]);
    expect(fileFaults.map(({ column }) => column)).toEqual(['', '', '']);
    expect(records).toEqual([]);
  });

  it('has the line named on which a quote stands where none may', async () => {
    const { fileFaults } = await read('id,name\n1,a\n\n2,b"c"\n3,d\n');
    expect(fileFaults).toMatchObject([{ code: 'file.quote', line: 4 }]);
  });

  it('is one that holds nothing but blank lines', async () => {
    expect((await read('\n\n')).fileFaults).toMatchObject([{ code: 'file.empty' }]);
  });

  it('is one whose quote swallows a megabyte', async () => {
    const { fileFaults } = await read(`id,name\n1,"${'x'.repeat(1100)}\n${'y\n'.repeat(600_000)}`);
    expect(fileFaults).toMatchObject([{ code: 'file.line-too-long', line: 2 }]);
  });
});
