/** What the routes of the register take and answer. */
import { z } from 'zod';
import { dateOut, instantOut, monthOut } from '../../shapes/words.ts';

const party = {
  name: z.string(),
  cvr: z.string().nullable(),
  gln: z.string().nullable(),
  address: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  buyer_reference: z.string().nullable(),
  email: z.string().nullable(),
  payment_terms_days: z.number().int(),
  language: z.enum(['da', 'en']),
};

export const reseller = z
  .object({ reseller_id: z.string(), ...party, version: z.number().int() })
  .meta({ id: 'Reseller' });

export const customer = z
  .object({
    customer_id: z.string(),
    reseller_id: z.string(),
    ...party,
    domain: z.string(),
    tenant_id: z.string().nullable(),
    price_plan: z.string(),
    hosting: z.enum(['cloud', 'on-premise']),
    ready_on: dateOut.nullable(),
    billed_from: monthOut.nullable(),
    homes: z.array(
      z.object({
        from_month: monthOut,
        reseller_id: z.string(),
        bill_to: z.enum(['customer', 'reseller']),
      }),
    ),
    version: z.number().int(),
  })
  .meta({ id: 'Customer' });

export const employee = z
  .object({
    employee_id: z.string(),
    customer_id: z.string(),
    name: z.string(),
    upn: z.string().nullable(),
    extension: z.string(),
    number: z.string().nullable(),
    client_number: z.string().nullable(),
    myfone: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Employee' });

const declaration = z
  .object({
    declaration_id: z.string(),
    customer_id: z.string(),
    employee_id: z.string().nullable().meta({ description: 'null: for all employees (R7)' }),
    licence: z.string(),
    valid_from: dateOut,
    declared_by: z.string().nullable(),
    channel: z.string(),
    reason: z.string().nullable(),
    recorded_at: instantOut,
  })
  .meta({ id: 'Declaration' });

/** What is known of an employee: each declaration and activation, the oldest first (R6, R8). */
export const employeeHistory = z
  .object({
    employee,
    declarations: z.array(declaration),
    activations: z.array(
      z.object({ activated_at: instantOut, deactivated_at: instantOut.nullable() }),
    ),
  })
  .meta({ id: 'EmployeeHistory' });

const cell = (most = 200) => z.string().max(most);

/** The columns of the intake files (SPEC 10); the intake judges what they say. */
export const newDeclaration = z.strictObject({
  customer_id: cell(64),
  employee_id: cell(64).optional().meta({ description: 'Absent: for all employees (R7)' }),
  licence: cell(),
  valid_from: cell(10),
  declared_by: cell().optional(),
  reason: cell(500).optional(),
});

export const newActivation = z.strictObject({
  employee_id: cell(64),
  activated_at: cell(40),
  deactivated_at: cell(40).optional(),
});

export const newEmployee = z.strictObject({
  employee_id: cell(64),
  customer_id: cell(64),
  name: cell(),
  extension: cell(10),
  upn: cell().optional(),
  number: cell(40).optional(),
  client_number: cell(40).optional(),
  myfone: z.enum(['true', 'false']).optional(),
});

const MOST_ROWS = 5_000;

export const rowsOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    items: z.array(row).min(1).max(MOST_ROWS),
    skip_bad: z
      .boolean()
      .default(false)
      .meta({ description: 'Take the good rows in and keep the bad ones as evidence (R44)' }),
  });

export const taken = z
  .object({
    outcome: z.enum(['recorded', 'unchanged']),
    batch_id: z.string().nullable(),
    read: z.number().int(),
    new: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    faulty: z.number().int(),
    faults: z.array(z.looseObject({ code: z.string(), line: z.number(), message: z.string() })),
  })
  .meta({ id: 'Taken', description: 'What became of the rows' });
