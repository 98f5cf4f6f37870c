/**
 * Who calls a command and from where: environment, streams, clock and the wish to stop. Commands
 * reach the process only through this, so that the demo and the tests can be callers too.
 */
import type { Environment } from '../config.ts';
import type { Instant } from '../kernel/index.ts';

/** 0 done, 1 refused or failed with nothing changed, 2 wrong usage, 3 done with exceptions. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Caller {
  /** Undefined: the environment of this process. */
  readonly environment: Environment | undefined;
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly now: () => Instant;
  /** Aborted with an {@link Interruption} when the caller wants the command to stop. */
  readonly stop: AbortSignal;
}

/** The caller wants the command to stop; nothing is wrong. */
export class Interruption extends Error {
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('Stopped before it was finished. What was not finished was taken back.');
    this.name = 'Interruption';
    this.signal = signal;
  }
}

/** Whether a stream is a terminal that a person looks at. */
export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return (stream as NodeJS.WriteStream).isTTY === true;
}
