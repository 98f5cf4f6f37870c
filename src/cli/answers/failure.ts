/**
 * What a person is told when a command fails: a refusal as its sentence, trouble with the machine
 * as such, and everything else as Takst's own mistake, since a user can do nothing about those but
 * report them. With --json the same as one object on the error output.
 */
import { Refusal } from '../../kernel/index.ts';
import { Interruption } from '../caller.ts';
import { jsonText } from '../terminal/json.ts';

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Takst's own mistake: where it happened, for whoever repairs it. */
  readonly stack: string | undefined;
}

/** SQLSTATE classes that speak of the server's state, not of a wrong statement of ours. */
const serverTrouble = /^(08|53|57|58)/;

/** Sorts an error into one of the kinds above. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return { ...plain(error.code, error.message), facts: error.facts };
  if (error instanceof Interruption) return plain('interrupted', error.message);
  const { code, syscall, message } = fieldsOf(error);
  if (syscall) return plain('system', `The system did not allow it: ${message}.`);
  if (serverTrouble.test(code) || connectionLost.test(message)) {
    const advice = 'What was not finished was taken back; run the command again.';
    return plain('database', `The database ended the work: ${message}. ${advice}`);
  }
  const stack = error instanceof Error ? (error.stack ?? message) : String(error);
  return { ...plain('mistake', `${message}\n${ownMistake}`), stack };
}

const connectionLost = /^(Connection terminated|Client has encountered a connection error)/;

const ownMistake =
  'This is a mistake in Takst, not in your input. What was not finished was taken back. ' +
  'Set TAKST_DEBUG=1 to see where it happened.';

const plain = (code: string, message: string): Failure => ({
  code,
  message,
  facts: {},
  stack: undefined,
});

function fieldsOf(error: unknown): { code: string; syscall: string; message: string } {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const message = text(fields.message) || String(error);
  return { code: text(fields.code), syscall: text(fields.syscall), message };
}

/** The failure as text for the error output, ended by a line feed. */
export function failureText(failure: Failure, form: { json: boolean; debug: boolean }): string {
  const { code, message, facts, stack } = failure;
  if (form.json) {
    const where = form.debug && stack ? { stack } : {};
    return `${jsonText({ error: { code, message, facts, ...where } })}\n`;
  }
  if (stack) return `Takst stopped: ${message}\n${form.debug ? `${stack}\n` : ''}`;
  return `${code.includes('.') ? `Refused: ${message} [${code}]` : message}\n`;
}
