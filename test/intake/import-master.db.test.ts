/**
 * Importing master data (SPEC 10, R43, R44): one transaction for all files, nothing twice, edits
 * beside what they edit, and bad rows either stopping everything or kept as evidence.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerId } from '../../src/kernel/index.ts';
import { listCustomers, listEmployees, listResellers } from '../../src/register/index.ts';
import { dropDatabase } from '../support/database.ts';
import {
  activationRows,
  base,
  customerRows,
  customers,
  declarationRows,
  employeeRows,
  employees,
  type Office,
  openOffice,
  resellers,
} from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(async () => {
  await dropDatabase(office.database);
});

const counts = (report: Awaited<ReturnType<Office['take']>>) =>
  report.files.map((f) => [f.kind, f.read, f.new, f.changed, f.unchanged, f.faulty].join(' '));

describe('importing master data', () => {
  it('records resellers, customers and employees that refer to each other', async () => {
    const report = await office.take(base);
    expect(report.outcome).toBe('recorded');
    expect(counts(report)).toEqual([
      'resellers 2 2 0 0 0',
      'customers 2 2 0 0 0',
      'employees 3 3 0 0 0',
    ]);
    const found = await office.read(async (tx) => ({
      resellers: await listResellers(tx),
      customers: await listCustomers(tx),
      employees: await listEmployees(tx),
    }));
    expect([...found.resellers.values()].map(({ name }) => name)).toEqual([
      'Brevdue Telefoni ApS',
      'Røgsignal & Søn A/S',
    ]);
    expect(found.customers.get(customerId('K1'))).toMatchObject({
      resellerId: 'F01',
      country: 'DK',
      hosting: 'cloud',
      paymentTermsDays: 14,
      billedFrom: undefined,
      homes: [{ fromMonth: '0001-01', resellerId: 'F01', billTo: 'customer' }],
    });
    expect(found.employees.map((e) => [e.employeeId, e.customerId, e.number, e.myfone])).toEqual([
      ['M1', 'K1', '+4572000001', true],
      ['M2', 'K1', '', true],
      ['M3', 'K2', '', true],
    ]);
  });

  it('records who did it, when and through which door (R43)', async () => {
    await office.take({ resellers }, '2026-10-05T10:00:00+02:00');
    const found = await office.rows(
      `select kind, source_name, recorded_by, channel, (recorded_at at time zone 'UTC')::text
        from takst.batch order by batch_id desc limit 1`,
    );
    expect(found).toEqual(['master resellers.csv pia file 2026-10-05 08:00:00']);
  });

  it('changes nothing when the same files come again, and says when they came before', async () => {
    await office.take(base, '2026-10-05T10:00:00+02:00');
    const before = await office.size();
    const again = await office.take(base, '2026-10-06T10:00:00+02:00');
    expect(again.outcome).toBe('unchanged');
    expect(again.files.map((f) => f.alreadyImportedAt?.toISOString())).toEqual(
      Array(3).fill('2026-10-05T08:00:00.000Z'),
    );
    expect(await office.size()).toEqual(before);
  });

  it('changes nothing when other bytes say the same in another spelling', async () => {
    await office.take(base);
    const before = await office.size();
    const respelled =
      '\uFEFFname;country;price_plan;domain;reseller_id;customer_id;hosting\r\n' +
      'Kærvang VVS ApS;DK;standard;KAERVANG.example;F01;K1;cloud\r\n';
    const report = await office.take({ customers: respelled });
    expect(counts(report)).toEqual(['customers 1 0 0 1 0']);
    expect(report.outcome).toBe('unchanged');
    expect(await office.size()).toEqual(before);
  });

  it('records an edited row as a version beside the first', async () => {
    const first = await office.take(base);
    const second = await office.take({
      resellers,
      employees: employeeRows(
        'M1,K1,Søs Ågård Holm,201,72000001',
        'M2,K1,Jens Bæk,202,',
        'M4,K2,Åse Friis,202,',
      ),
    });
    expect(second.files[0]?.alreadyImportedAt).toBeDefined();
    expect(counts(second)[1]).toBe('employees 3 1 1 1 0');
    const names = (upTo?: bigint) =>
      office.read(async (tx) => (await listEmployees(tx, { upTo })).map(({ name }) => name));
    expect(await names()).toEqual(['Søs Ågård Holm', 'Jens Bæk', 'Anne Lund', 'Åse Friis']);
    expect(await names(first.batchId)).toEqual(['Søs Ågård', 'Jens Bæk', 'Anne Lund']);
    const versions =
      "select version::text, name from takst.employee where employee_id = 'M1' order by 1";
    expect(await office.rows(versions)).toEqual(['1 Søs Ågård', '2 Søs Ågård Holm']);
  });

  it('dates a move to another reseller from the month of the import (R29)', async () => {
    await office.take(base);
    const first = await office.take({
      customers: customerRows('K1,F02,Kærvang VVS ApS,kaervang.example,standard,reseller,'),
    });
    const customer = async (upTo?: bigint) =>
      (await office.read((tx) => listCustomers(tx, { upTo }))).get(customerId('K1'));
    expect((await customer())?.homes).toEqual([
      { fromMonth: '0001-01', resellerId: 'F01', billTo: 'customer' },
      { fromMonth: '2026-10', resellerId: 'F02', billTo: 'reseller' },
    ]);
    expect((await customer((first.batchId ?? 0n) - 1n))?.homes).toHaveLength(1);
  });

  it('marks the months between the old and the new start of billing (R9, R10a)', async () => {
    await office.take({
      ...base,
      customers: customerRows(
        'K1,F01,Kærvang VVS ApS,kaervang.example,standard,,2026-09',
        'K2,F01,Ålekvabbe Bogtryk A/S,aale.example,standard,,',
      ),
    });
    await office.take({
      customers: customerRows('K1,F01,Kærvang VVS ApS,kaervang.example,standard,,2026-06'),
    });
    const marks =
      'select customer_id, from_month::text, to_month::text, cause from takst.stale_mark';
    expect(await office.rows(marks)).toEqual(['K1 2026-06-01 2026-08-01 billing starts 2026-06']);
  });

  it('lets two colleagues swap their extensions in one file', async () => {
    await office.take(base);
    const swap = employeeRows('M1,K1,Søs Ågård,202,72000001', 'M2,K1,Jens Bæk,201,');
    expect((await office.take({ employees: swap })).outcome).toBe('recorded');
  });

  it('refuses the extension of a colleague whose own edit is refused', async () => {
    await office.take(base);
    const files = {
      employees: employeeRows('M1,K1,Søs Ågård,202,72000001', 'M2,K1,Jens Bæk,112,'),
    };
    const report = await office.take(files, undefined, true);
    expect(report.faults.map((f) => [f.line, f.code])).toEqual([
      [2, 'employee.extension-taken'],
      [3, 'cell.extension-short-code'],
    ]);
  });
});

describe('a bad row', () => {
  const withBad = {
    ...base,
    employees: `${employees}M9,K9,Nis Krogh,203,\n`,
    activations: activationRows('M1,2026-09-01T08:00:00+02:00,', 'M9,2026-09-01T08:00:00+02:00,'),
  };

  it('in the last file leaves nothing of the first ones recorded', async () => {
    const before = await office.size();
    const report = await office.take(withBad);
    expect(report).toMatchObject({ outcome: 'refused', faultCount: 2, batchId: undefined });
    expect(report.faults.map((f) => `${f.source}:${f.line} ${f.code}`)).toEqual([
      'employees.csv:5 customer.unknown',
      'activations.csv:3 employee.unknown',
    ]);
    expect(await office.size()).toEqual(before);
  });

  it('is left out and kept with its text when that is asked for', async () => {
    const report = await office.take(withBad, undefined, true);
    expect(report.outcome).toBe('recorded');
    expect(counts(report).slice(2)).toEqual(['employees 4 3 0 0 1', 'activations 2 1 0 0 1']);
    const kept = 'select code, source, line::text, value, raw from takst.kept_fault order by no';
    expect(await office.rows(kept)).toEqual([
      'customer.unknown employees.csv 5 K9 M9,K9,Nis Krogh,203,',
      'employee.unknown activations.csv 3 M9 M9,2026-09-01T08:00:00+02:00,',
    ]);
  });

  it('that comes again in the same file is not kept twice', async () => {
    await office.take(withBad, undefined, true);
    const before = await office.size();
    const again = await office.take(withBad, undefined, true);
    expect(again).toMatchObject({ outcome: 'unchanged', faultCount: 2 });
    expect(await office.size()).toEqual(before);
  });

  it('is taken in by importing the same file again once its cause is gone', async () => {
    await office.take(withBad, undefined, true);
    await office.take({
      customers: `${customers}K9,F02,Odder Gulve ApS,odder.example,standard,,\n`,
    });
    const again = await office.take(withBad);
    expect(again.outcome).toBe('recorded');
    expect(counts(again).slice(2)).toEqual(['employees 4 1 0 3 0', 'activations 2 1 0 1 0']);
  });

  it('beside a thousand others is counted, and the first thousand are listed', async () => {
    const rows = Array.from({ length: 1_050 }, (_, i) => `M${i},K9,Nis Krogh,${300 + i},`);
    const report = await office.take({ employees: employeeRows(...rows) });
    expect([report.faultCount, report.faults.length]).toEqual([1_050, 1_000]);
  });

  it('is one that could be skipped, unless some file cannot be read at all', async () => {
    const bad = employeeRows('M1,K9,Nis Krogh,300,');
    expect(await office.take({ employees: bad })).toMatchObject({ skippable: true });
    const unreadable = { employees: bad, customers: 'customer_id,phone\nK1,1\n' };
    expect(await office.take(unreadable)).toMatchObject({ outcome: 'refused', skippable: false });
  });

  it('cannot be skipped when the file as a whole cannot be read', async () => {
    const before = await office.size();
    const report = await office.take(
      { ...base, employees: 'employee_id,phone\nM1,1\n' },
      undefined,
      true,
    );
    expect(report.outcome).toBe('refused');
    expect(report.faults.map(({ code }) => code)).toContain('file.column-unknown');
    expect(await office.size()).toEqual(before);
  });
});

describe('two rows of one file', () => {
  it('that are the same count as one', async () => {
    const twice = employeeRows('M1,K1,Søs Ågård,201,', 'M1,K1,Søs Ågård,201,');
    const report = await office.take({ ...base, employees: twice });
    expect(counts(report)[2]).toBe('employees 2 1 0 1 0');
  });

  it('that differ for the same employee and valid-from are both faults (R6)', async () => {
    const rows = [
      'K1,M1,Enterprise E3,2026-09-01',
      'K1,M2,Enterprise E3,2026-09-01',
      'K1,M1,Enterprise E1,2026-09-01',
    ];
    const report = await office.take(
      { ...base, declarations: declarationRows(...rows) },
      undefined,
      true,
    );
    expect(report.faults.map((f) => [f.line, f.code])).toEqual([
      [2, 'row.key-twice'],
      [4, 'row.key-twice'],
    ]);
    expect(await office.rows('select employee_id from takst.declaration')).toEqual(['M2']);
  });
});
