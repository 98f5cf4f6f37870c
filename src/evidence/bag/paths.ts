/**
 * Names inside a pack: plain letters, digits and `. _ -` in every part, so that they mean the same on
 * every system, need no encoding in a manifest (RFC 8493, 2.1.3) and never lead out of the folder
 * they are unpacked into.
 */

/** Names of the files that RFC 8493 and the seal ask for, within the pack's one folder. */
export const tag = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  recipe: 'VERIFY.txt',
  key: 'public-key.pem',
  manifest: 'manifest-sha256.txt',
  manifestSignature: 'manifest-sha256.txt.sig',
  tagManifest: 'tagmanifest-sha256.txt',
  tagManifestSignature: 'tagmanifest-sha256.txt.sig',
} as const;

/** The folder of what the pack is about. */
export const DATA = 'data/';

const LONGEST = 180;
const part = /^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;
/** Windows opens a device under these names, whatever follows the dot. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether a path with `/` between its parts is one that a pack may hold. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return path.length <= LONGEST && parts.every((it) => part.test(it) && !device.test(it));
}

/**
 * The first path that meets another one on some system: the same, the same but for capitals, or a
 * file where another has a folder.
 */
export function collidingPath(paths: readonly string[]): string | undefined {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const lower = path.toLowerCase();
    const above = foldersOf(lower);
    if (files.has(lower) || folders.has(lower) || above.some((it) => files.has(it))) return path;
    files.add(lower);
    for (const folder of above) folders.add(folder);
  }
  return undefined;
}

const foldersOf = (path: string): string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
