/**
 * The chain of trust within a pack: the key's signature vouches for the tag manifest, that one for
 * the manifest and all other tag files, and the manifest for the data. Each is judged by what was
 * found true before it, so that the file named is the one that was touched.
 */
import { type PublicKey, readPublicKey, signatureFits } from '../keys/key.ts';
import { readManifest, sha256Hex } from './manifest.ts';
import { DATA, tag } from './paths.ts';
import type { Disagreement, ReadFile } from './read-zip.ts';

/** A pack's files by their names within its folder. */
export type Files = ReadonlyMap<string, Buffer>;

export const fileOf = (files: Files, name: string): Buffer => files.get(name) ?? Buffer.alloc(0);

export const payloadOf = (files: Files): ReadFile[] =>
  [...files].filter(([path]) => path.startsWith(DATA)).map(([path, bytes]) => ({ path, bytes }));

/** The files that the tag manifest names: all outside data/ but itself and its signature. */
const tagFilesOf = (files: Files): Files =>
  new Map(
    [...files].filter(
      ([path]) =>
        !path.startsWith(DATA) && path !== tag.tagManifest && path !== tag.tagManifestSignature,
    ),
  );

const isSigned = (files: Files, key: PublicKey, file: string, signature: string): boolean =>
  signatureFits(key, fileOf(files, file), fileOf(files, signature));

const notAList = (file: string): Disagreement => ({
  file,
  why: 'is not a list of hashes and files',
});

/** The key whose signatures fit, once every tag file is as it was signed. */
export function sealingKey(files: Files): PublicKey | Disagreement {
  const needed = [tag.key, tag.tagManifest, tag.tagManifestSignature];
  const missing = needed.find((file) => !files.has(file));
  if (missing) return { file: missing, why: 'is missing' };
  const key = readPublicKey(fileOf(files, tag.key).toString('utf8'));
  if (!key) return { file: tag.key, why: 'is not the public key of an Ed25519 signature' };
  const listed = readManifest(fileOf(files, tag.tagManifest));
  const different = listed
    ? compareListed(tag.tagManifest, listed, tagFilesOf(files))
    : notAList(tag.tagManifest);
  if (!isSigned(files, key, tag.tagManifest, tag.tagManifestSignature)) {
    return brokenSeal(files, key, different);
  }
  if (different) return different;
  if (!isSigned(files, key, tag.manifest, tag.manifestSignature)) {
    return { file: tag.manifestSignature, why: `is not the signature of ${tag.manifest}` };
  }
  return key;
}

/** Of the key, the tag manifest and its signature: which one no longer fits the others. */
function brokenSeal(
  files: Files,
  key: PublicKey,
  different: Disagreement | undefined,
): Disagreement {
  if (!different) {
    const why = `is not the signature of ${tag.tagManifest} by the key in ${tag.key}`;
    return { file: tag.tagManifestSignature, why };
  }
  const keyFits = isSigned(files, key, tag.manifest, tag.manifestSignature);
  if (!keyFits && different.file === tag.key) {
    return { file: tag.key, why: 'is not the key that the pack was sealed with' };
  }
  return { file: tag.tagManifest, why: `was altered: ${tag.tagManifestSignature} does not fit it` };
}

/** The first file in data/ that is not as the manifest has it. */
export function comparePayload(files: Files): Disagreement | undefined {
  const listed = readManifest(fileOf(files, tag.manifest));
  const there = new Map(payloadOf(files).map(({ path, bytes }) => [path, bytes]));
  return listed ? compareListed(tag.manifest, listed, there) : notAList(tag.manifest);
}

/** The first file, in the order of names, that is not there as the list has it. */
function compareListed(
  list: string,
  listed: ReadonlyMap<string, string>,
  there: Files,
): Disagreement | undefined {
  const present = new Map([...there].map(([path, bytes]) => [path, sha256Hex(bytes)]));
  for (const file of [...new Set([...listed.keys(), ...present.keys()])].sort()) {
    const [wanted, found] = [listed.get(file), present.get(file)];
    if (wanted === found) continue;
    if (wanted === undefined) {
      const old = [...listed].find(([path, hash]) => hash === found && !present.has(path));
      return { file, why: old ? `was renamed: it is ${old[0]}` : `was added: ${list} has it not` };
    }
    if (found === undefined) {
      const now = [...present].find(([path, hash]) => hash === wanted && !listed.has(path));
      return { file, why: now ? `was renamed to ${now[0]}` : `is missing, though in ${list}` };
    }
    return { file, why: `was altered: its SHA-256 is not the one in ${list}` };
  }
  return undefined;
}
