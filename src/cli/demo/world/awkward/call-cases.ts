/**
 * One customer whose calls are all named cases: the table of single calls, times at the edges of a
 * month and of summer time, and records that come late, twice or changed (R17, R18). Nobody there
 * calls by chance, so that its usage can be checked by hand.
 */
import type { Instant, LocalDate } from '../../../../kernel/index.ts';
import {
  addDays,
  endOfMonth,
  firstDay,
  instantText,
  invariant,
  lastDay,
  startOfDay,
  startOfMonth,
} from '../../../../kernel/index.ts';
import type { Draft } from '../draft.ts';
import { at, dayFromStart, folderAt, monthAt, zulu } from '../draft.ts';
import { addCustomer, addEmployee } from '../register.ts';
import { activate, order } from '../statements.ts';
import type { Call, Scene, Script } from './call-scripts.ts';
import { freeCalls, quarantinedCalls, ratedCalls } from './call-scripts.ts';

/** Above any number that the bulk of the calls reaches. */
const FIRST_RECORD = 900_000_001;

/** Notes a case and puts its record into a month's folder; gives the record back. */
function play(scene: Scene, folder: number, script: Script): Call {
  const [code, outcome, rule, what, differing] = script;
  const { draft, customer, caller } = scene;
  const named = draft.cases.filter((known) => known.call).length;
  const call: Call = {
    source: customer.source,
    record_id: `${customer.source === 'pbx-aar' ? 'pbx2' : 'pbx1'}-${FIRST_RECORD + named}`,
    customer_id: customer.id,
    direction: 'out',
    from: caller.extension,
    to: '33000018',
    started_at: instantText(at(addDays(firstDay(monthAt(draft, folder)), 9), 10, 0, named)),
    billable_seconds: '61',
    ...differing,
  };
  folderAt(draft, folder).calls.push(call);
  draft.cases.push({
    code,
    rule,
    what,
    outcome,
    customerId: call.customer_id ?? '',
    folder: monthAt(draft, folder),
    call: { source: call.source ?? '', recordId: call.record_id ?? '' },
  });
  return call;
}

/** The day of the world that has 25 hours, if any. */
function longDay(draft: Draft): { readonly day: LocalDate; readonly folder: number } | undefined {
  for (const [folder, month] of draft.months.entries()) {
    for (let day = firstDay(month); day <= lastDay(month); day = addDays(day, 1)) {
      const hours = startOfDay(addDays(day, 1)).getTime() - startOfDay(day).getTime();
      if (hours === 25 * 3_600_000) return { day, folder };
    }
  }
  return undefined;
}

function playEdgesOfTime(scene: Scene): void {
  const { draft } = scene;
  const [first, second] = [monthAt(draft, 0), monthAt(draft, 1)];
  const lastSecond: Instant = new Date(endOfMonth(first).getTime() - 1000);
  play(scene, 0, [
    'last-second-of-month',
    'rated',
    'R17',
    'Starts at 23:59:59 local time on the last day: belongs to the month it started in.',
    { started_at: instantText(lastSecond), billable_seconds: '600' },
  ]);
  play(scene, 1, [
    'first-second-of-month',
    'rated',
    'R17',
    'Starts at local midnight, still the day before by UTC: belongs to the second month.',
    { started_at: zulu(startOfMonth(second)) },
  ]);
  const autumn = longDay(draft);
  if (!autumn) return;
  for (const [code, hours] of [
    ['dst-hour-first', 2],
    ['dst-hour-second', 3],
  ] as const) {
    play(scene, autumn.folder, [
      code,
      'rated',
      'R17',
      'Starts at 02:30 on the night when that half hour comes twice; the offset tells which.',
      { started_at: instantText(at(autumn.day, hours, 30)) },
    ]);
  }
}

/** Records that the second folder brings late, again or changed. */
function playRepeats(scene: Scene, unreadable: Call): void {
  const { draft } = scene;
  const started = at(addDays(firstDay(monthAt(draft, 0)), 20), 14, 5, 7);
  const call = { to: '20000023', started_at: instantText(started), billable_seconds: '245' };
  const plain = (code: string): Call =>
    play(scene, 0, [code, 'rated', 'R16', 'A plain call, which the second folder repeats.', call]);
  const [again, changed, moved] = [plain('repeated'), plain('changed'), plain('moved')];
  play(scene, 0, [
    'duplicate-in-file',
    'duplicate',
    'R18',
    'The same record twice in one file.',
    again,
  ]);
  play(scene, 1, [
    'duplicate-next-month',
    'duplicate',
    'R18',
    'The same record once more a month later, its start spelled in UTC.',
    { ...again, started_at: zulu(started) },
  ]);
  play(scene, 1, [
    'duplicate-in-quarantine',
    'duplicate',
    'R18',
    'The same record once more while the first is in quarantine.',
    unreadable,
  ]);
  play(scene, 1, [
    'conflict',
    'quarantined',
    'R18',
    'The same record with other seconds: the first stays due, this one waits.',
    { ...changed, billable_seconds: '542' },
  ]);
  play(scene, 1, [
    'conflict-other-customer',
    'quarantined',
    'R18',
    'The same record for another customer: the first stays due, this one waits.',
    { ...moved, customer_id: draft.customers[0]?.id ?? '' },
  ]);
  play(scene, 1, [
    'late',
    'rated',
    'R17',
    'A call of the first month that arrives with the second: billed on a line of its own month.',
    { ...call, started_at: instantText(at(addDays(firstDay(monthAt(draft, 0)), 27), 11)) },
  ]);
  play(scene, 0, [
    'same-number-other-pbx',
    'rated',
    'R18',
    'The same record number from another PBX is another call.',
    { ...call, record_id: again.record_id ?? '', source: 'pbx-ode' },
  ]);
}

/** Needs the customer that is billed from the second month only. */
function playExcluded(scene: Scene): void {
  const { draft } = scene;
  const later = draft.customers.find(({ row }) => row.billed_from === monthAt(draft, 1));
  invariant(later, 'the calls need the customer that is billed from the second month');
  play(scene, 0, [
    'before-billed-from',
    'excluded',
    'R10a',
    'A call before the month from which its customer is billed.',
    { customer_id: later.id, source: later.source },
  ]);
}

/** Call after the customers' cases: some of these calls are made by customers from there. */
export function addCallCases(draft: Draft): void {
  const customer = addCustomer(draft, {
    name: 'Kragemose Køl & Frys A/S',
    bill_to: 'customer',
    gln: '',
  });
  draft.silent.add(customer.id);
  order(draft, customer, 'Enterprise E3', dayFromStart(draft, -12));
  const staff = Array.from({ length: 5 }, () => addEmployee(draft, customer));
  for (const employee of staff) activate(draft, employee, at(dayFromStart(draft, -7), 10));
  const [caller, colleague] = staff;
  invariant(caller && colleague, 'the calls need two employees');
  const scene = { draft, customer, caller, colleague };
  for (const script of [...freeCalls(scene), ...ratedCalls(scene)]) play(scene, 0, script);
  const kept = quarantinedCalls(scene).map((script) => play(scene, 0, script));
  const unreadable = kept[0];
  invariant(unreadable, 'a record in quarantine is needed to repeat it');
  playEdgesOfTime(scene);
  playRepeats(scene, unreadable);
  playExcluded(scene);
}
