/**
 * The kinds of master data files (SPEC 10): what each is called, its columns, how a row is read,
 * and by what two rows are about the same thing. A new kind is one entry here and one file in
 * `rows/`. The order is that of importing: each kind may refer to those before it.
 */
import { defineKinds, localDateOf } from '../kernel/index.ts';
import type {
  ActivationReport,
  CustomerRow,
  EmployeeDetails,
  OrderDetails,
  ResellerDetails,
} from '../register/index.ts';
import type { Column } from './csv/csv-file.ts';
import { activationRow } from './rows/activation-row.ts';
import type { RowCells } from './rows/cells.ts';
import { customerRow } from './rows/customer-row.ts';
import { employeeRow } from './rows/employee-row.ts';
import { resellerRow } from './rows/reseller-row.ts';
import { type DeclarationDetails, declarationRow, orderRow } from './rows/statement-rows.ts';

/** What a row of each kind becomes. */
export interface MasterRows {
  readonly resellers: ResellerDetails;
  readonly customers: CustomerRow;
  readonly employees: EmployeeDetails;
  readonly orders: OrderDetails;
  readonly declarations: DeclarationDetails;
  readonly activations: ActivationReport;
}
export type MasterKindName = keyof MasterRows;

export interface MasterKind<Name extends MasterKindName = MasterKindName> {
  readonly name: Name;
  readonly fileName: string;
  readonly columns: readonly Column[];
  /** The column by which other files refer to a row; empty where none does. */
  readonly idColumn: string;
  /** How messages name what `keyOf` is made of. */
  readonly keyNames: string;
  read(row: RowCells): MasterRows[Name];
  /** Two rows of one file with the same key must agree in what they claim. */
  keyOf(row: MasterRows[Name]): string;
  /** Undefined: the row agrees with every other. */
  claimOf(row: MasterRows[Name]): string | undefined;
}

const required = (...names: string[]): Column[] => names.map((name) => ({ name, required: true }));
const optional = (...names: string[]): Column[] => names.map((name) => ({ name, required: false }));
const joined = (...parts: (string | undefined)[]): string => JSON.stringify(parts);

const partyColumns = optional(
  'cvr',
  'gln',
  'address',
  'postcode',
  'city',
  'country',
  'buyer_reference',
  'email',
  'payment_terms_days',
  'language',
);

/** The table by name; `masterKinds` has the same in the order of importing. */
export const masterKind: { readonly [Name in MasterKindName]: MasterKind<Name> } = {
  resellers: {
    name: 'resellers',
    fileName: 'resellers.csv',
    columns: [...required('reseller_id', 'name'), ...partyColumns],
    idColumn: 'reseller_id',
    keyNames: 'reseller_id',
    read: resellerRow,
    keyOf: (row) => row.resellerId,
    claimOf: (row) => JSON.stringify(row),
  },
  customers: {
    name: 'customers',
    fileName: 'customers.csv',
    columns: [
      ...required('customer_id', 'reseller_id', 'name', 'domain', 'price_plan'),
      ...optional('tenant_id', 'bill_to', 'hosting', 'ready_on', 'billed_from', 'home_from'),
      ...partyColumns,
    ],
    idColumn: 'customer_id',
    keyNames: 'customer_id',
    read: customerRow,
    keyOf: (row) => row.details.customerId,
    claimOf: (row) => JSON.stringify(row),
  },
  employees: {
    name: 'employees',
    fileName: 'employees.csv',
    columns: [
      ...required('employee_id', 'customer_id', 'name', 'extension'),
      ...optional('upn', 'number', 'client_number', 'myfone'),
    ],
    idColumn: 'employee_id',
    keyNames: 'employee_id',
    read: employeeRow,
    keyOf: (row) => row.employeeId,
    claimOf: (row) => JSON.stringify(row),
  },
  orders: {
    name: 'orders',
    fileName: 'orders.csv',
    columns: [
      ...required('customer_id', 'licence', 'confirmed_by', 'confirmed_at'),
      ...optional('employee_id', 'fee_accepted_by'),
    ],
    idColumn: '',
    keyNames: 'customer_id, employee_id and day of confirmed_at',
    read: orderRow,
    keyOf: (row) => joined(row.customerId, row.employeeId, localDateOf(row.confirmedAt)),
    claimOf: (row) => row.licence,
  },
  declarations: {
    name: 'declarations',
    fileName: 'declarations.csv',
    columns: [
      ...required('customer_id', 'licence', 'valid_from'),
      ...optional('employee_id', 'declared_by', 'reason'),
    ],
    idColumn: '',
    keyNames: 'customer_id, employee_id and valid_from',
    read: declarationRow,
    keyOf: (row) => joined(row.customerId, row.employeeId, row.validFrom),
    claimOf: (row) => JSON.stringify(row),
  },
  activations: {
    name: 'activations',
    fileName: 'activations.csv',
    columns: [...required('employee_id', 'activated_at'), ...optional('deactivated_at')],
    idColumn: '',
    keyNames: 'employee_id and activated_at',
    read: activationRow,
    keyOf: (row) => joined(row.employeeId, row.activatedAt.toISOString()),
    claimOf: (row) => row.deactivatedAt?.toISOString(),
  },
};

export const masterKinds = defineKinds<MasterKind>([
  masterKind.resellers,
  masterKind.customers,
  masterKind.employees,
  masterKind.orders,
  masterKind.declarations,
  masterKind.activations,
]);
