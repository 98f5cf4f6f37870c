/**
 * Facts of evidence packs, made up by hand for the tests: a customer with three employees that can
 * be followed on paper, and a reseller of any size to look at. Every name is invented.
 */

import type {
  PackAccount,
  PackEmployee,
  PackFacts,
  PackFinding,
} from '../../../src/evidence/pack/facts.ts';
import { addDays, instant, localDate, month, ore } from '../../../src/kernel/index.ts';

const sha = (letter: string) => letter.repeat(64);

/**
 * Nordnet's customer acme: anna agrees, bo is declared Enterprise E3 and evidenced with Business
 * Premium since July (30.00 a month, 150.00 up to November), cecilie was never activated.
 */
export function threeEmployees(): PackFacts {
  const acme = { customerId: 'acme' };
  return {
    operator: 'Fiktiv Telefoni A/S',
    language: 'da',
    madeAt: instant('2026-11-23T13:28:00+01:00'),
    cutOffBatch: '41',
    keyId: sha('c'),
    version: '0.1.0',
    ledgerHead: { seq: '7', hash: sha('a') },
    journalHead: { seq: '12', hash: sha('b') },
    sharedJournalHead: { seq: '2', hash: sha('d') },
    request: {
      requestId: '12',
      requester: 'microsoft',
      requestedBy: 'Revisor dorte',
      resellerId: 'R1',
      resellerName: 'Nordnet ApS',
      customerId: 'acme',
      calendar: 'statutory',
      receivedAt: instant('2026-11-20T10:15:00+01:00'),
      dueOn: localDate('2026-11-25'),
      dueAt: instant('2026-11-26T00:00:00+01:00'),
      first: undefined,
    },
    customers: [
      { ...acme, name: 'Acme ApS', cvr: '12345674', domain: 'acme.example', tenantId: '' },
    ],
    cutCustomers: [],
    employees: [
      person('anna', '201', 'Enterprise E3', '2026-06-01'),
      person('bo', '202', 'Enterprise E3', '2026-07-01'),
      person('cecilie', '203', '', undefined),
    ],
    declarations: [
      {
        ...acme,
        declarationId: '9',
        employeeId: undefined,
        licence: 'Enterprise E3',
        validFrom: localDate('2026-06-01'),
        recordedAt: instant('2026-05-28T09:00:00+02:00'),
        declaredBy: 'Medarbejder erik',
        channel: 'order',
        reason: '=HYPERLINK("https://ond.example")',
      },
    ],
    orders: [
      {
        ...acme,
        orderId: '3',
        draftId: '2',
        employeeId: undefined,
        licence: 'Enterprise E3',
        confirmedBy: 'Medarbejder erik',
        confirmedAt: instant('2026-05-28T09:00:00+02:00'),
        feeAcceptedBy: '',
        wordingSha256: sha('e'),
      },
    ],
    activations: [
      activation('anna', '2026-06-01T08:00:00+02:00', undefined),
      activation('bo', '2026-07-01T08:00:00+02:00', undefined),
    ],
    charges: [
      {
        ...acme,
        employeeId: 'bo',
        serviceMonth: month('2026-07'),
        amount: ore(-3000n),
        number: 50000001,
        documentKind: 'credit-note',
        issueDate: localDate('2026-10-01'),
        documentSha256: sha('f'),
        cause: 'indberetning 9',
      },
    ],
    accounts: [
      account('anna', ['6fd2c87f-b296-42f0-b197-1e91e994b900']),
      account('bo', ['f245ecc8-75af-4f8e-b61f-27d8114de5f3']),
    ],
    findings: [finding('1', 'bo', 3000n, 15000n)],
    evidenceFiles: [
      {
        ...acme,
        fileName: 'users.json',
        sha256: sha('9'),
        format: 'graph-users',
        strength: 'graph',
        asOf: localDate('2026-11-20'),
        datedBy: 'receipt',
        tenantId: '',
        accountsRead: 5,
        accountsKept: 2,
        licensedOthers: 1,
        accountsSha256: sha('7'),
        keptColumns: ['userPrincipalName', 'assignedLicenses'],
        droppedColumns: ['mobilePhone', 'jobTitle'],
        remarks: [],
        receivedAt: instant('2026-11-20T12:00:00+01:00'),
      },
    ],
    attachments: [
      {
        name: 'licensaftale.pdf',
        size: 1234,
        sha256: sha('8'),
        addedAt: instant('2026-11-21T09:30:00+01:00'),
        addedBy: 'compliance',
      },
    ],
    rulings: [],
  };
}

