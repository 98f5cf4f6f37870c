/** Which of several facts a correction names when a ruling is among them (R9). */
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogueFile, ruleLicences } from '../../../src/licensing/index.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';

const proposals = fileURLToPath(new URL('../../../rates/licences-2026-11.csv', import.meta.url));

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await loadCatalogueFile(world.database, proposals, actorOn('2026-01-02'));
  await world.take('2026-08-20', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
    declarations: ['acme,,SPB,2026-06-01'],
    activations: ['anna,2026-08-10T08:00:00+02:00,'],
  });
  await world.bill('2026-08', '2026-09-01');
});
afterEach(() => world.close());

const ruleBusiness = (day: string) =>
  ruleLicences(
    world.database,
    {
      licences: ['SPB'],
      class: 'Business',
      asPlan: undefined,
      validFrom: undefined,
      reason: 'As the plans of the price table',
      ruledBy: 'Birgit',
    },
    actorOn(day),
    { record: true },
  );
const causeOf = async (month: string) => {
  const document = (await world.documents()).at(-1);
  return document?.lines.find((line) => line.service_month === month)?.cause;
};

describe('a correction with a ruling behind it names', () => {
  it('the ruling, also where the licence was declared anew before it', async () => {
    await world.take('2026-09-10', { declarations: ['acme,anna,SPB,2026-08-01'] });
    await ruleBusiness('2026-09-11');
    await world.bill('2026-09', '2026-10-01');
    expect(await causeOf('2026-08')).toMatch(/^afgørelse 1 /);
  });

  it('the declaration that came after the ruling', async () => {
    await ruleBusiness('2026-09-10');
    await world.take('2026-09-11', { declarations: ['acme,anna,SPB,2026-08-01'] });
    await world.bill('2026-09', '2026-10-01');
    expect(await causeOf('2026-08')).toMatch(/^indberetning 2: /);
  });

  it('the declaration in force where the run before knew the ruling already', async () => {
    await ruleBusiness('2026-09-10');
    await world.bill('2026-09', '2026-10-01');
    await world.take('2026-10-10', { activations: ['bo,2026-08-15T08:00:00+02:00,'] });
    await world.bill('2026-10', '2026-11-02');
    expect(await causeOf('2026-08')).toMatch(/^indberetning 1: /);
    expect(await world.verify()).toBeUndefined();
  });

  it('no ruling on a licence that was not held in the month', async () => {
    await world.take('2026-09-10', { declarations: ['acme,anna,Enterprise E1,2026-08-01'] });
    await ruleBusiness('2026-09-11');
    await world.bill('2026-09', '2026-10-01');
    expect(await causeOf('2026-08')).toMatch(/^indberetning 2: /);
  });
});
