/**
 * Reads a call file from its bytes to its records and hands them on block by block, no faster than
 * they are taken. The bytes must still be those that the file's SHA-256 was taken of.
 */
import { createHash } from 'node:crypto';
import type { CallReader } from '../formats/format.ts';
import { type Encoding, textBlocks } from '../formats/text/text-blocks.ts';
import type { SourceRecord } from '../record/call-record.ts';
import { refusal } from '../recording/refusals.ts';
import { type CallFile, readBytes } from './call-file.ts';

/** The file, and how it is read. */
export interface FileReading {
  readonly file: CallFile;
  readonly sha256: Buffer;
  readonly reader: CallReader;
  readonly encoding: Encoding;
}

/** Hands on the file's records; `take` is done when there is room for more. Throws a FileFault. */
export async function readRecords(
  { file, sha256, reader, encoding }: FileReading,
  take: (records: readonly SourceRecord[], bytesDone: number) => Promise<void>,
): Promise<void> {
  const hash = createHash('sha256');
  let bytesDone = 0;
  const bytes = readBytes(file, (block) => {
    hash.update(block);
    bytesDone += block.length;
  });
  for await (const text of textBlocks(bytes, file.fileName, encoding)) {
    await take(reader.read(text, false), bytesDone);
  }
  await take(reader.read('', true), bytesDone);
  if (!hash.digest().equals(sha256)) throw refusal('file-changed', { fileName: file.fileName });
}
