/**
 * What rulings would do, from the register as it stands: every customer that declared one of the
 * licences, a portion at a time, so that memory does not follow their number. Nothing is written,
 * and what is owed is decided elsewhere.
 */
import type { Actor, Tx } from '../../db/index.ts';
import {
  type CustomerId,
  type EmployeeId,
  type Instant,
  type Interval,
  localDateOf,
  type Month,
  monthOf,
  monthOfDate,
} from '../../kernel/index.ts';
import { listActivations, listCustomers } from '../../register/index.ts';
import { type Catalogue, makeCatalogue } from '../catalogue/catalogue.ts';
import { loadRulebook, type Rulebook } from '../catalogue/load.ts';
import { listDeclarations } from '../store.ts';
import { decideRulings, type RulingRequest } from './decide.ts';
import {
  addEffects,
  firstMonthActive,
  type Holdings,
  noEffect,
  type RulingEffect,
  rulingEffect,
  type Span,
} from './effect.ts';
import { type Naming, textsNaming } from './naming.ts';
import type { Ruling, RulingTerms } from './ruling.ts';
import { listDeclaringCustomers, listLicenceTexts } from './store.ts';

/** A ruling with what it alone moves. */
export interface MeasuredRuling extends Ruling {
  readonly effect: RulingEffect;
  /** Declarations that name the licence. */
  readonly declarations: number;
}

/** A customer that declared one of the licences and had an employee active. */
export interface Touched {
  readonly resellerId: string;
  readonly customerId: CustomerId;
  readonly firstMonth: Month;
  /** Which of the rulings are on licences that its declarations name, by their places. */
  readonly named: readonly number[];
}

export interface Preview {
  /** Numbered as they would be if they were recorded now. */
  readonly rulings: readonly MeasuredRuling[];
  /** All of them at once, which is not their sum where somebody holds two of the licences. */
  readonly together: RulingEffect;
  /** The month that `perMonth` of an effect speaks of: that of now, or of a start to come. */
  readonly rateMonth: Month;
  readonly touched: readonly Touched[];
}

export async function previewRulings(
  tx: Tx,
  request: RulingRequest,
  { now }: Actor,
): Promise<Preview> {
  const rulebook = await loadRulebook(tx);
  const rulings = numbered(rulebook, decideRulings(rulebook, request, localDateOf(now)), now);
  const texts = await listLicenceTexts(tx);
  const candidates = rulings.map((ruling): Candidate => {
    const naming = textsNaming(ruling, rulebook.rows, texts);
    return { ruling, naming, after: catalogueWith(rulebook, [ruling]) };
  });
  const starts = rulings.map(({ validFrom }) => monthOfDate(validFrom)).sort();
  const to = [monthOf(now), ...starts].sort().at(-1) ?? monthOf(now);
  const measured = await measure(tx, rulebook, candidates, { from: starts[0] ?? to, to });
  const { effects, together, touched } = measured;
  return {
    rulings: candidates.map(({ ruling, naming: { declarations } }, i) => {
      return { ...ruling, effect: effects[i] ?? noEffect, declarations };
    }),
    together,
    rateMonth: to,
    touched,
  };
}

/** Rulings with the numbers that come next. */
function numbered(
  { rulings }: Rulebook,
  decided: readonly RulingTerms[],
  ruledAt: Instant,
): Ruling[] {
  const last = rulings.at(-1)?.rulingId ?? 0n;
  return decided.map((terms, i) => ({ ...terms, rulingId: last + BigInt(i + 1), ruledAt }));
}

const catalogueWith = ({ rows, rulings }: Rulebook, fresh: readonly Ruling[]): Catalogue =>
  makeCatalogue(rows, [...rulings, ...fresh]).catalogue;

interface Candidate {
  readonly ruling: Ruling;
  readonly naming: Naming;
  readonly after: Catalogue;
}

interface Measured {
  /** By the places of the candidates. */
  readonly effects: readonly RulingEffect[];
  readonly together: RulingEffect;
  readonly touched: readonly Touched[];
}

const CUSTOMERS_PER_PORTION = 500;

async function measure(
  tx: Tx,
  rulebook: Rulebook,
  candidates: readonly Candidate[],
  span: Span,
): Promise<Measured> {
  const before = rulebook.catalogue;
  const rulings = candidates.map(({ ruling }) => ruling);
  const afterAll = catalogueWith(rulebook, rulings);
  const texts = new Set(candidates.flatMap(({ naming }) => [...naming.texts]));
  const customerIds = await listDeclaringCustomers(tx, [...texts]);
  const effects = candidates.map(() => noEffect);
  const touched: Touched[] = [];
  let together = noEffect;
  for (let start = 0; start < customerIds.length; start += CUSTOMERS_PER_PORTION) {
    const portion = await loadHoldings(tx, customerIds.slice(start, start + CUSTOMERS_PER_PORTION));
    together = addEffects(together, rulingEffect(portion, before, afterAll, span));
    for (const [index, { after, naming }] of candidates.entries()) {
      const own = portion.filter((customer) => declares(customer, naming));
      const effect = rulingEffect(own, before, after, span);
      effects[index] = addEffects(effects[index] ?? noEffect, effect);
    }
    touched.push(...portion.flatMap((customer) => touchedBy(candidates, customer)));
  }
  return { effects, together, touched };
}

const declares = ({ declarations }: Holdings, { texts }: Naming): boolean =>
  declarations.some(({ licence }) => texts.has(licence));

type FiledHoldings = Holdings & Pick<Touched, 'resellerId'>;

function touchedBy(candidates: readonly Candidate[], customer: FiledHoldings): Touched[] {
  const { resellerId, customerId, activations } = customer;
  const firstMonth = firstMonthActive([...activations.values()].flat());
  const named = candidates.flatMap(({ naming }, i) => (declares(customer, naming) ? [i] : []));
  return firstMonth ? [{ resellerId, customerId, firstMonth, named }] : [];
}

async function loadHoldings(tx: Tx, customerIds: readonly CustomerId[]): Promise<FiledHoldings[]> {
  const customers = await listCustomers(tx, { customerIds });
  const declarations = await listDeclarations(tx, { customerIds });
  const activations = new Map<CustomerId, Map<EmployeeId, Interval[]>>();
  for (const [employeeId, list] of await listActivations(tx, { customerIds })) {
    for (const { customerId, activatedAt: start, deactivatedAt: end } of list) {
      const ofCustomer = activations.get(customerId) ?? new Map<EmployeeId, Interval[]>();
      const others = ofCustomer.get(employeeId) ?? [];
      activations.set(customerId, ofCustomer.set(employeeId, [...others, { start, end }]));
    }
  }
  return [...customers.values()].map(({ customerId, resellerId, billedFrom }) => ({
    customerId,
    resellerId,
    billedFrom,
    activations: activations.get(customerId) ?? new Map<EmployeeId, Interval[]>(),
    declarations: declarations.get(customerId) ?? [],
  }));
}
