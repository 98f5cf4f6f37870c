/**
 * A customer's facts in a few words, for tests of the comparison: employees with activations and
 * declarations, and exports as values. The price table is the shipped one.
 */
import { createHash } from 'node:crypto';
import type { Interval, LocalDate, Month } from '../../../src/kernel/index.ts';
import {
  customerId,
  employeeId,
  instant,
  localDate,
  resellerId,
} from '../../../src/kernel/index.ts';
import { compareCustomer } from '../../../src/licensing/crosscheck/compare/compare.ts';
import type {
  ActivationAsKnown,
  CustomerFacts,
  SeenAccount,
} from '../../../src/licensing/crosscheck/compare/facts.ts';
import { matchAccounts } from '../../../src/licensing/crosscheck/compare/match.ts';
import { isOtherTenant } from '../../../src/licensing/crosscheck/kept/keep.ts';
import type { EvidenceFile } from '../../../src/licensing/crosscheck/kept/kept.ts';
import type {
  Catalogue,
  Declaration,
  EvidencedAccount,
  EvidencedLicence,
  SkuTotal,
  Strength,
} from '../../../src/licensing/index.ts';
import { shipped } from '../samples.ts';

export const acme = customerId('acme');

/** `anna 2026-06-10..2026-09-01`; without an end it goes on. */
export interface Person {
  readonly id: string;
  /** `''`: none declared. Left out: `id@acme.example`. */
  readonly upn?: string;
  readonly active?: readonly string[];
}

const intervalOf = (text: string): Interval => {
  const [start = '', end] = text.split('..');
  const at = (day: string) => instant(`${day}T08:00:00Z`);
  return { start: at(start), end: end ? at(end) : undefined };
};

let sequence = 0n;
/** `declared('Enterprise E3', '2026-01-01')` for all; `…, 'anna'` for one. */
export function declared(licence: string, from: string, whose?: string): Declaration {
  sequence += 1n;
  return {
    declarationId: sequence,
    sequence,
    customerId: acme,
    employeeId: whose === undefined ? undefined : employeeId(whose),
    licence,
    validFrom: localDate(from),
    recordedAt: instant(`${from}T10:00:00Z`),
    declaredBy: 'Medarbejder rie',
    channel: 'file',
    reason: undefined,
  };
}

/** `held(sku.e3, '2026-06-01')`: by GUID, dated; a name where it is no GUID. */
export function held(key: string, since?: string, inForce = true): EvidencedLicence {
  const isGuid = /^[0-9a-f-]{36}$/.test(key);
  return {
    guid: isGuid ? key : undefined,
    partNumber: undefined,
    name: isGuid ? undefined : key,
    assignedAt: since === undefined ? undefined : instant(`${since}T08:00:00Z`),
    inForce,
  };
}

export function account(
  upn: string,
  licences: readonly EvidencedLicence[],
  other: Partial<EvidencedAccount> = {},
): EvidencedAccount {
  const base = { objectId: undefined, primarySmtp: undefined, aliases: [], enabled: true };
  return { line: 0, upn, ...base, sort: 'member', licences, ...other };
}

export interface Export {
  readonly asOf: string;
  readonly strength?: Strength;
  readonly tenantId?: string;
  readonly accounts?: readonly EvidencedAccount[];
  readonly totals?: readonly SkuTotal[];
}

export interface World {
  readonly people: readonly Person[];
  readonly declarations?: readonly Declaration[];
  readonly exports?: readonly Export[];
  readonly tenantId?: string;
  readonly billedFrom?: Month;
  readonly started?: readonly ActivationAsKnown[];
  readonly concealed?: CustomerFacts['concealed'];
  readonly now?: string;
  /** The shipped one where left out. */
  readonly catalogue?: Catalogue;
}

/** The facts as they would be on file after the exports were kept. */
export function factsOf(world: World): CustomerFacts {
  const { people, exports = [], tenantId = '' } = world;
  const employees = people.map(({ id, upn = `${id}@acme.example` }) => {
    return { employeeId: employeeId(id), upn };
  });
  const read = exports.map((it, index) => readFile(it, index));
  const seen = exports.flatMap((it, index) =>
    matchAccounts(
      employees,
      // Nobody's account is kept of another tenant.
      isOtherTenant(tenantId, it.tenantId)
        ? []
        : (it.accounts ?? []).map((one, i) => ({ ...one, line: i + 1 })),
    ).map((link, i): SeenAccount => {
      const { upn, objectId, primarySmtp, aliases, ...rest } = link.account;
      const person = { upn, objectId, primarySmtp, aliases };
      const { employeeId: whose, matchedBy } = link;
      const key = { fileId: BigInt(index + 1), no: i + 1, employeeId: whose, matchedBy };
      return { ...rest, ...key, commitment: Buffer.alloc(32), person };
    }),
  );
  return {
    customer: {
      customerId: acme,
      resellerId: resellerId('R1'),
      tenantId,
      billedFrom: world.billedFrom,
    },
    employees,
    activations: new Map(
      people.map(({ id, active = [] }) => [employeeId(id), active.map(intervalOf)]),
    ),
    declarations: world.declarations ?? [],
    catalogue: world.catalogue ?? shipped.catalogue,
    files: read,
    accounts: seen,
    totals: new Map(exports.map((it, index) => [BigInt(index + 1), it.totals ?? []])),
    started: world.started ?? [],
    concealed: world.concealed ?? [],
    now: instant(`${world.now ?? '2026-11-23'}T09:00:00Z`),
  };
}

function readFile({ asOf, strength = 'graph', tenantId, accounts = [] }: Export, index: number) {
  const file: EvidenceFile = {
    fileId: BigInt(index + 1),
    resellerId: resellerId('R1'),
    customerId: acme,
    format: 'graph-users',
    strength,
    fileName: `export-${index + 1}`,
    sha256: createHash('sha256')
      .update(JSON.stringify([asOf, strength, accounts]))
      .digest(),
    asOf: localDate(asOf) as LocalDate,
    datedBy: 'file',
    tenantId,
    accountsRead: accounts.length,
    accountsKept: 0,
    licensedOthers: 0,
    keptColumns: [],
    droppedColumns: [],
    remarks: [],
    accountsSha256: Buffer.alloc(32),
    receivedAt: instant(`${asOf}T10:00:00Z`),
    salt: Buffer.alloc(16),
    batchId: BigInt(index + 1),
  };
  return file;
}

/** What is found, as `type employee`, with the employee left out where it concerns the customer. */
export const found = (world: World): string[] =>
  compareCustomer(factsOf(world)).disagreements.map(({ type, employeeId: whose }) =>
    whose ? `${type} ${whose}` : type,
  );
export const disagreementsOf = (world: World) => compareCustomer(factsOf(world)).disagreements;
