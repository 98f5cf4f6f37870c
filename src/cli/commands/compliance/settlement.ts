/** `takst settlement MONTH`: activated employees per licence and class, as known now and then (R41). */
import type { Instant, Money, Month } from '../../../kernel/index.ts';
import { instantText, moneyText, resellerId } from '../../../kernel/index.ts';
import type {
  MovedEmployee,
  SettlementChange,
  SettlementGroup,
  SettlementReport,
  SettlementState,
} from '../../../licensing/index.ts';
import { instantArgument, monthArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, countFigure, moneyFigure } from '../../terminal/figures.ts';
import { jsonText, writeJson } from '../../terminal/json.ts';
import { shortText, tableText } from '../../terminal/table.ts';

interface SettlementOptions extends Json {
  readonly knownAt?: Instant;
  readonly reseller?: string;
}

/** The most that a person is shown of who moved; --json has all. */
const SHOWN = 50;

const more = `
Counts each employee whose integration was active in the month once, under the licence that settled
the class: of class Enterprise without a fee, of class Business with its price. UNKNOWN and NONE are
employees whose licence is not decided yet; they have no amount. Months before a customer's
billed_from are not counted.

With --known-at the month is also counted from what had been recorded by that instant, and the
change since is told, with the employees who moved.

  takst settlement 2026-09
  takst settlement 2026-09 --known-at 2026-10-01T12:00:00+02:00 --json
`;

export const declareSettlement: DeclareCommand = (program, wiring) => {
  program
    .command('settlement')
    .summary('activated employees per licence, as known now and then')
    .description('Settles a month towards Microsoft: activated employees per licence and class.')
    .argument('<month>', 'the month, YYYY-MM', monthArgument)
    .option('--known-at <instant>', 'also as known then, with the change since', instantArgument)
    .option('--reseller <id>', 'only the customers that belonged to this reseller in the month')
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(inSession(wiring, settlement));
};

async function settlement(
  session: Session,
  month: Month,
  options: SettlementOptions,
): Promise<ExitCode> {
  const { settle } = await import('../../../licensing/index.ts');
  const { caller, database } = session;
  const request = {
    month,
    knownAt: options.knownAt,
    resellerId: options.reseller === undefined ? undefined : resellerId(options.reseller),
    now: caller.now(),
  };
  if (options.json) {
    const moved = openMoved(caller.out);
    const report = await settle(database, request, (some) => some.forEach(moved.add));
    moved.end(report, request);
    return 0;
  }
  const moved: MovedEmployee[] = [];
  const report = await settle(database, request, (some) => {
    moved.push(...some.slice(0, SHOWN - moved.length));
  });
  caller.out.write(settlementText(report, moved, options.knownAt));
  return 0;
}

const amountCell = (amount: Money | undefined): string =>
  amount === undefined ? '' : moneyFigure(amount);
const licenceCell = ({ licence }: SettlementGroup): string =>
  licence === '' ? '(nothing on file)' : shortText(licence);
const right = (title: string) => ({ title, align: 'right' as const });

function settlementText(
  report: SettlementReport,
  moved: readonly MovedEmployee[],
  knownAt: Instant | undefined,
): string {
  const { month, now, before, changes } = report;
  const parts = [`Settlement of ${month}, as known now\n${stateText(now)}`];
  if (before && knownAt) {
    const at = `${instantText(knownAt)} (up to batch ${before.cutOffBatch})`;
    parts.push(`\nAs known at ${at}\n${stateText(before)}`);
    parts.push(changes.length === 0 ? '\nNothing has changed since.\n' : changesText(changes));
    parts.push(movedText(moved, report.moved));
  }
  return parts.join('');
}

