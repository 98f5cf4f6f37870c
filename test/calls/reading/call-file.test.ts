import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileFault } from '../../../src/calls/formats/text/file-fault.ts';
import { digestOf, lookAtFile, readBytes } from '../../../src/calls/reading/call-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-call-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: string | Buffer) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return lookAtFile(path);
}

async function textOf(found: Awaited<ReturnType<typeof file>>) {
  const told: Buffer[] = [];
  const parts: Buffer[] = [];
  for await (const part of readBytes(found, (block) => told.push(block))) parts.push(part);
  return { text: Buffer.concat(parts).toString('utf8'), onDisk: Buffer.concat(told) };
}

describe('a call file', () => {
  it('shows how it begins, without its byte order mark', async () => {
    const found = await file('plain.csv', '\uFEFFa,b\r\n1,2\r\n');
    expect(found).toMatchObject({ gzip: false, crOnly: false });
    expect(found.sample).toEqual({ fileName: 'plain.csv', text: 'a,b\r\n1,2\r\n' });
  });

  it('that is packed is read as what it holds, and is known by its bytes on disk', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i},blåbærgrød\n`).join('');
    const packed = gzipSync(lines);
    const found = await file('calls.csv.gz', packed);
    expect(found.gzip).toBe(true);
    expect(found.sample.text.startsWith('0,blåbærgrød\n1,')).toBe(true);
    const { text, onDisk } = await textOf(found);
    expect(text).toBe(lines);
    expect(onDisk.equals(packed)).toBe(true);
    // sha256sum of the bytes, by another program of Node's own library.
    const { createHash } = await import('node:crypto');
    expect((await digestOf(found)).equals(createHash('sha256').update(packed).digest())).toBe(true);
  });

  it('that was packed piece by piece is read to its end', async () => {
    const pieces = [gzipSync('first\n'), gzipSync('second\n')];
    const { text } = await textOf(await file('appended.gz', Buffer.concat(pieces)));
    expect(text).toBe('first\nsecond\n');
  });

  it('that was cut off while packed is refused, not read in part', async () => {
    const packed = gzipSync('line\n'.repeat(100_000));
    const found = await file('cut.gz', packed.subarray(0, packed.length - 20));
    await expect(textOf(found)).rejects.toThrow(FileFault);
    await expect(textOf(found)).rejects.toThrow(/begins like gzip, and cannot be unpacked/);
  });

  it('whose lines end with CR alone gets line feeds; a CR beside line feeds stays', async () => {
    expect((await textOf(await file('old.csv', 'a,b\r1,2\r'))).text).toBe('a,b\n1,2\n');
    expect((await textOf(await file('dos.csv', 'a,b\r\n1,2\r\n'))).text).toBe('a,b\r\n1,2\r\n');
  });

  it('may be empty', async () => {
    const found = await file('empty.csv', '');
    expect(found.sample.text).toBe('');
    expect((await textOf(found)).text).toBe('');
  });
});
