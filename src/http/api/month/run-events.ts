/**
 * A run as server-sent events. It looks at what is on record rather than at the run itself, so that
 * whichever instance is asked can tell, and a run whose instance was killed is seen to be abandoned.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunRequest, runRequestListing } from '../../../billing/index.ts';

const PAUSE_MS = 500;

/** `first` is the run as it was when it was asked for, `read` reads it once more. */
export async function* runEvents(
  first: RunRequest,
  read: () => Promise<RunRequest>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let run = first;
  let said = '';
  while (!signal.aborted) {
    const data = JSON.stringify(runRequestListing(run));
    if (run.state !== 'running') {
      yield `event: outcome\ndata: ${data}\n\n`;
      return;
    }
    if (data !== said) yield `event: progress\ndata: ${data}\n\n`;
    said = data;
    // Whoever has gone, or a server that stops, ends the wait and with it the stream.
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) run = await read();
  }
}
