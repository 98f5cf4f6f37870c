/**
 * A world with something to answer for: two resellers with a customer each, people with all that a
 * pack must not hold (numbers, addresses, calls), September billed, and a key to sign with.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from '../../../src/evidence/bag/read-zip.ts';
import { createKey, loadSigner, openRequest, type Signer } from '../../../src/evidence/index.ts';
import { findMasterFiles, importMaster } from '../../../src/intake/index.ts';
import { customerId, instant, resellerId } from '../../../src/kernel/index.ts';
import { crosscheckCustomer } from '../../../src/licensing/index.ts';
import { actorOn, call, customer, openWorld, resellers } from '../../month-world.ts';

/** Planted where a pack must not look, so that they can be searched for in its bytes. */
export const planted = {
  number: '+4581726354',
  clientNumber: '+4581726355',
  dialled: '+4733445566',
  street: 'Plantevej',
  title: 'Plantekonsulent',
  otherReseller: 'globus',
  otherPerson: 'Medarbejder greta',
} as const;

const people = [
  'employee_id,customer_id,name,upn,extension,number,client_number,myfone',
  `anna,acme,Medarbejder anna,anna@acme.example,201,${planted.number},${planted.clientNumber},true`,
  'bo,acme,=Medarbejder bo,bo@acme.example,202,,,true',
  'cecilie,acme,Medarbejder cecilie,,203,,,true',
  `greta,${planted.otherReseller},${planted.otherPerson},greta@globus.example,301,,,true`,
];

const orders = [
  'customer_id,employee_id,licence,confirmed_by,confirmed_at,fee_accepted_by',
  'acme,,Enterprise E3,Medarbejder erik,2026-09-01T07:00:00+02:00,',
  'acme,bo,Enterprise E1,Medarbejder erik,2026-09-01T07:00:00+02:00,Medarbejder erik',
];

const accountOf = (upn: string, skuId: string) => ({
  id: `00000000-0000-4000-8000-${upn.length.toString().padStart(12, '0')}`,
  userPrincipalName: upn,
  displayName: 'Medarbejder x',
  jobTitle: planted.title,
  mobilePhone: planted.number,
  streetAddress: `${planted.street} 1`,
  accountEnabled: true,
  userType: 'Member',
  assignedLicenses: [{ skuId, disabledPlans: [] }],
  licenseAssignmentStates: [
    { skuId, state: 'Active', error: 'None', lastUpdatedDateTime: '2026-08-01T08:00:00Z' },
  ],
});

/** Anna is declared E3 and holds Business Standard; bo holds the E1 that he is declared with. */
const graphUsers = JSON.stringify({
  value: [
    accountOf('anna@acme.example', 'f245ecc8-75af-4f8e-b61f-27d8114de5f3'),
    accountOf('bo@acme.example', '18181a46-0d4e-45cd-891e-60aabd171b4e'),
    accountOf('tilfældig@acme.example', '6fd2c87f-b296-42f0-b197-1e91e994b900'),
  ],
});

export type PackWorld = Awaited<ReturnType<typeof openPackWorld>>;

/** Bo has ordered Enterprise E1 and is billed 30.00 for September, anna E3; cecilie never active. */
export async function openPackWorld() {
  const world = await openWorld();
  const folder = await mkdtemp(join(tmpdir(), 'takst-packs-'));
  await world.take('2026-09-01', {
    resellers,
    customers: [
      customer('acme', 'R1', { address: `${planted.street} 1` }),
      customer(planted.otherReseller, 'R2'),
    ],
  });
  await writeFile(join(folder, 'employees.csv'), `${people.join('\n')}\n`);
  await writeFile(join(folder, 'orders.csv'), `${orders.join('\n')}\n`);
  const files = await findMasterFiles(folder);
  const report = await importMaster(world.database, files, actorOn('2026-09-01'), {
    skipBad: false,
  });
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
  await world.take('2026-09-02', {
    declarations: [`${planted.otherReseller},,Enterprise E5,2026-09-01`],
    activations: [
      'anna,2026-09-03T08:00:00+02:00,',
      'bo,2026-09-03T08:00:00+02:00,',
      'greta,2026-09-03T08:00:00+02:00,',
    ],
    calls: [call('c1', 'acme', planted.dialled, '2026-09-05T10:00:00+02:00', 100)],
  });
  await world.bill('2026-09', '2026-10-01');
  const keyFile = join(folder, 'key.pem');
  await createKey(world.database, { path: keyFile, name: 'test' }, actorOn('2026-10-01'));
  const signer: Signer = await loadSigner(keyFile);
  return {
    ...world,
    folder,
    keyFile,
    signer,
    /** Takes in Microsoft's export of acme, which disagrees with anna's declaration. */
    crosscheck: async (day: string) => {
      const files = [{ name: 'users.json', bytes: Buffer.from(graphUsers) }];
      const asked = { customerId: customerId('acme'), files };
      const report = await crosscheckCustomer(world.database, asked, actorOn(day));
      if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults));
      return report;
    },
    /** Files a request of Microsoft's, received on the morning of a day. */
    ask: (day: string, scope: { customer: string } | { reseller: string } = { customer: 'acme' }) =>
      openRequest(
        world.database,
        {
          operator: 'Fiktiv Telefoni A/S',
          requester: 'microsoft',
          scope:
            'customer' in scope
              ? { customerId: customerId(scope.customer) }
              : { resellerId: resellerId(scope.reseller) },
          receivedAt: instant(`${day}T09:00:00+02:00`),
          requestedBy: 'Revisor dorte',
          note: 'ring til nogen',
        },
        actorOn(day),
      ).then(({ request }) => request.requestId),
    close: async () => {
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The files of a pack by their path within it. */
export async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const read = await readZip(bytes);
  if (!Array.isArray(read)) throw new Error(JSON.stringify(read));
  return new Map(
    read.map((file: { path: string; bytes: Buffer }) => [
      file.path.split('/').slice(1).join('/'),
      file.bytes,
    ]),
  );
}

export const jsonOf = (files: ReadonlyMap<string, Buffer>, name: string) =>
  JSON.parse(files.get(`data/${name}.json`)?.toString() ?? 'null');
