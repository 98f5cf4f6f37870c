/** Orders and declarations as they are recorded (R6, R7, R9, R11), and activations (R8, R11). */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerId } from '../../src/kernel/index.ts';
import { listDeclarations } from '../../src/licensing/index.ts';
import { listActivations, listOrders } from '../../src/register/index.ts';
import { dropDatabase } from '../support/database.ts';
import {
  activationRows,
  base,
  customerRows,
  declarationRows,
  employees,
  type Office,
  openOffice,
  orderRows,
} from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  await office.take(base);
});
afterEach(async () => {
  await dropDatabase(office.database);
});

const declared = async () =>
  [...(await office.read((tx) => listDeclarations(tx))).values()]
    .flat()
    .map((d) => [d.employeeId ?? 'all', d.licence, d.validFrom].join(' '));
const marks = () =>
  office.rows(
    `select customer_id, from_month::text, coalesce(to_month::text, 'open'),
      regexp_replace(cause, '[0-9]+:', 'N:') from takst.stale_mark order by batch_id, cause`,
  );

describe('a declaration', () => {
  it('is recorded with author and instant, and marks all months from its own on', async () => {
    await office.take({ declarations: declarationRows('K1,M1,Enterprise E1,2026-09-15') });
    const [one] = (await office.read((tx) => listDeclarations(tx))).get(customerId('K1')) ?? [];
    expect(one).toMatchObject({
      employeeId: 'M1',
      declaredBy: 'pia',
      channel: 'file',
      recordedAt: new Date('2026-10-05T08:00:00Z'),
    });
    expect(await marks()).toEqual([
      'K1 2026-09-01 open declaration N: Enterprise E1 from 2026-09-15 for M1',
    ]);
  });

  it('is not recorded again while it is the latest for its day', async () => {
    const e1 = 'K1,M1,Enterprise E1,2026-09-15';
    await office.take({ declarations: declarationRows(e1) });
    const repeated = await office.take({
      declarations: declarationRows(e1, 'K1,M2,none,2026-09-15'),
    });
    expect(repeated.files[0]).toMatchObject({ new: 1, unchanged: 1 });
    await office.take({ declarations: declarationRows('K1,M1,Enterprise E3,2026-09-15') });
    await office.take({ declarations: `${declarationRows(e1)}\n` });
    expect(await declared()).toEqual([
      'M1 Enterprise E1 2026-09-15',
      'M2 none 2026-09-15',
      'M1 Enterprise E3 2026-09-15',
      'M1 Enterprise E1 2026-09-15',
    ]);
  });

  it('needs no precondition and no known licence: it is a fact', async () => {
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E9,2026-09-01'),
    });
    expect(report.outcome).toBe('recorded');
  });

  it('for all lists those whose own declaration keeps another class (R7)', async () => {
    await office.take({
      declarations: declarationRows(
        'K1,M1,Enterprise E1,2026-08-01',
        'K1,M2,Enterprise E5,2026-08-01',
        'K2,M3,Enterprise E1,2026-08-01',
      ),
    });
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E3,2026-09-01'),
    });
    expect(report.keptIndividually).toEqual([
      {
        customerId: 'K1',
        employeeId: 'M1',
        licence: 'Enterprise E1',
        class: 'Business',
        validFrom: '2026-08-01',
        licenceForAll: 'Enterprise E3',
        classForAll: 'Enterprise',
      },
    ]);
  });

  it('for all lists those as well whose own begins between its day and the import', async () => {
    await office.take({ declarations: declarationRows('K1,M1,K1,2026-08-01') });
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E3,2026-03-01'),
    });
    expect(report.keptIndividually.map(({ employeeId }) => employeeId)).toEqual(['M1']);
  });

  it('for all lists those as well whose own begins only after the import', async () => {
    const own = ['K1,M1,Enterprise E1,2027-02-15', 'K1,M2,Enterprise E5,2027-02-15'];
    await office.take({ declarations: declarationRows(...own) });
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E3,2026-03-01'),
    });
    const kept = report.keptIndividually.map((it) => [it.employeeId, it.class, it.validFrom]);
    expect(kept).toEqual([['M1', 'Business', '2027-02-15']]);
  });

  it('for all lists everybody once, with the first of their own that differs', async () => {
    const own = [
      'K1,M1,Enterprise E5,2026-02-01',
      'K1,M1,Enterprise E1,2026-06-01',
      'K1,M1,none,2026-08-01',
    ];
    await office.take({ declarations: declarationRows(...own) });
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E3,2026-03-01'),
    });
    expect(report.keptIndividually.map((it) => it.licence)).toEqual(['Enterprise E1']);
  });

  it('for all lists nobody whose own begins when another one for all counts already', async () => {
    const report = await office.take({
      declarations: declarationRows(
        'K1,,Enterprise E1,2026-01-01',
        'K1,,Enterprise E3,2026-06-01',
        'K1,M1,Enterprise E5,2026-08-01',
      ),
    });
    expect(report.keptIndividually).toEqual([]);
  });

  it('for all is compared as the last one recorded for its day, which alone counts', async () => {
    await office.take({ declarations: declarationRows('K1,M1,Enterprise E5,2026-08-01') });
    const report = await office.take({
      orders: orderRows('K1,,Enterprise E1,Åse Holm,2026-09-01T10:00:00Z,Åse Holm'),
      declarations: declarationRows('K1,,Enterprise E3,2026-09-01'),
    });
    expect(report.keptIndividually).toEqual([]);
  });

  it('for all lists nobody whose own was ended by as-customer', async () => {
    await office.take({
      declarations: declarationRows(
        'K1,M1,Enterprise E1,2026-08-01',
        'K1,M1,as-customer,2026-08-15',
      ),
    });
    const report = await office.take({
      declarations: declarationRows('K1,,Enterprise E3,2026-09-01'),
    });
    expect(report.keptIndividually).toEqual([]);
  });
});

