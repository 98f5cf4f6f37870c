/**
 * The SKUs that the price table is silent about (R3): which of them a text means, what is proposed
 * for each, and what was ruled. A GUID or a part number is a SKU's for good, a name only on its days;
 * a name or part number may be several SKUs', since Microsoft's own table has such.
 */
import type { Instant, LocalDate } from '../../kernel/index.ts';
import { normaliseLicence } from '../licence-text.ts';
import type { Ruling } from '../rulings/ruling.ts';
import { rulingsBySubject } from '../rulings/ruling.ts';
import { coveringRows, covers } from './key.ts';
import type { ProposalRow } from './row.ts';
import { guidPattern } from './row.ts';

export interface Skus {
  /** The SKUs that a text means, as subjects of rulings; empty where nobody knows any. */
  meant(licence: string, onDate: LocalDate, writtenAt?: Instant): readonly string[];
  /** The proposal with the name that a SKU bears on a date, or else last bore. */
  proposal(subject: string, onDate: LocalDate): ProposalRow | undefined;
  /** The ruling in force on a date. */
  ruling(subject: string, onDate: LocalDate): Ruling | undefined;
}

export function skusOf(proposals: readonly ProposalRow[], rulings: readonly Ruling[]): Skus {
  const ruled = rulingsBySubject(rulings);
  const bySubject = new Map<string, ProposalRow[]>();
  const byPart = new Map<string, ProposalRow[]>();
  const byName = new Map<string, ProposalRow[]>();
  for (const row of proposals) {
    append(bySubject, row.guid, row);
    append(byName, normaliseLicence(row.name), row);
    if (row.partNumber) append(byPart, normaliseLicence(row.partNumber), row);
  }
  const rowsMeant = (spelling: string, onDate: LocalDate, writtenAt?: Instant) =>
    byPart.get(spelling) ?? coveringRows(byName.get(spelling) ?? [], onDate, writtenAt);
  return {
    meant(licence, onDate, writtenAt) {
      const spelling = normaliseLicence(licence);
      // What was ruled on by itself stays ruled when a file names a SKU like it later.
      if (ruled.has(spelling)) return [spelling];
      if (guidPattern.test(spelling)) return bySubject.has(spelling) ? [spelling] : [];
      return [...new Set(rowsMeant(spelling, onDate, writtenAt).map(({ guid }) => guid))];
    },
    proposal(subject, onDate) {
      const rows = bySubject.get(subject);
      return rows?.findLast((row) => covers(row, onDate)) ?? rows?.at(-1);
    },
    ruling: (subject, onDate) =>
      ruled.get(subject)?.findLast((candidate) => candidate.validFrom <= onDate),
  };
}

function append<Row>(rows: Map<string, Row[]>, key: string, row: Row): void {
  const others = rows.get(key);
  if (others) others.push(row);
  else rows.set(key, [row]);
}
