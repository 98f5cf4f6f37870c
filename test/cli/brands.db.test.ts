/** `takst resellers brand` over two months: what a white-label reseller's customers get, and who else. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, listDocuments } from '../../src/documents/index.ts';
import { verifySeals } from '../../src/evidence/seals.ts';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { pngFile, sampleLogo } from '../register/brands/png-file.ts';
import { afterForging } from '../support/forgery.ts';
import { takst } from './caller.ts';

let world: World;
let folder: string;

const run = (...words: string[]) =>
  takst(
    words,
    { DATABASE_URL: world.database.url },
    { now: () => new Date('2026-11-05T08:00:00Z') },
  );
const brand = (...words: string[]) => run('resellers', 'brand', ...words, '--reason', 'aftale');

async function documents(): Promise<Document[]> {
  const found: Document[] = [];
  await listDocuments(world.database, {}, (page) => void found.push(...page));
  return found;
}

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-brands-'));
  await writeFile(join(folder, 'logo.png'), sampleLogo());
  await world.take('2026-09-01', {
    resellers,
    customers: [
      customer('acme', 'R1'),
      customer('beta', 'R1', { billTo: 'reseller' }),
      customer('gamma', 'R2'),
    ],
    employees: ['acme', 'beta', 'gamma'].map((id, n) => employee(`anna-${id}`, id, 201 + n)),
    declarations: ['acme', 'beta', 'gamma'].map((id) => `${id},,Business Premium,2026-01-01`),
    activations: ['acme', 'beta', 'gamma'].map((id) => `anna-${id},2026-09-02T08:00:00+02:00,`),
  });
  await world.bill('2026-09', '2026-10-01');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The tests follow one another. */
