/**
 * Verifies a pack offline (R37) and names the first file that differs: the archive and its one
 * folder, the seal, the data, the key, and at last the archive's own form. It is written anew from
 * its files and must be the same bytes, so that nothing in it can be altered, not even between files.
 */
import { type LocalDate, parseLocalDate } from '../../kernel/index.ts';
import { type PublicKey, shortKeyId } from '../keys/key.ts';
import { BAG_DECLARATION, type InfoField, oxumOf, readInfo } from './manifest.ts';
import { collidingPath, isPlainPath, tag } from './paths.ts';
import { type Disagreement, packedAnew, type ReadFile, readZip } from './read-zip.ts';
import { comparePayload, type Files, fileOf, payloadOf, sealingKey } from './seal.ts';
import { inZipOrder, isZipDate, zipPieces } from './zip.ts';

export interface BagFacts {
  readonly agrees: true;
  /** The pack's folder. */
  readonly name: string;
  readonly madeOn: LocalDate;
  /** Number of files in data/, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** The key that it is sealed with, which stands in the pack itself. */
  readonly key: PublicKey;
  /** Whether that key is one of those trusted; false where none was given. */
  readonly keyIsTrusted: boolean;
  /** All lines of bag-info.txt. */
  readonly info: readonly InfoField[];
}

export type BagVerdict = BagFacts | ({ readonly agrees: false } & Disagreement);

/** Public keys; their fingerprints are enough. */
export type TrustedKeys = readonly Pick<PublicKey, 'keyId'>[];

/**
 * Verifies a pack; whatever the bytes are, the answer is a verdict. Where trusted keys are given, it
 * must be sealed with one of them.
 */
export async function verifyBag(
  bytes: Buffer,
  { trustedKeys = [] }: { readonly trustedKeys?: TrustedKeys } = {},
): Promise<BagVerdict> {
  const entries = await readZip(bytes);
  const verdict = 'why' in entries ? entries : judge(bytes, entries, trustedKeys);
  return 'why' in verdict ? { agrees: false, ...verdict } : verdict;
}

function judge(
  bytes: Buffer,
  entries: readonly ReadFile[],
  trustedKeys: TrustedKeys,
): BagFacts | Disagreement {
  const folder = readFolder(entries);
  if ('why' in folder) return folder;
  const { name, files } = folder;
  const key = sealingKey(files);
  if ('why' in key) return key;
  const altered = comparePayload(files);
  if (altered) return altered;
  const said = readDescription(files);
  if ('why' in said) return said;
  const strange = compareKey(key, trustedKeys) ?? compareForm(bytes, entries, name, said.madeOn);
  if (strange) return strange;
  const payload = payloadOf(files);
  return {
    agrees: true,
    name,
    ...said,
    files: payload.length,
    bytes: payload.reduce((sum, file) => sum + file.bytes.length, 0),
    key,
    keyIsTrusted: trustedKeys.length > 0,
  };
}

/** The one folder of the archive; refuses names that no pack has, and the same name twice. */
function readFolder(
  entries: readonly ReadFile[],
): { readonly name: string; readonly files: Files } | Disagreement {
  const first = entries[0];
  if (!first) return { file: '', why: 'is empty' };
  const [name = ''] = first.path.split('/');
  for (const { path } of entries) {
    if (!isPlainPath(path)) return { file: path, why: 'has a name that no pack may hold' };
    if (path.startsWith(`${name}/`)) continue;
    return {
      file: path,
      why: `lies in another folder than ${first.path}, and a pack has only one`,
    };
  }
  const within = entries.map(({ path, bytes }) => ({ path: path.slice(name.length + 1), bytes }));
  const colliding = collidingPath(within.map(({ path }) => path));
  if (colliding) return { file: colliding, why: 'stands in the archive twice' };
  return { name, files: new Map(within.map(({ path, bytes }) => [path, bytes])) };
}

type Description = Pick<BagFacts, 'madeOn' | 'info'>;

/** What the pack says of itself. It is signed by now, so only its maker can have got it wrong. */
function readDescription(files: Files): Description | Disagreement {
  if (!fileOf(files, tag.declaration).equals(BAG_DECLARATION)) {
    return { file: tag.declaration, why: 'is not that of BagIt 1.0 in UTF-8' };
  }
  const info = readInfo(fileOf(files, tag.info)) ?? [];
  const lineOf = (wanted: string) => info.find(([label]) => label === wanted)?.[1];
  const madeOn = parseLocalDate(lineOf('Bagging-Date') ?? '');
  if (!madeOn || !isZipDate(madeOn)) return { file: tag.info, why: 'has no Bagging-Date' };
  if (lineOf('Payload-Oxum') !== oxumOf(payloadOf(files))) {
    return { file: tag.info, why: 'has another Payload-Oxum than the files in data/ add up to' };
  }
  return { madeOn, info };
}

function compareKey(key: PublicKey, trusted: TrustedKeys): Disagreement | undefined {
  if (trusted.length === 0 || trusted.some(({ keyId }) => keyId === key.keyId)) return undefined;
  const wanted = trusted.map(({ keyId }) => `${shortKeyId(keyId)}…`).join(' or ');
  const why = `is the key ${shortKeyId(key.keyId)}…: the pack is sealed with it, not with ${wanted}`;
  return { file: tag.key, why };
}

/** Whether the archive is the one that its files make. */
function compareForm(
  bytes: Buffer,
  entries: readonly ReadFile[],
  name: string,
  madeOn: LocalDate,
): Disagreement | undefined {
  const within = (path = '') => path.slice(name.length + 1);
  const ordered = inZipOrder(entries);
  const moved = entries.findIndex(({ path }, place) => path !== ordered[place]?.path);
  if (moved >= 0) {
    const belongs = within(ordered[moved]?.path);
    const why = `stands in the place of ${belongs}: the files were re-ordered, or ${packedAnew}`;
    return { file: within(entries[moved]?.path), why };
  }
  let at = 0;
  for (const piece of zipPieces(entries, madeOn)) {
    const given = bytes.subarray(at, at + piece.bytes.length);
    if (!given.equals(piece.bytes)) {
      const why = `is as it was signed, but from byte ${at} on the archive is not: ${packedAnew}`;
      return { file: within(piece.path), why };
    }
    at += piece.bytes.length;
  }
  return at === bytes.length
    ? undefined
    : { file: '', why: `goes on after its end: ${packedAnew}` };
}
