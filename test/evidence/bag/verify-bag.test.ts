import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBag } from '../../../src/evidence/bag/make-bag.ts';
import { verifyBag } from '../../../src/evidence/bag/verify-bag.ts';
import { zipOf } from '../../../src/evidence/bag/zip.ts';
import {
  bytesOf,
  changed,
  content,
  filesOf,
  otherSigner,
  pack,
  resealed,
  rewritten,
  root,
  signer,
  withFile,
  withTagManifest,
} from './sample.ts';

const verdictOn = (archive: Buffer) => verifyBag(archive, { trustedKeys: [signer] });

describe('a pack that nobody touched', () => {
  it('agrees, and tells its facts and its key', async () => {
    expect(await verdictOn(pack)).toEqual({
      agrees: true,
      name: 'request-12',
      madeOn: '2026-11-24',
      files: 5,
      bytes: 82,
      key: { keyId: signer.keyId, publicKeyPem: signer.publicKeyPem },
      keyIsTrusted: true,
      info: [['Bagging-Date', '2026-11-24'], ['Payload-Oxum', '82.5'], ...content.info],
    });
  });

  it('agrees with the key inside it where no other is asked for, and says that none was', async () => {
    expect(await verifyBag(pack)).toMatchObject({ agrees: true, keyIsTrusted: false });
  });

  it('agrees with one of several keys, so that packs from before a rotation do too', async () => {
    const trustedKeys = [otherSigner, signer];
    expect(await verifyBag(pack, { trustedKeys })).toMatchObject({ agrees: true });
  });

  it('agrees without any content', async () => {
    const empty = makeBag({ ...content, files: [], info: [] }, signer);
    expect(await verdictOn(empty)).toMatchObject({ agrees: true, files: 0, bytes: 0 });
  });
});

