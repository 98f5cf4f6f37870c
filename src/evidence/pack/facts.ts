/**
 * What an evidence pack knows, as plain values at one cut-off (R37): gathered once, and then only
 * arranged. Each thing that the pack may say has a place here, and what R38 keeps out has none: no
 * calls, no numbers beyond the extension, no address, title or photo.
 */
import type { Instant, LocalDate, Money, Month } from '../../kernel/index.ts';

export type Language = 'da' | 'en';

export interface PackRequest {
  readonly requestId: string;
  readonly requester: 'flexfone' | 'auditor' | 'microsoft';
  /** The person or office that asks; empty where nobody is named. */
  readonly requestedBy: string;
  readonly resellerId: string;
  readonly resellerName: string;
  /** Undefined: every customer of the reseller. */
  readonly customerId: string | undefined;
  readonly calendar: string;
  readonly receivedAt: Instant;
  readonly dueOn: LocalDate;
  readonly dueAt: Instant;
  /** The clock of a request that reached Flexfone first and was passed on (R35). */
  readonly first: { readonly receivedAt: Instant; readonly dueAt: Instant } | undefined;
}

export interface PackCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly cvr: string;
  readonly domain: string;
  readonly tenantId: string;
}

/**
 * What the cross-check of an employee came to as the pack was made: `unproved` where no usable
 * evidence is on file, `not-concerned` where nothing was ever activated or declared alone.
 */
export type Verdict = 'agrees' | 'disagrees' | 'unproved' | 'not-concerned';

export type LicenceClass = 'Enterprise' | 'Business' | 'UNKNOWN' | 'NONE';

export interface PackEmployee {
  readonly customerId: string;
  readonly employeeId: string;
  readonly name: string;
  readonly extension: string;
  /** The Office 365 account that the reseller declared. */
  readonly upn: string;
  readonly active: boolean;
  readonly firstActivatedAt: Instant | undefined;
  /** As declared and in force on the day of the pack; empty where nothing is on file. */
  readonly licence: string;
  readonly class: LicenceClass;
  /** Why it has that class, as a sentence in English. */
  readonly because: string;
  readonly declarationId: string | undefined;
  readonly verdict: Verdict;
}

export interface PackDeclaration {
  readonly customerId: string;
  readonly declarationId: string;
  /** Undefined: for every employee of the customer. */
  readonly employeeId: string | undefined;
  readonly licence: string;
  readonly validFrom: LocalDate;
  readonly recordedAt: Instant;
  readonly declaredBy: string;
  readonly channel: string;
  readonly reason: string;
}

export interface PackOrder {
  readonly customerId: string;
  readonly orderId: string;
  /** Of the order drafted in Takst; undefined for one that came in a file. */
  readonly draftId: string | undefined;
  readonly employeeId: string | undefined;
  readonly licence: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
  readonly feeAcceptedBy: string;
  /** SHA-256 of the wording agreed to; undefined for an order that came in a file. */
  readonly wordingSha256: string | undefined;
}

export interface PackActivation {
  readonly customerId: string;
  readonly employeeId: string;
  readonly activatedAt: Instant;
  readonly deactivatedAt: Instant | undefined;
}

/** What a document charged for one employee's licence in one month. */
export interface PackCharge {
  readonly customerId: string;
  readonly employeeId: string;
  readonly serviceMonth: Month;
  readonly amount: Money;
  readonly number: number;
  readonly documentKind: string;
  readonly issueDate: LocalDate;
  /** Hash of the document's text, which the ledger's chain seals (R22). */
  readonly documentSha256: string;
  readonly cause: string;
}

/** What the newest evidence says of an employee's account. */
export interface PackAccount {
  readonly customerId: string;
  readonly employeeId: string;
  /** Undefined where the personal fields were erased (docs/operations.md). */
  readonly upn: string | undefined;
  readonly matchedBy: string;
  readonly sort: string;
  /** Undefined: the file does not tell. */
  readonly enabled: boolean | undefined;
  readonly licences: readonly PackLicence[];
  readonly strength: string;
  readonly asOf: LocalDate;
  readonly fileSha256: string;
}

