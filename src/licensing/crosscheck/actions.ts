/**
 * The cross-check as it is done (R39): exports are read, kept as far as they matter, and compared
 * with the register as it is now; what is found is written down as findings. One transaction, in
 * which nobody else can change the register or the findings. An export with a fault changes nothing.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  type JournalFact,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import {
  type CustomerId,
  type Fault,
  type LocalDate,
  localDateOf,
  type ResellerId,
} from '../../kernel/index.ts';
import { licenceNames } from '../catalogue/known.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { readExport } from '../exports/index.ts';
import { compareCustomer } from './compare/compare.ts';
import type { ConcealedFile, CustomerCheck, CustomerFacts } from './compare/facts.ts';
import { type CheckSummary, summaryOf } from './compare/summary.ts';
import { loadFacts } from './examine/examine.ts';
import type { Finding } from './findings/finding.ts';
import { listFindings } from './findings/finding-store.ts';
import { type FindingChanges, type Recording, recordCheck } from './findings/record.ts';
import { insertEvidence } from './kept/evidence-store.ts';
import { keep, linksText, type NewEvidence, type ReadFile, seenAccounts } from './kept/keep.ts';
import type { EvidenceFile } from './kept/kept.ts';
import { fileSeal } from './kept/seal.ts';
import { refusal } from './refusal.ts';

export interface CrosscheckRequest {
  readonly customerId: CustomerId;
  /** None: the exports on file are compared again. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Name of an export format; left out, each file is recognised. */
  readonly format?: string | undefined;
  /** The day that the exports show, where they do not tell themselves. */
  readonly asOf?: LocalDate | undefined;
}

export type CrosscheckReport =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | CheckedReport;

export interface CheckedReport extends FindingChanges {
  readonly outcome: 'checked';
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  /** Undefined where nothing had to be written. */
  readonly batchId: bigint | undefined;
  /** Exports kept now, and those on file already by the same bytes. */
  readonly kept: readonly EvidenceFile[];
  readonly keptBefore: readonly EvidenceFile[];
  /** Exports that conceal who is meant, with what is to be switched off. */
  readonly concealed: readonly Fault[];
  readonly check: CustomerCheck;
  readonly summary: CheckSummary;
  /** The customer's findings that are open now. */
  readonly open: readonly Finding[];
}

export async function crosscheckCustomer(
  database: Database,
  request: CrosscheckRequest,
  actor: Actor,
): Promise<CrosscheckReport> {
  const { customerId, asOf } = request;
  const today = localDateOf(actor.now);
  if (asOf && asOf > today) throw refusal('as-of-future', { asOf });
  const read = await readFiles(database, request, today);
  if (read.faults.length > 0) return { outcome: 'refused', faults: read.faults };
  return database.transaction('writer', async (tx) => {
    await lockForCheck(tx);
    const facts = await loadCustomer(tx, customerId, actor);
    const names = request.files.map(({ name }) => name).join(', ');
    const batch =
      request.files.length > 0
        ? ({ kind: 'evidence', sourceName: names } as const)
        : ({ kind: 'findings', sourceName: `cross-check of ${customerId}` } as const);
    const recording = recordingOf(() => openBatch(tx, actor, batch), actor);
    const { kept, keptBefore, ...on } = await keepFiles(tx, recording, facts, read.files);
    const concealed = read.concealed.map(({ file }) => file);
    const report = await checkAndRecord(tx, recording, { ...facts, ...on, concealed });
    await recording.seal(tx);
    return {
      outcome: 'checked',
      resellerId: facts.customer.resellerId,
      customerId,
      batchId: recording.opened(),
      kept,
      keptBefore,
      concealed: read.concealed.flatMap(({ faults }) => faults),
      ...report,
    };
  });
}

/** What is on file about one customer, or a refusal. */
export async function loadCustomer(
  tx: Tx,
  customerId: CustomerId,
  { now }: Actor,
): Promise<CustomerFacts> {
  const [facts] = await loadFacts(tx, { customerIds: [customerId], now });
  if (!facts) throw refusal('customer-unknown', { customer: customerId });
  return facts;
}

/** Nobody changes the register while it is compared, and nobody else the findings. */
export async function lockForCheck(tx: Tx): Promise<void> {
  await advisoryXactLock(tx, 'register', 'shared');
  await advisoryXactLock(tx, 'compliance', 'exclusive');
}

/** A recording that opens its batch when something is written first. */
export function recordingOf(open: () => Promise<bigint>, actor: Actor) {
  let opened: bigint | undefined;
  const facts: JournalFact[] = [];
  const recording: Recording = {
    actor,
    facts,
    batch: async () => {
      opened ??= await open();
      return opened;
    },
  };
  return {
    ...recording,
    opened: () => opened,
    /** The last thing to be done. */
    seal: async (tx: Tx) => {
      if (opened !== undefined) await sealFacts(tx, opened, facts);
    },
  };
}