describe('a pack that was tampered with', () => {
  it.each([
    'data/employees.csv',
    'data/about.json',
    'data/empty.txt',
    'bag-info.txt',
    'bagit.txt',
    'VERIFY.txt',
    'manifest-sha256.txt',
    'manifest-sha256.txt.sig',
  ])('names %s when it was altered', async (path) => {
    const archive = changed((files) =>
      withFile(files, path, Buffer.concat([bytesOf(files, path), Buffer.from('x')])),
    );
    const verdict = await verdictOn(archive);
    expect(verdict).toMatchObject({ agrees: false, file: path });
    expect(verdict).toHaveProperty('why', expect.stringContaining('was altered'));
  });

  it('names a data file that was altered together with its hash as a broken manifest', async () => {
    const archive = zipOf(rewritten('data/about.json', Buffer.from('{}')), content.date);
    expect(await verdictOn(archive)).toMatchObject({
      agrees: false,
      file: 'manifest-sha256.txt',
      why: expect.stringContaining('was altered'),
    });
  });

  it('finds the signature wrong when every hash was made to fit', async () => {
    const files = withTagManifest(rewritten('data/about.json', Buffer.from('{}')));
    expect(await verdictOn(zipOf(files, content.date))).toMatchObject({
      agrees: false,
      file: 'tagmanifest-sha256.txt.sig',
      why: 'is not the signature of tagmanifest-sha256.txt by the key in public-key.pem',
    });
  });

  it.each([
    ['tagmanifest-sha256.txt', 'was altered'],
    ['tagmanifest-sha256.txt.sig', 'is not the signature'],
  ])('names %s when it was altered', async (path, why) => {
    const archive = changed((files) => {
      const bytes = bytesOf(files, path);
      bytes[9]! ^= 1;
      return withFile(files, path, bytes);
    });
    expect(await verdictOn(archive)).toMatchObject({
      agrees: false,
      file: path,
      why: expect.stringContaining(why),
    });
  });

  it('names the key when another one was put into its place', async () => {
    const key = Buffer.from(otherSigner.publicKeyPem);
    expect(
      await verdictOn(changed((files) => withFile(files, 'public-key.pem', key))),
    ).toMatchObject({
      agrees: false,
      file: 'public-key.pem',
      why: 'is not the key that the pack was sealed with',
    });
  });

  it.each(['data/about.json', 'data/employees.csv', 'VERIFY.txt', 'public-key.pem', 'bagit.txt'])(
    'names %s when it was removed',
    async (path) => {
      const archive = changed((files) => files.filter((file) => file.path !== root + path));
      expect(await verdictOn(archive)).toMatchObject({
        agrees: false,
        file: path,
        why: expect.stringContaining('is missing'),
      });
    },
  );

  it.each(['data/added.csv', 'added.txt', 'data/zz/added.csv'])(
    'names %s when it was added',
    async (path) => {
      const added = { path: root + path, bytes: Buffer.from('added') };
      expect(await verdictOn(changed((files) => [...files, added]))).toMatchObject({
        agrees: false,
        file: path,
        why: expect.stringContaining('was added'),
      });
    },
  );

  it.each([
    ['data/about.json', 'data/zzz.json', 'data/about.json', 'was renamed to data/zzz.json'],
    ['data/employees.csv', 'data/aaa.csv', 'data/aaa.csv', 'was renamed: it is data/employees.csv'],
  ])('says that %s was renamed to %s', async (from, to, file, why) => {
    const archive = changed((files) =>
      files.map((it) => (it.path === root + from ? { ...it, path: root + to } : it)),
    );
    expect(await verdictOn(archive)).toEqual({ agrees: false, file, why });
  });

  it('names the first of two files that differ', async () => {
    const archive = changed((files) =>
      withFile(
        withFile(files, 'data/empty.txt', Buffer.from('x')),
        'data/cover.pdf',
        Buffer.from('x'),
      ),
    );
    expect(await verdictOn(archive)).toMatchObject({ agrees: false, file: 'data/cover.pdf' });
  });

  it('says which key it is sealed with when that is not the one asked for', async () => {
    const forged = makeBag(content, otherSigner);
    expect(await verifyBag(forged)).toMatchObject({ agrees: true, keyIsTrusted: false });
    expect(await verdictOn(forged)).toEqual({
      agrees: false,
      file: 'public-key.pem',
      why:
        `is the key ${otherSigner.keyId.slice(0, 16)}…: the pack is sealed with it, ` +
        `not with ${signer.keyId.slice(0, 16)}…`,
    });
  });

  it('does not take a key of another kind for one that seals', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(
      await verdictOn(changed((files) => withFile(files, 'public-key.pem', pem))),
    ).toMatchObject({
      agrees: false,
      file: 'public-key.pem',
      why: expect.stringContaining('Ed25519'),
    });
  });
});

/** What only the maker could get wrong, who has the key: both manifests are written and signed anew. */
describe('a pack that was sealed wrongly', () => {
  const info = (text: string) => resealed('bag-info.txt', Buffer.from(text));

  it('agrees as long as it is only the content that is another', async () => {
    expect(await verdictOn(resealed('data/about.json', Buffer.alloc(17)))).toMatchObject({
      agrees: true,
    });
  });

  it.each([
    ['a Payload-Oxum that does not fit', info('Bagging-Date: 2026-11-24\nPayload-Oxum: 1.1\n')],
    ['no Bagging-Date', info('Payload-Oxum: 82.5\n')],
    ['a day that is none', info('Bagging-Date: 2026-02-30\nPayload-Oxum: 82.5\n')],
    ['a line that is none', info('Bagging-Date: 2026-11-24\nPayload-Oxum: 82.5\n?\n')],
  ])('is told by bag-info.txt: %s', async (_, archive) => {
    expect(await verdictOn(archive)).toMatchObject({ agrees: false, file: 'bag-info.txt' });
  });

  it('is told by bagit.txt: another version', async () => {
    const text = 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n';
    expect(await verdictOn(resealed('bagit.txt', Buffer.from(text)))).toMatchObject({
      agrees: false,
      file: 'bagit.txt',
    });
  });

  it('is told by its signature: one over something else than the manifest', async () => {
    const first = { signed: false };
    const sign = (bytes: Uint8Array) => {
      const which = first.signed ? bytes : Buffer.from('something else');
      first.signed = true;
      return signer.sign(which);
    };
    expect(await verdictOn(makeBag(content, { ...signer, sign }))).toEqual({
      agrees: false,
      file: 'manifest-sha256.txt.sig',
      why: 'is not the signature of manifest-sha256.txt',
    });
  });
});

