/**
 * A billing run without rendering, on a month of calls that have been imported, against the one
 * GROUP BY that a report over the same calls would be. Each run bills a fresh copy of the database.
 */
import { seconds, timed, whole } from '../measure.mjs';
import { bill, callsFileOf, importCalls, inDatabase } from '../product.mjs';
import { asAdministrator } from '../server.mjs';
import { makeWorld, monthsUpTo, registerDatabase, sizes } from '../worlds.mjs';

const GROUP_BY = `
  select reseller_id, customer_id, destination, count(*), sum(billable_seconds), sum(price_micro)
  from takst.call group by reseller_id, customer_id, destination`;

export const billing = {
  name: 'billing',
  title: 'billing run',
  measure: async (bench) => {
    const world = await makeWorld(bench, 'billing', sizes[bench.scale].billing, monthsUpTo(1));
    const [{ month, directory }] = world.folders;
    const base = await registerDatabase(bench, world);
    const path = await callsFileOf(directory);
    const imported = await inDatabase(base, (database) =>
      timed(() => importCalls(database, path, month)),
    );
    bench.say(`${world.calls} calls imported: ${imported.seconds.toFixed(1)} s`);
    await asAdministrator(base.url, (client) => client.query('vacuum (analyze)'));
    let report;
    const group = () => asAdministrator(base.url, (client) => timed(() => client.query(GROUP_BY)));
    await group();
    const runs = await bench.repeat(3, 'billing run, then GROUP BY', async () => {
      const run = await bench.server.withClone(base, (copy) =>
        inDatabase(copy, (database) => timed(() => bill(database, month))),
      );
      report = run.result;
      return { ours: run.seconds, its: (await group()).seconds };
    });
    await bench.server.drop(base);
    const note = `${whole(report.documents)} documents, ${whole(world.employees)} employees, ${whole(world.calls)} calls`;
    const [ours, its] = ['ours', 'its'].map((whose) => runs.map((run) => run[whose]));
    return [{ key: 'billing', ours, its, text: seconds, note }];
  },
};
