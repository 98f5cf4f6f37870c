/**
 * Importing a month of calls: the importer on a real file, against COPY of the very rows that it
 * made, and against an importer as one would first write it. The ready-made rows are taken from the
 * first import, in the binary format that the importer itself sends, which is the quicker one.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from, to } from 'pg-copy-streams';
import { perSecond, timed, whole } from '../measure.mjs';
import { importCalls, inDatabase } from '../product.mjs';
import { naiveRates } from '../row-by-row/measure.mjs';
import { asAdministrator } from '../server.mjs';
import { importWorld } from '../worlds.mjs';

export const importing = {
  name: 'import',
  title: 'importing calls',
  measure: async (bench) => {
    const world = await importWorld(bench);
    const { calls, base } = world;
    const files = {
      call: join(bench.server.folder, 'ready-calls'),
      identity: join(bench.server.folder, 'ready-identities'),
    };
    const ready = await bench.server.clone(base);
    let stored;
    const runs = await bench.repeat(bench.rounds, 'import, then COPY', async () => {
      const seconds = await bench.server.withClone(base, async (copy) => {
        const run = await inDatabase(copy, (database) =>
          timed(() => importCalls(database, world.path, world.month)),
        );
        stored ??= await asAdministrator(copy.url, (client) => dumpRows(client, world, files));
        return run.seconds;
      });
      const copied = await asAdministrator(ready.url, (client) => copyRows(client, world, files));
      return { import: seconds, ...copied };
    });
    await bench.server.drop(ready);
    const rates = (count, part) => runs.map((run) => count / part(run));
    const ours = rates(calls, (run) => run.import);
    const naive = await naiveRates(bench, world);
    const text = perSecond('rows');
    const row = (key, its, note) => ({ key, ours, its, text, note, records: calls });
    const read = `${whole(calls)} records, ${whole(stored.calls)} of them stored as calls`;
    const both = rates(stored.calls, (run) => run.calls + run.identities);
    return [
      row(
        'import',
        rates(stored.calls, (run) => run.calls),
        read,
      ),
      row('import-identity', both, 'all that the importer writes, and no thinking'),
      row('row-by-row', naive.rates, naive.note),
    ];
  },
};

const partitionOf = ({ month }) => `takst.call_${month.replace('-', '_')}`;

/** Writes calls and identities out as they would be copied in; answers how many calls there are. */
async function dumpRows(client, world, files) {
  const dump = async (table, file) => {
    const statement = `copy (select * from ${table}) to stdout (format binary)`;
    await pipeline(client.query(to(statement)), createWriteStream(file));
  };
  await dump(partitionOf(world), files.call);
  await dump('takst.call_identity', files.identity);
  const { rows } = await client.query(`select count(*)::int as calls from ${partitionOf(world)}`);
  return rows[0];
}

/** Seconds for each of the two COPYs, into empty tables with the same columns and keys. */
async function copyRows(client, world, files) {
  const part = partitionOf(world);
  await client.query(`
    select takst.make_call_month('${world.month}-01');
    drop table if exists ready_call, ready_identity;
    create table ready_call (like ${part} including defaults including constraints);
    alter table ready_call
      add primary key (reseller_id, customer_id, service_month, batch_id, line_no);
    create table ready_identity (like takst.call_identity);
    alter table ready_identity add primary key (source, record_id);
    checkpoint`);
  const copy = async (table, file) => {
    const stream = client.query(from(`copy ${table} from stdin (format binary)`));
    const chunks = createReadStream(file, { highWaterMark: 256 * 1024 });
    return (await timed(() => pipeline(chunks, stream))).seconds;
  };
  return {
    calls: await copy('ready_call', files.call),
    identities: await copy('ready_identity', files.identity),
  };
}
