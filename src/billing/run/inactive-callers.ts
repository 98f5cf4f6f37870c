/**
 * Exceptions about people who called without an active integration: those that came in since the run
 * before, judged once more by the activations as known at the cut-off, since one may be reported after
 * the calls that it covers. Their calls are billed all the same (R12).
 */
import { activityOf, isActiveThroughout, listInactiveCallers } from '../../calls/index.ts';
import type { Tx } from '../../db/index.ts';
import { groupBy, localDateOf } from '../../kernel/index.ts';
import { listActivations } from '../../register/index.ts';
import type { RunException } from '../exception.ts';

/** One exception per employee whose calls, of one month at least, nothing covers. */
export async function inactiveCallers(
  tx: Tx,
  range: { readonly after: bigint; readonly upTo: bigint },
): Promise<RunException[]> {
  const callers = await listInactiveCallers(tx, range);
  if (callers.length === 0) return [];
  const employeeIds = [...new Set(callers.map(({ employeeId }) => employeeId))];
  const activations = await listActivations(tx, { employeeIds, upTo: range.upTo });
  const uncovered = callers.filter(({ employeeId, firstAt, lastAt }) => {
    const activity = activityOf(activations.get(employeeId) ?? []);
    return !isActiveThroughout(activity, firstAt.getTime(), lastAt.getTime());
  });
  const byPerson = groupBy(
    uncovered,
    (it) => `${it.resellerId}\0${it.customerId}\0${it.employeeId}`,
  );
  return [...byPerson.values()].flatMap((months): RunException[] => {
    const [first] = months;
    if (!first) return [];
    const { resellerId, customerId, employeeId } = first;
    const began = months.reduce(
      (least, { firstAt }) => (firstAt < least ? firstAt : least),
      first.firstAt,
    );
    const records = months.reduce((sum, month) => sum + month.records, 0);
    const calls = records === 1 ? 'rated call' : 'rated calls';
    const named = months.map(({ serviceMonth }) => serviceMonth).join(', ');
    return [
      {
        code: 'inactive-caller',
        resellerId,
        customerId,
        employeeId,
        since: localDateOf(began),
        detail: `${records} ${calls} in ${named}`,
      },
    ];
  });
}
