/** A caller without a process: what a command writes is kept, the clock stands, nothing stops it. */
import { PassThrough } from 'node:stream';
import type { Caller, ExitCode } from '../../src/cli/caller.ts';
import { runTakst } from '../../src/cli/program.ts';

export interface Answer {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A stream that keeps what is written; `columns` makes it a terminal of that width. */
export function keptStream(columns?: number) {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (piece: Buffer) => {
    text += piece.toString('utf8');
  });
  return Object.assign(stream, { isTTY: columns !== undefined, columns, text: () => text });
}

export function callerWith(changes: Partial<Caller> = {}): Caller {
  return {
    environment: {},
    out: keptStream(),
    err: keptStream(),
    now: () => new Date('2026-11-02T07:00:00Z'),
    stop: new AbortController().signal,
    ...changes,
  };
}

/** Runs a command as a user would, in this process. */
export async function takst(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  changes: Partial<Caller> = {},
): Promise<Answer> {
  const [out, err] = [keptStream(), keptStream()];
  const code = await runTakst(words, callerWith({ environment, out, err, ...changes }));
  await new Promise(setImmediate);
  return { code, out: out.text(), err: err.text() };
}