function person(
  id: string,
  extension: string,
  licence: string,
  activeFrom: string | undefined,
): PackEmployee {
  return {
    customerId: 'acme',
    employeeId: id,
    name: `Medarbejder ${id}`,
    extension,
    upn: `${id}@acme.example`,
    active: activeFrom !== undefined,
    firstActivatedAt: activeFrom ? instant(`${activeFrom}T08:00:00+02:00`) : undefined,
    licence,
    class: licence ? 'Enterprise' : 'NONE',
    because: licence
      ? `${licence} is class Enterprise in the price table`
      : 'no licence is on file',
    declarationId: licence ? '9' : undefined,
    verdict: id === 'bo' ? 'disagrees' : licence ? 'agrees' : 'not-concerned',
  };
}

const activation = (id: string, from: string, until: string | undefined) => ({
  customerId: 'acme',
  employeeId: id,
  activatedAt: instant(from),
  deactivatedAt: until ? instant(until) : undefined,
});

const nameOf: Readonly<Record<string, string>> = {
  '6fd2c87f-b296-42f0-b197-1e91e994b900': 'Office 365 E3',
  'f245ecc8-75af-4f8e-b61f-27d8114de5f3': 'Microsoft 365 Business Standard',
};

const account = (id: string, licences: readonly string[]): PackAccount => ({
  customerId: 'acme',
  employeeId: id,
  upn: `${id}@acme.example`,
  matchedBy: 'upn',
  sort: 'member',
  enabled: true,
  licences: licences.map((key) => ({
    key,
    name: nameOf[key] ?? key,
    assignedAt: instant('2026-07-01T02:00:00+02:00'),
    inForce: true,
  })),
  strength: 'graph',
  asOf: localDate('2026-11-20'),
  fileSha256: sha('9'),
});

const finding = (id: string, of: string, monthly: bigint, total: bigint): PackFinding => ({
  customerId: 'acme',
  findingId: id,
  employeeId: of,
  type: 'enterprise-but-business',
  title: 'Enterprise indberettet, Business dokumenteret',
  meaning: 'Indberettet som Enterprise, men dokumentationen viser en Business-licens.',
  sentence: 'Indberettet: Enterprise E3; dokumenteret: Microsoft 365 Business Standard.',
  subject: '',
  since: localDate('2026-07-01'),
  declared: 'Enterprise E3',
  declaredClass: 'Enterprise',
  evidenced: 'Microsoft 365 Business Standard',
  evidencedClass: 'Business',
  monthly: ore(monthly),
  total: ore(total),
  grade: 'strong',
  state: 'open',
  owner: 'Nordnet ApS',
  dueOn: localDate('2026-11-25'),
  history: [
    {
      at: instant('2026-11-20T12:00:00+01:00'),
      event: 'observed',
      reference: '',
      by: '',
      reason: '',
      monthly: ore(monthly),
      total: ore(total),
    },
    {
      at: instant('2026-11-20T12:00:00+01:00'),
      event: 'open',
      reference: '',
      by: 'compliance',
      reason: '',
      monthly: undefined,
      total: undefined,
    },
  ],
});

