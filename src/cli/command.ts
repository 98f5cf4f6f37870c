/**
 * How a command is tied to its work. Declaring a command must be quick, since every `--help`
 * declares all of them; so the work, and the database and stages under it, are loaded only when a
 * command is really called.
 */
import type { Command } from 'commander';
import type { Caller, ExitCode } from './caller.ts';
import type { Session } from './session.ts';

export interface Wiring {
  readonly caller: Caller;
  /** Told how the command ended, once. */
  readonly ended: (code: ExitCode) => void;
}

/** A command's file declares its commands on the program. */
export type DeclareCommand = (program: Command, wiring: Wiring) => void;

export interface Json {
  readonly json?: true;
}

/** What commander hands to an action: the arguments and options as declared, and the command. */
type Handed<Arguments extends unknown[]> = [...Arguments, Command];

/** An action without a database. */
export function plainly<Arguments extends unknown[]>(
  wiring: Wiring,
  work: (caller: Caller, ...given: Arguments) => Promise<ExitCode>,
) {
  return async (...handed: Handed<Arguments>): Promise<void> => {
    const given = handed.slice(0, -1) as Arguments;
    wiring.ended(await work(wiring.caller, ...given));
  };
}

interface SessionWish {
  /** Only for the command that makes the schema. */
  readonly anySchema?: boolean;
  /** Only for a command that ends in its own time. */
  readonly finishes?: boolean;
}

/** An action with the database open. */
export function inSession<Arguments extends unknown[]>(
  wiring: Wiring,
  work: (session: Session, ...given: Arguments) => Promise<ExitCode>,
  how: SessionWish = {},
) {
  const sameWork = (session: Session, _seen: unknown, ...given: Arguments) =>
    work(session, ...given);
  return afterLooking<Arguments, unknown>(wiring, async () => undefined, sameWork, how);
}

/** Ends the command as wrong usage, with one sentence. */
export type RefuseUsage = (sentence: string) => never;

/**
 * An action that first looks at what it was given, such as a path, and only then has the database
 * opened: a slip of the pen must not make or migrate one. What `look` found is handed to `work`.
 */
export function afterLooking<Arguments extends unknown[], Seen>(
  wiring: Wiring,
  look: (refuseUsage: RefuseUsage, ...given: Arguments) => Promise<Seen>,
  work: (session: Session, seen: Seen, ...given: Arguments) => Promise<ExitCode>,
  how: SessionWish = {},
) {
  return async (...handed: Handed<Arguments>): Promise<void> => {
    const command = handed.at(-1) as Command;
    const given = handed.slice(0, -1) as Arguments;
    const seen = await look((text) => command.error(`error: ${text}`, { exitCode: 2 }), ...given);
    const { withSession } = await import('./session.ts');
    const options = { command: commandLine(command), silent: isJson(command), ...how };
    wiring.ended(await withSession(wiring.caller, options, (it) => work(it, seen, ...given)));
  };
}

const isJson = (command: Command): boolean => command.opts<Json>().json === true;

/** `takst bill 2026-10`: names and arguments, without options. */
function commandLine(command: Command): string {
  const names = [command.name()];
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name());
  return [...names, ...command.args].join(' ');
}
