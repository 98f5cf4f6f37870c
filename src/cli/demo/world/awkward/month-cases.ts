/**
 * One customer whose employees are the examples of R8: activations and declarations that meet the
 * edges of a month. What is owed for each is worked out by hand from the rule and noted beside it.
 */
import type { Instant, LocalDate, Month } from '../../../../kernel/index.ts';
import { addDays, firstDay, lastDay, startOfMonth } from '../../../../kernel/index.ts';
import type { Customer, Draft, Employee } from '../draft.ts';
import { at, monthAt, zulu } from '../draft.ts';
import { addCustomer, addEmployee } from '../register.ts';
import { activate, declare, order } from '../statements.ts';
import type { Due } from './note.ts';
import { longAgo, note, orderedOn } from './note.ts';

interface Scene {
  readonly draft: Draft;
  readonly customer: Customer;
  readonly first: Month;
  readonly second: Month;
  /** Before the first month: orders, and the activations of those who are long connected. */
  readonly orderedOn: LocalDate;
  readonly longAgo: Instant;
}

/** An employee with a case: the code, what happens, and what is owed in the first two months. */
function stage(scene: Scene, code: string, what: string, due: Due, folder = 0): Employee {
  const employee = addEmployee(scene.draft, scene.customer);
  note(scene.draft, employee, { code, rule: 'R8', what, due, folder });
  return employee;
}

function activationsAtTheEdge(scene: Scene): void {
  const { draft, second, orderedOn, longAgo } = scene;
  const midnight = startOfMonth(second);
  const late = stage(
    scene,
    'activated-after-local-midnight',
    'Activated on the last day by UTC, on the 1st by local time: first charged in the second month.',
    [undefined, '30.00'],
  );
  order(draft, late, 'Business Premium', orderedOn);
  activate(draft, late, new Date(midnight.getTime() + 30 * 60_000), undefined, 0, zulu);

  const gone = stage(
    scene,
    'deactivated-at-local-midnight',
    'Deactivated exactly at local midnight on the 1st: not charged for that month.',
    ['30.00', undefined],
    1,
  );
  order(draft, gone, 'Business Premium', orderedOn);
  activate(draft, gone, longAgo);
  activate(draft, gone, longAgo, midnight, 1);

  const lingering = stage(
    scene,
    'deactivated-a-second-after-midnight',
    'Deactivated one second after local midnight on the 1st: charged for that month in full.',
    ['30.00', '30.00'],
    1,
  );
  order(draft, lingering, 'Business Essentials', orderedOn);
  activate(draft, lingering, longAgo);
  activate(draft, lingering, longAgo, new Date(midnight.getTime() + 1000), 1);
}

function licencesAtTheEdge(scene: Scene): void {
  const { draft, second, orderedOn, longAgo } = scene;
  const last = lastDay(second);
  const down = stage(
    scene,
    'e1-on-the-last-day',
    'Enterprise E3 until the day before the last, Enterprise E1 from the last day: charged.',
    ['0.00', '30.00'],
    1,
  );
  order(draft, down, 'Enterprise E3', orderedOn);
  activate(draft, down, longAgo);
  declare(draft, down, 'Enterprise E1', last, 'Skiftet til E1', 1);

  const up = stage(
    scene,
    'enterprise-from-the-first',
    'Business until the last day of the first month, Enterprise E3 from the 1st: free from then.',
    ['30.00', '0.00'],
    1,
  );
  order(draft, up, 'Business', orderedOn);
  activate(draft, up, longAgo);
  declare(draft, up, 'Enterprise E3', firstDay(second), 'Opgraderet til E3', 1);

  const idle = stage(
    scene,
    'never-activated',
    'A licence without an activation is never charged.',
    [undefined, undefined],
  );
  order(draft, idle, 'Business Premium', orderedOn);

  const bare = stage(
    scene,
    'no-licence-on-file',
    'Active with no licence on file: afventer in both months (R5).',
    [null, null],
  );
  activate(draft, bare, longAgo);
}

function repeatedActivations(scene: Scene): void {
  const { draft, first, orderedOn } = scene;
  const day = (number: number, hour: number) => at(addDays(firstDay(first), number - 1), hour);
  const twice = stage(
    scene,
    'activated-twice-in-a-month',
    'Activated twice in one month: charged once.',
    ['30.00', undefined],
  );
  order(draft, twice, 'ProPlus', orderedOn);
  activate(draft, twice, day(3, 10), day(8, 16));
  activate(draft, twice, day(20, 9), day(24, 15), 0, zulu);

  const overlap = stage(
    scene,
    'overlapping-activations',
    'Two activations that overlap are merged: charged once.',
    ['30.00', undefined],
  );
  order(draft, overlap, 'Business Premium', orderedOn);
  activate(draft, overlap, day(4, 10), day(18, 12));
  activate(draft, overlap, day(10, 9), day(23, 15));

  const corrected = stage(
    scene,
    'deactivation-corrected',
    'A reported end is corrected to lie three days into the second month: that month is owed too.',
    ['30.00', '30.00'],
    1,
  );
  order(draft, corrected, 'Business Premium', orderedOn);
  activate(draft, corrected, day(2, 9), day(28, 12));
  activate(draft, corrected, day(2, 9), at(addDays(firstDay(scene.second), 3), 9), 1);
}

export function addMonthCases(draft: Draft): void {
  const customer = addCustomer(draft, {
    name: 'Tordivelgård Tandklinik ApS',
    bill_to: 'customer',
    gln: '',
  });
  const scene: Scene = {
    draft,
    customer,
    first: monthAt(draft, 0),
    second: monthAt(draft, 1),
    orderedOn: orderedOn(draft),
    longAgo: longAgo(draft),
  };
  activationsAtTheEdge(scene);
  licencesAtTheEdge(scene);
  repeatedActivations(scene);
}
