/**
 * Lays the facts on file beside each other and compares them: the cross-check without recording
 * anything, for customers one at a time or many, as known now or at a cut-off. The evidence pack
 * asks the same question for its own instant.
 */
import type { Tx } from '../../../db/index.ts';
import { groupBy, type Instant, type Interval } from '../../../kernel/index.ts';
import {
  type Activation,
  listActivations,
  listCustomers,
  listEmployees,
  type OfCustomers,
} from '../../../register/index.ts';
import { loadCatalogue } from '../../catalogue/load.ts';
import { listDeclarations } from '../../store.ts';
import { compareCustomer } from '../compare/compare.ts';
import type { CustomerCheck, CustomerFacts } from '../compare/facts.ts';
import {
  listEvidenceAccounts,
  listEvidenceFiles,
  listEvidenceTotals,
} from '../kept/evidence-store.ts';
import { listStarted } from './activation-store.ts';

/** Under one reseller: its facts, about all whom the register knows. */
export interface Examined extends OfCustomers {
  readonly now: Instant;
}

/** Compares customers; in the order of their ids. Customers nobody knows are left out. */
export async function examineCustomers(tx: Tx, asked: Examined): Promise<CustomerCheck[]> {
  return (await loadFacts(tx, asked)).map(compareCustomer);
}

/** What is on file about customers, in the order of their ids. */
export async function loadFacts(tx: Tx, asked: Examined): Promise<CustomerFacts[]> {
  const { customerIds, upTo, resellerId, now } = asked;
  const catalogue = await loadCatalogue(tx, { upTo });
  const of = { customerIds, upTo };
  const filed = { ...of, resellerId };
  const customers = await listCustomers(tx, of);
  const employees = groupBy(await listEmployees(tx, of), ({ customerId }) => customerId);
  const activations = await listActivations(tx, filed);
  const declarations = await listDeclarations(tx, filed);
  const started = await listStarted(tx, filed);
  const allFiles = await listEvidenceFiles(tx, filed);
  const fileIds = allFiles.map(({ fileId }) => fileId);
  const owner = new Map(allFiles.map(({ fileId, customerId }) => [fileId, customerId]));
  const accounts = await listEvidenceAccounts(tx, fileIds);
  const totals = await listEvidenceTotals(tx, fileIds);
  const files = groupBy(allFiles, ({ customerId }) => customerId);
  const accountsOf = groupBy(accounts, ({ fileId }) => owner.get(fileId));
  return [...customers.values()]
    .sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
    .map((customer): CustomerFacts => {
      const { customerId } = customer;
      const staff = employees.get(customerId) ?? [];
      return {
        customer,
        employees: staff,
        activations: new Map(
          staff.map(({ employeeId }) => [
            employeeId,
            (activations.get(employeeId) ?? []).map(intervalOf),
          ]),
        ),
        declarations: declarations.get(customerId) ?? [],
        catalogue,
        files: files.get(customerId) ?? [],
        accounts: accountsOf.get(customerId) ?? [],
        totals,
        started: (started.get(customerId) ?? []).filter(({ activatedAt }) => activatedAt <= now),
        concealed: [],
        now,
      };
    });
}

const intervalOf = ({ activatedAt, deactivatedAt }: Activation): Interval => ({
  start: activatedAt,
  end: deactivatedAt,
});
