/**
 * Measures the row-by-row importer on the first rows of the same file, which is long enough for it:
 * it takes no longer per row on a longer one. Its prices must be those of the product, or it was
 * not the same work.
 */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timed, whole } from '../measure.mjs';
import { importCalls, inDatabase } from '../product.mjs';
import { asAdministrator } from '../server.mjs';
import { importRowByRow } from './importer.mjs';

const ROWS = { small: 20_000, full: 100_000 };

/** Rows per second of each run. */
export async function naiveRates(bench, world) {
  const rows = ROWS[bench.scale];
  const path = join(bench.server.folder, 'first-calls.csv');
  await writeFile(path, await firstLines(world.path, rows + 1));
  const expected = await bench.server.withClone(world.base, async (copy) => {
    await inDatabase(copy, (database) => importCalls(database, path, world.month));
    return asAdministrator(copy.url, totals);
  });
  const rates = await bench.repeat(2, 'row by row', () =>
    bench.server.withClone(world.base, (copy) =>
      asAdministrator(copy.url, async (client) => {
        const { seconds } = await timed(() => importRowByRow(client, path, world.month));
        const made = await totals(client);
        if (made !== expected) throw new Error(`row by row: ${made}, and not ${expected}`);
        return rows / seconds;
      }),
    ),
  );
  return { rates, note: `row by row on the first ${whole(rows)} rows, with the same totals` };
}

async function totals(client) {
  const { rows } = await client.query(
    `select outcome, count(*) as calls, sum(price_micro) as price from takst.call
     group by outcome order by outcome`,
  );
  return rows.map((row) => `${row.calls} ${row.outcome} ${row.price ?? ''}`).join(', ');
}

async function firstLines(path, count) {
  const file = await open(path);
  try {
    const lines = [];
    for await (const line of file.readLines()) {
      lines.push(line);
      if (lines.length === count) break;
    }
    return `${lines.join('\n')}\n`;
  } finally {
    await file.close();
  }
}
