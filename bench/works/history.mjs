/**
 * What history costs: the second month of a world and one after 24 like it, each imported and billed
 * on copies of the database as it was just before, taking turns. Between them the months are taken
 * in as they come.
 */
import { seconds, timed, whole } from '../measure.mjs';
import { bill, callsFileOf, importCalls, importRegister, inDatabase } from '../product.mjs';
import { asAdministrator } from '../server.mjs';
import { makeSteady } from '../steady-world.mjs';
import { makeWorld, monthsUpTo, registerDatabase, sizes } from '../worlds.mjs';

const EARLY = 1;
const LATE = 25;

export const history = {
  name: 'history',
  title: 'history',
  measure: async (bench) => {
    const size = sizes[bench.scale].history;
    const world = await makeWorld(bench, 'history', size, monthsUpTo(LATE + 1));
    await makeSteady(world);
    const { folders } = world;
    const database = await registerDatabase(bench, world);
    const before = async (index) => {
      await asAdministrator(database.url, (client) => client.query('vacuum (analyze)'));
      return { copy: await bench.server.clone(database), folder: folders[index] };
    };
    let early;
    for (const [index, folder] of folders.slice(0, LATE).entries()) {
      if (index === EARLY) early = await before(EARLY);
      const run = await takeMonth(database, folder);
      const times = `imported in ${seconds(run.imported)}, billed in ${seconds(run.billed)}`;
      bench.say(`${folder.month} ${times}, ${run.documents} documents`);
    }
    const late = await before(LATE);
    const measured = ({ copy, folder }) =>
      bench.server.withClone(copy, (again) => takeMonth(again, folder));
    const runs = await bench.repeat(9, 'the 2nd month and the 26th', async () => ({
      early: await measured(early),
      late: await measured(late),
    }));
    for (const one of [early.copy, late.copy, database]) await bench.server.drop(one);
    const documents = runs.map((run) => `${run.late.documents} and ${run.early.documents}`)[0];
    const note = `${whole(size.calls)} calls a month, month 26 against 2: ${documents} documents`;
    const row = (key, part) => {
      const [its, ours] = ['early', 'late'].map((when) => runs.map((run) => run[when][part]));
      return { key, ours, its, text: seconds, note };
    };
    return [row('history-bill', 'billed'), row('history-import', 'imported')];
  },
};

/** One month as it comes: what changed in the register, its calls, and the run. */
async function takeMonth(where, folder) {
  return inDatabase(where, async (database) => {
    const path = await callsFileOf(folder.directory);
    const imported = await timed(async () => {
      await importRegister(database, folder);
      await importCalls(database, path, folder.month);
    });
    const billed = await timed(() => bill(database, folder.month));
    const { documents } = billed.result;
    return { imported: imported.seconds, billed: billed.seconds, documents };
  });
}
