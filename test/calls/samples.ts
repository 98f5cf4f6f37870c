/** Records, decks and directories for tests of mediation, with everything that does not matter set. */

import { buildDirectory, type DirectoryEmployee } from '../../src/calls/mediation/directory.ts';
import { type Identity, mediate, type Verdict } from '../../src/calls/mediation/mediate.ts';
import { type CallRecord, plainRecord } from '../../src/calls/record/call-record.ts';
import { localPlaces } from '../../src/calls/record/call-time.ts';
import { instant, month } from '../../src/kernel/index.ts';
import { buildPrefixTable, readDeck } from '../../src/rating/index.ts';

/** 61 s from Anna's desk to a Danish mobile, in November 2026. */
export function record(changes: Partial<CallRecord> & { at?: string } = {}): CallRecord {
  const { at = '2026-11-10T10:00:00+01:00', ...rest } = changes;
  return {
    ...plainRecord,
    source: 'pbx1',
    recordId: 'r1',
    customerId: 'ACME',
    outgoing: true,
    from: '201',
    to: '20123456',
    startedAt: instant(at).getTime(),
    seconds: 61,
    ...rest,
  };
}

/** Danish mobile 0.60, fixed 0.30, four short codes, Sweden 1.20. */
export const rates: readonly (readonly [prefix: string, destination: string, kroner: string])[] = [
  ['45', 'Danmark, fastnet', '0.30'],
  ['4520', 'Danmark, mobil', '0.60'],
  ['45112', 'Emergency', '0'],
  ['45114', 'Police', '0.10'],
  ['45118', 'Directory', '9.00'],
  ['45150', 'Speaking clock', '2.00'],
  ['46', 'Sverige', '1.20'],
];

export function ratingTable(rows = rates) {
  const records = rows.map(([prefix, destination, per_minute], index) => ({
    line: index + 2,
    cells: { prefix, destination, per_minute },
  }));
  const read = readDeck(records, 'rates.csv');
  if (read.faults[0]) throw new Error(read.faults[0].message);
  return buildPrefixTable({ version: '7', plan: 'standard', rows: read.rows });
}

const employees: readonly DirectoryEmployee[] = [
  who('ACME', 'anna', '201', '+4533112201', '+4520112201'),
  who('ACME', 'bo', '202', '+4533112202', ''),
  who('ACME', 'kim', '12', '', ''),
  who('ACME', 'eva', '112', '', ''),
  who('ACME', 'finn', '150', '', ''),
  who('OTHER', 'ole', '301', '+4533113301', '+4520113301'),
];

function who(
  customerId: string,
  employeeId: string,
  extension: string,
  number: string,
  clientNumber: string,
): DirectoryEmployee {
  return { customerId, employeeId, extension, number, clientNumber };
}

/** ACME is billed from October 2026; OTHER is on a plan without a deck. */
export function directory(rows = rates) {
  const customer = (customerId: string, pricePlan: string, billedFrom?: string) => ({
    customerId,
    pricePlan,
    billedFrom: billedFrom === undefined ? undefined : month(billedFrom),
    resellerIn: () => 'R1',
  });
  return buildDirectory(
    [customer('ACME', 'standard', '2026-10'), customer('OTHER', 'nothing')],
    employees,
    new Map([['standard', { deckId: 7n, table: ratingTable(rows) }]]),
  );
}

export function judge(
  changes: Parameters<typeof record>[0] = {},
  identity: Identity = 'new',
): Verdict {
  return mediate(record(changes), identity, directory(), localPlaces());
}

/** `rated`, `free incoming`, `quarantined no-rate`: outcome and reason in one. */
export const named = ({ outcome, reason }: Verdict) => `${outcome} ${reason}`.trim();
