/**
 * Reads a kept record anew from its text, its file's header and its format, so that what waits in
 * quarantine can be judged again once its cause is fixed (R19).
 */
import { invariant } from '../../kernel/index.ts';
import { formats } from '../formats/index.ts';
import type { Reading } from '../record/call-record.ts';
import type { SourceSettings } from '../sources/settings.ts';

/** A record's text with what its file said about how to read it. */
export interface KeptText {
  /** Name of the call format. */
  readonly format: string;
  readonly header: string;
  readonly raw: string;
}

/** The reading of a record that was kept, by the settings that its source has now. */
export function reread(
  { format, header, raw }: KeptText,
  source: SourceSettings | undefined,
): Reading {
  const kind = formats.find(format);
  invariant(kind, `a record in quarantine is of the format ${format}, which is gone`);
  const [record] = kind
    .reader({ fileName: 'quarantine', source })
    .read(header === '' ? `${raw}\n` : `${header}\n${raw}\n`, true);
  invariant(record, 'a record in quarantine has lost its text');
  return record.reading;
}
