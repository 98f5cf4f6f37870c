import { it } from 'vitest';
import { callRow, header, openAcme } from './world.ts';

it('speed', async () => {
  const rows = Array.from({ length: 300_000 }, (_, i) =>
    callRow({ id: `rec-${i}`, to: `20${100000 + (i % 800000)}`, seconds: i % 500, from: i % 3 ? '201' : '202' }),
  );
  const text = `${header}\n${rows.join('\n')}\n`;
  for (let round = 0; round < 4; round++) {
    const world = await openAcme();
    const path = await world.file('w.csv', text);
    void path;
    const start = performance.now();
    const cpu = process.cpuUsage();
    const r = await world.importCalls('w.csv', text);
    const used = process.cpuUsage(cpu);
    console.log(r.records.read, ((performance.now() - start) / 1000).toFixed(2), 's cpu', ((used.user + used.system) / 1e6).toFixed(2));
    await world.close();
  }
}, 300_000);
