/** A small pack for tests: invented content, a key whose private half is in this very file. */
import { createPrivateKey } from 'node:crypto';
import { type BagContent, makeBag } from '../../../src/evidence/bag/make-bag.ts';
import { manifestOf } from '../../../src/evidence/bag/manifest.ts';
import { type ZipFile, zipOf } from '../../../src/evidence/bag/zip.ts';
import { readSigner, type Signer } from '../../../src/evidence/keys/key.ts';
import { localDate } from '../../../src/kernel/index.ts';

/** PKCS#8 PEM of the Ed25519 key that grows from 32 bytes (RFC 8410). */
export function privatePem(seedHex: string): string {
  const der = Buffer.from(`302e020100300506032b657004220420${seedHex}`, 'hex');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function signerFrom(seedHex: string): Signer {
  const signer = readSigner(privatePem(seedHex));
  if (!signer || !('keyId' in signer)) throw new Error('no signer');
  return signer;
}

export const signer = signerFrom('11'.repeat(32));
export const otherSigner = signerFrom('22'.repeat(32));

const text = (lines: string) => Buffer.from(lines, 'utf8');

export const content: BagContent = {
  name: 'request-12',
  files: [
    { path: 'employees.csv', bytes: text('id;navn\r\nanna;Medarbejder anna\r\n') },
    { path: 'about.json', bytes: text('{"request":"12"}\n') },
    { path: 'accounts/2026-11.csv', bytes: text('upn\r\nanna@acme.example\r\n') },
    { path: 'empty.txt', bytes: Buffer.alloc(0) },
    { path: 'cover.pdf', bytes: Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255, 10, 13, 10]) },
  ],
  info: [
    ['External-Identifier', 'request-12'],
    ['Ledger-Head', 'ab'.repeat(32)],
    ['Contact-Name', 'Åse på Ærø'],
  ],
  date: localDate('2026-11-24'),
};

export const pack = makeBag(content, signer);

/** Files of the pack in the order of the archive, cut out of it by the sizes in its headers. */
export function filesOf(archive: Buffer): ZipFile[] {
  const files: ZipFile[] = [];
  let at = 0;
  while (archive.readUInt32LE(at) === 0x04034b50) {
    const [size, nameLength] = [archive.readUInt32LE(at + 22), archive.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    const path = archive.subarray(at + 30, start).toString('ascii');
    files.push({ path, bytes: archive.subarray(start, start + size) });
    at = start + size;
  }
  return files;
}

/** The archive again after some change of its files, in the same form. */
export const changed = (change: (files: ZipFile[]) => ZipFile[]): Buffer =>
  zipOf(change(filesOf(pack)), content.date);

export const root = 'request-12/';

/** The pack with a file's bytes replaced. */
export const withFile = (files: readonly ZipFile[], path: string, bytes: Uint8Array): ZipFile[] =>
  files.map((file) => (file.path === root + path ? { path: file.path, bytes } : file));
export const bytesOf = (files: readonly ZipFile[], path: string): Buffer =>
  Buffer.from(files.find((file) => file.path === root + path)!.bytes);

/** What a forger does who has no key: alters a file and writes the manifest anew. */
export function rewritten(path: string, bytes: Uint8Array): ZipFile[] {
  let files = withFile(filesOf(pack), path, bytes);
  const within = files.map((file) => ({ ...file, path: file.path.slice(root.length) }));
  const payload = within.filter((file) => file.path.startsWith('data/'));
  files = withFile(files, 'manifest-sha256.txt', manifestOf(payload));
  return files;
}

/** The same with the tag manifest written anew. */
export function withTagManifest(files: ZipFile[]): ZipFile[] {
  const within = files.map((file) => ({ ...file, path: file.path.slice(root.length) }));
  const listed = within.filter(({ path }) => !/^(data\/|tagmanifest)/.test(path));
  return withFile(files, 'tagmanifest-sha256.txt', manifestOf(listed));
}

/** What only who has the key can do: alters a file, writes both manifests anew and signs them. */
export function resealed(path: string, bytes: Uint8Array): Buffer {
  const manifested = rewritten(path, bytes);
  const manifest = bytesOf(manifested, 'manifest-sha256.txt');
  const signed = withFile(manifested, 'manifest-sha256.txt.sig', signer.sign(manifest));
  const files = withTagManifest(signed);
  const seal = signer.sign(bytesOf(files, 'tagmanifest-sha256.txt'));
  return zipOf(withFile(files, 'tagmanifest-sha256.txt.sig', seal), content.date);
}
