/**
 * How far a long command has come (R28): on a terminal one bar with rate and time left, elsewhere a
 * plain line now and then, and nothing at all for machines. It is also where a command notices that
 * its caller wants it to stop, since this is called all the time.
 */
import { type Options, type Params, SingleBar } from 'cli-progress';
import { type Caller, isTerminal } from '../caller.ts';
import { countFigure, durationFigure } from './figures.ts';

export interface Progress {
  /** Throws the caller's interruption when it wants to stop. A total of 0 means "not known". */
  update(stage: string, done: number, total: number, unit?: string): void;
  /** Takes the bar off the screen. */
  close(): void;
}

export interface ProgressOptions {
  readonly silent: boolean;
  /** Milliseconds from any start; tests bring their own. */
  readonly clock?: () => number;
}

const LINE_EVERY_MS = 5_000;
const BAR_WIDTH = 24;

/** Where one stage stands. */
export interface Position {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  /** Since this much was done: what was done before the first look says nothing of the rate. */
  readonly elapsedMs: number;
  readonly doneBefore: number;
}

/** `Reading calls.csv: 45 %, 45,000 of 100,000 records, 12,000 a second, 5 s left` */
export function positionText(position: Position): string {
  const { stage, done, total, unit, elapsedMs, doneBefore } = position;
  const words = unit ? ` ${unit}` : '';
  const known = total > 0;
  const parts = known
    ? [
        `${Math.floor((100 * done) / total)} %`,
        `${countFigure(done)} of ${countFigure(total)}${words}`,
      ]
    : [`${countFigure(done)}${words}`];
  const perSecond = elapsedMs > 0 ? (done - doneBefore) / (elapsedMs / 1_000) : 0;
  if (elapsedMs >= 1_000 && perSecond > 0) {
    parts.push(`${countFigure(Math.round(perSecond))} a second`);
    if (known && done < total) parts.push(`${durationFigure((total - done) / perSecond)} left`);
  }
  return `${stage}: ${parts.join(', ')}`;
}

export function openProgress(caller: Caller, options: ProgressOptions): Progress {
  const show = options.silent ? silence : isTerminal(caller.err) ? bar(caller) : lines(caller);
  const clock = options.clock ?? (() => performance.now());
  let stage = '';
  let startedAt = 0;
  let doneBefore = 0;
  return {
    update: (name, done, total, unit = '') => {
      caller.stop.throwIfAborted();
      if (name !== stage) {
        stage = name;
        startedAt = clock();
        doneBefore = done;
      }
      const now = clock();
      show.at({ stage, done, total, unit, elapsedMs: now - startedAt, doneBefore }, now);
    },
    close: () => show.close(),
  };
}

interface Show {
  at(position: Position, nowMs: number): void;
  close(): void;
}

const silence: Show = { at: () => undefined, close: () => undefined };

function lines(caller: Caller): Show {
  let lastAt: number | undefined;
  return {
    at: (position, nowMs) => {
      lastAt ??= nowMs;
      if (nowMs - lastAt < LINE_EVERY_MS) return;
      lastAt = nowMs;
      caller.err.write(`${positionText(position)}\n`);
    },
    close: () => undefined,
  };
}

function bar(caller: Caller): Show {
  let current: SingleBar | undefined;
  let stage = '';
  const stop = () => {
    current?.stop();
    current = undefined;
  };
  return {
    at: (position) => {
      const size = Math.max(position.total, position.done, 1);
      if (!current || stage !== position.stage) {
        stop();
        stage = position.stage;
        current = new SingleBar(barOptions(caller));
        current.start(size, position.done, { position });
      }
      current.setTotal(size);
      current.update(position.done, { position });
    },
    close: stop,
  };
}

const barOptions = (caller: Caller): Options => ({
  stream: caller.err,
  fps: 8,
  hideCursor: true,
  clearOnComplete: true,
  linewrap: false,
  // The caller decides what a signal does; the bar would answer it too.
  gracefulExit: false,
  format: (_options: Options, params: Params, payload: { position: Position }) => {
    const filled = Math.round(BAR_WIDTH * params.progress);
    const drawn = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    return `${drawn} ${positionText(payload.position)}`;
  },
});
