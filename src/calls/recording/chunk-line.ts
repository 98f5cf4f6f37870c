/**
 * Moves chunks through three steps, each step one chunk at a time and in order, the steps of different
 * chunks at the same time: while one is stored the next is judged and the one after it asked for. It
 * holds back whoever sends more than are to be under way, and knows nothing of what a chunk is.
 */

export interface ChunkSteps<Chunk, Known, Judged> {
  /** Finds out what must be known of a chunk; `earlier` is done when all before it are stored. */
  readonly ask: (chunk: Chunk, earlier: Promise<unknown>) => Promise<Known>;
  readonly judge: (chunk: Chunk, known: Known) => Promise<Judged>;
  readonly store: (judged: Judged) => Promise<void>;
}

export interface ChunkLine<Chunk> {
  /** Takes the next chunk. Done when there is room for another, so a failure may show only later. */
  send(chunk: Chunk): Promise<void>;
  /** Done when all chunks are stored. */
  finish(): Promise<void>;
  /** Done when nothing is under way any more, be it well or not. */
  settle(): Promise<void>;
}

export function chunkLine<Chunk, Known, Judged>(
  steps: ChunkSteps<Chunk, Known, Judged>,
  mostUnderWay: number,
): ChunkLine<Chunk> {
  const underWay: Promise<void>[] = [];
  let asked: Promise<unknown> = Promise.resolve();
  let judged: Promise<unknown> = Promise.resolve();
  let stored: Promise<void> = Promise.resolve();

  const send = async (chunk: Chunk) => {
    const earlier = stored;
    const known = asked.then(() => steps.ask(chunk, earlier));
    const verdict = Promise.all([known, judged]).then(([it]) => steps.judge(chunk, it));
    const done = Promise.all([verdict, earlier]).then(([it]) => steps.store(it));
    // What goes wrong is met by whoever waits for it.
    for (const step of [known, verdict, done]) step.catch(() => undefined);
    [asked, judged, stored] = [known, verdict, done];
    underWay.push(done);
    if (underWay.length > mostUnderWay) await underWay.shift();
  };
  const finish = async () => {
    await Promise.all(underWay);
  };
  const settle = async () => {
    await Promise.allSettled([asked, judged, ...underWay]);
  };
  return { send, finish, settle };
}
