/**
 * What Takst is told of a source of calls, since its files do not say it: which format they are in,
 * whose clock they tell, whose calls they are and which rows are billed. Settings belong to a source
 * as it is named in R18; a record that waits is read again by the settings that its source has then.
 */

/** What an hour that the clock shows twice is taken for (the last Sunday of October). */
export type AmbiguousHour = 'earlier' | 'later' | 'quarantine';

export interface SourceSettings {
  /** The source of R18: with the record's own id it is the identity of a call. */
  readonly source: string;
  /** Name of a call format. */
  readonly format: string;
  /** IANA zone of local times in the files, such as `Europe/Copenhagen` or `UTC`. */
  readonly zone: string;
  readonly ambiguous: AmbiguousHour;
  /** Whose all the calls are; '' where account codes or numbers tell. */
  readonly customerId: string;
  /** Customer id by the account code that the PBX writes. A code that is a customer's id needs none. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Which files are this source's, such as `Master*.csv`; '' where the user names the source. */
  readonly files: string;
  readonly encoding: 'utf-8' | 'windows-1252';
  /** What is dialled for an outside line, such as `0`; it is taken off before a number is read. */
  readonly outsidePrefix: string;
  /** Numbers of the customer that are no employee's (main number, queues): calls to them come in. */
  readonly ownNumbers: readonly string[];
  /** The format's own settings, as its `options` accept them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a source has unless it is told otherwise. */
export const plainSettings = {
  zone: 'Europe/Copenhagen',
  ambiguous: 'earlier',
  customerId: '',
  accounts: {},
  files: '',
  encoding: 'utf-8',
  outsidePrefix: '',
  ownNumbers: [],
  options: {},
} as const satisfies Partial<SourceSettings>;
