/** `takst sources list`, `show` and `formats`: what Takst was told, and what it can be told. */
import type { OptionText } from '../../../../calls/index.ts';
import type { Caller, ExitCode } from '../../../caller.ts';
import { type DeclareCommand, inSession, type Json, plainly } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';
import { lineWidth } from '../../../terminal/table.ts';

const formatsHelp = `
  takst sources formats
  takst sources formats asterisk-csv
`;

export const declareShowing: DeclareCommand = (sources, wiring) => {
  sources
    .command('list')
    .description('Lists the sources.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst sources list\n')
    .action(inSession(wiring, list));
  sources
    .command('show')
    .description("Shows a source: its settings, what its format's rows mean, and its history.")
    .argument('<name>', 'the source')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst sources show pbx-1\n')
    .action(inSession(wiring, show));
  sources
    .command('formats')
    .description('Lists the formats of calls, with their rules and options.')
    .argument('[name]', 'only this one')
    .option('--json', 'answer in JSON')
    .addHelpText('after', formatsHelp)
    .action(plainly(wiring, listFormats));
};

async function list({ database, caller }: Session, { json }: Json): Promise<ExitCode> {
  const { listSources, sourceListing } = await import('../../../../calls/index.ts');
  const { sourcesText } = await import('./source-text.ts');
  const sources = await database.transaction('writer', listSources, { readOnly: true });
  if (json) writeJson(caller.out, sources.map(sourceListing));
  else caller.out.write(sourcesText(sources, lineWidth(caller.out)));
  return 0;
}

async function show(
  { database, caller: { out } }: Session,
  name: string,
  { json }: Json,
): Promise<ExitCode> {
  const { sourceHistory, sourceListing, sourceVersionListing } = await import(
    '../../../../calls/index.ts'
  );
  const { settingsText, versionText } = await import('./source-text.ts');
  const read = { readOnly: true } as const;
  const versions = await database.transaction('writer', (tx) => sourceHistory(tx, name), read);
  const [now] = versions;
  const format = (await knownFormats()).find((it) => it.name === now?.format);
  if (!now) return 1;
  if (json) {
    const history = versions.map(sourceVersionListing);
    writeJson(out, { ...sourceListing(now), rule: format?.rule ?? null, history });
    return 0;
  }
  out.write(`Source ${name}, version ${now.version}\n${settingsText(now)}`);
  if (format) out.write(`\n${format.title}\n${format.rule}\n${optionsText(format.options)}`);
  out.write(`\nHistory\n${versions.map(versionText).join('')}`);
  return 0;
}

interface FormatText {
  readonly name: string;
  readonly title: string;
  /** undefined where it needs no source. */
  readonly zone: string | undefined;
  readonly rule: string;
  readonly options: readonly OptionText[];
}

async function knownFormats(): Promise<FormatText[]> {
  const { formats, optionTexts } = await import('../../../../calls/index.ts');
  return formats.all.map(({ name, title, settings }) => ({
    name,
    title,
    zone: settings?.zone,
    rule: settings?.rule ?? '',
    options: settings ? optionTexts(settings) : [],
  }));
}

async function listFormats(
  { out }: Caller,
  name: string | undefined,
  { json }: Json,
): Promise<ExitCode> {
  const { formatNamed } = await import('../../../../calls/index.ts');
  const only = name === undefined ? undefined : formatNamed(name).name;
  const found = (await knownFormats()).filter((it) => it.name === (only ?? it.name));
  if (json) {
    writeJson(
      out,
      found.map(({ zone, ...it }) => ({
        ...it,
        needs_source: zone !== undefined,
        zone: zone || null,
      })),
    );
    return 0;
  }
  out.write(found.map(formatText).join('\n'));
  return 0;
}

function formatText({ name, title, zone, rule, options }: FormatText): string {
  const told =
    zone === '' ? 'told by the files themselves' : `${zone} unless --zone says otherwise`;
  const source = zone === undefined ? '  needs no source\n' : `  zone: ${told}\n`;
  return `${name}  ${title}\n${source}${rule && `  ${rule}\n`}${optionsText(options)}`;
}

function optionsText(options: readonly OptionText[]): string {
  const lines = options.map(({ name, kind, fallback, required, meaning }) => {
    const how = required ? ', required' : fallback === undefined ? '' : `, default ${fallback}`;
    return `    --set ${name}=…  (${kind}${how})\n        ${meaning}\n`;
  });
  return lines.length > 0 ? `  options\n${lines.join('')}` : '';
}
