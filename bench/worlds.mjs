/**
 * The worlds that are measured: how many customers, employees and calls, written by the generator of
 * the demo without its awkward cases, and databases with all of it but the calls taken in. A world
 * that two measurements share is made once.
 */
import { join } from 'node:path';
import { timed } from './measure.mjs';
import {
  callsFileOf,
  importRegister,
  inDatabase,
  kernel,
  prepare,
  writeWorld,
} from './product.mjs';

const SEED = 20_261_101;

/** `accounts` of the billing world is approached: about 15 % of the customers share theirs. */
export const sizes = {
  small: {
    import: { resellers: 3, customers: 200, employees: 2_000, calls: 200_000 },
    billing: { resellers: 10, customers: 575, employees: 5_000, calls: 500_000 },
    history: { resellers: 3, customers: 100, employees: 1_000, calls: 10_000 },
    rendering: { resellers: 3, customers: 60, employees: 900, calls: 30_000 },
    postings: 60_000,
    crosscheck: { employees: 2_000 },
  },
  full: {
    import: { resellers: 10, customers: 1_000, employees: 10_000, calls: 1_000_000 },
    billing: { resellers: 40, customers: 5_830, employees: 50_000, calls: 5_000_000 },
    history: { resellers: 3, customers: 300, employees: 3_000, calls: 30_000 },
    rendering: { resellers: 40, customers: 5_830, employees: 50_000, calls: 500_000 },
    postings: 1_000_000,
    crosscheck: { employees: 10_000 },
  },
};

/** Writes a world; `size.calls` is per month. */
export async function makeWorld(bench, name, size, months) {
  const directory = join(bench.server.folder, name);
  const options = { seed: SEED, awkward: false, ...size };
  const calls = size.calls * months.length;
  bench.say(`writing the world "${name}": ${size.customers} customers, ${calls} calls`);
  const made = await timed(() => writeWorld(directory, { ...options, months, calls }));
  return made.result;
}

/** The months of a world that ends in October 2026. */
export function monthsUpTo(count) {
  const last = kernel.month('2026-10');
  return Array.from({ length: count }, (_, index) => kernel.addMonths(last, index + 1 - count));
}

/** A database with the register of a world's first month, not connected to: ready to be cloned. */
export async function registerDatabase(bench, world) {
  const [first] = world.folders;
  const database = await bench.server.create();
  await inDatabase(database, async (open) => {
    await prepare(open, first.month);
    const { seconds } = await timed(() => importRegister(open, first));
    bench.say(`register of ${world.employees} employees taken in: ${seconds.toFixed(1)} s`);
  });
  return database;
}

/** Records of the file that is imported: of the scale, or as many as the bench was asked for. */
export const recordsToImport = ({ scale, records }) => records ?? sizes[scale].import.calls;

/** A month's file of so many calls, made once. */
export function callsFile(bench, calls) {
  return bench.shared(`calls ${calls}`, async () => {
    const size = { ...sizes[bench.scale].import, calls };
    const world = await makeWorld(bench, `import ${calls}`, size, monthsUpTo(1));
    const [folder] = world.folders;
    return { world, calls, month: folder.month, path: await callsFileOf(folder.directory) };
  });
}

/** A month's file and a database with its register, shared by the measurements of importing. */
export async function importWorld(bench, calls = recordsToImport(bench)) {
  const file = await callsFile(bench, calls);
  // The seed and the sizes but the calls are the same, so each world has the same register.
  const base = await bench.shared('register', () => registerDatabase(bench, file.world));
  return { ...file, base };
}
