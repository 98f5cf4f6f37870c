/**
 * Memory and growth of an import: a month's file and one of twice the length, each imported by a
 * process of its own, whose highest resident set the operating system keeps. The two take turns, so
 * that a noisy minute meets both.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { megabytes, seconds, whole } from '../measure.mjs';
import { callsFileOf } from '../product.mjs';
import { importWorld, makeWorld } from '../worlds.mjs';

const PROGRAM = fileURLToPath(new URL('../import-process.mjs', import.meta.url));

export const memory = {
  name: 'memory',
  title: 'memory and growth of an import',
  measure: async (bench) => {
    const { size, path, month, base } = await importWorld(bench);
    const doubled = { ...size, calls: size.calls * 2 };
    const world = await makeWorld(bench, 'import twice', doubled, [month]);
    const longer = await callsFileOf(world.folders[0].directory);
    const importing = (file) =>
      bench.server.withClone(base, (copy) => importInProcess(copy.url, file, month));
    const runs = await bench.repeat(3, 'import of one and of two', async () => ({
      once: await importing(path),
      twice: await importing(longer),
    }));
    const all = (length, figure) => runs.map((run) => run[length][figure]);
    const note = `${whole(size.calls)} and ${whole(doubled.calls)} records, a process for each`;
    const [longest, shortest] = [all('twice', 'megabytes'), all('once', 'megabytes')];
    return [
      { key: 'memory', ours: longest, its: undefined, text: megabytes, note },
      {
        key: 'growth',
        ours: all('twice', 'seconds'),
        its: all('once', 'seconds'),
        text: seconds,
        note,
      },
      { key: 'growth-memory', ours: longest, its: shortest, text: megabytes, note },
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
