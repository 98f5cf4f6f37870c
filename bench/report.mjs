/**
 * The result as a table that reads the same on a terminal and as Markdown, and as JSON: each figure
 * with its yardstick, its bounds and how far it got, and the machine that it was measured on, since
 * only the ratios carry over to another one.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { median } from './measure.mjs';
import { targets, verdictOn } from './targets.mjs';

const RESULTS = new URL('results/', import.meta.url);

export async function machineFacts(server, scale) {
  const { server_version: version, ...settings } = await server.facts();
  return {
    date: new Date().toISOString().slice(0, 10),
    scale,
    processor: `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${platform()} ${arch()}`,
    node: process.version,
    postgresql: `${version}, ${server.kind}`,
    settings: Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    load_before: loadText(),
  };
}

/** Load of the machine over the last minute: above the number of cores, others were at work. */
export const loadText = () => (loadavg()[0] ?? 0).toFixed(1);

const figureText = (value) => value.toFixed(value >= 100 ? 0 : 2);
const boundText = ({ sense }, bound) => `${sense === 'least' ? '≥' : '≤'} ${figureText(bound)}`;

/** Run by run where ours and its took turns, since a busy minute then meets both. */
function ratiosOf(ours, its) {
  if (!its) return ours;
  const tookTurns = its.length === ours.length;
  return ours.map((figure, run) => figure / (tookTurns ? its[run] : median(its)));
}

/** What was measured beside what it is measured by: the median ratio, and that of the best. */
function judged({ key, ours, its, text, note, records }) {
  const target = targets[key];
  const best = target.sense === 'least' ? Math.max : Math.min;
  const ratio = median(ratiosOf(ours, its));
  const ratioOfBest = its ? best(...ours) / best(...its) : best(...ours);
  const reached = verdictOn(target, ratio);
  const figures = { ours: text(median(ours)), its: its ? text(median(its)) : '' };
  const runs = ours.length;
  return { key, ...target, ...figures, ratio, ratioOfBest, reached, runs, records, note };
}

const columns = {
  work: (row) => row.work,
  yardstick: (row) => row.yardstick,
  ours: (row) => row.ours,
  its: (row) => row.its,
  ratio: (row) => `${figureText(row.ratio)} ${row.unit}`,
  'of best': (row) => figureText(row.ratioOfBest),
  now: (row) => boundText(row, row.now),
  must: (row) => boundText(row, row.must),
  aim: (row) => boundText(row, row.aim),
  reached: (row) => row.reached,
  n: (row) => String(row.runs),
};

/** The whole report as Markdown. */
export function tableText({ machine, rows, missing }) {
  const names = Object.keys(columns);
  const results = rows.map(judged);
  const cells = results.map((row) => Object.values(columns).map((text) => text(row)));
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((c) => c[i].length)));
  const line = (texts) => `| ${texts.map((text, i) => text.padEnd(widths[i])).join(' | ')} |\n`;
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}\n`);
  const notes = results.map((row) => `- ${row.key}: ${row.note}\n`);
  return [
    ...facts,
    '\n',
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
    '\nMedians of n runs, ratios run by run; "of best" is the ratio of the best run to the best, which\n',
    'a busy machine disturbs least. "now" is what has to be reached first, "must" and "aim" later.\n\n',
    ...notes,
    ...missing.map((text) => `- not measured: ${text}\n`),
  ].join('');
}

/** Writes the report under its date and a label; answers where. */
export async function saveReport({ machine, rows, missing }, label) {
  await mkdir(RESULTS, { recursive: true });
  const name = `${machine.date}-${label}`;
  const results = rows.map((row) => ({ ...judged(row), runs_ours: row.ours, runs_its: row.its }));
  const json = JSON.stringify({ machine, results, missing }, null, 2);
  await writeFile(new URL(`${name}.json`, RESULTS), `${json}\n`);
  const text = tableText({ machine, rows, missing });
  await writeFile(new URL(`${name}.md`, RESULTS), `# Benchmark of ${machine.date}\n\n${text}`);
  return `bench/results/${name}.md and .json`;
}