/** Local headers and contents of the pack, and the records of its directory, to be put together anew. */
function stretches() {
  const directoryAt = pack.readUInt32LE(pack.length - 6);
  const directory: Buffer[] = [];
  for (let at = directoryAt; pack.readUInt32LE(at) === 0x02014b50; ) {
    const length = 46 + pack.readUInt16LE(at + 28);
    directory.push(pack.subarray(at, at + length));
    at += length;
  }
  return { body: pack.subarray(0, directoryAt), directory, end: pack.subarray(pack.length - 22) };
}

describe('an archive whose files are as they were signed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'takst-repack-'));
    writeFileSync(join(folder, 'pack.zip'), pack);
    execFileSync('unzip', ['-q', 'pack.zip'], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Packs the unpacked files with Info-ZIP. */
  function packedBy(...options: string[]): Buffer {
    rmSync(join(folder, 'again.zip'), { force: true });
    execFileSync('zip', ['-q', ...options], { cwd: folder });
    return readFileSync(join(folder, 'again.zip'));
  }

  it('says that its directory was re-ordered, and names the first file out of place', async () => {
    const { body, directory, end } = stretches();
    const [first, second, ...rest] = directory;
    const archive = Buffer.concat([body, second!, first!, ...rest, end]);
    expect(await verdictOn(archive)).toMatchObject({
      agrees: false,
      file: 'bag-info.txt',
      why: expect.stringContaining('stands in the place of VERIFY.txt: the files were re-ordered'),
    });
  });

  it('finds files that were re-ordered behind a directory in the right order', async () => {
    const { body, directory, end } = stretches();
    const second = directory[1]!.readUInt32LE(42);
    const third = directory[2]!.readUInt32LE(42);
    const moved = directory.map((record) => Buffer.from(record));
    moved[0]!.writeUInt32LE(third - second, 42);
    moved[1]!.writeUInt32LE(0, 42);
    const swapped = [body.subarray(second, third), body.subarray(0, second), body.subarray(third)];
    const verdict = await verdictOn(Buffer.concat([...swapped, ...moved, end]));
    expect(verdict).toMatchObject({ agrees: false, file: 'VERIFY.txt' });
    expect(verdict).toHaveProperty('why', expect.stringContaining('from byte 0 on'));
  });

  it('says that its files were re-ordered by another archiver', async () => {
    const names = filesOf(pack).map(({ path }) => path);
    const archive = packedBy('-0', '-X', '-D', 'again.zip', ...names.reverse());
    expect(await verdictOn(archive)).toMatchObject({
      agrees: false,
      file: 'tagmanifest-sha256.txt.sig',
      why: expect.stringContaining('re-ordered'),
    });
  });

  it.each([
    ['as most people would', ['-r', 'again.zip', 'request-12'], 'folder'],
    ['without folders', ['-r', '-D', 'again.zip', 'request-12'], 'compressed'],
    ['uncompressed', ['-r', '-0', 'again.zip', 'request-12'], 'folder'],
    ['with a password', ['-0', '-D', '-P', 'x', 'again.zip', 'request-12/bagit.txt'], 'encrypted'],
  ])('says that it was packed anew %s', async (_, options, sign) => {
    const verdict = await verdictOn(packedBy(...options));
    expect(verdict).toMatchObject({ agrees: false });
    expect(verdict).toHaveProperty('why', expect.stringContaining(sign));
    expect(verdict).toHaveProperty('why', expect.stringContaining('packed anew'));
  });

  it('says that it was packed anew, though stored and in the same order', async () => {
    const names = filesOf(pack).map(({ path }) => path);
    expect(await verdictOn(packedBy('-0', '-X', '-D', 'again.zip', ...names))).toMatchObject({
      agrees: false,
      file: 'VERIFY.txt',
      why: expect.stringContaining('is as it was signed, but from byte'),
    });
  });

  it.each([
    ['bytes before it', Buffer.concat([Buffer.from('x'), pack])],
    ['bytes after it', Buffer.concat([pack, Buffer.from('x')])],
    ['its end twice', Buffer.concat([pack, pack.subarray(-22)])],
    ['its end cut off', pack.subarray(0, -1)],
    ['its beginning cut off', pack.subarray(1)],
    ['a comment', Buffer.concat([pack.subarray(0, -2), Buffer.from([1, 0, 0x78])])],
    ['bytes between files and directory', withGap()],
  ])('does not agree with %s', async (_, archive) => {
    expect(await verdictOn(archive)).toMatchObject({ agrees: false });
  });

  function withGap(): Buffer {
    const { body, directory, end } = stretches();
    const moved = Buffer.from(end);
    moved.writeUInt32LE(body.length + 1, 16);
    return Buffer.concat([body, Buffer.from('x'), ...directory, moved]);
  }
});

