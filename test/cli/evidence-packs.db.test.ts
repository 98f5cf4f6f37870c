import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackWorld, type PackWorld } from '../evidence/pack/world.ts';
import { takst } from './caller.ts';

let world: PackWorld;
let folder: string;
beforeAll(async () => {
  world = await openPackWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-pack-files-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const run = (words: string, settings: Readonly<Record<string, string>> = {}) =>
  takst(
    words.split(' '),
    {
      DATABASE_URL: world.database.url,
      TAKST_SIGNING_KEY: world.keyFile,
      TAKST_SELLER_NAME: 'Fiktiv Telefoni A/S',
      ...settings,
    },
    { now: () => new Date('2026-10-05T08:00:00Z') },
  );

describe('takst evidence answer', () => {
  it('writes a pack that verifies, and ends in 3 for employees without evidence', async () => {
    const requestId = await world.ask('2026-10-02');
    const file = join(folder, 'first.zip');
    const answer = await run(`evidence answer ${requestId} --to ${file} --json`);
    expect(answer.code).toBe(3);
    expect(JSON.parse(answer.out)).toMatchObject({
      request_id: Number(requestId),
      made_at: '2026-10-05T10:00:00+02:00',
      late: false,
      employees: 3,
      results: { agrees: 0, not_evidenced: 2, not_concerned: 1 },
      per_month: '0.00',
      file,
    });
    expect((await run(`evidence verify ${file}`)).code).toBe(0);
  });

  it('says in words what the pack shows', async () => {
    await world.crosscheck('2026-10-05');
    const requestId = await world.ask('2026-10-05');
    const { code, out } = await run(`evidence answer ${requestId}`);
    expect(code).toBe(3);
    expect(out).toContain('The pack shows 1 open finding: 30.00 kr a month, 60.00 kr so far.');
  });

  it('is refused without a signing key, and names what is missing', async () => {
    const requestId = await world.ask('2026-10-01');
    const { code, err } = await run(`evidence answer ${requestId}`, { TAKST_SIGNING_KEY: '' });
    expect(code).toBe(1);
    expect(err).toContain('TAKST_SIGNING_KEY');
  });

  it('seals no pack of nobody: it is refused before the environment says who answers', async () => {
    const requestId = await world.ask('2026-09-27');
    const nameless = { TAKST_SELLER_NAME: '', TAKST_SIGNING_KEY: '' };
    const { code, err } = await run(`evidence answer ${requestId}`, nameless);
    expect([code, err]).toEqual([1, expect.stringContaining('[config.no-operator]')]);
    const file = join(folder, 'nameless.zip');
    expect((await run(`evidence export ${requestId} --to ${file}`)).err).toContain('no pack yet');
  });

  it('makes no pack where the file is taken or the folder is not there', async () => {
    const requestId = await world.ask('2026-09-30');
    const taken = join(folder, 'taken.zip');
    await writeFile(taken, 'mine');
    const refused = await run(`evidence answer ${requestId} --to ${taken}`);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('is there already');
    expect((await run(`evidence answer ${requestId} --to ${folder}/no/x.zip`)).code).toBe(1);
    expect(await readFile(taken, 'utf8')).toBe('mine');
    expect((await run(`evidence export ${requestId} --to ${folder}/x.zip`)).err).toContain(
      'has no pack yet',
    );
  });
});

describe('takst evidence export', () => {
  it('hands out the same bytes again, and leaves another file alone', async () => {
    const requestId = await world.ask('2026-09-29');
    const [one, two] = [join(folder, 'one.zip'), join(folder, 'two.zip')];
    await run(`evidence answer ${requestId} --to ${one}`);
    expect((await run(`evidence export ${requestId} --to ${two}`)).code).toBe(0);
    expect(await readFile(two)).toEqual(await readFile(one));
    expect((await run(`evidence export ${requestId} --to ${two} --json`)).code).toBe(0);
    await writeFile(two, 'mine');
    const refused = await run(`evidence export ${requestId} --to ${two}`);
    expect([refused.code, await readFile(two, 'utf8')]).toEqual([1, 'mine']);
    expect(readdirSync(folder).filter((name) => name.endsWith('unfinished'))).toEqual([]);
  });

  it('says of an unknown request or pack that there is none', async () => {
    const file = join(folder, 'none.zip');
    expect((await run(`evidence export 999 --to ${file}`)).err).toContain('no request 999');
    const requestId = await world.ask('2026-09-28');
    expect((await run(`evidence export ${requestId} --pack 999 --to ${file}`)).err).toContain(
      'no pack 999',
    );
    expect(existsSync(file)).toBe(false);
  });
});
