/**
 * A plan with ids on it: rows as a reseller, Myfone and the PBX hand them in, each with the day on
 * which it does. What cannot be handed in is left out here: two declarations of one employee from one
 * day in one file, a call before it was made.
 */
import type { CallPlan, CustomerPlan, DeclarationPlan, PartyPlan, Plan } from './plan.ts';
import { knownOn } from './plan.ts';

export interface Declared extends DeclarationPlan {
  readonly customer: string;
  /** Empty: for all employees of the customer. */
  readonly employee: string;
}
export interface Activated {
  readonly employee: string;
  readonly from: string;
  readonly to: string;
  /** When the start and when the end becomes known. */
  readonly known: number;
  readonly endKnown: number;
}
export interface Called extends CallPlan {
  readonly id: string;
  readonly customer: string;
  readonly extension: number;
  readonly month: string;
}
export interface CustomerFacts {
  readonly id: string;
  readonly reseller: string;
  readonly billTo: 'customer' | 'reseller';
  readonly party: PartyPlan;
  readonly employees: readonly string[];
}
export interface Facts {
  readonly customers: readonly CustomerFacts[];
  readonly declarations: readonly Declared[];
  readonly activations: readonly Activated[];
  readonly calls: readonly Called[];
}

/** Imports are made at ten o'clock local time. */
const knownAt = knownOn.map((day) => Date.parse(`${day}T08:00:00Z`));
const stageAfter = (at: string): number => knownAt.findIndex((known) => Date.parse(at) < known);

export function factsOf({ customers }: Plan): Facts {
  const named = customers.map((it, at): [string, CustomerPlan] => [`k${at}`, it]);
  return {
    customers: named.map(([id, { reseller, billTo, party, employees }]) => ({
      ...{ id, reseller, party, billTo: billTo as 'customer' | 'reseller' },
      employees: employees.map((_, at) => `${id}m${at}`),
    })),
    declarations: onePerFile(
      named.flatMap(([customer, { forAll, employees }]): Declared[] => [
        ...forAll
          .filter((it) => it.licence !== 'as-customer')
          .map((it) => ({ ...it, customer, employee: '' })),
        ...employees.flatMap((employee, at) =>
          employee.declarations.map((it) => ({ ...it, customer, employee: `${customer}m${at}` })),
        ),
      ]),
    ),
    activations: named.flatMap(([id, { employees }]) =>
      employees.flatMap((employee, at) =>
        employee.activations.map(({ from, to }): Activated => {
          const known = stageAfter(from);
          const endKnown = to === '' ? -1 : stageAfter(to);
          return { employee: `${id}m${at}`, from, to, known, endKnown };
        }),
      ),
    ),
    calls: named.flatMap(([customer, { calls, employees }]) =>
      calls.map((it, at): Called => {
        const known = Math.max(it.known, stageAfter(it.at));
        const local = new Date(Date.parse(it.at) + (it.at > '2026-10-25T01' ? 1 : 2) * 3_600_000);
        const extension = 201 + (it.by % employees.length);
        const month = local.toISOString().slice(0, 7);
        return { ...it, known, id: `${customer}c${at}`, customer, extension, month };
      }),
    ),
  };
}

/** Of two statements for one employee from one day in one file the first. */
function onePerFile(declared: readonly Declared[]): Declared[] {
  const taken = new Set<string>();
  return declared.filter(({ customer, employee, validFrom, known }) => {
    const key = [customer, employee, validFrom, known].join(' ');
    return !taken.has(key) && taken.add(key);
  });
}
