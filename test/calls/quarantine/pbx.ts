/**
 * A PBX whose rows name their call, read by a mapping: for tests of what waits, since such a record is
 * read again from its own text. Rows are `id,call,from,to,start,seconds`, local time.
 */
import { addSource } from '../../../src/calls/index.ts';
import { partRates } from '../corrections/gathering/parts.ts';
import { actor, openWorld, type World } from '../world.ts';

export const pbxHeader = 'id,call,from,to,start,seconds';

/** 60 s from Anna to Denmark on 10 November 2026 at 10:00, part of call c1. */
export function row(
  changes: Partial<Record<'id' | 'call' | 'from' | 'to' | 'at', string>> & {
    seconds?: number | string;
  } = {},
) {
  const { id = 'r1', call = 'c1', from = '201', to = '33112233' } = changes;
  const { at = '2026-11-10 10:00:00', seconds = 60 } = changes;
  return [id, call, from, to, at, seconds].join(',');
}

export const pbxText = (...rows: string[]) => `${[pbxHeader, ...rows].join('\n')}\n`;

const columns = {
  record_id: 'id',
  call_id: 'call',
  from: 'from',
  to: 'to',
  started_at: 'start',
  seconds: 'seconds',
};

/** ACME with Anna on 201, and the source pbx of its calls. Fee 0.20, 0.30 a minute in steps of 6 s. */
export async function openPbx(): Promise<World> {
  const world = await openWorld();
  await world.rates(partRates);
  await world.customers({ id: 'ACME' });
  await world.employees({ id: 'anna', customer: 'ACME', extension: '201' });
  const said = {
    format: 'mapped-csv',
    customerId: 'ACME',
    allOptions: { columns, date_pattern: 'YYYY-MM-DD HH:mm:ss' },
  };
  await addSource(world.database, { name: 'pbx', said }, actor);
  return world;
}

/** Imports rows as a file of the source. */
export const importRows = (world: World, name: string, ...rows: string[]) =>
  world.importCalls(name, pbxText(...rows), { source: 'pbx' });
