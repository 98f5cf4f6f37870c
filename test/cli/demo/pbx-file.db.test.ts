/** The demo's file of a PBX, taken in as the demo does it: each row has the outcome that it names. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSource } from '../../../src/calls/index.ts';
import { pbxFile } from '../../../src/cli/demo/world/awkward/pbx-file.ts';
import { newDraft } from '../../../src/cli/demo/world/draft.ts';
import { populate } from '../../../src/cli/demo/world/population.ts';
import { addReseller } from '../../../src/cli/demo/world/register.ts';
import { month } from '../../../src/kernel/index.ts';
import { actor, openWorld, type World } from '../../calls/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('the file of a PBX in the demo', () => {
  it('has rows with the outcomes that they are written for', async () => {
    const draft = newDraft(1, [month('2026-09')]);
    addReseller(draft);
    populate(draft, 1, 2);
    const { customerId, text, outcomes } = pbxFile(draft);
    const extension = draft.customers.at(-1)?.employees[0]?.extension ?? '';
    await world.rates();
    await world.customers({ id: customerId });
    await world.employees({ id: 'anna', customer: customerId, extension });
    const said = { format: 'asterisk-csv', customerId };
    await addSource(world.database, { name: 'pbx', said }, actor);
    const report = await world.importCalls('Master.csv', text);
    expect(report).toMatchObject({ status: 'imported', source: 'pbx', format: 'asterisk-csv' });
    const calls = await world.calls();
    expect(calls.map(({ outcome, reason }) => `${outcome} ${reason}`.trim())).toEqual(outcomes);
    expect(calls.map((it) => it.started_at.toISOString().slice(0, 13))).toEqual(
      [10, 11, 12, 13, 14].map((day) => `2026-09-${day}T08`),
    );
  });
});
