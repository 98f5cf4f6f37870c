// Another command that uses the same data folder: says which server it is on, stays until its input
// ends, and leaves. Arguments: the compiled src/db/index.js, the data folder.
const [, , layer, dataDir] = process.argv;
const { openDatabase, sql } = await import(layer);
const database = await openDatabase({ databaseUrl: undefined, dataDir });
const { rows } = await database.transaction('owner', (tx) =>
  sql`select pg_postmaster_start_time()::text as server`.execute(tx.db),
);
process.stdout.write(`${rows[0].server}\n`);
for await (const _ of process.stdin);
await database.close();
