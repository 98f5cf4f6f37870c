/**
 * Makes the months of a world alike, so that only the history behind them differs: what the generator
 * lets happen by chance (people join and leave, so that a late month has fewer of them) is replaced
 * by the same share of employees who, each month, have the integration taken away and given back.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kernel } from './product.mjs';

/** One employee in so many, another one each month. */
const SHARE = 50;
const HEADER = 'employee_id,activated_at,deactivated_at';
const DAY_MS = 86_400_000;

/** Rewrites the activations of every month but the first; needs fewer than `SHARE` months. */
export async function makeSteady({ folders }) {
  const [first, ...others] = folders;
  const active = await stillActive(join(first.directory, 'activations.csv'));
  for (const [index, { directory, month }] of others.entries()) {
    const start = kernel.startOfMonth(month).getTime();
    const rows = active
      .filter((_, place) => place % SHARE === index)
      .flatMap(({ employeeId, activatedAt }) => [
        `${employeeId},${activatedAt},${dayOf(start, 9)}`,
        `${employeeId},${dayOf(start, 19)},`,
      ]);
    await writeFile(join(directory, 'activations.csv'), `${[HEADER, ...rows].join('\n')}\n`);
  }
}

const dayOf = (start, day) => new Date(start + day * DAY_MS).toISOString();

/** Activations without an end; the generator quotes nothing in this file. */
async function stillActive(path) {
  const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  if (header !== HEADER) throw new Error(`activations.csv begins with ${header}`);
  const rows = lines.map((line) => line.split(','));
  const ended = new Set(rows.filter(([, , end]) => end).map(([employeeId]) => employeeId));
  return rows
    .filter(([employeeId]) => !ended.has(employeeId))
    .map(([employeeId, activatedAt]) => ({ employeeId, activatedAt }));
}
