/**
 * Memory and growth of an import: a month's file and one of twice the length, each imported by a
 * process of its own, whose highest resident set the operating system keeps. The two take turns, so
 * that a noisy minute meets both. Asked for a number of records, the longer file has so many.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { megabytes, seconds, whole } from '../measure.mjs';
import { callsFile, importWorld, recordsToImport } from '../worlds.mjs';

const PROGRAM = fileURLToPath(new URL('../import-process.mjs', import.meta.url));

export const memory = {
  name: 'memory',
  title: 'memory and growth of an import',
  measure: async (bench) => {
    const shorter = bench.records ? Math.ceil(bench.records / 2) : recordsToImport(bench);
    const longer = bench.records ?? shorter * 2;
    const { path, month, base } = await importWorld(bench, shorter);
    const { path: longerPath } = await callsFile(bench, longer);
    const importing = (file) =>
      bench.server.withClone(base, (copy) => importInProcess(copy.url, file, month));
    const runs = await bench.repeat(bench.rounds, 'import of one and of two', async () => ({
      once: await importing(path),
      twice: await importing(longerPath),
    }));
    const all = (length, figure) => runs.map((run) => run[length][figure]);
    const note = `${whole(shorter)} and ${whole(longer)} records, a process for each`;
    const [longest, shortest] = [all('twice', 'megabytes'), all('once', 'megabytes')];
    const records = longer;
    return [
      { key: 'memory', ours: longest, its: undefined, text: megabytes, note, records },
      {
        key: 'growth',
        ours: all('twice', 'seconds'),
        its: all('once', 'seconds'),
        text: seconds,
        note,
        records,
      },
      { key: 'growth-memory', ours: longest, its: shortest, text: megabytes, note, records },
    ];
  },
};

async function importInProcess(url, path, month) {
  const child = spawn(process.execPath, [PROGRAM, url, path, month], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the importing process ended with ${code}`);
  return JSON.parse(output);
}
