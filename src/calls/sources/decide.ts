/**
 * Decides what a source is told: the settings that come of what was said, what forbids them, and what
 * a person had better know about them. A source that is changed keeps what nothing was said about.
 */
import { isZone } from '../../kernel/index.ts';
import type { CallFormat, FormatSettings } from '../formats/format.ts';
import { matchesPattern, patternsMeet } from './file-pattern.ts';
import { readOptions } from './options.ts';
import { type AmbiguousHour, plainSettings, type SourceSettings } from './settings.ts';

/** What somebody says of a source; what is absent stays as it is. */
export interface SourceSaid {
  readonly format?: string | undefined;
  readonly zone?: string | undefined;
  readonly ambiguous?: AmbiguousHour | undefined;
  readonly customerId?: string | undefined;
  /** All account codes, in the place of those there were. */
  readonly allAccounts?: ReadonlyMap<string, string> | undefined;
  /** Customer ids by account code, beside those there are; '' takes a code away. */
  readonly accounts?: ReadonlyMap<string, string> | undefined;
  readonly files?: string | undefined;
  readonly encoding?: SourceSettings['encoding'] | undefined;
  readonly outsidePrefix?: string | undefined;
  readonly ownNumbers?: readonly string[] | undefined;
  /** All options of the format, in the place of those there were. */
  readonly allOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Options as text, beside those there are; '' puts one back to what holds without it. */
  readonly options?: ReadonlyMap<string, string> | undefined;
}

/** What is known besides. */
export interface SourceFacts {
  readonly format: CallFormat & { readonly settings: FormatSettings };
  /** The source as it is, where it is changed. */
  readonly before: SourceSettings | undefined;
  /** All other sources. */
  readonly others: readonly SourceSettings[];
  readonly isCustomer: (customerId: string) => boolean;
}

export interface DecidedSource {
  readonly settings: SourceSettings;
  readonly warnings: readonly string[];
}

export type SourceDecision = DecidedSource | { readonly problems: readonly string[] };

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@/-]{0,63}$/u;

export function decideSource(name: string, said: SourceSaid, facts: SourceFacts): SourceDecision {
  const { format, before } = facts;
  const sameFormat = before?.format === format.name;
  const given = said.allOptions ?? (sameFormat ? before.options : plainSettings.options);
  const read = readOptions(format.settings, given, said.options);
  const problems = 'problems' in read ? [...read.problems] : [];
  const settings: SourceSettings = {
    source: name,
    format: format.name,
    zone: said.zone ?? (sameFormat ? before.zone : format.settings.zone || plainSettings.zone),
    ambiguous: said.ambiguous ?? before?.ambiguous ?? plainSettings.ambiguous,
    customerId: said.customerId ?? before?.customerId ?? plainSettings.customerId,
    accounts: accountsOf(said, before),
    files: said.files ?? before?.files ?? plainSettings.files,
    encoding: said.encoding ?? before?.encoding ?? plainSettings.encoding,
    outsidePrefix: said.outsidePrefix ?? before?.outsidePrefix ?? plainSettings.outsidePrefix,
    ownNumbers: said.ownNumbers ?? before?.ownNumbers ?? plainSettings.ownNumbers,
    options: 'options' in read ? read.options : given,
  };
  problems.push(...problemsOf(settings, facts));
  if (problems.length > 0) return { problems };
  return { settings, warnings: warningsOf(settings, said, facts) };
}

function accountsOf(said: SourceSaid, before: SourceSettings | undefined): Record<string, string> {
  const known = said.allAccounts ?? Object.entries(before?.accounts ?? {});
  const accounts = new Map([...known, ...(said.accounts ?? [])]);
  return Object.fromEntries([...accounts].filter(([, customerId]) => customerId !== '').sort());
}

