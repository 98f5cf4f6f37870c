/**
 * What is said of a file that is refused: a problem (RFC 9457) with every fault in it by line, column
 * and value (R44), since one sentence could not say which of them to correct.
 */
import type { Fault } from '../../kernel/index.ts';
import type { Answer } from '../route.ts';

const SHOWN = 1_000;

/** 422 with the faults, and whatever else the stage tells of the file. */
export function faultyFile(
  code: string,
  detail: string,
  faults: readonly Fault[],
  report: Readonly<Record<string, unknown>> = {},
): Answer {
  const problem = {
    type: `urn:takst:problem:${code}`,
    title: 'Refused',
    status: 422,
    detail,
    code,
    ...report,
    fault_count: faults.length,
    faults: faults.slice(0, SHOWN),
  };
  return { status: 422, text: JSON.stringify(problem), type: 'application/problem+json' };
}
