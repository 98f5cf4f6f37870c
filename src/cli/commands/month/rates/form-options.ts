/**
 * The options that tell how a carrier writes its prices, together or kept in a mapping file, as one
 * form. What each may be is the rating stage's affair; a slip is wrong usage and opens no database.
 */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DeckForm } from '../../../../rating/index.ts';
import { countArgument } from '../../../arguments.ts';
import type { RefuseUsage } from '../../../command.ts';
import { requireFile } from '../../given-path.ts';

export interface FormOptions {
  readonly mapping?: string;
  readonly map?: Readonly<Record<string, string | number>>;
  readonly headerLine?: number;
  readonly header: boolean;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly unit?: string;
  readonly feeUnit?: string;
  readonly decimal?: string;
  readonly hyphen?: string;
  readonly dates?: string;
  readonly validTo?: string;
}

export function declareFormOptions(command: Command): Command {
  return command
    .optionsGroup("A carrier's file:")
    .option('--mapping <file>', 'all of this section kept as JSON; options come before it')
    .addOption(
      new Option(
        '--map <pairs>',
        'which column is which, by header name or position from 1',
      ).argParser(mapArgument),
    )
    .option('--header-line <n>', 'the line of the header, where titles stand above', countArgument)
    .option('--no-header', 'there is no header; columns are mapped by position')
    .option('--encoding <name>', 'utf-8 (the default), windows-1252 or utf-16le')
    .option('--delimiter <sign>', '; , | or tab (default: found in the file)')
    .option('--unit <unit>', 'of per_minute: kr/min (the default), øre/min, kr/s or øre/s')
    .option('--fee-unit <unit>', "of setup_fee: kr or øre (default: the unit's)")
    .option('--decimal <sign>', 'comma or point (default: what the file as a whole tells)')
    .option('--hyphen <meaning>', 'in a prefix: range or blank (default: what the file tells)')
    .option('--dates <pattern>', 'YYYY-MM-DD (the default), D-M-YYYY, D/M/YYYY, D.M.YYYY, M/D/YYYY')
    .option(
      '--valid-to <meaning>',
      'exclusive or inclusive: the last day counts (asked where a row ends with a month)',
    )
    .optionsGroup('Options:');
}

/** `prefix=Code,destination="Country, name",per_minute=3`, as often as it is given. */
function mapArgument(
  text: string,
  before: Readonly<Record<string, string | number>> = {},
): Record<string, string | number> {
  const columns = { ...before };
  const pair = /\s*([a-z_]+)=(?:"([^"]*)"|([^,"]*))\s*(?:,|$)/y;
  while (pair.lastIndex < text.length) {
    const [, column, quoted, plain = ''] = pair.exec(text) ?? [];
    if (column === undefined) {
      throw new InvalidArgumentError('It is written prefix=Code,destination="Country name".');
    }
    if (column in columns) throw new InvalidArgumentError(`${column} is mapped twice.`);
    const place = quoted ?? plain.trim();
    columns[column] = quoted === undefined && /^\d{1,4}$/.test(place) ? Number(place) : place;
  }
  return columns;
}

const given = (options: FormOptions) => ({
  header_line: options.header ? options.headerLine : 0,
  encoding: options.encoding?.toLowerCase(),
  delimiter: options.delimiter,
  unit: options.unit,
  fee_unit: options.feeUnit,
  decimal: options.decimal,
  hyphen: options.hyphen,
  dates: options.dates?.toUpperCase(),
  valid_to: options.validTo,
});

/** The form that the options describe; undefined where none is given: a file of our own. */
export async function formOf(
  options: FormOptions,
  refuseUsage: RefuseUsage,
): Promise<DeckForm | undefined> {
  if (!options.header && options.headerLine !== undefined) {
    refuseUsage('--no-header and --header-line exclude each other.');
  }
  const said = Object.entries(given(options)).filter(([, value]) => value !== undefined);
  if (said.length === 0 && !options.map && !options.mapping) return undefined;
  const { loadMappingFile, readDeckForm } = await import('../../../../rating/index.ts');
  if (options.mapping) await requireFile(options.mapping);
  const kept = options.mapping ? await loadMappingFile(options.mapping) : {};
  const columns = { ...kept.columns, ...options.map };
  const whole = { ...kept, ...Object.fromEntries(said), columns };
  const { form, faults } = readDeckForm(whole, 'command line');
  const [fault] = faults;
  if (!fault) return form;
  const option = fault.column.startsWith('columns.')
    ? `--map ${fault.column.slice('columns.'.length)}`
    : `--${fault.column.replace('_', '-')}`;
  return refuseUsage(`${option} "${fault.value}": ${fault.message}.`);
}
