/**
 * The tables of the cover sheet: findings by type and one by one, licences, and how strong and old
 * the evidence is. Each is cut to what a reader takes in; all of it stands in the pack's own tables.
 */
import { page } from '../../../documents/index.ts';
import type { PackFacts, PackFinding } from '../facts.ts';
import type { PackResult } from '../result.ts';
import type { Wording } from './wording.ts';

const { styles, tableBlocks } = page;

const FINDINGS_SHOWN = 10;
const LICENCES_SHOWN = 8;

const capitalised = (words: string) => words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Where the list of findings says it all, no sums stand before it. */
export function typeBlocks(result: PackResult, { say, write }: Wording): page.Block[] {
  const all = result.openFindings.length;
  if (result.byType.length === 1 && all <= FINDINGS_SHOWN) return [];
  return tableBlocks({
    title: say.byType,
    continued: say.continued,
    columns: [
      { head: '', align: 'left', grow: 1 },
      { head: say.count, align: 'right', bar: 70 },
      { head: say.monthly, align: 'right' },
      { head: say.total, align: 'right' },
    ],
    rows: result.byType.map((it) => [
      { text: capitalised(it.title) },
      { text: write.count(it.count), share: it.count / all },
      { text: write.money(it.monthly) },
      { text: write.money(it.total) },
    ]),
    sum: [
      { text: '' },
      { text: write.count(all) },
      { text: write.money(result.monthly) },
      { text: write.money(result.total) },
    ],
  });
}

export function findingBlocks(
  facts: PackFacts,
  result: PackResult,
  { say, write }: Wording,
): page.Block[] {
  const oneCustomer = facts.request.customerId !== undefined;
  const people = new Map(facts.employees.map((it) => [it.employeeId, it]));
  const shown = result.openFindings.slice(0, FINDINGS_SHOWN);
  const more = result.openFindings.length - shown.length;
  const nameOf = ({ employeeId }: PackFinding) => {
    const person = employeeId === undefined ? undefined : people.get(employeeId);
    if (person) return `${person.name} (${person.employeeId})`;
    return employeeId ?? say.wholeCustomer;
  };
  return tableBlocks({
    title: say.findings,
    continued: say.continued,
    columns: [
      { head: '', align: 'left', grow: 1 },
      { head: oneCustomer ? '' : say.customer, align: 'left' },
      { head: say.since, align: 'left' },
      { head: say.monthly, align: 'right' },
      { head: say.total, align: 'right' },
    ],
    rows: shown.map((it) => [
      { text: nameOf(it), notes: [it.sentence] },
      { text: oneCustomer ? '' : it.customerId, style: styles.cellQuiet },
      { text: it.since ? write.date(it.since) : '\u2013' },
      { text: it.monthly === undefined ? '\u2013' : write.money(it.monthly) },
      { text: it.total === undefined ? '\u2013' : write.money(it.total) },
    ]),
    remark: `${more > 0 ? say.moreFindings(write.count(more)) : ''}${say.moneyNote}`,
  });
}

export function licenceBlocks(result: PackResult, { say, write }: Wording): page.Block[] {
  const shown = result.byLicence.slice(0, LICENCES_SHOWN);
  const others = result.byLicence.length - shown.length;
  return tableBlocks({
    title: say.licences,
    continued: say.continued,
    columns: [
      { head: '', align: 'left', grow: 1 },
      { head: say.licenceClass, align: 'left' },
      { head: say.employees, align: 'right' },
      { head: say.active, align: 'right' },
    ],
    rows: shown.map((it) => [
      { text: it.licence || say.noLicence },
      { text: say.classes[it.class] },
      { text: write.count(it.employees) },
      { text: write.count(it.active) },
    ]),
    remark: others > 0 ? say.otherLicences(write.count(others)) : undefined,
  });
}

export function evidenceBlocks(result: PackResult, { say, write }: Wording): page.Block[] {
  const days = (count: number) => say.days(write.count(count), count === 1);
  const missing = result.employees.filter(({ account, result: it }) => {
    return !account && it !== 'not-concerned';
  }).length;
  const rows = result.byEvidence.map((it) => [
    { text: say.strengths[it.strength] ?? it.strength },
    { text: write.count(it.employees) },
    { text: days(it.youngestDays) },
    { text: days(it.oldestDays) },
  ]);
  const none = [{ text: say.notEvidenced }, { text: write.count(missing) }];
  return tableBlocks({
    title: say.evidence,
    continued: say.continued,
    columns: [
      { head: '', align: 'left', grow: 1 },
      { head: say.employees, align: 'right' },
      { head: say.youngest, align: 'right' },
      { head: say.oldest, align: 'right' },
    ],
    rows: missing > 0 ? [...rows, none] : rows,
  });
}
