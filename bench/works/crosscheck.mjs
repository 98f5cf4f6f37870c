/**
 * The cross-check of one customer with many employees: the export read, what matters of it kept under
 * commitments, every employee compared and findings raised, durably; against reading and parsing the
 * two files that it joins. One in a hundred employees holds another class than was declared.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { seconds, timed, whole } from '../measure.mjs';
import { crosscheck, importRegister, inDatabase, prepare } from '../product.mjs';
import { monthsUpTo, sizes } from '../worlds.mjs';

const CUSTOMER = 'K1';
const OTHERS_PER_CENT = 5;
const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const BUSINESS_PREMIUM = 'f245ecc8-75af-4f8e-b61f-27d8114de5f3';

export const crosschecking = {
  name: 'crosscheck',
  title: 'cross-check',
  measure: async (bench) => {
    const { employees } = sizes[bench.scale].crosscheck;
    const files = await writeFiles(bench, employees);
    const base = await bench.server.create();
    await inDatabase(base, async (database) => {
      const [month] = monthsUpTo(1);
      await prepare(database, month);
      await importRegister(database, { directory: files.directory, month });
    });
    let open = 0;
    const runs = await bench.repeat(5, 'cross-check, then reading and parsing', () =>
      bench.server.withClone(base, (copy) =>
        inDatabase(copy, async (database) => {
          const ours = await timed(() => crosscheck(database, CUSTOMER, files.exported));
          const its = await timed(() => readBoth(files));
          open = ours.result.open.length;
          return { ours: ours.seconds, its: its.seconds };
        }),
      ),
    );
    await bench.server.drop(base);
    if (open !== employees / 100) throw new Error(`${open} findings where ${employees / 100} are`);
    const note = `${whole(employees)} employees, ${whole(open)} findings`;
    const [ours, its] = ['ours', 'its'].map((whose) => runs.map((run) => run[whose]));
    return [{ key: 'crosscheck', ours, its, text: seconds, note }];
  },
};

/** What anybody must do who joins the two. */
async function readBoth({ employees, exported }) {
  const people = parse(await readFile(employees), { columns: true, bom: true });
  const { value } = JSON.parse(await readFile(exported, 'utf8'));
  return people.length + value.length;
}

const upnOf = (number) => `medarbejder${number}@maalestok.example`;

async function writeFiles(bench, count) {
  const { folder: directory } = bench.server;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const put = async (name, lines) => {
    const path = join(directory, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  };
  await put('resellers.csv', ['reseller_id,name', 'F1,Målestok ApS']);
  await put('customers.csv', [
    'customer_id,reseller_id,name,domain,price_plan',
    `${CUSTOMER},F1,Målestok Kunde A/S,maalestok.example,standard`,
  ]);
  await put('declarations.csv', [
    'customer_id,employee_id,licence,valid_from,declared_by',
    `${CUSTOMER},,Enterprise E3,2026-01-01,Medarbejder rie`,
  ]);
  await put('activations.csv', [
    'employee_id,activated_at,deactivated_at',
    ...numbers.map((n) => `M${n},2026-0${1 + (n % 9)}-1${n % 9}T08:00:00+01:00,`),
  ]);
  const employees = await put('employees.csv', [
    'employee_id,customer_id,name,extension,upn,myfone',
    ...numbers.map((n) => `M${n},${CUSTOMER},Medarbejder ${n},${200_000 + n},${upnOf(n)},true`),
  ]);
  const others = Math.round((count * OTHERS_PER_CENT) / 100);
  const users = Array.from({ length: count + others }, (_, index) => userOf(index + 1));
  const exported = await put('users.json', [JSON.stringify({ value: users })]);
  return { directory, employees, exported };
}

/** A user as Graph tells it, with what people select. */
function userOf(number) {
  const skuId = number % 100 === 0 ? BUSINESS_PREMIUM : E3;
  const upn = upnOf(number);
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    userPrincipalName: upn,
    displayName: `Medarbejder ${number}`,
    mail: upn,
    accountEnabled: true,
    userType: 'Member',
    proxyAddresses: [`SMTP:${upn}`, `smtp:m${number}@maalestok.onmicrosoft.example`],
    assignedLicenses: [{ disabledPlans: ['0feaeb32-d00e-4d66-bd5a-43b5b83db82c'], skuId }],
    licenseAssignmentStates: [
      {
        assignedByGroup: null,
        disabledPlans: [],
        error: 'None',
        lastUpdatedDateTime: '2026-03-02T08:00:00Z',
        skuId,
        state: 'Active',
      },
    ],
  };
}