const licences = [
  ['Enterprise E3', 'Enterprise'],
  ['Enterprise E5', 'Enterprise'],
  ['Business Premium', 'Business'],
  ['Enterprise E1', 'Business'],
  ['Enterprise E3 | Exchange Online (Plan 2) | Microsoft 365 Apps for enterprise', 'Enterprise'],
  ['Microsoft 365 Frontline Worker med et meget langt navn som ingen kender', 'UNKNOWN'],
  ['', 'NONE'],
] as const;

const types = [
  [
    'enterprise-but-business',
    'Declared as Enterprise, while the evidence shows a Business licence.',
    3000n,
  ],
  ['account-not-found', 'The declared account is not in the complete export of the tenant.', 0n],
  ['business-but-enterprise', 'Declared as Business, while the evidence shows Enterprise.', -3000n],
  [
    'stale-evidence',
    'The newest evidence is older than 35 days, or older than what it should prove.',
    undefined,
  ],
] as const;

const strengths = ['graph', 'partner-center', 'admin-centre', 'report', 'script'];
const long = 'Aktieselskabet Langenavns Håndværkerforsynings- og Rørlæggerindkøbsforening';

/** A reseller's pack in English, with as many employees as asked for and every kind of result. */
export function manyEmployees(count: number): PackFacts {
  const few = threeEmployees();
  const customers = Array.from({ length: Math.ceil(count / 40) }, (_, i) => ({
    customerId: `kunde-${String(i + 1).padStart(3, '0')}`,
    name: i % 3 === 0 ? `${long} ${i + 1} A/S` : `Kunde ${i + 1} ApS`,
    cvr: '12345674',
    domain: `kunde${i + 1}.example`,
    tenantId: '',
  }));
  const employees = Array.from({ length: count }, (_, i): PackEmployee => {
    const [licence, licenceClass] = licences[i % licences.length] ?? ['', 'NONE'];
    const never = i % 11 === 10;
    const first = instant('2026-03-02T09:00:00+01:00');
    return {
      customerId: customers[Math.floor(i / 40)]?.customerId ?? '',
      employeeId: `m${i + 1}`,
      name: i % 7 === 0 ? `Medarbejder ${'Ålykke-Østergård '.repeat(3)}${i}` : `Medarbejder ${i}`,
      extension: String(200 + i),
      upn: `m${i + 1}@kunde.example`,
      active: !never && i % 5 !== 0,
      firstActivatedAt: never ? undefined : first,
      licence,
      class: licenceClass,
      because: 'as the price table has it',
      declarationId: '9',
      verdict: never ? 'not-concerned' : i % 4 === 3 ? 'unproved' : 'agrees',
    };
  });
  const findings = employees
    .filter((_, i) => i % 6 === 2)
    .map((it, i): PackFinding => {
      const [type, meaning, monthly] = types[i % types.length] ?? types[0];
      const money = monthly === undefined ? undefined : ore(monthly);
      return {
        ...finding(String(i + 1), it.employeeId, 0n, 0n),
        customerId: it.customerId,
        type,
        title: type.replaceAll('-', ' '),
        sentence: meaning,
        monthly: money,
        total: monthly === undefined ? undefined : ore(monthly * BigInt(1 + (i % 5))),
        since: i % 3 === 0 ? undefined : localDate('2026-07-01'),
        state: i % 9 === 8 ? 'waived' : 'open',
      };
    });
  return {
    ...few,
    language: 'en',
    request: {
      ...few.request,
      requester: 'auditor',
      customerId: undefined,
      resellerName: long,
      first: {
        receivedAt: instant('2026-11-18T16:00:00+01:00'),
        dueAt: instant('2026-11-22T00:00:00+01:00'),
      },
    },
    customers,
    employees,
    declarations: [],
    activations: [],
    orders: [],
    charges: [],
    accounts: employees
      .filter((_, i) => i % 4 !== 3)
      .map((it, i) => ({
        ...account(it.employeeId, ['x']),
        customerId: it.customerId,
        strength: strengths[i % strengths.length] ?? '',
        asOf: addDays(localDate('2026-11-23'), -(i % 70)),
      })),
    findings,
  };
}
