/**
 * The picture of the register that an import is judged by: all that is known of whoever its files
 * name. It moves along while the files are decided on, one after the other, so that a later file
 * may refer to an earlier one; nothing of it is recorded before everything is decided.
 */
import type { Tx } from '../db/index.ts';
import type { CustomerId, EmployeeId, Month, ResellerId } from '../kernel/index.ts';
import {
  type Catalogue,
  type Declaration,
  listDeclarations,
  loadCatalogue,
} from '../licensing/index.ts';
import { listCurrentPlans } from '../rating/index.ts';
import {
  type Activation,
  type Customer,
  type Employee,
  listActivations,
  listCustomers,
  listEmployees,
  listOrders,
  listResellers,
  type OrderDetails,
  type Reseller,
} from '../register/index.ts';
import type { MasterFiles } from './master-files.ts';
import { listFirstMonths, listNumberHolders, type NumberHolder } from './store.ts';

export interface Picture {
  readonly resellers: Map<ResellerId, Reseller>;
  readonly customers: Map<CustomerId, Customer>;
  readonly employees: Map<EmployeeId, Employee>;
  readonly orders: readonly OrderDetails[];
  readonly declarations: Map<CustomerId, Declaration[]>;
  readonly activations: ReadonlyMap<EmployeeId, readonly Activation[]>;
  readonly catalogue: Catalogue;
  readonly currentPlans: ReadonlySet<string>;
  readonly firstMonths: ReadonlyMap<CustomerId, Month>;
  readonly numberHolders: ReadonlyMap<string, readonly NumberHolder[]>;
  /** Ids that stood on refused rows of this import, with the place. */
  readonly refused: Map<string, string>;
}

/** Reads what is known of everyone whom the files name, one query for each kind of fact. */
export async function loadPicture(tx: Tx, files: MasterFiles): Promise<Picture> {
  const named = namesIn(files);
  const employees = new Map<EmployeeId, Employee>();
  const addEmployees = async (asked: Parameters<typeof listEmployees>[1]) => {
    for (const employee of await listEmployees(tx, asked)) {
      employees.set(employee.employeeId, employee);
      named.customers.add(employee.customerId);
    }
  };
  await addEmployees({ employeeIds: [...named.employees] });
  const customerIds = [...named.customers];
  await addEmployees({ customerIds });
  const orders = files.orders ? await listOrders(tx, { customerIds }) : [];
  const states = files.orders || files.declarations;
  const declarations = states ? await listDeclarations(tx, { customerIds }) : new Map();
  const activations = files.activations
    ? await listActivations(tx, { employeeIds: [...named.employees] })
    : new Map();
  const numbers = (files.employees?.lines ?? []).flatMap(({ row }) => row.number || []);
  return {
    resellers: await listResellers(tx),
    customers: await listCustomers(tx, { customerIds }),
    employees,
    orders,
    declarations,
    activations,
    catalogue: await loadCatalogue(tx),
    currentPlans: await listCurrentPlans(tx),
    firstMonths: files.customers ? await listFirstMonths(tx, customerIds) : new Map(),
    numberHolders: numbers.length > 0 ? await listNumberHolders(tx, numbers) : new Map(),
    refused: refusedIn(files),
  };
}

/** Every id that a refused row of the files would have brought. */
export function refusedIn(files: MasterFiles): Map<string, string> {
  return new Map(
    Object.values(files).flatMap((file) =>
      [...file.refusedIds].map(([id, place]) => [refusedKey(file.kind, id), place] as const),
    ),
  );
}

export const refusedKey = (kind: string, id: string): string => `${kind} ${id}`;

function namesIn(files: MasterFiles) {
  const customers = new Set<CustomerId>();
  const employees = new Set<EmployeeId>();
  for (const { row } of files.customers?.lines ?? []) customers.add(row.details.customerId);
  for (const { row } of files.employees?.lines ?? []) {
    customers.add(row.customerId);
    employees.add(row.employeeId);
  }
  for (const { row } of [...(files.orders?.lines ?? []), ...(files.declarations?.lines ?? [])]) {
    customers.add(row.customerId);
    if (row.employeeId) employees.add(row.employeeId);
  }
  for (const { row } of files.activations?.lines ?? []) employees.add(row.employeeId);
  return { customers, employees };
}
