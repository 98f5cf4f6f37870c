/**
 * `npm run bench [-- --only import,billing] [--scale small|full] [--save]`: measures each work and its
 * yardstick in the same run and prints the ratios. It is a benchmark and never a test: it ends with
 * 0 whatever it finds, with 1 only where something could not be measured, and with 2 when it is
 * asked wrongly.
 */
import { parseArgs } from 'node:util';
import { loadText, machineFacts, saveReport, tableText } from './report.mjs';
import { openServer } from './server.mjs';
import { billing } from './works/billing.mjs';
import { crosschecking } from './works/crosscheck.mjs';
import { history } from './works/history.mjs';
import { importing } from './works/import.mjs';
import { ledger } from './works/ledger.mjs';
import { memory } from './works/memory.mjs';
import { rendering } from './works/rendering.mjs';

const works = [importing, memory, billing, history, rendering, ledger, crosschecking];
const MINUTES = { small: 5, full: 15 };

const usage = `npm run bench -- [options]
  --only NAMES     only these, by comma: ${works.map(({ name }) => name).join(', ')}
  --scale SCALE    small (two or three minutes) or full (at most ${MINUTES.full} minutes; default)
  --save           also writes bench/results/DATE.md and .json
Uses the server of DATABASE_URL, or an embedded one in a temporary folder, and leaves nothing there.
`;

class WrongUsage extends Error {}

function readArguments() {
  const options = {
    only: { type: 'string', default: works.map(({ name }) => name).join(',') },
    scale: { type: 'string', default: 'full' },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  const { values } = parseArgs({ options });
  const names = values.only.split(',');
  const unknown = names.filter((name) => !works.some((work) => work.name === name));
  if (unknown.length > 0) throw new WrongUsage(`there is no work called ${unknown.join(', ')}`);
  if (!(values.scale in MINUTES))
    throw new WrongUsage(`--scale is small or full, not ${values.scale}`);
  return { ...values, chosen: works.filter(({ name }) => names.includes(name)) };
}

/** What the measurements are given: where, how large, how often, and until when. */
function benchOn(server, scale, isStopped) {
  const start = performance.now();
  const deadline = start + MINUTES[scale] * 60_000;
  const made = new Map();
  const say = (text) => {
    const elapsed = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${elapsed} s  ${text}\n`);
  };
  return {
    server,
    scale,
    say,
    isStopped,
    isOutOfTime: () => performance.now() > deadline,
    /** Does it so often, or as often as there is time for, at least once. */
    repeat: async (times, what, work) => {
      const results = [];
      while (results.length < times && (results.length === 0 || performance.now() < deadline)) {
        say(`${what}, ${results.length + 1} of ${times}`);
        results.push(await work());
      }
      return results;
    },
    /** What several measurements start from, made by the first. */
    shared: (name, make) => {
      if (!made.has(name)) made.set(name, make());
      return made.get(name);
    },
  };
}

async function measureAll(bench, chosen) {
  const rows = [];
  const missing = [];
  for (const { name, title, measure } of chosen) {
    if (bench.isStopped()) break;
    if (bench.isOutOfTime()) {
      missing.push(`${title}: no time was left`);
      continue;
    }
    bench.say(`— ${title}`);
    try {
      rows.push(...(await measure(bench)));
    } catch (error) {
      if (bench.isStopped()) break;
      missing.push(`${title}: ${error.message}`);
      bench.say(`${name} failed: ${error.stack}`);
    }
  }
  return { rows, missing };
}

async function run({ chosen, scale, save }) {
  const server = await openServer(process.env);
  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    process.stderr.write(`${signal}: cleaning up\n`);
    server.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const machine = await machineFacts(server, scale);
    const bench = benchOn(server, scale, () => stopped);
    const { rows, missing } = await measureAll(bench, chosen);
    if (stopped) return;
    const report = { machine: { ...machine, load_after: loadText() }, rows, missing };
    process.stdout.write(`\n${tableText(report)}`);
    if (save) process.stdout.write(`\nwritten: ${await saveReport(report)}\n`);
    if (missing.length > 0) process.exitCode = 1;
  } finally {
    await server.close();
  }
}

try {
  const values = readArguments();
  if (values.help) process.stdout.write(usage);
  else await run(values);
} catch (error) {
  const wrongUsage = error instanceof WrongUsage || error.code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(wrongUsage ? `${error.message}\n\n${usage}` : `${error.stack}\n`);
  process.exitCode = wrongUsage ? 2 : 1;
}
