/**
 * A month's world with a customer who orders: acme of R1, employees anna and bo, no licence on file.
 * Orders are drafted and confirmed by short words.
 */
import type { EmployeeId } from '../../../src/kernel/index.ts';
import { customerId, employeeId, instant } from '../../../src/kernel/index.ts';
import { confirmOrder, draftOrder, viewOrder } from '../../../src/licensing/index.ts';
import { listCurrentPlans } from '../../../src/rating/index.ts';
import type { OrderLine } from '../../../src/register/index.ts';
import { actorOn, customer, employee, openWorld, resellers } from '../../month-world.ts';

export const lineFor = (id: string, licence: string): OrderLine => ({
  employeeId: employeeId(id),
  licence,
});
export const lineForAll = (licence: string): OrderLine => ({ employeeId: undefined, licence });

export interface Ordered {
  readonly customer?: string;
  readonly domain?: string;
  readonly lines: readonly OrderLine[];
}

export interface Confirmed {
  readonly version?: number;
  /** Empty: not said, so now. */
  readonly at?: string;
  readonly day?: string;
  readonly feeAcceptedBy?: string;
  readonly validFrom?: string;
  readonly by?: string;
  readonly language?: 'da' | 'en';
}

export type OrderWorld = Awaited<ReturnType<typeof openOrderWorld>>;

export async function openOrderWorld() {
  const world = await openWorld();
  await world.take('2026-09-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 202)],
  });
  return {
    ...world,
    draft: (ordered: Ordered, day = '2026-09-02') =>
      draftOrder(
        world.database,
        {
          customerId: customerId(ordered.customer ?? 'acme'),
          domain: ordered.domain ?? `${ordered.customer ?? 'acme'}.example`,
          sameForAll: ordered.lines.some((line) => line.employeeId === undefined),
          lines: ordered.lines,
        },
        actorOn(day),
      ),
    confirm: (draftId: bigint, other: Confirmed = {}) => {
      const { at = '2026-09-03T10:00:00+02:00', day = '2026-09-04', feeAcceptedBy = '' } = other;
      const request = {
        draftId,
        version: other.version,
        confirmedBy: other.by ?? 'Pia Bech',
        confirmedAt: at === '' ? undefined : instant(at),
        validFrom: other.validFrom as never,
        feeAcceptedBy,
        language: other.language ?? ('da' as const),
      };
      return confirmOrder(world.database, request, actorOn(day), (tx) => listCurrentPlans(tx));
    },
    view: (draftId: bigint, at = '2026-09-04T08:00:00Z') =>
      viewOrder(world.database, draftId, instant(at), (tx) => listCurrentPlans(tx)),
  };
}

export const idsOf = (items: readonly { readonly employeeId: EmployeeId | undefined }[]) =>
  items.map(({ employeeId: id }) => id ?? '');
