import { execFileSync } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBag } from '../../../src/evidence/bag/make-bag.ts';
import { recipeText } from '../../../src/evidence/bag/recipe.ts';
import { packName } from '../../../src/evidence/index.ts';
import { content, filesOf, otherSigner, pack, signer } from './sample.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'takst-bag-'));
  writeFileSync(join(folder, 'pack.zip'), pack);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command in a shell, as an auditor would type it; fails with what the command said. */
function shell(command: string, environment: Record<string, string> = {}): string {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  } as const;
  return execFileSync('sh', ['-ec', command], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('a pack', () => {
  it('holds the files of BagIt, the seal and the recipe in one folder, in the order of names', () => {
    expect(filesOf(pack).map(({ path }) => path)).toEqual(
      [
        'VERIFY.txt',
        'bag-info.txt',
        'bagit.txt',
        'data/about.json',
        'data/accounts/2026-11.csv',
        'data/cover.pdf',
        'data/employees.csv',
        'data/empty.txt',
        'manifest-sha256.txt',
        'manifest-sha256.txt.sig',
        'public-key.pem',
        'tagmanifest-sha256.txt',
        'tagmanifest-sha256.txt.sig',
      ].map((path) => `request-12/${path}`),
    );
  });

  it('says of itself what RFC 8493 asks for', () => {
    const files = new Map(filesOf(pack).map(({ path, bytes }) => [path.slice(11), bytes]));
    const read = (path: string) => Buffer.from(files.get(path)!).toString('utf8');
    // RFC 8493, 2.1.1.
    expect(read('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    // 32 + 17 + 24 + 0 + 9 bytes in 5 files; RFC 8493, 2.2.2.
    expect(read('bag-info.txt')).toBe(
      'Bagging-Date: 2026-11-24\nPayload-Oxum: 82.5\nExternal-Identifier: request-12\n' +
        `Ledger-Head: ${'ab'.repeat(32)}\nContact-Name: Åse på Ærø\n`,
    );
    expect(read('manifest-sha256.txt')).toBe(
      ['about.json', 'accounts/2026-11.csv', 'cover.pdf', 'employees.csv', 'empty.txt']
        .map((path) => {
          const { bytes } = content.files.find((file) => file.path === path)!;
          return `${sha256(bytes)}  data/${path}\n`;
        })
        .join(''),
    );
    const tagFiles = read('tagmanifest-sha256.txt').trimEnd().split('\n');
    expect(tagFiles.map((line) => line.slice(66))).toEqual([
      'VERIFY.txt',
      'bag-info.txt',
      'bagit.txt',
      'manifest-sha256.txt',
      'manifest-sha256.txt.sig',
      'public-key.pem',
    ]);
    for (const line of tagFiles) expect(sha256(files.get(line.slice(66))!)).toBe(line.slice(0, 64));
  });

  it('is signed with 64 raw bytes over each manifest', () => {
    const files = new Map(filesOf(pack).map(({ path, bytes }) => [path.slice(11), bytes]));
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const signature = files.get(`${manifest}.sig`)!;
      expect(signature).toHaveLength(64);
      expect(verify(null, files.get(manifest)!, signer.publicKeyPem, signature)).toBe(true);
      expect(verify(null, files.get(manifest)!, otherSigner.publicKeyPem, signature)).toBe(false);
    }
  });

  it('is the same bytes from the same content, in whatever order it comes', () => {
    expect(makeBag(content, signer).equals(pack)).toBe(true);
    const reversed = { ...content, files: [...content.files].reverse() };
    expect(makeBag(reversed, signer).equals(pack)).toBe(true);
    expect(makeBag(content, otherSigner).equals(pack)).toBe(false);
  });

  it.each([
    ['UTC', 0],
    ['America/New_York', 300],
    ['Europe/Copenhagen', -60],
    ['Pacific/Kiritimati', -840],
  ])('is the same bytes in the time zone %s', (zone, minutesWest) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      expect(new Date('2026-11-24T12:00:00Z').getTimezoneOffset()).toBe(minutesWest);
      expect(makeBag(content, signer).equals(pack)).toBe(true);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it.each([
    ['../out.txt', 'leads out of its folder'],
    ['/etc/passwd', 'starts at the root'],
    ['a//b', 'has an empty part'],
    ['a\\b', 'has a backslash'],
    ['å.txt', 'has a letter that systems write differently'],
    ['a b.txt', 'has a blank'],
    ['a%0Ab', 'would need an encoding in the manifest'],
    ['.hidden', 'is hidden'],
    ['-rf', 'looks like an option'],
    ['aux.csv', 'is a device on Windows'],
    ['name.', 'ends in a dot, which Windows drops'],
    ['', 'is empty'],
    ['data/employees.csv', 'names data/ itself'],
  ])('refuses the path "%s", which %s', (path) => {
    const files = [{ path, bytes: Buffer.alloc(1) }];
    expect(() => makeBag({ ...content, files }, signer)).toThrow(
      /is no path for a pack|names data\//,
    );
  });

  it.each([
    ['the same', 'a.csv', 'a.csv'],
    ['the same but for capitals', 'a.csv', 'A.csv'],
    ['a file and a folder', 'a', 'a/b'],
    ['a folder and a file', 'a/b', 'a'],
  ])('refuses two paths that are %s', (_, one, other) => {
    const files = [one, other].map((path) => ({ path, bytes: Buffer.alloc(1) }));
    expect(() => makeBag({ ...content, files }, signer)).toThrow(/twice/);
  });

  it.each([
    [['Payload-Oxum', '1.1']],
    [['Note', 'first\nBagging-Date: 1999-01-01']],
    [['Note', 'blank at the end ']],
    [['Note', '']],
    [['No colon:', 'x']],
  ] as const)('refuses a line of bag-info.txt that would not come back as written: %j', (field) => {
    expect(() => makeBag({ ...content, info: [field] }, signer)).toThrow(/label|bag-info/);
  });
});

describe('the recipe in VERIFY.txt', () => {
  /** Its commands, in one of the two languages, in their order. */
  function recipe(language: 0 | 1, name = 'request-12'): string[] {
    const half = recipeText(name)
      .toString('utf8')
      .split(/^-{72}$/m)[language]!;
    return [...half.matchAll(/^ {4}(.*)$/gm)].map(([, command = '']) => command);
  }

  it('stands there twice, in Danish and in English, with the same commands', () => {
    const file = filesOf(pack).find(({ path }) => path === 'request-12/VERIFY.txt');
    expect(file?.bytes).toEqual(recipeText('request-12'));
    expect(recipe(0)).toEqual(recipe(1));
    expect(recipe(1)).toHaveLength(8);
  });

  it('is the one in docs/evidence/pack.md', () => {
    const page = readFileSync(new URL('../../../docs/evidence/pack.md', import.meta.url), 'utf8');
    for (const command of recipe(1, packName('12'))) {
      expect(page.split('\n')).toContain(command);
    }
  });

  it('verifies the pack in a shell, with nothing but unzip, sha256sum and openssl', () => {
    // All three are needed to run this test: CI installs them.
    shell('rm -rf request-12; unzip -q pack.zip');
    const [enter = '', ...checks] = recipe(1);
    const [fingerprint, tagSignature, signature, tagHashes, hashes, found, listed] = checks.map(
      (command) => shell(`${enter}; ${command}`, { LC_ALL: 'C' }).trim(),
    );
    expect(fingerprint).toBe(`${signer.keyId}  -`);
    expect(tagSignature).toBe('Signature Verified Successfully');
    expect(signature).toBe('Signature Verified Successfully');
    expect(tagHashes?.match(/: OK$/gm)).toHaveLength(6);
    expect(hashes?.match(/: OK$/gm)).toHaveLength(5);
    expect([found, listed]).toEqual(['5', '5']);
  });

  it('finds what was altered after it was signed', () => {
    shell('rm -rf request-12; unzip -q pack.zip; chmod -R u+w request-12');
    const [enter, , tagSignature, , tagHashes, hashes, found, listed] = recipe(1);
    shell('printf x >> request-12/data/employees.csv; printf x > request-12/data/added.txt');
    expect(() => shell(`${enter}; ${hashes}`)).toThrow(/1 computed checksum did NOT match/);
    expect(shell(`${enter}; ${found}`).trim()).not.toBe(shell(`${enter}; ${listed}`).trim());
    shell('printf "Note: x\\n" >> request-12/bag-info.txt');
    expect(() => shell(`${enter}; ${tagHashes}`)).toThrow(/1 computed checksum did NOT match/);
    shell('printf x >> request-12/tagmanifest-sha256.txt');
    expect(() => shell(`${enter}; ${tagSignature}`)).toThrow();
  });

  it('unpacks by unzip without a complaint, to files dated as the pack', () => {
    expect(shell('unzip -tqq pack.zip')).toBe('');
    expect(shell('TZ=America/New_York unzip -lv pack.zip')).toMatch(/ 2026-11-24 00:00 /);
    shell('rm -rf request-12; unzip -q pack.zip');
    const unpacked = readFileSync(join(folder, 'request-12/data/cover.pdf'));
    expect(unpacked.equals(content.files[4]!.bytes)).toBe(true);
  });
});
