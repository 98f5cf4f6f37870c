/**
 * `npm run bench [-- import billing] [--scale small|full] [--records N] [--save]`: measures each work
 * and its yardstick in the same run and prints the ratios. It is a benchmark and never a test: it ends
 * with 0 whatever it finds, with 1 only where something could not be measured, and with 2 when it is
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

const usage = `npm run bench -- [names] [options]
  names            only these: ${works.map(({ name }) => name).join(', ')}
  --only NAMES     the same, by comma
  --scale SCALE    small (two or three minutes) or full (at most ${MINUTES.full} minutes; default)
  --records N      import and memory of a file of N calls, such as 50_000_000
  --rounds N       measures import and memory so often, in turn with their yardsticks (default 3)
  --save           also writes bench/results/DATE-….md and .json
Uses the server of DATABASE_URL, or an embedded one in a temporary folder, and leaves nothing there.
`;

class WrongUsage extends Error {}

function readArguments() {
  const options = {
    only: { type: 'string' },
    scale: { type: 'string', default: 'full' },
    records: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const names = [...positionals, ...(values.only?.split(',') ?? [])];
  const unknown = names.filter((name) => !works.some((work) => work.name === name));
  if (unknown.length > 0) throw new WrongUsage(`there is no work called ${unknown.join(', ')}`);
  if (!(values.scale in MINUTES))
    throw new WrongUsage(`--scale is small or full, not ${values.scale}`);
  const chosen = works.filter(({ name }) => names.length === 0 || names.includes(name));
  const records = values.records && wholeNumber('--records', values.records);
  // What a saved result is named by: the works asked for, or all of a scale.
  const label = [
    ...(names.length === 0 || values.scale !== 'full' ? [values.scale] : []),
    ...(names.length === 0 ? [] : chosen.map(({ name }) => name)),
    ...(records ? [records] : []),
  ].join('-');
  return {
    ...values,
    chosen,
    records,
    rounds: wholeNumber('--rounds', values.rounds),
    label,
  };
}

function wholeNumber(option, text) {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new WrongUsage(`${option} wants a whole number above 0, not ${text}`);
}

/** What the measurements are given: where, how large, how often, and until when. */
function benchOn(server, { scale, records, rounds }, isStopped) {
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
    /** Calls in the file that is imported; undefined: as the scale has it. */
    records,
    rounds,
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

async function run({ chosen, save, label, ...how }) {
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
    const machine = await machineFacts(server, how.scale);
    const bench = benchOn(server, how, () => stopped);
    const { rows, missing } = await measureAll(bench, chosen);
    if (stopped) return;
    const report = { machine: { ...machine, load_after: loadText() }, rows, missing };
    process.stdout.write(`\n${tableText(report)}`);
    if (save) process.stdout.write(`\nwritten: ${await saveReport(report, label)}\n`);
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
