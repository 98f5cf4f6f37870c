/**
 * A question with yes or no for an answer, where a person sits at the terminal. Where nobody does,
 * nothing is asked: the command then needs its option for it.
 */
import { createInterface } from 'node:readline/promises';
import { type Caller, isTerminal } from '../caller.ts';

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Whether somebody can be asked: questions are read on a terminal and answered on one. */
export const canAsk = (caller: Caller, input: Input = process.stdin): boolean =>
  isTerminal(caller.out) && input.isTTY === true;

/** True only for y or yes; a wish to stop while waiting is passed on. */
export const confirmed = async (
  caller: Caller,
  question: string,
  input: Input = process.stdin,
): Promise<boolean> => /^y(es)?$/i.test(await answered(caller, `${question} [y/N]`, input));

/** What was typed, without blanks around it; a wish to stop while waiting is passed on. */
export async function answered(
  caller: Caller,
  question: string,
  input: Input = process.stdin,
): Promise<string> {
  const lines = createInterface({ input, output: caller.out, terminal: false });
  try {
    const answer = await lines.question(`${question} `, { signal: caller.stop });
    return answer.trim();
  } finally {
    lines.close();
    caller.stop.throwIfAborted();
  }
}
