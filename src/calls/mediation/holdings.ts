/**
 * Who had a number when. The register tells from when to when somebody was recorded with it, and a
 * call belongs to whoever had it then: whose it was first is taken to have had it before anything was
 * recorded, and what nobody has any longer is nobody's. Nearly every number has had one holder ever,
 * so it is stored as that holder, and only the others need the time.
 */

/** Somebody had a number in [from, until), milliseconds since 1970. */
export interface Tenure {
  readonly from: number;
  readonly until: number;
}

/** Its holders from the end of the phase before; the first phase has no beginning. */
interface Phase<Holder> {
  readonly until: number;
  readonly holders: readonly Holder[];
}

/** The one holder ever, or the holders phase by phase. */
export type Holding<Holder extends Tenure> = Holder | readonly Phase<Holder>[];

/** Holdings by number; `Holder` is whatever a tenure is of. */
export type Holdings<Holder extends Tenure> = ReadonlyMap<string, Holding<Holder>>;

/** Who had the number at an instant, in the order in which they were entered. */
export function holdersAt<Holder extends Tenure>(
  holding: Holding<Holder>,
  at: number,
): readonly Holder[] {
  return 'from' in holding ? [holding] : phaseAt(holding, at);
}

/** The first of {@link holdersAt}, or undefined where it was nobody's. */
export function holderAt<Holder extends Tenure>(
  holdings: Holdings<Holder>,
  key: string,
  at: number,
): Holder | undefined {
  const holding = holdings.get(key);
  if (holding === undefined) return undefined;
  return 'from' in holding ? holding : phaseAt(holding, at)[0];
}

function phaseAt<Holder>(phases: readonly Phase<Holder>[], at: number): readonly Holder[] {
  for (const { until, holders } of phases) if (at < until) return holders;
  return [];
}

/** Gathers tenures by number; what is `settled` can be looked up once `settle` was called. */
export function holdingsOf<Holder extends Tenure>() {
  const settled = new Map<string, Holding<Holder>>();
  const several = new Map<string, Holder[]>();
  return {
    settled: settled as Holdings<Holder>,
    enter: (key: string, tenure: Holder): void => {
      const known = settled.get(key);
      if (known === undefined) settled.set(key, tenure);
      const among = several.get(key);
      if (among) among.push(tenure);
      else if (known && 'from' in known) several.set(key, [known, tenure]);
      else if (tenure.until !== Number.POSITIVE_INFINITY) several.set(key, [tenure]);
    },
    settle: (): void => {
      for (const [key, tenures] of several) settled.set(key, phasesOf(tenures));
    },
  };
}

/** Tenures as phases, in each of which the same people had the number. */
function phasesOf<Holder extends Tenure>(tenures: readonly Holder[]): Phase<Holder>[] {
  const first = tenures.reduce((least, it) => Math.min(least, it.from), Number.POSITIVE_INFINITY);
  const edges = new Set(tenures.flatMap(({ from, until }) => [from, until]));
  edges.delete(first);
  const phases: Phase<Holder>[] = [];
  let start = first;
  for (const until of [...edges].sort((a, b) => a - b)) {
    phases.push({ until, holders: tenures.filter((it) => it.from <= start && start < it.until) });
    start = until;
  }
  return phases;
}
