/**
 * One export in a process of its own: `export-process.mjs URL FOLDER FORMATS`, formats by comma. All
 * cores draw, each file is written into the folder, and what is printed as JSON is how long that took,
 * how many files, and the highest resident set that the process ever had, its threads included.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { timed } from './measure.mjs';
import { documentFormats, exportDocuments, inDatabase } from './product.mjs';

const [url, folder, names] = process.argv.slice(2);
const request = {
  filter: {},
  formats: names.split(',').map((name) => documentFormats.find(name)),
  now: new Date(),
  threads: availableParallelism(),
  onRefused: () => undefined,
};
let files = 0;
await mkdir(folder, { recursive: true });
const run = await inDatabase({ url }, (database) =>
  timed(() =>
    exportDocuments(database, request, async ({ number, format, bytes }) => {
      await writeFile(join(folder, `${number}-${format.name}.${format.extension}`), bytes);
      files += 1;
    }),
  ),
);
// The operating system counts it in KiB.
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds: run.seconds, files, megabytes }));