describe('the brand of a reseller', () => {
  it('is refused, and nothing recorded, where it could not be read or drawn', async () => {
    const pale = await brand('R1', '--colour', '#ffcc00');
    expect([pale.code, pale.err]).toEqual([1, expect.stringMatching(/contrast of 1\.\d+:1/)]);
    await writeFile(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const svg = await brand('R1', '--colour', '#7a1f3d', '--logo', join(folder, 'logo.svg'));
    expect([svg.code, svg.err]).toEqual([1, expect.stringContaining('an SVG; it must be a PNG')]);
    const nobody = await brand('R9', '--colour', '#7a1f3d');
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('no reseller R9')]);
    const { code, out } = await run('resellers', 'list', '--history');
    expect([code, out]).toEqual([0, 'No reseller ever had a brand.\n']);
  });

  it('is wrong usage without a colour, and where it is ended and set at once', async () => {
    expect((await brand('R1')).code).toBe(2);
    expect((await brand('R1', '--none', '--colour', '#7a1f3d')).code).toBe(2);
    const noReason = await run('resellers', 'brand', 'R1', '--colour', '#7a1f3d');
    expect(noReason.code).toBe(2);
    const missing = await brand('R1', '--colour', '#7a1f3d', '--logo', join(folder, 'none.png'));
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('no file or folder')]);
  });

  it('is set once, and said again records nothing', async () => {
    const words = ['R1', '--colour', '#7A1F3D', '--logo', join(folder, 'logo.png')];
    const first = await brand(...words);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toBe(
      'Documents for customers of Nordnet ApS (R1) have from the next run on: #7a1f3d, logo of ' +
        '420 x 120 pixels.\n',
    );
    const again = await brand(...words, '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      reseller_id: 'R1',
      brand: { colour: '#7a1f3d', logo: { width: 420, height: 120 } },
      changed: false,
    });
    const { out } = await run('resellers', 'list');
    expect(out).toMatch(/R1 +Nordnet ApS +#7a1f3d, logo of 420 x 120 pixels +2026-11-05/);
    expect(out).toMatch(/R2 +Sydnet ApS +no brand/);
  });

  it("is on the next documents of the reseller's customers, and on nobody else's", async () => {
    await world.bill('2026-10', '2026-11-06');
    const looks = (await documents()).map(({ month, buyer, brand: look, seller }) => [
      `${month} ${buyer.account}`,
      look?.colour,
      look?.logo?.width,
      seller.name,
    ]);
    const plain = [undefined, undefined, 'Fiktiv Telefoni A/S'];
    expect(looks).toEqual([
      ['2026-09 R1', ...plain],
      ['2026-09 acme', ...plain],
      ['2026-09 gamma', ...plain],
      ['2026-10 R1', ...plain],
      ['2026-10 acme', '#7a1f3d', 420, 'Fiktiv Telefoni A/S'],
      ['2026-10 gamma', ...plain],
    ]);
  });

  it('stays on what was issued when the brand is another, or none', async () => {
    const other = join(folder, 'other.png');
    const row = Array<number>(90).fill(0x10);
    await writeFile(other, pngFile({ width: 30, height: 10, rows: Array(10).fill(row) }));
    expect((await brand('R1', '--colour', '#004400', '--logo', other)).code).toBe(0);
    const ended = await brand('R1', '--none');
    expect(ended.out).toContain('has no brand any more. Documents that were issued keep theirs.');
    expect((await documents()).map((it) => it.brand?.colour).filter(Boolean)).toEqual(['#7a1f3d']);
  });

  it('is drawn from what was kept of it, also when it is first asked for later', async () => {
    const to = join(folder, 'out');
    const { code, err } = await run('documents', 'export', '--to', to, '--format', 'pdf');
    expect([code, err]).toEqual([0, '']);
    const names = (await documents()).map(({ number }) => number);
    const pictures = await Promise.all(
      names.map(async (number) => {
        const bytes = await readFile(join(to, `${number}.pdf`));
        return /\/Subtype \/Image[\s\S]*?\/Width (\d+)/.exec(bytes.toString('latin1'))?.[1];
      }),
    );
    const none = undefined;
    expect(pictures).toEqual([none, none, none, none, '420', none]);
    // These customers lack what Peppol asks of a buyer, so there is no XML to put inside.
    const enclosing = await run('documents', 'export', '--to', to, '--format', 'pdfa');
    expect([enclosing.code, enclosing.out]).toEqual([3, expect.stringMatching(/cannot be pdfa: /)]);
    const both = await run('documents', 'export', '--to', to, '--format', 'pdf,pdfa');
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('files of one name')]);
  });

  it('is on a credit note of an invoice that has it', async () => {
    await world.take('2026-11-10', { declarations: ['acme,,Enterprise E3,2026-01-02'] });
    await world.bill('2026-10', '2026-11-11');
    const open = JSON.parse((await run('credits', 'list', '--open', '--json')).out) as {
      id: string;
      service_month: string;
    }[];
    const proposals = Array.isArray(open) ? open : (open as { proposals: typeof open }).proposals;
    for (const { id } of proposals) {
      const now = () => new Date('2026-11-12T08:00:00Z');
      const words = ['credits', 'release', `${id}`, '--reason', 'aftalt'];
      expect((await takst(words, { DATABASE_URL: world.database.url }, { now })).err).toBe('');
    }
    const notes = (await documents()).filter(({ kind }) => kind === 'credit-note');
    const looks = notes.map(({ corrects, brand: look }) => [corrects?.number, look?.colour]);
    expect(looks.sort()).toEqual([
      [10000002, undefined],
      [10000005, '#7a1f3d'],
    ]);
  });

  it('is listed with all that it ever was', async () => {
    const { out } = await run('resellers', 'list', '--history', '--json');
    const said = (JSON.parse(out) as { brand: { colour: string } | null; reason: string }[]).map(
      (it) => [it.brand?.colour ?? null, it.reason],
    );
    expect(said).toEqual([
      [null, 'aftale'],
      ['#004400', 'aftale'],
      ['#7a1f3d', 'aftale'],
    ]);
  });

  it('is sealed: a colour or logo exchanged behind our back is found by ledger verify', async () => {
    const seals = () => world.database.transaction('writer', (tx) => verifySeals(tx));
    expect((await seals()).fault).toBeUndefined();
    expect(await world.verify()).toBeUndefined();
    const forged = (statement: string) =>
      afterForging(world.database, statement, async (tx) => (await verifySeals(tx)).fault);
    expect(
      await forged("update takst.brand set colour = '#000000' where colour = '#7a1f3d'"),
    ).toMatch(/brand R1 is not as the journal sealed it in batch \d+ \(R43\)/);
    expect(await forged('delete from takst.brand where colour is null')).toMatch(
      /brand R1 lacks what the journal sealed in batch \d+: brand\.set \(R43\)/,
    );
    const redrawn = "update takst.brand_logo set bytes = '\\x00'";
    await expect(forged(redrawn)).rejects.toThrow(/brand_logo_is_its_hash/);
  });
});
