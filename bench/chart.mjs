/**
 * Draws what a user gets of an import: `node bench/chart.mjs RESULT.json [RESULT.json …]`. The first
 * result gives the records per second beside the yardsticks of the same run; all of them give the
 * memory, each for its number of records. Writes docs/pictures/import.svg, which follows the reader's
 * light or dark, and knows nothing of how anything was measured.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { median, whole } from './measure.mjs';

const TARGET = new URL('../docs/pictures/import.svg', import.meta.url);
const WIDTH = 760;
const LABELS = 250;
const FIGURES = 130;
const BAR = 22;
const STEP = 34;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 15px } .note { font-size: 11px; fill: #59636e }
  .ours { fill: #0969da } .its { fill: #8c959f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .note { fill: #9198a1 } .ours { fill: #4493f8 } .its { fill: #656c76 }
  }`;

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Bars of one scale from `top` down; answers the marks and where they end. */
function panel(title, bars, top) {
  const most = Math.max(...bars.map(({ value }) => value));
  const room = WIDTH - LABELS - FIGURES;
  const marks = [`<text class="title" x="0" y="${top + 14}">${escaped(title)}</text>`];
  for (const [index, { label, value, figure, kind }] of bars.entries()) {
    const y = top + 30 + index * STEP;
    const length = Math.max(2, Math.round((value / most) * room));
    const middle = y + BAR / 2 + 4.5;
    marks.push(
      `<text x="${LABELS - 10}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="${kind}" x="${LABELS}" y="${y}" width="${length}" height="${BAR}" rx="3"/>`,
      `<text x="${LABELS + length + 8}" y="${middle}">${escaped(figure)}</text>`,
    );
  }
  return { marks, end: top + 30 + bars.length * STEP };
}

function speedBars({ results }) {
  const of = (key) => results.find((row) => row.key === key);
  const rate = (label, runs, kind) => {
    const value = median(runs);
    return { label, value, figure: `${whole(value)} a second`, kind };
  };
  return [
    rate('Takst: parsed, checked, rated, stored', of('import').runs_ours, 'ours'),
    rate('row by row, as first written', of('row-by-row').runs_its, 'its'),
    rate('PostgreSQL alone, ready-made calls', of('import').runs_its, 'its'),
    rate('the same with their identities', of('import-identity').runs_its, 'its'),
  ];
}

function memoryBars(reports) {
  return reports
    .flatMap(({ results }) => results.filter(({ key }) => key === 'memory'))
    .sort((a, b) => a.records - b.records)
    .map(({ records, runs_ours: runs }) => {
      const value = median(runs);
      const label = `${whole(records)} records in one file`;
      return { label, value, figure: `${whole(value)} MB`, kind: 'ours' };
    });
}

function drawing(reports) {
  const [first] = reports;
  const speed = panel('Import: records per second', speedBars(first), 0);
  const memory = panel('Memory of the process at its highest', memoryBars(reports), speed.end + 18);
  const { date, processor, node, postgresql } = first.machine;
  const note = `Measured ${date} by npm run bench: ${processor}, Node ${node}, PostgreSQL ${postgresql}`;
  const height = memory.end + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Speed and memory of an import of calls">
<style>${style}
</style>
${[...speed.marks, ...memory.marks].join('\n')}
<text class="note" x="0" y="${height - 4}">${escaped(note)}</text>
</svg>
`;
}

const paths = process.argv.slice(2);
if (paths.length === 0) {
  process.stderr.write('node bench/chart.mjs RESULT.json [RESULT.json …]\n');
  process.exitCode = 2;
} else {
  const reports = await Promise.all(
    paths.map(async (path) => JSON.parse(await readFile(path, 'utf8'))),
  );
  await mkdir(new URL('.', TARGET), { recursive: true });
  await writeFile(TARGET, drawing(reports));
  process.stdout.write('written: docs/pictures/import.svg\n');
}
