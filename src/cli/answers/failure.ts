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
  const { code, syscall, path, message } = fieldsOf(error);
  if (syscall) {
    const said = path ? systemSaid[code]?.(path) : undefined;
    return plain('system', said ?? `The system did not allow it: ${message}.`);
  }
  if (serverTrouble.test(code) || connectionLost.test(message)) {
    const advice = 'What was not finished was taken back; run the command again.';
    return plain('database', `The database ended the work: ${message}. ${advice}`);
  }
  const stack = error instanceof Error ? (error.stack ?? message) : String(error);
  return { ...plain('mistake', `${message}\n${ownMistake}`), stack };
}

/** What the system says most often about a path, as a sentence. */
const systemSaid: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file or folder ${path}.`,
  EACCES: (path) => `${path} may not be read or written by this user.`,
  EPERM: (path) => `${path} may not be read or written by this user.`,
  EEXIST: (path) => `${path} is there already.`,
  EISDIR: (path) => `${path} is a folder; a file is wanted here.`,
  ENOTDIR: (path) => `${path} is no folder, or lies in something that is none.`,
  EROFS: (path) => `${path} lies where nothing can be written.`,
  ENOSPC: (path) => `There is no room left for ${path}.`,
};

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

function fieldsOf(error: unknown) {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const message = text(fields.message) || String(error);
  const [code, syscall, path] = [fields.code, fields.syscall, fields.path].map(text);
  return { code: code ?? '', syscall: syscall ?? '', path: path ?? '', message };
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