function problemsOf(settings: SourceSettings, { isCustomer }: SourceFacts): string[] {
  const { source, zone, customerId, accounts, outsidePrefix, ownNumbers, files } = settings;
  const problems: string[] = [];
  if (!NAME.test(source)) {
    problems.push(`"${source}" is no name for a source: 1 to 64 letters, digits and . _ - @ /`);
  }
  if (!isZone(zone)) {
    problems.push(`"${zone}" is no time zone: one such as Europe/Copenhagen or UTC is wanted`);
  }
  if (customerId !== '' && !isCustomer(customerId)) {
    problems.push(`no customer ${customerId} is registered`);
  }
  for (const [code, customer] of Object.entries(accounts)) {
    if (code === '') problems.push(`an account of customer ${customer} has no code`);
    if (!isCustomer(customer)) {
      problems.push(`no customer ${customer} is registered, whose account ${code} would be`);
    }
  }
  if (!/^[\d*#+]*$/.test(outsidePrefix)) {
    problems.push(`"${outsidePrefix}" cannot be dialled for an outside line: digits are wanted`);
  }
  if (ownNumbers.some((number) => number.trim() === '')) problems.push('an own number is empty');
  if (/[/\\]/.test(files)) problems.push(`"${files}" is no pattern for names: it holds a folder`);
  return problems;
}

function warningsOf(
  settings: SourceSettings,
  said: SourceSaid,
  { format, before, others }: SourceFacts,
): string[] {
  const { source, files, customerId, accounts } = settings;
  const warnings: string[] = [];
  const alike = others.filter((it) => it.format === settings.format);
  for (const other of alike.filter((it) => patternsMeet(it.files, files))) {
    warnings.push(
      `a file can be named by "${files}" of ${source} and by "${other.files}" of ${other.source}; ` +
        'where one is, its import is refused until --source says whose it is',
    );
  }
  if (matchesPattern('calls.csv', files)) {
    warnings.push(`"${files}" names calls.csv too, which is then read as ${settings.format}`);
  }
  if (files === '' && alike.length > 0) {
    const names = alike.map((it) => it.source).join(', ');
    warnings.push(
      `${names} and ${source} write the same format, so that files of ${source} must be imported ` +
        `with --source ${source} as long as it has no --files`,
    );
  }
  if (customerId !== '' && Object.keys(accounts).length > 0) {
    warnings.push(`all its calls are customer ${customerId}'s, so that its accounts tell nothing`);
  }
  if (format.settings.zone === '' && said.zone !== undefined) {
    warnings.push(`${format.name} tells the instant itself, so that the zone tells nothing`);
  }
  if (before && before.format !== settings.format) {
    warnings.push(
      'a call that came in the old format and comes again in the new one is only known again if ' +
        'both give it the same record id (R18)',
    );
  }
  return warnings;
}

/** One setting that a change gives another value; values as text. */
export interface SourceChange {
  readonly setting: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two versions of a source, in the order in which settings are shown. */
export function changesOf(before: SourceSettings, after: SourceSettings): SourceChange[] {
  const [was, is] = [settingTexts(before), settingTexts(after)];
  const names = [...new Set([...is.keys(), ...was.keys()])];
  return names.flatMap((setting) => {
    const change = { setting, before: was.get(setting) ?? '', after: is.get(setting) ?? '' };
    return change.before === change.after ? [] : [change];
  });
}

/** A source's settings as words, each by its name; '' where nothing is set. */
export function settingTexts(settings: SourceSettings): Map<string, string> {
  return new Map([
    ['format', settings.format],
    ['zone', settings.zone],
    ['ambiguous hour', settings.ambiguous],
    ['customer', settings.customerId],
    ...Object.entries(settings.accounts).map(([code, id]) => [`account ${code}`, id] as const),
    ['files', settings.files],
    ['encoding', settings.encoding],
    ['outside prefix', settings.outsidePrefix],
    ['own numbers', settings.ownNumbers.join(', ')],
    ...Object.entries(settings.options).map(
      ([name, value]) =>
        [`option ${name}`, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
  ]);
}
