/**
 * The threads that draw: what they draw is byte for byte what is drawn without them, and one that is
 * lost takes nothing with it. Threads do not run TypeScript, so the real one is compiled first.
 */
import { hash } from 'node:crypto';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, documentText } from '../../../src/documents/document.ts';
import { openCrew } from '../../../src/documents/exporting/crew.ts';
import { type DrawingTask, type Drawn, draw } from '../../../src/documents/exporting/drawing.ts';
import { documentFormats } from '../../../src/documents/formats/index.ts';
import { logoOf } from '../../../src/register/brands/brand.ts';
import { sampleLogo } from '../../register/brands/png-file.ts';
import { compileSources } from '../../support/compiled.ts';
import { samples } from '../sample.ts';

const task = (number: number, body: string, wanted: readonly string[] = ['csv']): DrawingTask => ({
  number,
  body,
  wanted,
  kept: [],
  enclosed: new Map(),
  pictures,
});

const logo = logoOf(sampleLogo());
const sha256 = logo.sha256.toString('hex');
const pictures = new Map([[sha256, logo.bytes]]);
const branded = (): Document => ({
  ...samples.english(),
  brand: { colour: '#7a1f3d', logo: { sha256, width: logo.width, height: logo.height } },
});

/** What was drawn, with a hash of the bytes themselves. */
const hashed = ({ fresh, ...rest }: Drawn) => ({
  ...rest,
  fresh: fresh.map(({ format, bytes, sha256 }) => ({
    format,
    bytes: hash('sha256', bytes),
    sha256: Buffer.from(sha256).toString('hex'),
  })),
});

describe('drawing in threads', () => {
  let home: string;
  let program: URL;
  beforeAll(async () => {
    const compiled = await compileSources('documents/exporting/thread.ts');
    // As in the package: what is compiled beside the sources, where the typefaces lie.
    home = await mkdtemp(join(dirname(compiled), 'takst-threads-'));
    await rename(compiled, join(home, 'dist'));
    await symlink(fileURLToPath(new URL('../../../src', import.meta.url)), join(home, 'src'));
    program = pathToFileURL(join(home, 'dist/documents/exporting/thread.js'));
  });
  afterAll(() => rm(home, { recursive: true }));

  it('gives the bytes that drawing without them gives, in every format', async () => {
    const few = [samples.awkward, branded, samples['one-page']];
    const tasks = few.map((make, index) =>
      task(index, documentText(make()), documentFormats.names),
    );
    const here: Drawn[] = [];
    for (const each of tasks) here.push(await draw(each));
    const crew = openCrew(2, program);
    const parts = await Promise.all([crew.draw(tasks.slice(0, 2)), crew.draw(tasks.slice(2))]);
    await crew.close();
    expect(parts.flat().map(hashed)).toEqual(here.map(hashed));
    const formats = new Set(here.flatMap(({ fresh }) => fresh.map(({ format }) => format)));
    expect([...formats].sort()).toEqual([...documentFormats.names].sort());
  });
});

describe('a crew', () => {
  const dying = new URL('./thread-that-dies.mjs', import.meta.url);
  const numbers = (drawn: readonly { number: number }[]) => drawn.map(({ number }) => number);

  it.each([
    ['exit', 'the thread that drew it ended'],
    ['throw', 'out of paint'],
  ])(
    'names the document whose thread is lost by "%s", and draws the rest',
    async (body, reason) => {
      const crew = openCrew(2, dying);
      const drawn = await crew.draw([task(1, ''), task(2, body, ['pdf', 'csv']), task(3, '')]);
      const after = await crew.draw([task(4, '')]);
      await crew.close();
      expect(numbers(drawn)).toEqual([1, 2, 3]);
      expect(drawn.map(({ problems }) => problems)).toEqual([
        [],
        ['pdf', 'csv'].map((format) => ({ format, code: 'not-drawn', findings: reason })),
        [],
      ]);
      expect(numbers(after)).toEqual([4]);
    },
  );

  it('draws here what is too large for a thread', async () => {
    const crew = openCrew(2, dying);
    const drawn = await crew.draw([task(1, ''), task(2, 'grow')]);
    await crew.close();
    // "grow" is no document: that it was read at all shows that it was drawn.
    const unread = { format: 'csv', code: 'not-drawn', findings: expect.stringContaining('JSON') };
    expect(drawn.map(({ problems }) => problems)).toEqual([[], [unread]]);
  });

  it('starts no more threads than it may, and uses them all', async () => {
    const crew = openCrew(3, dying);
    const jobs = Array.from({ length: 12 }, (_, index) => crew.draw([task(index, '')]));
    const drawn = (await Promise.all(jobs)).flat();
    await crew.close();
    const threads = new Set(drawn.map(({ warnings }) => String(warnings.get('thread'))));
    expect(threads.size).toBe(3);
  });

  it('fails what is not drawn when it is closed, and leaves no thread running', async () => {
    const crew = openCrew(2, dying);
    const jobs = Array.from({ length: 6 }, (_, index) => crew.draw([task(index, '')]));
    const ends = Promise.allSettled(jobs);
    await crew.close();
    expect((await ends).map(({ status }) => status)).toEqual(jobs.map(() => 'rejected'));
    expect(process.getActiveResourcesInfo()).not.toContain('WORKER');
    await expect(crew.draw([task(1, '')])).rejects.toThrow('ended');
  });

  it('draws in this thread where it may not have two', async () => {
    const [drawn] = await openCrew(1, dying).draw([task(1, '{')]);
    expect(drawn?.problems).toEqual([
      { format: 'csv', code: 'not-drawn', findings: expect.stringContaining('JSON') },
    ]);
  });
});
