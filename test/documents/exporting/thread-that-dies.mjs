// A thread for tests: it answers each document with its number, and dies of one whose body says so.
import { parentPort, threadId } from 'node:worker_threads';

parentPort.on('message', async (tasks) => {
  if (tasks.some(({ body }) => body === 'exit')) process.exit(7);
  if (tasks.some(({ body }) => body === 'throw')) throw new Error('out of paint');
  if (tasks.some(({ body }) => body === 'grow'))
    for (const all = []; ; ) all.push({ all: [...all] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  parentPort.postMessage(
    tasks.map(({ number }) => ({
      number,
      fresh: [],
      problems: [],
      warnings: new Map([['thread', [threadId]]]),
    })),
  );
});
