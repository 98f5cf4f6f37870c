/**
 * One import in a process of its own: `import-process.mjs URL FILE MONTH`. Prints as JSON how long it
 * took and the highest resident set that the process ever had.
 */
import { timed } from './measure.mjs';
import { importCalls, inDatabase } from './product.mjs';

const [url, path, month] = process.argv.slice(2);
const run = await inDatabase({ url }, (database) =>
  timed(() => importCalls(database, path, month)),
);
// The operating system counts it in KiB.
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds: run.seconds, megabytes }));
