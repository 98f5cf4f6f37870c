#!/usr/bin/env node
/**
 * The program: the process's arguments, streams, clock and signals become a caller, and the caller's
 * command an exit code. Everything a process does to itself is here, so that nothing else has to
 * know that there is one.
 */
import { type Caller, failureOf, failureText, Interruption, runTakst } from './cli/index.ts';

/** After this the process ends without waiting; the database takes back what was under way. */
const PATIENCE_MS = 5_000;
/** A server has requests of others to finish. */
const SERVER_PATIENCE_MS = 25_000;
const patience = process.argv[2] === 'serve' ? SERVER_PATIENCE_MS : PATIENCE_MS;

const stopping = new AbortController();
let signalCode: number | undefined;

function stopOn(signal: 'SIGINT' | 'SIGTERM', code: number): void {
  process.on(signal, () => {
    // Asked twice, it no longer waits for anything.
    if (signalCode !== undefined) process.exit(signalCode);
    signalCode = code;
    stopping.abort(new Interruption(signal));
    setTimeout(() => process.exit(code), patience).unref();
  });
}

stopOn('SIGINT', 130);
stopOn('SIGTERM', 143);

// A reader that has seen enough (`takst documents list | head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// What nobody caught, such as an error of a stream, is told like any other failure.
process.on('uncaughtException', async (error) => {
  const { wantsDebug } = await import('./config.ts');
  process.stderr.write(failureText(failureOf(error), { json: false, debug: wantsDebug() }));
  process.exit(1);
});

const caller: Caller = {
  environment: undefined,
  out: process.stdout,
  err: process.stderr,
  now: () => new Date(),
  stop: stopping.signal,
};

const code = await runTakst(process.argv.slice(2), caller);
// Work that was finished all the same is reported as finished.
process.exitCode = code === 1 ? (signalCode ?? code) : code;
