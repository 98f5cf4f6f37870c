/**
 * The ordinary part of the world: customers of every size, the licences they ordered, and who has
 * connected the integration when, with a little coming and going each month. Nothing here is
 * awkward; that is what the folder beside it is for.
 */
import type { Instant, Month } from '../../../kernel/index.ts';
import { addDays, firstDay, invariant, lastDay } from '../../../kernel/index.ts';
import type { Customer, Draft, Employee } from './draft.ts';
import { at, dayFromStart, monthAt } from './draft.ts';
import type { Random } from './random.ts';
import { addCustomer, addEmployee } from './register.ts';
import { activate, declare, order } from './statements.ts';
import { licences } from './words.ts';

/** Splits a whole into parts of at least 1 whose sizes are skewed, as companies' are. */
export function skewedParts(random: Random, whole: number, parts: number): number[] {
  invariant(whole >= parts, `${whole} cannot be split into ${parts} parts of at least 1`);
  const weights = Array.from({ length: parts }, () => Math.exp(random.normal()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const upTo = Math.round(((whole - parts) * before) / total);
    const size = 1 + upTo - given;
    given = upTo;
    return size;
  });
}

/** A moment in office hours on some day of the month. */
function officeMoment(random: Random, month: Month): Instant {
  const days = Number(lastDay(month).slice(8));
  const day = addDays(firstDay(month), random.int(days));
  return at(day, 8 + random.int(8), random.int(60), random.int(60));
}

/** When an employee connected the integration and when, if ever, it was taken away again. */
function connect(draft: Draft, employee: Employee): void {
  const { random, months } = draft;
  const before = at(dayFromStart(draft, -1 - random.int(40)), 8 + random.int(8), random.int(60));
  const joins = random.next();
  if (joins > 0.94) return;
  const start = joins < 0.84 ? -1 : random.int(months.length);
  const from = start < 0 ? before : officeMoment(random, monthAt(draft, start));
  const leaves = months.findIndex((_, index) => index > start && random.chance(0.02));
  const to = leaves < 0 ? undefined : officeMoment(random, monthAt(draft, leaves));
  const reported = Math.max(start, 0);
  if (to && leaves === reported) {
    activate(draft, employee, from, to, reported);
    return;
  }
  activate(draft, employee, from, undefined, reported);
  if (to) activate(draft, employee, from, to, leaves);
}

function license(draft: Draft, customer: Customer): void {
  const { random } = draft;
  const usual = random.weighted(licences);
  const day = () => dayFromStart(draft, -45 - random.int(10));
  if (random.chance(0.55)) {
    order(draft, customer, usual, day());
    return;
  }
  for (const employee of customer.employees) {
    const own = random.chance(0.75) ? usual : random.weighted(licences);
    if (random.chance(0.03)) {
      declare(draft, employee, `${own} | Exchange Online`, day(), 'To licenser på samme konto');
    } else {
      order(draft, employee, own, day());
    }
  }
}

/** Adds ordinary customers with that many employees between them. */
export function populate(draft: Draft, customers: number, employees: number): void {
  for (const [at, size] of skewedParts(draft.random, employees, customers).entries()) {
    const short = size <= 600 && draft.random.chance(0.7);
    // One in ten has its invoices in English.
    const spoken = at % 10 === 7 ? { language: 'en' } : {};
    const customer = addCustomer(draft, spoken, short ? 201 : 4001);
    for (let i = 0; i < size; i += 1) addEmployee(draft, customer);
    license(draft, customer);
    for (const employee of customer.employees) connect(draft, employee);
  }
}
