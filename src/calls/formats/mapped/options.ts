/**
 * What an operator says of a CSV that no format of Takst's knows: where the columns stand, how dates
 * and lengths are written, which rows are the call and which are billed. It is written by hand as
 * JSON, so each key explains itself and a contradiction is named before any file is read.
 */
import { z } from 'zod';
import { patternFault } from './date-pattern.ts';

const column = z.union([z.string().min(1), z.int().positive()]);
const columnOrTwo = z.union([column, z.tuple([column, column])]);
const texts = z.array(z.string().min(1));
const textsByColumn = z.record(z.string().min(1), texts);

const shape = z.strictObject({
  header: z.boolean().default(true).describe('Whether the first row names the columns.'),
  width: z
    .int()
    .positive()
    .optional()
    .describe(
      'How many cells a row has; needed without a header, and where rows end with one more.',
    ),
  delimiter: z
    .enum(['auto', ',', ';', 'tab', '|'])
    .default('auto')
    .describe('What stands between cells; auto takes what the header has most of.'),
  quoting: z
    .enum(['rfc', 'loose', 'backslash', 'none'])
    .default('rfc')
    .describe(
      'rfc: "…" with "" inside; loose: quotes inside that are not doubled; backslash: \\, and no quotes; none: a quote is a letter.',
    ),
  columns: z
    .strictObject({
      record_id: z
        .union([column, z.array(column).min(1)])
        .optional()
        .describe("The row's own id, or several columns that together are one."),
      from: column,
      to: column,
      started_at: columnOrTwo.describe('One column, or one of the date and one of the time.'),
      answered_at: columnOrTwo.optional().describe('Empty in a row that was not answered.'),
      ended_at: columnOrTwo.optional(),
      seconds: column
        .optional()
        .describe(
          'Length of the talk, without ringing; held against answered_at and ended_at where both are named. Without it: the time between them.',
        ),
      direction: column.optional(),
      disposition: column.optional(),
      account: column.optional().describe('Whose a call is, as the PBX calls it.'),
      call_id: column.optional().describe('What rows of one call share.'),
      forwarded_by: column.optional(),
    })
    .describe('Where each thing stands: the name in the header, or the place from 1.'),
  identity: z
    .enum(['columns', 'content'])
    .default('columns')
    .describe(
      'content: rows have no id and are known by all that they say. Two calls that say the same are then one, and a row that is sent again corrected is a second call.',
    ),
  date_pattern: z
    .string()
    .describe('Such as D/M/YYYY HH:mm:ss, YYYYMMDDHHmmss, epoch-s; see the page on call formats.'),
  duration_unit: z
    .enum(['s', 'ms', 'min', 'HH:MM:SS'])
    .default('s')
    .describe('What seconds counts; a decimal comma or point may stand in it.'),
  rounding: z
    .enum(['exact', 'up'])
    .default('exact')
    .describe(
      'What becomes of a part of a second: exact cannot read such a row, up counts it whole.',
    ),
  direction_values: z
    .strictObject({
      out: texts.default([]),
      in: texts.default([]),
      internal: texts.default([]).describe('Calls that never left the PBX: on-net, so free.'),
    })
    .optional()
    .describe('What stands in direction; a row with another text cannot be read.'),
  answered_values: texts
    .optional()
    .describe('What stands in disposition of an answered call; all else was not answered.'),
  billable: textsByColumn
    .optional()
    .describe('Rows that are billed have one of these in the column; others are not billed (leg).'),
  totals: z
    .record(z.string().min(1), z.string().min(1))
    .optional()
    .describe('How a row of totals begins in a column: it is no call (totals-row).'),
  number_pattern: z
    .string()
    .optional()
    .describe('A regular expression whose first group is the number within from and to.'),
  null_texts: z
    .array(z.string())
    .default(['NULL', '\\N', '-'])
    .describe('What stands in a cell that says nothing.'),
});

/** What each thing wants where another is said. */
function contradictions(said: z.infer<typeof shape>): string[] {
  const { columns, header, identity, quoting } = said;
  const named = [
    ...Object.values(columns).flat(),
    ...Object.keys({ ...said.billable, ...said.totals }),
  ].filter((it) => !/^[1-9]\d*$/.test(`${it}`));
  const faults: (string | false | undefined)[] = [
    !header && named.length > 0 && `without a header ${named.join(', ')} must be places from 1`,
    !header &&
      said.width === undefined &&
      'without a header, width must say how many cells rows have',
    !header && said.delimiter === 'auto' && 'without a header, delimiter must be said',
    identity === 'columns' &&
      columns.record_id === undefined &&
      'columns.record_id is missing; or identity is content',
    identity === 'content' &&
      columns.record_id !== undefined &&
      'identity is content or columns.record_id, not both',
    !columns.seconds &&
      !(columns.answered_at && columns.ended_at) &&
      'columns.seconds is missing, or answered_at and ended_at',
    (columns.direction === undefined) !== (said.direction_values === undefined) &&
      'columns.direction and direction_values go together',
    (columns.disposition === undefined) !== (said.answered_values === undefined) &&
      'columns.disposition and answered_values go together',
    quoting === 'backslash' &&
      said.delimiter === 'auto' &&
      'with backslash quoting, delimiter must be said',
    patternFault(said.date_pattern),
    said.number_pattern !== undefined && expressionFault(said.number_pattern),
  ];
  return faults.filter((fault) => typeof fault === 'string');
}

function expressionFault(expression: string): string | undefined {
  try {
    const groups = new RegExp(`${expression}|`, 'u').exec('')?.length ?? 0;
    return groups === 2 ? undefined : 'number_pattern must have one group, in ( and )';
  } catch {
    return `"${expression}" is no regular expression`;
  }
}

export const mappedOptions = shape.superRefine((said, context) => {
  for (const message of contradictions(said)) context.addIssue({ code: 'custom', message });
});

export type MappedOptions = z.infer<typeof shape>;
export type MappedColumn = z.infer<typeof column>;
