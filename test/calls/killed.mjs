// Imports call files one after another and says so, until it ends or is killed from outside.
// Arguments: the folder of the compiled program, the database's address, the paths of the files.
const [, , compiled, databaseUrl, ...paths] = process.argv;
const { importCallsFile } = await import(`${compiled}/calls/index.js`);
const { openDatabase } = await import(`${compiled}/db/index.js`);

const database = await openDatabase({ databaseUrl, dataDir: '', applicationName: 'killed' });
const actor = { now: new Date('2026-12-01T07:00:00Z'), by: 'operator', channel: 'test' };
process.stdout.write('begins\n');
for (const path of paths) {
  const { status } = await importCallsFile(database, path, actor);
  process.stdout.write(`${status}\n`);
}
await database.close();