describe('an archive that was never a pack', () => {
  const archiveOf = (...paths: string[]) =>
    zipOf(
      paths.map((path) => ({ path, bytes: Buffer.from(path) })),
      content.date,
    );

  it.each([
    ['nothing at all', Buffer.alloc(0), /is not a ZIP/],
    ['text', Buffer.from('a pack, honestly'), /is not a ZIP/],
    ['an archive without files', archiveOf(), /is empty/],
    ['a file outside a folder', archiveOf('readme.txt'), /folder/],
    ['two folders', archiveOf('one/a', 'two/b'), /lies in another folder than one\/a/],
    ['a way out of the folder', archiveOf('pack/../../out'), /name that no pack may hold/],
    ['a path from the root', archiveOf('/etc/passwd'), /name that no pack may hold/],
    ['a backslash', archiveOf('pack/a\\b'), /name that no pack may hold/],
    ['the same file twice', archiveOf('pack/a', 'pack/a'), /twice/],
    ['the same file but for capitals', archiveOf('pack/a', 'pack/A'), /twice/],
    ['a folder of other files', archiveOf('pack/a'), /is missing/],
  ])('is told as %s', async (_, archive, why) => {
    const verdict = await verdictOn(archive);
    expect(verdict).toMatchObject({ agrees: false });
    expect(verdict).toHaveProperty('why', expect.stringMatching(why));
  });

  it('is not unpacked when it is a bomb of compressed zeros', async () => {
    const zeros = deflateRawSync(Buffer.alloc(50_000_000));
    const archive = Buffer.from(zipOf([{ path: 'pack/a', bytes: zeros }], content.date));
    const directory = archive.readUInt32LE(archive.length - 6);
    for (const [at, size] of [
      [8, 22],
      [directory + 10, directory + 24],
    ] as const) {
      archive.writeUInt16LE(8, at);
      archive.writeUInt32LE(50_000_000, size);
    }
    const before = process.memoryUsage().arrayBuffers;
    expect(await verdictOn(archive)).toHaveProperty('why', expect.stringMatching(/compressed/));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('is not read when many entries claim the same bytes', async () => {
    const one = zipOf([{ path: 'p/a', bytes: Buffer.alloc(1_000_000) }], content.date);
    const at = one.readUInt32LE(one.length - 6);
    const record = one.subarray(at, one.length - 22);
    const end = Buffer.from(one.subarray(-22));
    end.writeUInt16LE(1_000, 8);
    end.writeUInt16LE(1_000, 10);
    end.writeUInt32LE(1_000 * record.length, 12);
    const records = Buffer.concat(Array.from({ length: 1_000 }, () => record));
    const verdict = await verdictOn(Buffer.concat([one.subarray(0, at), records, end]));
    expect(verdict).toHaveProperty('why', 'claims more bytes than the archive has');
  });

  it('is not read when it claims more files than a pack can have', async () => {
    const archive = Buffer.from(archiveOf('pack/a'));
    archive.writeUInt16LE(65_535, archive.length - 12);
    expect(await verdictOn(archive)).toHaveProperty('why', 'holds more files than any pack');
  });
});
