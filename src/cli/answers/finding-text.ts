/** One finding for a person: what it says and means, how sure it is, and what was decided when. */
import { type LocalDate, shownInstant } from '../../kernel/index.ts';
import {
  disagreementText,
  type Finding,
  type FindingHistory,
  gradeText,
  kindOf,
  remediesOf,
} from '../../licensing/index.ts';
import { moneyFigure } from '../terminal/figures.ts';
import { pairsText, tableText } from '../terminal/table.ts';

export function findingText(
  finding: Finding,
  { observations, states }: FindingHistory,
  today: LocalDate,
): string {
  const kind = kindOf(finding.type);
  const { strength, asOf, perMonth, total, since, employeeId } = finding;
  const proof = strength && asOf ? { strength, asOf } : undefined;
  const facts: [string, string][] = [
    ['customer', finding.customerId],
    ['reseller', finding.resellerId],
    ...(employeeId ? ([['employee', employeeId]] as [string, string][]) : []),
    ['state', finding.state],
    ['owner', finding.owner],
    ['due', finding.dueOn],
    ['since', since ?? ''],
    ['kr a month', perMonth === undefined ? 'cannot be told' : moneyFigure(perMonth)],
    ['kr since then', total === undefined ? 'cannot be told' : moneyFigure(total)],
    ['proof', finding.grade],
  ];
  const seen = tableText(
    [
      { title: 'seen' },
      { title: 'kr/month', align: 'right' },
      { title: 'total', align: 'right' },
      { title: 'declared' },
      { title: 'evidenced' },
    ],
    observations.map((it) => [
      shownInstant(it.observedAt),
      it.perMonth === undefined ? '' : moneyFigure(it.perMonth),
      it.total === undefined ? '' : moneyFigure(it.total),
      it.declared,
      it.evidenced,
    ]),
  );
  const decided = tableText(
    [{ title: 'decided' }, { title: 'state' }, { title: 'by' }, { title: 'why' }],
    states.map((it) => [
      shownInstant(it.at),
      it.state,
      it.by,
      [it.reference, it.reason].filter((text) => text !== '').join(': '),
    ]),
  );
  return (
    `Finding ${finding.findingId}: ${kind.title.en}\n${disagreementText(finding, 'en')}\n` +
    `${kind.meaning.en}\n${gradeText(proof, today, 'en')}\n\n${pairsText(facts)}\n` +
    `What settles it: ${remediesOf(kind, 'en').join('; ')}.\n\n${seen}\n${decided}`
  );
}