/** Compares one customer by the facts, and writes down what came of it. */
export async function checkAndRecord(tx: Tx, recording: Recording, facts: CustomerFacts) {
  const check = compareCustomer(facts);
  const changes = await recordCheck(tx, recording, check);
  const { customerId } = facts.customer;
  const open = await listFindings(tx, { customerIds: [customerId], states: ['open'] });
  return { ...changes, check, summary: summaryOf(check), open };
}

interface FilesRead {
  readonly files: readonly ReadFile[];
  readonly concealed: readonly {
    readonly file: ConcealedFile;
    readonly faults: readonly Fault[];
  }[];
  readonly faults: readonly Fault[];
}

/** Reads the files before anything is locked; the same bytes twice are read once. */
async function readFiles(
  database: Database,
  { files, format, asOf }: CrosscheckRequest,
  today: LocalDate,
): Promise<FilesRead> {
  if (files.length === 0) return { files: [], concealed: [], faults: [] };
  const catalogue = await database.transaction('writer', (tx) => loadCatalogue(tx), {
    readOnly: true,
  });
  const knownNames = licenceNames(catalogue);
  const read = new Map<string, ReadFile>();
  const concealed: FilesRead['concealed'][number][] = [];
  const faults: Fault[] = [];
  for (const { name, bytes } of files) {
    const sha256 = createHash('sha256').update(bytes).digest();
    const answer = readExport(bytes, name, { format, knownNames });
    if (answer.ok) {
      const { evidence } = answer;
      const dated = datedBy(evidence.asOf, asOf, today);
      read.set(sha256.toString('hex'), { evidence, fileName: name, sha256, ...dated });
    } else if (answer.concealed) {
      concealed.push({ file: { sha256, fileName: name }, faults: answer.faults });
    } else {
      faults.push(...answer.faults);
    }
  }
  return { files: [...read.values()], concealed, faults };
}

/** The day an export shows: as it tells itself, else as it was said, else the day it came. */
function datedBy(
  told: LocalDate | undefined,
  said: LocalDate | undefined,
  today: LocalDate,
): Pick<ReadFile, 'asOf' | 'datedBy'> {
  if (told && told <= today) return { asOf: told, datedBy: 'file' };
  return said ? { asOf: said, datedBy: 'hand' } : { asOf: today, datedBy: 'receipt' };
}

type KeptFiles = Pick<CheckedReport, 'kept' | 'keptBefore'> &
  Pick<CustomerFacts, 'files' | 'accounts' | 'totals'>;

/** Keeps what is new of the files; the evidence on file is returned with it. */
async function keepFiles(
  tx: Tx,
  recording: Recording,
  facts: CustomerFacts,
  files: readonly ReadFile[],
): Promise<KeptFiles> {
  const { customerId, resellerId, tenantId } = facts.customer;
  const { now: receivedAt } = recording.actor;
  const kept: EvidenceFile[] = [];
  const keptBefore: EvidenceFile[] = [];
  const accounts = [...facts.accounts];
  const totals = new Map(facts.totals);
  const saltOf = saltSource();
  for (const read of files) {
    const file = asDatedBefore(read, facts.files);
    const fresh = keep(file, { employees: facts.employees, tenantId }, saltOf);
    const same = findKept(facts, fresh);
    if (same) {
      keptBefore.push(same);
      continue;
    }
    const batchId = await recording.batch();
    const onFile = await insertEvidence(tx, { resellerId, customerId, receivedAt, batchId }, fresh);
    const { fileId } = onFile;
    kept.push(onFile);
    for (const account of seenAccounts(fileId, fresh.accounts)) accounts.push(account);
    totals.set(fileId, fresh.totals);
    recording.facts.push(fileSeal(onFile));
  }
  return { kept, keptBefore, files: [...facts.files, ...kept], accounts, totals };
}

const SALT_BYTES = 16;
const SALTS_AT_ONCE = 256;

/** A fresh salt each time; drawn many at once, since asking costs more than the bytes. */
function saltSource(): () => Buffer {
  let drawn = Buffer.alloc(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(SALT_BYTES * SALTS_AT_ONCE);
    const salt = drawn.subarray(0, SALT_BYTES);
    drawn = drawn.subarray(SALT_BYTES);
    return salt;
  };
}

/** The same bytes are no fresher for being handed in again. */
function asDatedBefore(file: ReadFile, before: readonly EvidenceFile[]): ReadFile {
  const same = before.find(({ sha256 }) => sha256.equals(file.sha256));
  if (!same || file.datedBy !== 'receipt') return file;
  return { ...file, asOf: same.asOf, datedBy: same.datedBy };
}

/** The same bytes on file, with the same accounts answering to the same employees. */
function findKept({ files, accounts }: CustomerFacts, fresh: NewEvidence) {
  const links = linksText(fresh.accounts);
  return files.find(({ fileId, sha256, asOf }) => {
    if (!sha256.equals(fresh.sha256) || asOf !== fresh.asOf) return false;
    return linksText(accounts.filter((account) => account.fileId === fileId)) === links;
  });
}
