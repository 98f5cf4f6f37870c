/** A source of calls as people are shown it. Nothing is decided here. */
import {
  type KnownSource,
  type SourceReport,
  type SourceVersion,
  settingTexts,
} from '../../../../calls/index.ts';
import { shownInstant } from '../../../../kernel/index.ts';
import { counted } from '../../../terminal/figures.ts';
import { tableText } from '../../../terminal/table.ts';

/** What `add` and `change` came to. */
export function toldText(how: 'add' | 'change', { source, changes }: SourceReport): string {
  const { source: name, version } = source;
  if (how === 'add') return `Source ${name} is known.\n${settingsText(source)}`;
  if (changes.length === 0) return `Source ${name} is as it was: nothing said differs.\n`;
  return `Source ${name} is changed (version ${version}).\n${changesText(changes)}`;
}

/** All that is set, one setting a line. */
export function settingsText(source: KnownSource): string {
  const set = [...settingTexts(source)].filter(([, value]) => value !== '');
  const wide = set.reduce((most, [name]) => Math.max(most, name.length), 0);
  return set.map(([name, value]) => `  ${name.padEnd(wide)}  ${value}\n`).join('');
}

function changesText(changes: SourceReport['changes']): string {
  const shown = (value: string) => (value === '' ? 'nothing' : value);
  return changes
    .map(({ setting, before, after }) => `  ${setting}: ${shown(before)} → ${shown(after)}\n`)
    .join('');
}

/** A version with what it changed. */
export const versionText = ({ version, recordedAt, recordedBy, reason, changes }: SourceVersion) =>
  `  version ${version}, ${shownInstant(recordedAt)} by ${recordedBy}${reason && `: ${reason}`}\n` +
  changesText(changes).replace(/^/gm, '  ').trimEnd() +
  (changes.length > 0 ? '\n' : '');

/** All sources, one a line. */
export function sourcesText(sources: readonly KnownSource[], width: number): string {
  if (sources.length === 0) {
    return 'No source is known. Files in calls-csv need none; of a PBX tell with: takst sources add\n';
  }
  const columns = ['source', 'format', 'zone', 'twice', 'whose', 'files', 'version', 'said'];
  const rows = sources.map((it) => [
    it.source,
    it.format,
    it.zone,
    it.ambiguous,
    whoseText(it),
    it.files,
    `${it.version}`,
    `${shownInstant(it.recordedAt)} by ${it.recordedBy}`,
  ]);
  return tableText(
    columns.map((title) => ({ title })),
    rows,
    { width },
  );
}

/** How it is told whose a call is. */
function whoseText({ customerId, accounts }: KnownSource): string {
  if (customerId !== '') return customerId;
  const codes = Object.keys(accounts).length;
  return codes > 0 ? `${counted(codes, 'account')}, numbers` : 'accounts, numbers';
}
