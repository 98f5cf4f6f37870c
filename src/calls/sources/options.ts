/**
 * The options of a format, for people: what there is to set, in words, and what is wrong with what was
 * set, as sentences that name the option. Options are written as JSON, or one by one as text; a text
 * is then read as whatever the format accepts.
 */
import { type core, z } from 'zod';
import type { FormatSettings } from '../formats/format.ts';

type Options = Readonly<Record<string, unknown>>;

export interface OptionText {
  readonly name: string;
  /** `a | b`, `list of text`, `true | false`. */
  readonly kind: string;
  /** What holds where it is not set, as JSON; undefined where nothing does. */
  readonly fallback: string | undefined;
  readonly required: boolean;
  readonly meaning: string;
}

/** What a source of the format may be told. */
export function optionTexts({ options }: FormatSettings): OptionText[] {
  const schema = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, it]) => {
    const { description = '', default: fallback } = typeof it === 'boolean' ? {} : it;
    return {
      name,
      kind: kindOf(it),
      fallback: fallback === undefined ? undefined : JSON.stringify(fallback),
      required: required.has(name),
      meaning: description,
    };
  });
}

function kindOf(schema: core.JSONSchema._JSONSchema | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any value';
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(kindOf).join(' or ');
  if (schema.type === 'array') {
    return `list of ${kindOf(Array.isArray(schema.items) ? schema.items[0] : schema.items)}`;
  }
  return words[String(schema.type ?? '')] ?? 'any value';
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true | false',
  integer: 'whole number',
  number: 'number',
  object: 'table',
  record: 'table',
  array: 'list',
};

export type ReadOptions = { readonly options: Options } | { readonly problems: readonly string[] };

/**
 * Takes options as JSON, and over them some as text; '' puts one back to what holds without it. Answers
 * with what is to be stored, which is what was given, or with a sentence for each fault.
 */
export function readOptions(
  settings: FormatSettings,
  given: Options,
  texts: ReadonlyMap<string, string> = new Map(),
): ReadOptions {
  const options: Record<string, unknown> = { ...given };
  for (const [name, text] of texts) {
    delete options[name];
    if (text !== '') options[name] = acceptedReading(settings, name, text);
  }
  const { error } = settings.options.safeParse(options);
  if (!error) return { options };
  return { problems: error.issues.map((issue) => sentenceOf(issue, options, settings)) };
}

/** The likeliest of what a text may stand for that the format has nothing against; else the text. */
function acceptedReading(settings: FormatSettings, name: string, text: string): unknown {
  const accepted = readings(text).find((reading) => {
    const { error } = settings.options.safeParse({ [name]: reading });
    return !error?.issues.some(({ path }) => path[0] === name);
  });
  return accepted ?? text;
}

/** What a text may stand for, the likeliest first: JSON, itself, or a list with commas. */
function readings(text: string): unknown[] {
  const list = text.split(',').map((item) => item.trim());
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? [value, text] : [value, text, list];
  } catch {
    return [text, list];
  }
}

function sentenceOf(issue: core.$ZodIssue, given: Options, settings: FormatSettings): string {
  const name = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => JSON.stringify(name ? `${name}.${key}` : key));
    const known = optionTexts(settings).map((it) => it.name);
    const there = name
      ? ''
      : `; there ${known.length > 0 ? `are: ${known.join(', ')}` : 'is none'}`;
    return `there is no option ${unknown.join(', ')}${there}`;
  }
  if (name === '') return `the options: ${complaintOf(issue)}`;
  const value = valueAt(given, issue.path);
  const missing = optionTexts(settings).find((it) => it.name === name && value === undefined);
  if (missing) return `the option ${name} is missing: ${missing.meaning}`;
  return `option ${name}: ${JSON.stringify(value)} is refused, ${complaintOf(issue)}`;
}

function complaintOf(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `${issue.values.map(String).join(' or ')} is wanted`;
    case 'invalid_type':
      return `${words[issue.expected] ?? issue.expected} is wanted`;
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map(complaintOf))].join(', or ');
    default:
      return issue.message;
  }
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
