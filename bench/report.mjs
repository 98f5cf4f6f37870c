/**
 * The result as a table that reads the same on a terminal and as Markdown, and as JSON: each figure
 * with its yardstick, its bounds and how far it got, and the machine that it was measured on, since
 * only the ratios carry over to another one.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
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
    load_at_start: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  };
}

const figureText = (value) => value.toFixed(value >= 100 ? 0 : 2);
const boundText = ({ sense }, bound) => `${sense === 'least' ? '≥' : '≤'} ${figureText(bound)}`;

const columns = {
  work: (row) => targets[row.key].work,
  yardstick: (row) => targets[row.key].yardstick,
  ours: (row) => row.ours,
  its: (row) => row.yardstick,
  ratio: (row) => `${figureText(row.figure)} ${targets[row.key].unit}`,
  now: (row) => boundText(targets[row.key], targets[row.key].now),
  must: (row) => boundText(targets[row.key], targets[row.key].must),
  aim: (row) => boundText(targets[row.key], targets[row.key].aim),
  reached: (row) => verdictOn(targets[row.key], row.figure),
  n: (row) => String(row.runs),
};

/** The whole report as Markdown. */
export function tableText({ machine, rows, missing }) {
  const names = Object.keys(columns);
  const cells = rows.map((row) => Object.values(columns).map((text) => text(row)));
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((c) => c[i].length)));
  const line = (texts) => `| ${texts.map((text, i) => text.padEnd(widths[i])).join(' | ')} |\n`;
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}\n`);
  const notes = rows.map((row) => `- ${row.key}: ${row.note}\n`);
  return [
    ...facts,
    '\n',
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
    '\nMedians of n runs. "now" is what has to be reached first, where only a part of "must" is\n',
    'asked for yet: a third of it.\n\n',
    ...notes,
    ...missing.map((text) => `- not measured: ${text}\n`),
  ].join('');
}

/** Writes the report under its date; answers where. */
export async function saveReport(report) {
  await mkdir(RESULTS, { recursive: true });
  const name = `${report.machine.date}-${report.machine.scale}`;
  const rows = report.rows.map((row) => {
    const { work, yardstick, unit, sense, must, aim, now } = targets[row.key];
    const bounds = { sense, now, must, aim };
    const measured = { ours: row.ours, of_yardstick: row.yardstick, ratio: row.figure, unit };
    const reached = verdictOn(targets[row.key], row.figure);
    return {
      key: row.key,
      work,
      yardstick,
      ...measured,
      ...bounds,
      reached,
      runs: row.runs,
      note: row.note,
    };
  });
  await writeFile(
    new URL(`${name}.json`, RESULTS),
    `${JSON.stringify({ ...report, rows }, null, 2)}\n`,
  );
  await writeFile(
    new URL(`${name}.md`, RESULTS),
    `# Benchmark ${report.machine.date}\n\n${tableText(report)}`,
  );
  return `bench/results/${name}.md and .json`;
}
