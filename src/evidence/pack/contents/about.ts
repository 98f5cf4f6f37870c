/**
 * `about.json`: what the pack is an answer to, as of when, and what it comes to, in one place for a
 * program that reads it. The heads of both chains let whoever holds an earlier one tell whether
 * anything before it was changed (R22, R43).
 */
import { instantText, moneyText } from '../../../kernel/index.ts';
import type { ChainHead, PackFacts } from '../facts.ts';
import type { PackResult } from '../result.ts';
import type { PackFile } from './table.ts';

const headOf = ({ seq, hash }: ChainHead) => ({ entries: Number(seq), sha256: hash });

export function aboutFile(facts: PackFacts, result: PackResult): PackFile {
  const { request } = facts;
  const { first } = request;
  const about = {
    // Of the shape of the pack: raised when a name or a meaning changes, not when one is added.
    form: 1,
    request: {
      id: Number(request.requestId),
      requester: request.requester,
      requested_by: request.requestedBy || null,
      calendar: request.calendar,
      received_at: instantText(request.receivedAt),
      due_on: request.dueOn,
      due_at: instantText(request.dueAt),
      first_received_at: first ? instantText(first.receivedAt) : null,
      first_due_at: first ? instantText(first.dueAt) : null,
    },
    scope: {
      reseller_id: request.resellerId,
      reseller: request.resellerName,
      customer_id: request.customerId ?? null,
      customers: facts.customers.map((it) => ({
        customer_id: it.customerId,
        name: it.name,
        cvr: it.cvr || null,
        domain: it.domain || null,
        tenant_id: it.tenantId || null,
      })),
      // Of these, what stands under another reseller was left out.
      customers_cut: facts.cutCustomers,
    },
    made_at: instantText(facts.madeAt),
    in_time: result.inTime,
    first_in_time: result.firstInTime ?? null,
    language: facts.language,
    cut_off_batch: Number(facts.cutOffBatch),
    made_by: { operator: facts.operator, program: 'Takst', version: facts.version },
    key_id: facts.keyId,
    ledger_head: headOf(facts.ledgerHead),
    journal_head: headOf(facts.journalHead),
    shared_journal_head: headOf(facts.sharedJournalHead),
    result: {
      employees: result.employees.length,
      ...Object.fromEntries(
        Object.entries(result.counts).map(([name, count]) => [name.replaceAll('-', '_'), count]),
      ),
      open_findings: result.openFindings.length,
      per_month: moneyText(result.monthly),
      total: moneyText(result.total),
    },
    rows: {
      declarations: facts.declarations.length,
      orders: facts.orders.length,
      activations: facts.activations.length,
      billed: facts.charges.length,
      accounts: facts.accounts.length,
      findings: facts.findings.length,
      evidence_files: facts.evidenceFiles.length,
      attachments: facts.attachments.length,
      rulings: facts.rulings.length,
    },
  };
  return { path: 'about.json', bytes: Buffer.from(`${JSON.stringify(about, null, 2)}\n`) };
}
