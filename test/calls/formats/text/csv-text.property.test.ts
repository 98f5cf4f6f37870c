import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText, delimiterOf } from '../../../../src/calls/formats/text/csv-text.ts';

/** Cells as a PBX writes them, quoted where they must be and now and then where they need not. */
const cell = fc.oneof(
  fc.stringMatching(/^[a-z0-9 +æ]{0,15}$/),
  fc.stringMatching(/^[a-z",;\n\r]{1,10}$/),
  fc.constant('201'),
);
const row = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 12 });

function written(rows: readonly (readonly (readonly [string, boolean])[])[], delimiter: string) {
  const lines = rows.map((cells) =>
    cells
      .map(([text, always]) =>
        always || /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
      )
      .join(delimiter),
  );
  return `first${delimiter}second${delimiter}third\n${lines.join('\n')}\n`;
}

/** The records of a text that comes in blocks of whole lines, as a file does. */
function readInBlocks(
  text: string,
  lineCounts: readonly number[],
): (readonly string[] | undefined)[] {
  const csv = csvText('calls.csv', delimiterOf);
  const records: (readonly string[] | undefined)[] = [];
  const lines = text.split(/(?<=\n)/);
  for (const count of lineCounts) {
    csv.push(lines.splice(0, count).join(''), false, (cells) => records.push(cells));
  }
  csv.push(lines.join(''), true, (cells) => records.push(cells));
  return records;
}

it('correct CSV is read as csv-parse reads it, wherever its blocks end (RFC 4180)', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 20 }),
      fc.constantFrom(',', ';'),
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }),
      (rows, delimiter, lineCounts) => {
        const text = written(rows, delimiter);
        const options = { delimiter, relax_column_count: true, skip_empty_lines: true };
        expect(readInBlocks(text, lineCounts)).toEqual(parse(text, options));
      },
    ),
    { numRuns: 2000 },
  );
});
