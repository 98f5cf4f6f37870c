/**
 * Microsoft's side of a pack: what the exports on file show of each employee, and what the
 * cross-check makes of it, asked once more for the pack's own instant (R39). A disagreement that no
 * cross-check has put on record yet is told beside the findings, so that nothing hides behind work
 * not done.
 */
import type { Tx } from '../../../db/index.ts';
import { type Instant, instantText, localDateOf, parseInstant } from '../../../kernel/index.ts';
import {
  type Catalogue,
  type CustomerCheck,
  type Disagreement,
  disagreementText,
  type EvidenceFile,
  examineCustomers,
  type Finding,
  kindOf,
  listEvidenceFiles,
  listFindings,
} from '../../../licensing/index.ts';
import type {
  Language,
  PackAccount,
  PackEvidenceFile,
  PackFacts,
  PackFinding,
  PackLicence,
  Verdict,
} from '../facts.ts';
import { listFindingEvents } from './history-store.ts';
import type { Scope } from './scope.ts';

export interface EvidenceSide extends Pick<PackFacts, 'accounts' | 'findings' | 'evidenceFiles'> {
  /** By employee. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

export interface Asked {
  readonly now: Instant;
  readonly language: Language;
  readonly catalogue: Catalogue;
}

export async function evidenceSide(tx: Tx, scope: Scope, asked: Asked): Promise<EvidenceSide> {
  const { filed, cutCustomers } = scope;
  const checks = await examineCustomers(tx, { ...filed, now: asked.now });
  const files = await listEvidenceFiles(tx, filed);
  const byId = new Map(files.map((file) => [file.fileId, file]));
  const findings = await listFindings(tx, filed);
  // Half of the records are no ground for a disagreement that nobody has put on record.
  const cut = new Set(cutCustomers);
  const whole = checks.filter(({ customerId }) => !cut.has(customerId));
  const ids = findings.map(({ findingId }) => findingId);
  const events = await listFindingEvents(tx, ids, filed.upTo);
  const recorded = findings.map((finding) => ({
    ...packFinding(finding, asked.language),
    history: events.get(finding.findingId) ?? [],
  }));
  return {
    verdicts: new Map(
      checks.flatMap(({ customerId, employees }) =>
        employees.map(({ employeeId, verdict }) => {
          const unsound = verdict === 'disagrees' && cut.has(customerId);
          return [employeeId, unsound ? 'unproved' : verdict];
        }),
      ),
    ),
    accounts: checks.flatMap((check) => accountsOf(check, byId, asked)),
    findings: [...recorded, ...unrecorded(whole, findings, asked.language)],
    evidenceFiles: files.map(packFile),
  };
}

/** What the newest usable export shows of each employee, where it is clear whose account it is. */
function accountsOf(
  { customerId, employees }: CustomerCheck,
  files: ReadonlyMap<bigint, EvidenceFile>,
  { catalogue, now }: Asked,
): PackAccount[] {
  return employees.flatMap(({ employeeId, account, proof }) => {
    const file = proof && files.get(proof.fileId);
    if (!account || !file) return [];
    return {
      customerId,
      employeeId,
      upn: account.person?.upn,
      matchedBy: account.matchedBy,
      sort: account.sort,
      enabled: account.enabled,
      licences: account.licences.map((it): PackLicence => {
        const key = it.guid ?? it.partNumber ?? it.name ?? '';
        const name = it.name ?? catalogue.known(key, localDateOf(now))[0]?.name ?? key;
        return { key, name, assignedAt: it.assignedAt, inForce: it.inForce };
      }),
      strength: file.strength,
      asOf: file.asOf,
      fileSha256: file.sha256.toString('hex'),
    };
  });
}

type Told = Disagreement | Finding;

/** What a disagreement is about; where that is an instant, in local time like all others. */
function subjectOf({ subject }: Told): string {
  const at = parseInstant(subject);
  return at ? instantText(at) : subject;
}

/** What finding and disagreement have in common, in words. */
function told(it: Told, language: Language) {
  const kind = kindOf(it.type);
  return {
    employeeId: it.employeeId,
    type: it.type,
    title: kind.title[language],
    meaning: kind.meaning[language],
    sentence: disagreementText(it, language),
    subject: subjectOf(it),
    since: it.since,
    declared: it.declared,
    declaredClass: it.declaredClass,
    evidenced: it.evidenced,
    evidencedClass: it.evidencedClass,
    monthly: it.perMonth,
    total: it.total,
    grade: it.grade,
  };
}

const packFinding = (it: Finding, language: Language): PackFinding => ({
  ...told(it, language),
  customerId: it.customerId,
  findingId: it.findingId.toString(),
  state: it.state,
  owner: it.owner,
  dueOn: it.dueOn,
  history: [],
});

/** Disagreements of this instant that no finding stands for; one that was settled stands for none. */
function unrecorded(
  checks: readonly CustomerCheck[],
  findings: readonly Finding[],
  language: Language,
): PackFinding[] {
  const standing = new Set(
    findings.filter(({ state }) => state !== 'settled').map((it) => identityOf(it.customerId, it)),
  );
  return checks.flatMap(({ customerId, disagreements }) =>
    disagreements
      .filter((it) => !standing.has(identityOf(customerId, it)))
      .map((it) => ({
        ...told(it, language),
        customerId,
        findingId: undefined,
        state: 'open' as const,
        owner: '',
        dueOn: undefined,
        history: [],
      })),
  );
}

/** What makes a finding and a disagreement the same. */
const identityOf = (customerId: string, { type, employeeId, subject }: Told): string =>
  JSON.stringify([customerId, type, employeeId ?? '', subject]);

const packFile = (it: EvidenceFile): PackEvidenceFile => ({
  customerId: it.customerId,
  fileName: it.fileName,
  sha256: it.sha256.toString('hex'),
  format: it.format,
  strength: it.strength,
  asOf: it.asOf,
  datedBy: it.datedBy,
  tenantId: it.tenantId ?? '',
  accountsRead: it.accountsRead,
  accountsKept: it.accountsKept,
  licensedOthers: it.licensedOthers,
  accountsSha256: it.accountsSha256.toString('hex'),
  keptColumns: it.keptColumns,
  droppedColumns: it.droppedColumns,
  remarks: it.remarks,
  receivedAt: it.receivedAt,
});
