/**
 * Whom a licence for all does not reach (R7), as a table for a person: an import and a confirmed
 * order tell it alike.
 */
import type { KeptIndividually } from '../../licensing/index.ts';
import { counted, countFigure } from '../terminal/figures.ts';
import { tableText } from '../terminal/table.ts';

const KEPT_SHOWN = 50;

export function keptText(kept: readonly KeptIndividually[]): string {
  const rows = kept
    .slice(0, KEPT_SHOWN)
    .map((it) => [
      it.customerId,
      it.employeeId,
      `${it.licence} (${it.class})`,
      it.validFrom,
      `${it.licenceForAll} (${it.classForAll})`,
    ]);
  const rest = kept.length - rows.length;
  const more = rest > 0 ? `  and ${countFigure(rest)} more\n` : '';
  const who = counted(kept.length, 'employee');
  return (
    `${who} with a licence of another class than the one declared for all: their own counts (R7)\n` +
    `${tableText(keptColumns, rows, { indent: '  ' })}${more}`
  );
}

const keptColumns = [
  { title: 'customer' },
  { title: 'employee' },
  { title: 'own licence' },
  { title: 'since' },
  { title: 'declared for all' },
];

export const keptListing = (it: KeptIndividually) => ({
  customer_id: it.customerId,
  employee_id: it.employeeId,
  licence: it.licence,
  class: it.class,
  valid_from: it.validFrom,
  licence_for_all: it.licenceForAll,
  class_for_all: it.classForAll,
});