describe('an order', () => {
  const forAll = 'K1,,Enterprise E1,Åse Holm,2026-08-31T23:30:00Z,Åse Holm';

  it('is recorded and declares its licence from the local date of its confirmation', async () => {
    await office.take({ orders: orderRows(forAll) });
    expect(await office.read((tx) => listOrders(tx))).toMatchObject([
      {
        customerId: 'K1',
        employeeId: undefined,
        confirmedBy: 'Åse Holm',
        feeAcceptedBy: 'Åse Holm',
      },
    ]);
    const [one] = (await office.read((tx) => listDeclarations(tx))).get(customerId('K1')) ?? [];
    expect(one).toMatchObject({
      employeeId: undefined,
      licence: 'Enterprise E1',
      validFrom: '2026-09-01',
      declaredBy: 'Åse Holm',
      channel: 'order',
      reason: 'order confirmed on 2026-09-01 by Åse Holm, fee accepted by Åse Holm',
    });
    expect(await marks()).toEqual([
      'K1 2026-09-01 open declaration N: Enterprise E1 from 2026-09-01 for all employees',
    ]);
  });

  it('that is known declares nothing again, even after a later declaration', async () => {
    await office.take({ orders: orderRows(forAll) });
    await office.take({ declarations: declarationRows('K1,,Enterprise E3,2026-09-01') });
    const report = await office.take({
      orders: orderRows(forAll, 'K2,M3,Enterprise E3,Åse Holm,2026-09-02T10:00:00Z,'),
    });
    expect(report.files[0]).toMatchObject({ new: 1, unchanged: 1 });
    expect(await declared()).toEqual([
      'all Enterprise E1 2026-09-01',
      'all Enterprise E3 2026-09-01',
      'M3 Enterprise E3 2026-09-02',
    ]);
  });

  it('gives way to a declaration of the same day in the same import', async () => {
    await office.take({
      orders: orderRows(forAll),
      declarations: declarationRows('K1,,Enterprise E5,2026-09-01'),
    });
    expect((await declared()).at(-1)).toBe('all Enterprise E5 2026-09-01');
  });

  it('for all counts everyone of the customer, also those in the same import (R11)', async () => {
    const head = 'employee_id,customer_id,name,extension,myfone\n';
    const report = await office.take({
      employees: `${head}M5,K1,Nis Krogh,205,false\n`,
      orders: orderRows(forAll),
    });
    expect(report.faults.map(({ code }) => code)).toEqual(['order.myfone']);
  });

  it('that fails for its plan is told once for each plan, and row by row to machines', async () => {
    const customers = customerRows(
      'K1,F01,Kærvang VVS ApS,kaervang.example,Fri tale,,',
      'K2,F01,Ålekvabbe Bogtryk A/S,aale.example,classic,,',
    );
    const orders = [1, 2, 3].map((d) => `K1,,Enterprise E3,Åse Holm,2026-09-0${d}T10:00:00Z,`);
    const other = 'K2,,Enterprise E3,Åse Holm,2026-09-02T10:00:00Z,';
    const report = await office.take({ customers, orders: orderRows(...orders, other) });
    expect(report.faults.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    const told = report.faultGroups.map(({ fault, count }) => [count, fault.message]);
    expect(told).toEqual([
      [3, expect.stringContaining("load it with: takst rates load FILE --plan 'Fri tale'")],
      [1, expect.stringContaining('load it with: takst rates load FILE --plan classic')],
    ]);
  });

  it('is refused on a plan whose newest deck is marked legacy (R11)', async () => {
    await office.loadDeck({ plan: 'standard', legacy: true });
    const report = await office.take({ orders: orderRows(forAll) });
    expect(report.faults.map(({ code }) => code)).toEqual(['order.plan']);
  });
});

describe('an activation', () => {
  const start = '2026-08-31T22:00:00Z';
  const stored = async () =>
    [...(await office.read((tx) => listActivations(tx))).values()]
      .flat()
      .map((a) =>
        [a.employeeId, a.activatedAt.toISOString(), a.deactivatedAt?.toISOString()].join(' '),
      );

  it('is closed by the same start with an end, and never opened again', async () => {
    await office.take({ activations: activationRows(`M1,${start},`) });
    const closed = await office.take({
      activations: activationRows('M1,2026-09-01T00:00:00+02:00,2026-09-20T08:00:00Z'),
    });
    expect(closed.files[0]).toMatchObject({ new: 0, changed: 1 });
    const reopened = await office.take({
      activations: activationRows(`M1,${start},`, `M2,${start},`),
    });
    expect(reopened.files[0]).toMatchObject({ new: 1, unchanged: 1 });
    expect(await stored()).toEqual([
      'M1 2026-08-31T22:00:00.000Z 2026-09-20T08:00:00.000Z',
      'M2 2026-08-31T22:00:00.000Z ',
    ]);
  });

  it('keeps every end that was reported, and the last one counts', async () => {
    await office.take({ activations: activationRows(`M1,${start},2026-09-20T08:00:00Z`) });
    await office.take({ activations: activationRows(`M1,${start},2026-10-02T08:00:00Z`) });
    expect(await stored()).toEqual(['M1 2026-08-31T22:00:00.000Z 2026-10-02T08:00:00.000Z']);
    const versions = 'select version::text from takst.activation order by version';
    expect(await office.rows(versions)).toEqual(['1', '2']);
    expect(await marks()).toEqual([
      'K1 2026-09-01 2026-09-01 activation of M1 on 2026-09-01',
      'K1 2026-09-01 2026-10-01 deactivation of M1 corrected from 2026-09-20 to 2026-10-02',
    ]);
  });

  it('may be opened and closed by two rows of one file, in either order', async () => {
    const end = `${start},2026-09-20T08:00:00Z`;
    await office.take({
      activations: activationRows(`M1,${start},`, `M1,${end}`, `M2,${end}`, `M2,${start},`),
    });
    expect(await stored()).toEqual([
      'M1 2026-08-31T22:00:00.000Z 2026-09-20T08:00:00.000Z',
      'M2 2026-08-31T22:00:00.000Z 2026-09-20T08:00:00.000Z',
    ]);
  });

  it('may overlap another: both are kept as they were reported', async () => {
    await office.take({
      activations: activationRows(`M1,${start},`, 'M1,2026-09-10T08:00:00Z,2026-09-12T08:00:00Z'),
    });
    expect(await stored()).toHaveLength(2);
  });

  it('is stored whatever the order says: it is a fact (R11)', async () => {
    const myfone = employees.replace('number', 'myfone').replaceAll(/,\d*$/gm, ',false');
    await office.take({ employees: myfone });
    expect((await office.take({ activations: activationRows(`M3,${start},`) })).outcome).toBe(
      'recorded',
    );
  });
});
