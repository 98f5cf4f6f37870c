/** What `documents export` does to files: a folder, a ZIP, and what is there already. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderTarget, writeZip } from '../../src/cli/commands/books/exported-files.ts';
import { sql } from '../../src/db/index.ts';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { takst as call } from './caller.ts';

let world: World;
let folder: string;
const takst = (...words: string[]) =>
  call(['documents', 'export', ...words], { DATABASE_URL: world.database.url });

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-export-'));
  await world.take('2026-10-01', {
    resellers,
    customers: ['anna', 'bo'].map((id) => customer(id, 'R1')),
    employees: ['anna', 'bo'].map((id) => employee(`m-${id}`, id, 201)),
    declarations: ['anna,,Business Premium,2026-08-01', 'bo,,Enterprise E3,2026-08-01'],
    activations: ['anna', 'bo'].map((id) => `m-${id},2026-09-01T08:00:00+02:00,`),
  });
  await world.bill('2026-10', '2026-11-02');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

describe('documents export --to', () => {
  it('leaves a file alone that holds the same, and one that holds something else', async () => {
    const to = join(folder, 'files');
    expect((await takst('--to', to, '--format', 'pdf,csv')).code).toBe(0);
    const same = join(to, '10000001.csv');
    const other = join(to, '10000002.csv');
    const was = await stat(same);
    await writeFile(other, 'mine');
    const { code, out } = await takst('--to', to, '--format', 'pdf,csv');
    expect(code).toBe(3);
    expect(out).toContain(`${other} is there already and holds something else`);
    expect(await readFile(other, 'utf8')).toBe('mine');
    expect((await stat(same)).ino).toBe(was.ino);
    expect((await takst('--to', to, '--format', 'csv', '--force')).code).toBe(0);
    expect(await readFile(other, 'utf8')).not.toBe('mine');
    expect(await readdir(to)).toHaveLength(4);
  });
});

describe('two exports at once', () => {
  const nothingUnfinished = async (path: string) =>
    expect((await readdir(path)).filter((name) => name.includes('unfinished'))).toEqual([]);

  it('fill one folder with the same files and both say that it is done', async () => {
    const to = join(folder, 'together');
    const words = ['--to', to, '--format', 'pdf,csv', '--json'];
    const answers = await Promise.all([takst(...words), takst(...words), takst(...words)]);
    expect(answers.map(({ code, err }) => [code, err])).toEqual(answers.map(() => [0, '']));
    expect(await readdir(to)).toEqual(JSON.parse(answers[0]?.out ?? '').files);
    await nothingUnfinished(to);
  });

  it('never write over each other where their files differ: one of them is told', async () => {
    for (let round = 0; round < 10; round += 1) {
      const to = join(folder, `apart-${round}`);
      const [one, other] = [Buffer.from('one'), Buffer.from('the other')];
      const added = await Promise.all(
        [one, other].map((bytes) => folderTarget(to, false).add('10000001.pdf', bytes)),
      );
      expect([...added].sort()).toEqual([false, true]);
      expect(await readFile(join(to, '10000001.pdf'))).toEqual(added[0] ? one : other);
      await nothingUnfinished(to);
    }
  });

  it('leave one ZIP alone that the other made while they wrote', async () => {
    const path = join(folder, 'at-once.zip');
    const late = writeZip(path, false, async (target) => {
      await target.add('a.csv', Buffer.from('late'));
      await writeFile(path, 'first');
    });
    await expect(late).rejects.toMatchObject({ code: 'path.taken' });
    expect(await readFile(path, 'utf8')).toBe('first');
    await nothingUnfinished(folder);
  });
});

describe('documents export --zip', () => {
  it('writes the files of the folder into one archive, the same bytes each time', async () => {
    const [first, second] = [join(folder, 'a.zip'), join(folder, 'b.zip')];
    const to = join(folder, 'beside');
    await takst('--to', to, '--format', 'pdf,csv');
    const answer = await takst('--zip', first, '--format', 'pdf,csv', '--json');
    expect(answer.err).toBe('');
    expect(JSON.parse(answer.out)).toMatchObject({
      zip: first,
      files: ['10000001.csv', '10000001.pdf', '10000002.csv', '10000002.pdf'],
    });
    await takst('--zip', second, '--format', 'csv,pdf');
    expect((await readFile(second)).equals(await readFile(first))).toBe(true);
    // Read by a program that is not ours.
    const list = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip());';
    const write = 'z.extractall(sys.argv[2])';
    const unpacked = join(folder, 'unpacked');
    const said = execFileSync('python3', ['-c', `${list} ${write}`, first, unpacked]);
    expect(String(said).trim()).toBe('None');
    expect(await readdir(unpacked)).toEqual(await readdir(to));
    for (const name of await readdir(to)) {
      expect(await readFile(join(unpacked, name))).toEqual(await readFile(join(to, name)));
    }
  });

  it('does not write over a file without --force, nor make one of nothing', async () => {
    const path = join(folder, 'there.zip');
    await writeFile(path, 'mine');
    const { code, err } = await takst('--zip', path);
    expect([code, err]).toEqual([1, expect.stringContaining('is there already')]);
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect((await takst('--zip', path, '--force')).code).toBe(0);
    expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
    const none = join(folder, 'none.zip');
    const empty = await takst('--zip', none, '--month', '2026-01');
    expect([empty.code, empty.out]).toEqual([0, 'No documents of 2026-01 have been issued.\n']);
    expect((await readdir(folder)).filter((name) => name.includes('none'))).toEqual([]);
  });
});

describe('documents export', () => {
  it('names a document that cannot be drawn, writes the others, and ends with 3', async () => {
    const change = (statement: ReturnType<typeof sql>) =>
      world.database.transaction('owner', (tx) => statement.execute(tx.db));
    await change(sql`alter table takst.document disable trigger user`);
    await change(sql`alter table takst.rendering disable trigger user`);
    const { rows } = await change(sql`select body from takst.document where number = 10000001`);
    await change(sql`update takst.document set body = '{}' where number = 10000001`);
    await change(sql`delete from takst.rendering`);
    const to = join(folder, 'rest');
    const { code, out } = await takst('--to', to, '--format', 'pdf');
    const [kept] = rows as { body: string }[];
    await change(sql`update takst.document set body = ${kept?.body} where number = 10000001`);
    expect(code).toBe(3);
    expect(out).toContain('Document 10000001 could not be drawn as pdf: ');
    expect(await readdir(to)).toEqual(['10000002.pdf']);
  });

  it.each([
    [[], 'Say --to FOLDER or --zip FILE.'],
    [['--to', 'a', '--zip', 'b.zip'], 'Say --to FOLDER or --zip FILE.'],
    [['--zip', 'b.zip', '--format', 'pdf,pdfa'], 'pdf and pdfa would be files of one name'],
  ])('refuses %j as wrong usage', async (words, sentence) => {
    const { code, err } = await takst(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
