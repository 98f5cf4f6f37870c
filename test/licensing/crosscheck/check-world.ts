/**
 * The world of whole months with what a cross-check needs beside it: employees with accounts and
 * Myfone users, and a cross-check on a day.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { customerId } from '../../../src/kernel/index.ts';
import {
  type CheckedReport,
  type CrosscheckRequest,
  crosscheckCustomer,
} from '../../../src/licensing/index.ts';
import { actorOn, openWorld } from '../../month-world.ts';

const headers: Readonly<Record<string, string>> = {
  resellers: 'reseller_id,name,address,postcode,city',
  customers:
    'customer_id,reseller_id,name,domain,tenant_id,price_plan,hosting,ready_on,address,postcode,city',
  employees: 'employee_id,customer_id,name,extension,upn,myfone',
  orders: 'customer_id,employee_id,licence,confirmed_by,confirmed_at,fee_accepted_by',
  declarations: 'customer_id,employee_id,licence,valid_from,declared_by',
  activations: 'employee_id,activated_at,deactivated_at',
};

export type CheckWorld = Awaited<ReturnType<typeof openCheckWorld>>;

export async function openCheckWorld() {
  const world = await openWorld();
  return {
    ...world,
    /** Imports rows of master data on a day; throws where one is refused. */
    hand: async (day: string, files: Readonly<Record<string, readonly string[]>>) => {
      const folder = await mkdtemp(join(tmpdir(), 'takst-check-'));
      for (const [kind, rows] of Object.entries(files)) {
        await writeFile(join(folder, `${kind}.csv`), `${[headers[kind], ...rows].join('\n')}\n`);
      }
      const sources = await findMasterFiles(folder);
      const report = await importMaster(world.database, sources, actorOn(day), { skipBad: false });
      await rm(folder, { recursive: true });
      if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
    },
    /** Cross-checks a customer; throws where a file is refused. */
    check: async (
      day: string,
      customer: string,
      files: CrosscheckRequest['files'] = [],
    ): Promise<CheckedReport> => {
      const request = { customerId: customerId(customer), files };
      const report = await crosscheckCustomer(world.database, request, actorOn(day));
      if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
      return report;
    },
  };
}

/** `acme` of reseller R1 on the standard plan, with Anna and Bo, who have accounts and Myfone users. */
export const acmeWithTwo = {
  resellers: ['R1,Nordnet ApS,Havnevej 1,4000,Roskilde', 'R2,Sydnet ApS,Skovvej 2,6000,Kolding'],
  customers: ['acme,R1,Kunde acme,acme.example,,standard,cloud,,Ravnsøvej 7,8240,Risskov'],
  employees: [
    'anna,acme,Medarbejder anna,201,anna@acme.example,true',
    'bo,acme,Medarbejder bo,202,bo@acme.example,true',
  ],
} as const;
