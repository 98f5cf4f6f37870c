/**
 * Measures the row-by-row importer on the same file, or on the beginning of one that would take it
 * longer than a minute or two. Its prices must be those of the product, or it was not the same work.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { timed, whole } from '../measure.mjs';
import { importCalls, inDatabase } from '../product.mjs';
import { asAdministrator } from '../server.mjs';
import { importRowByRow } from './importer.mjs';

const MOST_ROWS = 1_000_000;

/** Rows per second of each run. */
export async function naiveRates(bench, world) {
  const rows = Math.min(world.calls, MOST_ROWS);
  const path = join(bench.server.folder, 'first-calls.csv');
  await writeFirstLines(world.path, path, rows + 1);
  const expected = await bench.server.withClone(world.base, async (copy) => {
    await inDatabase(copy, (database) => importCalls(database, path, world.month));
    return asAdministrator(copy.url, totals);
  });
  const rates = await bench.repeat(Math.min(bench.rounds, 2), 'row by row', () =>
    bench.server.withClone(world.base, (copy) =>
      asAdministrator(copy.url, async (client) => {
        const { seconds } = await timed(() => importRowByRow(client, path, world.month));
        const made = await totals(client);
        if (made !== expected) throw new Error(`row by row: ${made}, and not ${expected}`);
        return rows / seconds;
      }),
    ),
  );
  return {
    rates,
    note: `row by row on the first ${whole(rows)} rows, each looked up first (R18), with the same totals`,
  };
}

async function totals(client) {
  const { rows } = await client.query(
    `select outcome, count(*) as calls, sum(price_micro) as price from takst.call
     group by outcome order by outcome`,
  );
  return rows.map((row) => `${row.calls} ${row.outcome} ${row.price ?? ''}`).join(', ');
}

async function writeFirstLines(from, path, count) {
  const lines = createInterface({ input: createReadStream(from) });
  let written = 0;
  await pipeline(
    lines,
    async function* (all) {
      for await (const line of all) {
        yield `${line}\n`;
        written += 1;
        if (written === count) return;
      }
    },
    createWriteStream(path),
  );
}
