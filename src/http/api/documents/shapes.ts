/** What the routes of documents take and answer, in the shape of `documents --json` (SPEC 10). */
import { z } from 'zod';
import { amountOut, dateOut, monthOut } from '../../shapes/words.ts';

const count = z.number().int();
const kind = z.enum(['invoice', 'credit-note']);

export const documentNumber = z.object({
  number: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a document number, such as 10000001')
    .transform(Number),
});

const head = {
  number: count,
  kind,
  account: z.string().meta({ description: 'The customer or reseller that is billed' }),
  bill_to: z.enum(['customer', 'reseller']),
  customer_ids: z.array(z.string()),
  month: monthOut.meta({ description: "The run's month" }),
  issue_date: dateOut,
  due_date: dateOut.nullable(),
  currency: z.string(),
  net: amountOut,
  vat: amountOut,
  total: amountOut,
  payment_line: z.string().nullable(),
  corrects: count.nullable(),
  reason: z.string().nullable(),
};

export const documentHead = z
  .object(head)
  .meta({ id: 'DocumentHead', description: 'A document without its lines' });

const line = z.object({
  kind: z.string(),
  customer_id: z.string(),
  service_month: monthOut,
  text: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unit_price: amountOut,
  net: amountOut,
  vat_rate: z.number(),
  vat_category: z.string(),
  cause: z.string().nullable(),
  destination: z.string().nullable(),
  calls: count.nullable(),
  seconds: count.nullable(),
});

const employee = z.object({
  customer_id: z.string(),
  employee_id: z.string(),
  licence: z.string(),
  class: z.string(),
  service_month: monthOut,
  amount: amountOut.nullable().meta({ description: 'null where it is afventer (R8)' }),
});

export const document = z
  .object({ ...head, lines: z.array(line), employees: z.array(employee) })
  .meta({ id: 'Document', description: 'An invoice or a credit note as it was issued' });

export const documentKind = kind;
