/**
 * One thread that draws: it answers each job with what was drawn and keeps nothing but the parsed
 * typefaces. The bytes are handed over, not copied. It ends when it is told so, and asks nobody.
 */
import { parentPort } from 'node:worker_threads';
import { type DrawingTask, type Drawn, draw } from './drawing.ts';

parentPort?.on('message', async (tasks: readonly DrawingTask[]) => {
  const drawn: Drawn[] = [];
  for (const task of tasks) drawn.push(await draw(task));
  const handedOver = drawn.flatMap(({ fresh }) => fresh.map(({ bytes }) => bytes.buffer));
  parentPort?.postMessage(drawn, handedOver);
});
