/**
 * Single calls as a table: for each way of being free, rated or quarantined (R12-R15), what differs
 * from a plain call. Some are so long and so far away that any deck makes them dear. Calls whose
 * point is when they begin or that they come again are not here.
 */
import { firstDay } from '../../../../kernel/index.ts';
import type { AwkwardCase, Customer, Draft, Employee } from '../draft.ts';
import { monthAt } from '../draft.ts';
import type { RowOf } from '../files.ts';

export type Call = RowOf<'calls'>;
type Outcome = NonNullable<AwkwardCase['outcome']>;
/** Code, outcome, rule, one sentence, and the columns in which the call differs from a plain one. */
export type Script = readonly [
  code: string,
  outcome: Outcome,
  rule: string,
  what: string,
  call: Call,
];

export interface Scene {
  readonly draft: Draft;
  readonly customer: Customer;
  readonly caller: Employee;
  readonly colleague: Employee;
}

export function freeCalls({ caller, colleague, customer }: Scene): Script[] {
  const free = (code: string, what: string, call: Call): Script => [
    code,
    'free',
    'R13',
    what,
    call,
  ];
  return [
    free('incoming', 'Incoming calls are free.', {
      direction: 'in',
      from: '+4633000019',
      to: caller.extension,
    }),
    free('unanswered', 'A call of 0 seconds is free.', { billable_seconds: '0' }),
    free('sip-address', 'A call to a SIP address is free.', { to: `sip:salg@${customer.domain}` }),
    free('colleague-extension', 'An extension of the same customer is free.', {
      to: colleague.extension,
    }),
    free('colleague-client-number', 'A client number of the same customer is free.', {
      to: colleague.clientNumber,
    }),
    free('colleague-on-net', 'A direct number is free where the record says on-net.', {
      to: colleague.number,
      on_net: 'true',
    }),
    free('feature-8-star', 'A feature code followed by an extension is free.', { to: '8*205' }),
    free('feature-88-star', 'A feature code by itself is free.', { to: '88*' }),
    free('feature-2-star', 'Another feature code with an extension is free.', { to: '2*205' }),
  ];
}

export function ratedCalls({ colleague }: Scene): Script[] {
  const rated = (code: string, rule: string, what: string, call: Call): Script => [
    code,
    'rated',
    rule,
    what,
    call,
  ];
  const short = (number: string, what: string): Script =>
    rated(`short-code-${number}`, 'R14', what, { to: number });
  return [
    short('112', 'Emergency number, matched by a row of its own only.'),
    short('114', 'Police, matched by a row of its own only.'),
    short('118', 'Directory enquiries, matched by a row of its own only.'),
    short('1813', 'Medical helpline, matched by a row of its own only.'),
    short('116111', 'Harmonised number, matched by a row of its own only.'),
    rated('number-70', 'R15', 'A national 70 number.', { to: '70000170' }),
    rated('number-80', 'R15', 'A freephone 80 number.', { to: '80000180' }),
    rated('number-90', 'R15', 'A premium 90 number.', { to: '90000190' }),
    rated('colleague-direct-number', 'R14', 'A colleague reached by the direct number is rated.', {
      to: colleague.number,
    }),
    rated('unknown-from', 'R12', 'The caller is nobody known: rated, with no employee.', {
      from: '9999',
    }),
    rated('forwarded', 'R12', 'Forwarded to a mobile phone: rated, the caller is from outside.', {
      from: '+4633000020',
      to: '20000021',
      forwarded_by: colleague.extension,
    }),
    rated('very-long', 'R16', 'A line left open for twenty-three hours.', {
      to: '20000022',
      billable_seconds: '82801',
    }),
    rated('above-a-thousand-kroner', 'R16', 'Twenty hours to Cuba cost more than 1,000 kr.', {
      to: '005372040404',
      billable_seconds: '72000',
    }),
    rated('number-with-blanks', 'R14', 'Blanks and a plus sign do not matter.', {
      to: '+46 8 123 456 78',
    }),
  ];
}

export function quarantinedCalls({ draft }: Scene): Script[] {
  const kept = (code: string, what: string, call: Call): Script => [
    code,
    'quarantined',
    'R12',
    what,
    call,
  ];
  return [
    kept('number-unreadable', 'Seven digits are no number; never guessed.', { to: '1234567' }),
    kept('no-deck-row', 'Country code 210 is not in use, so no deck has a row for it.', {
      to: '+21055501234',
    }),
    kept('unknown-customer', 'No such customer.', { customer_id: 'K0001' }),
    kept('seconds-unreadable', 'The seconds are words.', { billable_seconds: 'to minutter' }),
    kept('instant-without-offset', 'The local time has no offset, so it may mean two instants.', {
      started_at: `${firstDay(monthAt(draft, 0))}T10:00:00`,
    }),
  ];
}
