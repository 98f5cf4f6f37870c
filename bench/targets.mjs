/**
 * What must be reached, as data: one entry for each measured figure, with its yardstick. A figure is
 * always a ratio against a yardstick that the same run has measured, or a size. How it is measured
 * stands in works/; nothing here knows a database.
 */

/** `least`: the ratio may not be below; `most`: it may not be above. */
export const targets = {
  import: {
    work: 'import of calls: parsed, rated, stored durably',
    yardstick: 'COPY of the same rows, ready-made, with the key of the calls',
    unit: 'x its rows/s',
    ...{ sense: 'least', must: 0.5, aim: 0.9, now: 0.5 / 3 },
  },
  'import-identity': {
    work: 'the same',
    yardstick: 'COPY of the calls and of their identities, each with its key',
    unit: 'x its rows/s',
    ...{ sense: 'least', must: 0.5, aim: 0.9, now: 0.5 / 3 },
  },
  'row-by-row': {
    work: 'the same',
    yardstick: 'row by row: csv-parse, decimal.js, inserts of 1,000 rows',
    unit: 'x its rows/s',
    ...{ sense: 'least', must: 7, aim: 15, now: 7 / 3 },
  },
  memory: {
    work: 'memory while importing the longer file',
    yardstick: 'resident set of the process at its highest',
    unit: 'MB',
    ...{ sense: 'most', must: 400, aim: 150, now: 400 },
  },
  growth: {
    work: 'growth: twice the calls',
    yardstick: 'import of half of them',
    unit: 'x its time',
    ...{ sense: 'most', must: 2.1, aim: 2, now: 2.1 },
  },
  'growth-memory': {
    work: 'growth: twice the calls',
    yardstick: 'resident set while importing half of them',
    unit: 'x its memory',
    ...{ sense: 'most', must: 1.2, aim: 1.05, now: 1.2 },
  },
  billing: {
    work: 'billing run without rendering',
    yardstick: 'one GROUP BY reseller, customer, destination over the same calls',
    unit: 'x its time',
    ...{ sense: 'most', must: 6, aim: 3, now: 18 },
  },
  'history-bill': {
    work: 'history: billing run after 24 months',
    yardstick: 'billing run of the 2nd month',
    unit: 'x its time',
    ...{ sense: 'most', must: 1.2, aim: 1, now: 1.2 },
  },
  'history-import': {
    work: 'history: import of a month after 24',
    yardstick: 'import of the 2nd month',
    unit: 'x its time',
    ...{ sense: 'most', must: 1.2, aim: 1, now: 1.2 },
  },
  rendering: {
    work: 'rendering PDFs, on one core',
    yardstick: 'pdfkit on one page of plain text, one thread',
    unit: 'x its pages/s',
    ...{ sense: 'least', must: 0.7, aim: 1, now: 0.7 / 3 },
  },
  export: {
    work: 'exporting PDFs: read, rendered, kept, written; per core, all cores',
    yardstick: 'pdfkit on one page of plain text, one thread',
    unit: 'x its pages/s',
    ...{ sense: 'least', must: 0.7, aim: 1, now: 0.7 / 3 },
  },
  'export-memory': {
    work: 'memory while exporting 5,000 documents in all formats',
    yardstick: 'resident set of the process at its highest',
    unit: 'MB',
    ...{ sense: 'most', must: 500, aim: 300, now: 500 },
  },
  'ledger-verify': {
    work: 'ledger verify',
    yardstick: 'one sequential read and hash of the same rows',
    unit: 'x its time',
    ...{ sense: 'most', must: 3, aim: 1.5, now: 9 },
  },
  crosscheck: {
    work: 'cross-check: export read and kept, compared, findings raised',
    yardstick: 'reading and parsing both files',
    unit: 'x its time',
    ...{ sense: 'most', must: 10, aim: 4, now: 10 },
  },
};

const reaches = (sense, figure, bound) => (sense === 'least' ? figure >= bound : figure <= bound);

/** How far a figure gets: the aim, what must be reached in the end, what must be reached now. */
export function verdictOn({ sense, must, aim, now }, figure) {
  if (reaches(sense, figure, aim)) return 'aim';
  if (reaches(sense, figure, must)) return 'must';
  return reaches(sense, figure, now) ? 'now' : 'MISSED';
}
