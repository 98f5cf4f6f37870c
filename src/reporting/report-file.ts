/**
 * A report as its file says it: SQL under a header of comments that names purpose, parameters and
 * columns, so that the file alone is the documentation. Parameters stand in the SQL as `:name` and
 * become values bound by the driver; no text of a caller's ever becomes SQL.
 */
import { invariant, parseLocalDate, parseMonth, refusals } from '../kernel/index.ts';

/** A file is a path on this machine: for who sits at it, never for who asks from afar. */
const parameterKinds = ['month', 'date', 'text', 'choice', 'file'] as const;
type ParameterKind = (typeof parameterKinds)[number];

export interface ReportParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** The values of a choice; empty for the other kinds. */
  readonly choices: readonly string[];
  readonly required: boolean;
  /** Used when none is given; `today` is filled in from the caller's clock. */
  readonly fallback: string | undefined;
  readonly meaning: string;
}

/** `count` says how many, `number` which one: documents are not counted in thousands. */
export const columnKinds = [
  'text',
  'date',
  'month',
  'instant',
  'count',
  'number',
  'decimal',
] as const;
export interface ReportColumn {
  readonly name: string;
  readonly kind: (typeof columnKinds)[number];
  readonly meaning: string;
}

/** SQL cut at its placeholders: text, or the name of the parameter that stands there. */
export type Fragment = { readonly text: string } | { readonly parameter: string };

/** What a report is asked for and answers with, whether SQL or code works it out. */
export interface ReportHead {
  readonly name: string;
  readonly purpose: string;
  readonly parameters: readonly ReportParameter[];
  readonly columns: readonly ReportColumn[];
}

export interface Report extends ReportHead {
  readonly fragments: readonly Fragment[];
}

export const reportRefusal = refusals('report', {
  unknown: {
    status: 404,
    say: (f) => `There is no report ${f.name}. There are: ${f.known}.`,
  },
  'parameter-unknown': {
    status: 422,
    say: (f) => `The report ${f.report} has no parameter ${f.name}. It takes: ${f.known}.`,
  },
  'parameter-missing': {
    status: 422,
    say: (f) => `The report ${f.report} needs --param ${f.name}=…: ${f.meaning}.`,
  },
  'parameter-malformed': {
    status: 422,
    say: (f) => `${f.name}=${f.value} cannot be: it is ${f.form}.`,
  },
});

const PARAMETER = /^(\w+) \(([\w|]+)(?:, (required|default ([\w-]+)))?\): (.+)$/;
const COLUMN = /^(\w+) \((\w+)\): (.+)$/;
/** Strings, quoted names, comments and casts, in which a colon is just a colon; or a placeholder. */
const PLACEHOLDER = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|::|(?<!\w):([a-z]\w*)/g;

/** Reads a report's file; throws where it does not keep to the form, which is our own mistake. */
export function reportOf(name: string, text: string): Report {
  const header = headerOf(text);
  const parameters = (header.get('parameters') ?? []).map((line) => parameterOf(name, line));
  const columns = (header.get('columns') ?? []).map((line) => columnOf(name, line));
  const purpose = (header.get('purpose') ?? []).join(' ');
  invariant(purpose && columns.length > 0, `report ${name} must state purpose and columns`);
  const fragments = fragmentsOf(text);
  for (const fragment of fragments) {
    const known = 'text' in fragment || parameters.some((it) => it.name === fragment.parameter);
    invariant(known, `report ${name} uses a parameter that its header does not name`);
  }
  return { name, purpose, parameters, columns, fragments };
}

/** The lines under `-- purpose:`, `-- parameters:` and `-- columns:`; a deeper line goes on. */
function headerOf(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const comment = /^--( *)(.*)$/.exec(line);
    if (!comment) break;
    const [, indent = '', words = ''] = comment;
    const title = indent.length <= 1 ? /^(purpose|parameters|columns):(.*)$/.exec(words) : null;
    if (title?.[1]) {
      lines = title[2]?.trim() ? [title[2].trim()] : [];
      sections.set(title[1], lines);
    } else if (indent.length > 4 && lines.length > 0) {
      lines.push(`${lines.pop()} ${words}`);
    } else if (words) {
      lines.push(words);
    }
  }
  return sections;
}

function parameterOf(report: string, line: string): ReportParameter {
  const match = PARAMETER.exec(line);
  const choices = match?.[2]?.includes('|') ? match[2].split('|') : [];
  const written = choices.length > 0 ? 'choice' : match?.[2];
  const kind = parameterKinds.find((known) => known === written);
  invariant(match && kind, `report ${report}: cannot read the parameter "${line}"`);
  const [, name = '', , how, fallback, meaning = ''] = match;
  return { name, kind, choices, required: how === 'required', fallback, meaning };
}

function columnOf(report: string, line: string): ReportColumn {
  const match = COLUMN.exec(line);
  const kind = columnKinds.find((known) => known === match?.[2]);
  invariant(match && kind, `report ${report}: cannot read the column "${line}"`);
  return { name: match[1] ?? '', kind, meaning: match[3] ?? '' };
}

function fragmentsOf(sql: string): Fragment[] {
  const fragments: Fragment[] = [];
  let from = 0;
  for (const match of sql.matchAll(PLACEHOLDER)) {
    if (match[1] === undefined) continue;
    fragments.push({ text: sql.slice(from, match.index) }, { parameter: match[1] });
    from = match.index + match[0].length;
  }
  return [...fragments, { text: sql.slice(from) }];
}

/** How a value must be written, or undefined where this one is. */
function misreading({ kind, choices }: ReportParameter, value: string): string | undefined {
  switch (kind) {
    case 'month':
      return parseMonth(value) ? undefined : 'a month, written YYYY-MM';
    case 'date':
      return parseLocalDate(value) ? undefined : 'a date, written YYYY-MM-DD';
    case 'choice':
      return choices.includes(value) ? undefined : `one of ${choices.join(', ')}`;
    case 'text':
    case 'file':
      return undefined;
  }
}

/**
 * A value for each parameter, null where an optional one is left out; months as their first day.
 * `today` stands for the fallback of that name. Refuses unknown, missing and malformed ones.
 */
export function bindParameters(
  report: ReportHead,
  given: ReadonlyMap<string, string>,
  today: string,
): Map<string, string | null> {
  const known = report.parameters.map((it) => it.name).join(', ') || 'none';
  for (const name of given.keys()) {
    if (report.parameters.some((it) => it.name === name)) continue;
    throw reportRefusal('parameter-unknown', { report: report.name, name, known });
  }
  return new Map(report.parameters.map((it) => [it.name, boundValue(report, it, given, today)]));
}

function boundValue(
  report: ReportHead,
  parameter: ReportParameter,
  given: ReadonlyMap<string, string>,
  today: string,
): string | null {
  const { name, kind, required, meaning } = parameter;
  const fallback = parameter.fallback === 'today' ? today : parameter.fallback;
  const value = given.get(name)?.trim() || fallback;
  if (value === undefined) {
    if (required) throw reportRefusal('parameter-missing', { report: report.name, name, meaning });
    return null;
  }
  const form = misreading(parameter, value);
  if (form) throw reportRefusal('parameter-malformed', { name, value, form });
  return kind === 'month' ? `${value}-01` : value;
}
