/** Two invoices of September that payments are made on: 10000001 of 37.50 and 10000002 of 75.00. */
import { readFile } from 'node:fs/promises';
import { loadChart } from '../../../src/ledger/index.ts';
import { actorOn, customer, employee, openWorld, resellers } from '../../month-world.ts';

export type PaidWorld = Awaited<ReturnType<typeof openPaidWorld>>;

/** Billed on 1 October 2026, due a fortnight later; the caller closes it. */
export async function openPaidWorld() {
  const world = await openWorld();
  const name = 'chart-2026-11-payments.csv';
  const text = await readFile(new URL(`../../../rates/${name}`, import.meta.url), 'utf8');
  await loadChart(world.database, { name, text }, actorOn('2026-01-01'));
  const active = (id: string, until: string) =>
    `${id},2026-09-02T08:00:00+02:00,${until}T08:00:00+02:00`;
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [
      ...[employee('anna', 'acme', 201), employee('bo', 'bolt', 201), employee('cai', 'bolt', 202)],
    ],
    declarations: ['acme,,Business,2026-01-01', 'bolt,,Business,2026-01-01'],
    activations: [
      active('anna', '2026-10-09'),
      active('bo', '2026-09-09'),
      active('cai', '2026-09-09'),
    ],
  });
  await world.bill('2026-09', '2026-10-01');
  return world;
}
