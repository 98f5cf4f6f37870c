/**
 * The cross-check in figures over many customers (R39): what each would find now, by what is on file,
 * with nothing written. Customers are taken a portion at a time, so that memory does not follow their
 * number; what is kept of each is its figures.
 */
import type { Database } from '../../../db/index.ts';
import type { CustomerId, Instant, ResellerId } from '../../../kernel/index.ts';
import { listCustomers } from '../../../register/index.ts';
import { addSummaries, type CheckSummary, summaryOf } from '../compare/summary.ts';
import { refusal } from '../refusal.ts';
import { examineCustomers } from './examine.ts';

export interface CustomerSummary {
  readonly customerId: CustomerId;
  readonly resellerId: ResellerId;
  readonly summary: CheckSummary;
}

export interface SummaryReport {
  /** In the order of their ids. */
  readonly customers: readonly CustomerSummary[];
  readonly all: CheckSummary;
}

export interface SummaryRequest {
  readonly resellerId?: ResellerId | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly now: Instant;
  readonly onProgress?: (done: number, total: number) => void;
}

const AT_ONCE = 200;

export async function summariseCustomers(
  database: Database,
  { resellerId, customerId, now, onProgress }: SummaryRequest,
): Promise<SummaryReport> {
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  return database.transaction(
    'writer',
    async (tx) => {
      const known = await listCustomers(tx, customerId ? { customerIds: [customerId] } : {});
      if (customerId && known.size === 0) {
        throw refusal('customer-unknown', { customer: customerId });
      }
      const ids = [...known.values()]
        .filter((it) => resellerId === undefined || it.resellerId === resellerId)
        .map((it) => it.customerId)
        .sort();
      const customers: CustomerSummary[] = [];
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const customerIds = ids.slice(start, start + AT_ONCE);
        for (const check of await examineCustomers(tx, { customerIds, now })) {
          const { customerId: customer, resellerId: reseller } = check;
          const summary = summaryOf(check);
          customers.push({ customerId: customer, resellerId: reseller, summary });
        }
        onProgress?.(customers.length, ids.length);
      }
      return { customers, all: addSummaries(customers.map(({ summary }) => summary)) };
    },
    how,
  );
}