function stateText({ rows, employees, amount }: SettlementState): string {
  if (rows.length === 0) return '  Nobody was active.\n';
  const columns = [
    { title: 'class' },
    { title: 'licence' },
    ...['employees', 'each', 'kroner ex VAT'].map(right),
  ];
  const cells = rows.map((row) => [
    row.class,
    licenceCell(row),
    countFigure(row.employees),
    amountCell(row.price),
    amountCell(row.amount),
  ]);
  const sum = `${counted(employees, 'employee')}, ${moneyFigure(amount)} kr ex VAT.`;
  return `${tableText(columns, cells, { indent: '  ' })}  ${sum}\n`;
}

function changesText(changes: readonly SettlementChange[]): string {
  const columns = [
    { title: 'class' },
    { title: 'licence' },
    ...['then', 'now', 'change', 'kroner ex VAT'].map(right),
  ];
  const cells = changes.map((it) => [
    it.class,
    licenceCell(it),
    countFigure(it.employeesBefore),
    countFigure(it.employeesNow),
    signed(it.employeesNow - it.employeesBefore),
    amountCell(it.amount),
  ]);
  return `\nThe change since\n${tableText(columns, cells, { indent: '  ' })}`;
}

const signed = (count: number): string => `${count > 0 ? '+' : ''}${countFigure(count)}`;

function movedText(moved: readonly MovedEmployee[], total: number): string {
  if (total === 0) return '';
  const columns = [
    { title: 'customer' },
    { title: 'employee' },
    { title: 'then' },
    { title: 'now' },
  ];
  const cells = moved.map((it) => [
    shortText(it.customerId),
    shortText(it.employeeId),
    placeCell(it.before),
    placeCell(it.now),
  ]);
  const rest = total - moved.length;
  const last = rest > 0 ? `  and ${countFigure(rest)} more (--json has all)\n` : '';
  const head = `\n${counted(total, 'employee')} moved\n`;
  return `${head}${tableText(columns, cells, { indent: '  ' })}${last}`;
}

const placeCell = (group: SettlementGroup | undefined): string =>
  group ? `${group.class}: ${licenceCell(group)}` : 'not counted';

const money = (amount: Money | undefined): string | null =>
  amount === undefined ? null : moneyText(amount);
const groupListing = (group: SettlementGroup) => ({
  class: group.class,
  licence: group.licence,
  price: money(group.price),
});
const stateListing = ({ rows, employees, amount }: SettlementState) => ({
  employees,
  amount: moneyText(amount),
  rows: rows.map((row) => ({
    ...groupListing(row),
    employees: row.employees,
    amount: money(row.amount),
  })),
});
const changeListing = (it: SettlementChange) => ({
  ...groupListing(it),
  employees_before: it.employeesBefore,
  employees_now: it.employeesNow,
  amount: money(it.amount),
});
const movedListing = (it: MovedEmployee) => ({
  customer_id: it.customerId,
  employee_id: it.employeeId,
  before: it.before ? groupListing(it.before) : null,
  now: it.now ? groupListing(it.now) : null,
});

/**
 * One JSON object that begins with who moved: they are written as they are read, so that their
 * number costs no memory. Where nobody can have moved it is written whole.
 */
function openMoved(out: NodeJS.WritableStream) {
  let count = 0;
  return {
    add: (it: MovedEmployee): void => {
      out.write(`${count === 0 ? '{"moved": [\n' : ',\n'}${jsonText(movedListing(it))}`);
      count += 1;
    },
    end: (
      { month, now, before, changes }: SettlementReport,
      asked: { readonly knownAt: Instant | undefined; readonly resellerId: string | undefined },
    ): void => {
      const said = {
        month,
        reseller_id: asked.resellerId ?? null,
        known_at: asked.knownAt ? instantText(asked.knownAt) : null,
        cut_off_batch: before ? before.cutOffBatch : null,
        now: stateListing(now),
        before: before ? stateListing(before) : null,
        changes: changes.map(changeListing),
      };
      if (count === 0) writeJson(out, { moved: [], ...said });
      else out.write(`\n],\n${jsonText(said, 2).slice(1)}\n`);
    },
  };
}
