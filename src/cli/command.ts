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

/** An action with the database open; `anySchema` only for the command that makes the schema. */
export function inSession<Arguments extends unknown[]>(
  wiring: Wiring,
  work: (session: Session, ...given: Arguments) => Promise<ExitCode>,
  how: { readonly anySchema?: boolean } = {},
) {
  return async (...handed: Handed<Arguments>): Promise<void> => {
    const command = handed.at(-1) as Command;
    const given = handed.slice(0, -1) as Arguments;
    const { withSession } = await import('./session.ts');
    const options = { command: commandLine(command), silent: isJson(command), ...how };
    wiring.ended(await withSession(wiring.caller, options, (it) => work(it, ...given)));
  };
}

const isJson = (command: Command): boolean => command.opts<Json>().json === true;

/** `takst bill 2026-10`: names and arguments, without options. */
function commandLine(command: Command): string {
  const names = [command.name()];
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name());
  return [...names, ...command.args].join(' ');
}
