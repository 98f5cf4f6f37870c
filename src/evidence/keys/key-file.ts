/**
 * Private keys on the disk: read by their owner alone, written once and never over another file. The
 * database holds no private key, so a copy of it cannot sign.
 */
import { open, readFile, stat } from 'node:fs/promises';
import { readSigner, type Signer } from './key.ts';
import { refusal } from './refusal.ts';

const OTHERS = 0o077;
/** A key is some hundred bytes; what is longer is another file. */
const LONGEST_BYTES = 64 * 1024;

/** The signer of a private key in PKCS#8 PEM; refuses what others may read and what is no Ed25519 key. */
export async function loadSigner(path: string): Promise<Signer> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw refusal('no-file', { path });
    throw error;
  });
  if (!found.isFile() || found.size > LONGEST_BYTES) throw refusal('not-private', { path });
  // Windows has no such mode: there it always says that all may read.
  if (process.platform !== 'win32' && found.mode & OTHERS) {
    throw refusal('exposed', { path, mode: (found.mode & 0o777).toString(8) });
  }
  const signer = readSigner(await readFile(path, 'utf8'));
  if (!signer) throw refusal('not-private', { path });
  if ('otherKind' in signer) throw refusal('other-kind', { path, kind: signer.otherKind });
  return signer;
}

/** Writes a new private key; fails with EEXIST where a file is, whatever it holds. */
export async function writeKeyFile(path: string, privateKeyPem: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(privateKeyPem);
    await file.sync();
  } finally {
    await file.close();
  }
}
