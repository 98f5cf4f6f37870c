/**
 * Reads a kept record anew from its text, its file's header and its format, so that what waits in
 * quarantine can be judged again once its cause is fixed (R19).
 */
import { invariant } from '../../kernel/index.ts';
import type { Reading } from '../call-record.ts';
import { formats } from './index.ts';

/** A record's text with what its file said about how to read it. */
export interface KeptText {
  /** Name of the call format. */
  readonly format: string;
  readonly header: string;
  readonly raw: string;
}

/** The reading of a record that was kept. */
export function reread({ format, header, raw }: KeptText): Reading {
  const kind = formats.find(format);
  invariant(kind, `a record in quarantine is of the format ${format}, which is gone`);
  const [record] = kind.reader('quarantine').read(`${header}\n${raw}\n`, true);
  invariant(record, 'a record in quarantine has lost its text');
  return record.reading;
}
