/** The command line: what the program, and whoever else wants to run a command, may import. */
export { failureOf, failureText } from './answers/failure.ts';
export { type Caller, type ExitCode, Interruption } from './caller.ts';
export { runTakst } from './program.ts';
