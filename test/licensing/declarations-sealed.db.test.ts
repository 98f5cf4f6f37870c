/** Declarations against what the journal sealed of them (R37, R43): who said what, and when. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyDeclarations } from '../../src/licensing/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { asAdministrator } from '../support/database-server.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.take('2026-09-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 201)],
    declarations: ['acme,anna,Business,2026-01-01', 'acme,,Enterprise E3,2026-01-01'],
  });
  await world.take('2026-09-02', { declarations: ['bolt,bo,Business,2026-02-01'] });
});
afterAll(() => world?.close());

const verify = () => world.database.transaction('writer', verifyDeclarations, { readOnly: true });

/** As a superuser who stops the guards from looking. */
const forge = (statement: string) =>
  asAdministrator(world.database.url, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(statement);
  });

it('agrees while nobody has touched them', async () => {
  expect(await verify()).toBeUndefined();
});

it.each([
  ['who declared it', 'declared_by', "'somebody else'"],
  ['when it was recorded', 'recorded_at', "recorded_at - interval '1 day'"],
  ['from when it is valid', 'valid_from', "date '2026-03-01'"],
  ['the licence', 'licence', "'Enterprise E5'"],
])('tells that %s was changed', async (_, column, value) => {
  await forge('create table before as select * from takst.declaration');
  await forge(`update takst.declaration set ${column} = ${value} where employee_id = 'bo'`);
  expect(await verify()).toMatch(
    /^the declarations of R2 in batch \d+ are not as they were sealed/,
  );
  await forge('delete from takst.declaration');
  await forge('insert into takst.declaration overriding system value select * from before');
  await forge('drop table before');
  expect(await verify()).toBeUndefined();
});

it('tells that one was slipped in', async () => {
  await forge(`insert into takst.declaration (reseller_id, customer_id, employee_id, licence, valid_from,
      declared_by, channel, reason, recorded_at, batch_id, line_no)
    select reseller_id, customer_id, employee_id, 'none', valid_from, declared_by, channel, reason,
      recorded_at, batch_id, line_no from takst.declaration where employee_id = 'anna'`);
  expect(await verify()).toMatch(/^the declarations of R1 in batch/);
});

it('tells that all of a batch are gone', async () => {
  await forge("delete from takst.declaration where reseller_id = 'R1'");
  expect(await verify()).toMatch(/^declarations of R1 in batch \d+ that were sealed are gone/);
});
