/**
 * Reads a kept record anew from its text and its file's header, so that what waits in quarantine can
 * be judged again once its cause is fixed (R19).
 */
import { invariant } from '../../kernel/index.ts';
import type { Reading } from '../call-record.ts';
import { canonical } from './canonical.ts';

/** The reading of a record that was kept with the header of its file. */
export function reread(header: string, raw: string): Reading {
  const [record] = canonical.reader('quarantine').read(`${header}\n${raw}\n`, true);
  invariant(record, 'a record in quarantine has lost its text');
  return record.reading;
}
