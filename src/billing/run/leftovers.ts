/**
 * Exceptions of a run that belong to no account: quarantine, callers that nobody knows or whose
 * integration was not active, and claims on findings that were waived.
 */
import { listQuarantineCodes, listUnknownCallers } from '../../calls/index.ts';
import type { Tx } from '../../db/index.ts';
import type { RunException } from '../exception.ts';
import type { RunFacts } from './gather.ts';
import { inactiveCallers } from './inactive-callers.ts';

/** One exception per reseller and quarantine code, and per customer and month of unknown callers. */
export async function runExceptions(
  tx: Tx,
  { after, upTo, waitingCosts }: RunFacts,
): Promise<RunException[]> {
  const quarantine = await listQuarantineCodes(tx, upTo);
  const callers = await listUnknownCallers(tx, { after, upTo });
  return [
    ...waitingCosts.map(
      ({ resellerId, claimId, cost, waived, receivedOn }): RunException => ({
        code: 'claim-waived',
        resellerId,
        customerId: '',
        employeeId: '',
        since: receivedOn,
        detail: `claim ${claimId}, ${cost} cost: finding ${waived.join(', ')} was waived`,
      }),
    ),
    ...quarantine.map(
      (q): RunException => ({
        code: 'quarantine',
        resellerId: q.resellerId,
        customerId: '',
        employeeId: '',
        since: q.since,
        detail: `${q.count} ${q.count === 1 ? 'record' : 'records'} with code ${q.code}`,
      }),
    ),
    ...callers.map(
      (c): RunException => ({
        code: 'unknown-caller',
        resellerId: c.resellerId,
        customerId: c.customerId,
        employeeId: '',
        since: undefined,
        detail: `${c.calls} rated ${c.calls === 1 ? 'call' : 'calls'} in ${c.serviceMonth}`,
      }),
    ),
    ...(await inactiveCallers(tx, { after, upTo })),
  ];
}