export interface PackLicence {
  /** GUID where the export has it, else part number, else name. */
  readonly key: string;
  /** Display name; the key where none is known. */
  readonly name: string;
  /** When it was last assigned or changed, where the export dates it. */
  readonly assignedAt: Instant | undefined;
  /** False: the assignment is in error or disabled, and does not count. */
  readonly inForce: boolean;
}

export type FindingState = 'open' | 'settled' | 'waived';

export interface PackFinding {
  readonly customerId: string;
  /** Undefined: found as the pack was made, and on record by no cross-check yet. */
  readonly findingId: string | undefined;
  /** Undefined where the finding is about the customer as a whole. */
  readonly employeeId: string | undefined;
  readonly type: string;
  /** The type in a few words, what it means, and what this finding says; in the pack's language. */
  readonly title: string;
  readonly meaning: string;
  readonly sentence: string;
  /** A SKU, an activation, a file, where type and employee do not tell. */
  readonly subject: string;
  readonly since: LocalDate | undefined;
  readonly declared: string;
  readonly declaredClass: string;
  readonly evidenced: string;
  readonly evidencedClass: string;
  /** Kroner a month; undefined where no amount can be told. */
  readonly monthly: Money | undefined;
  readonly total: Money | undefined;
  /** `strong`, `fair` or `weak`: how strong and how old the evidence is. */
  readonly grade: string;
  readonly state: FindingState;
  readonly owner: string;
  readonly dueOn: LocalDate | undefined;
  readonly history: readonly FindingEvent[];
}

export interface FindingEvent {
  readonly at: Instant;
  /** `observed`, or the state that it got: `open`, `settled`, `waived`. */
  readonly event: string;
  /** What ended it: `declaration 12`, `export 7`. */
  readonly reference: string;
  readonly by: string;
  readonly reason: string;
  readonly monthly: Money | undefined;
  readonly total: Money | undefined;
}

export interface PackEvidenceFile {
  readonly customerId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly format: string;
  readonly strength: string;
  readonly asOf: LocalDate;
  /** Who says so: `file`, `hand`, or `receipt` where nobody does. */
  readonly datedBy: string;
  readonly tenantId: string;
  readonly accountsRead: number;
  readonly accountsKept: number;
  /** Accounts with a licence that belong to no employee: counted, not kept (R38). */
  readonly licensedOthers: number;
  /** Over the accounts kept and their commitments, as the journal seals it. */
  readonly accountsSha256: string;
  readonly keptColumns: readonly string[];
  readonly droppedColumns: readonly string[];
  readonly remarks: readonly string[];
  readonly receivedAt: Instant;
}

export interface PackAttachment {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

export interface PackRuling {
  readonly rulingId: string;
  readonly guid: string;
  readonly partNumber: string;
  readonly name: string;
  readonly class: string;
  readonly asPlan: string;
  readonly validFrom: LocalDate;
  readonly reason: string;
  readonly ruledBy: string;
  readonly recordedAt: Instant;
}

/** Length and last hash of a chain, in hexadecimal. */
export interface ChainHead {
  readonly seq: string;
  readonly hash: string;
}

export interface PackFacts {
  /** Whose system makes the pack. */
  readonly operator: string;
  readonly language: Language;
  readonly madeAt: Instant;
  /** The last batch that the pack knows of. */
  readonly cutOffBatch: string;
  readonly keyId: string;
  /** Of Takst. */
  readonly version: string;
  readonly ledgerHead: ChainHead;
  readonly journalHead: ChainHead;
  /** The journal's chain of what concerns all resellers: rulings and keys. */
  readonly sharedJournalHead: ChainHead;
  readonly request: PackRequest;
  readonly customers: readonly PackCustomer[];
  /** Customers of whom something stayed out that stands under another reseller. */
  readonly cutCustomers: readonly string[];
  readonly employees: readonly PackEmployee[];
  readonly declarations: readonly PackDeclaration[];
  readonly orders: readonly PackOrder[];
  readonly activations: readonly PackActivation[];
  readonly charges: readonly PackCharge[];
  readonly accounts: readonly PackAccount[];
  readonly findings: readonly PackFinding[];
  readonly evidenceFiles: readonly PackEvidenceFile[];
  readonly attachments: readonly PackAttachment[];
  readonly rulings: readonly PackRuling[];
}
