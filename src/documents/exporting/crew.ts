/**
 * The threads that draw. One starts when there is work and no thread is free; a job waits where all
 * are busy, so whoever hands out jobs decides how many are under way. Threads are kept small; what is
 * too large for one is drawn in this thread. A thread that is lost otherwise takes its document with
 * it and nothing else. What is drawn is not known here.
 */
import { Worker } from 'node:worker_threads';
import { type DrawingTask, type Drawn, draw, reasonOf } from './drawing.ts';

export interface Crew {
  /** How many draw side by side. */
  readonly threads: number;
  /** Draws documents, in their order; never fails for a single one of them. */
  readonly draw: (tasks: readonly DrawingTask[]) => Promise<readonly Drawn[]>;
  /** Ends the threads, also when they are ended already; what is not drawn yet fails. */
  readonly close: () => Promise<void>;
}

/** Beside this file once it is compiled; a thread does not run our sources as they are. */
const PROGRAM = import.meta.url.endsWith('.js') ? new URL('thread.js', import.meta.url) : undefined;

/** A crew of so many threads; below two, and where threads cannot be had, it draws in this one. */
export function openCrew(threads: number, program: URL | undefined = PROGRAM): Crew {
  return threads < 2 || !program ? drawingHere() : threadsOf(threads, program);
}

function drawingHere(): Crew {
  let closed = false;
  return {
    threads: 1,
    draw: async (tasks) => {
      const drawn: Drawn[] = [];
      for (const task of tasks) {
        if (closed) throw new Error('ended before it was drawn');
        drawn.push(await draw(task));
      }
      return drawn;
    },
    close: async () => {
      closed = true;
    },
  };
}

/**
 * Without limits a thread grows to 150 MB. The young heap is shared out, since a crew is to stay small
 * as a whole: a thread that has 32 MB of it draws a tenth faster than one that has 16.
 */
const limitsOf = (threads: number) => ({
  maxOldGenerationSizeMb: 96,
  maxYoungGenerationSizeMb: Math.floor(64 / threads),
});

interface Job {
  readonly tasks: readonly DrawingTask[];
  readonly resolve: (drawn: readonly Drawn[]) => void;
  readonly reject: (error: unknown) => void;
}

function threadsOf(threads: number, program: URL): Crew {
  const waiting: Job[] = [];
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  let closed = false;

  const start = (): Worker => {
    const worker = new Worker(program, { resourceLimits: limitsOf(threads) });
    all.add(worker);
    worker.on('message', (drawn: readonly Drawn[]) => {
      busy.get(worker)?.resolve(drawn);
      busy.delete(worker);
      idle.push(worker);
      proceed();
    });
    // An error is followed by the exit, which tells that the thread is gone.
    let why: unknown = new Error('the thread that drew it ended');
    worker.on('error', (error) => {
      why = error;
    });
    worker.on('exit', () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      busy.get(worker)?.reject(why);
      busy.delete(worker);
      if (!closed) proceed();
    });
    return worker;
  };
  const proceed = (): void => {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < threads ? start() : undefined);
      const job = worker && waiting.shift();
      if (!worker || !job) return;
      busy.set(worker, job);
      worker.postMessage(job.tasks);
    }
  };
  const hand = (tasks: readonly DrawingTask[]) =>
    new Promise<readonly Drawn[]>((resolve, reject) => {
      if (closed) throw new Error('the threads that draw were ended');
      waiting.push({ tasks, resolve, reject });
      proceed();
    });
  /** Where a thread was lost, each document is tried alone, so that one is named and the rest done. */
  const drawTasks = async (tasks: readonly DrawingTask[]): Promise<readonly Drawn[]> => {
    try {
      return await hand(tasks);
    } catch (error) {
      if (closed) throw error;
      const [only] = tasks;
      if (only && tasks.length === 1)
        return [isTooLarge(error) ? await draw(only) : lost(only, error)];
      const alone = await Promise.all(tasks.map((task) => drawTasks([task])));
      return alone.flat();
    }
  };
  return {
    threads,
    draw: drawTasks,
    close: async () => {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('ended before it was drawn'));
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

const isTooLarge = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';

const lost = ({ number, wanted }: DrawingTask, error: unknown): Drawn => ({
  number,
  fresh: [],
  problems: wanted.map((format) => ({ format, code: 'not-drawn', findings: reasonOf(error) })),
  warnings: new Map(),
});
