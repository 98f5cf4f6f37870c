/**
 * The sealed package (R37): BagIt (RFC 8493) in a ZIP, with the public key and a detached Ed25519
 * signature over each of the two manifests, so that not only the content but also bag-info.txt, the
 * key and the recipe are covered. Same content and key, same bytes. What the files say is not known
 * here.
 */
import { invariant, type LocalDate } from '../../kernel/index.ts';
import type { Signer } from '../keys/key.ts';
import {
  BAG_DECLARATION,
  type InfoField,
  infoText,
  isInfoField,
  manifestOf,
  oxumOf,
} from './manifest.ts';
import { collidingPath, DATA, isPlainPath, tag } from './paths.ts';
import { recipeText } from './recipe.ts';
import { type ZipFile, zipOf } from './zip.ts';

export interface BagContent {
  /** The one folder in the archive, such as `evidence-request-12`. */
  readonly name: string;
  /** What goes into data/; paths are given without it. */
  readonly files: readonly ZipFile[];
  /** Further lines of bag-info.txt, each label once. */
  readonly info: readonly InfoField[];
  /** When it was made; the date of all its files. */
  readonly date: LocalDate;
}

/** The ZIP. Paths and labels are our own, so a bad one is our mistake. */
export function makeBag(content: BagContent, signer: Signer): Buffer {
  const { name, date } = content;
  const payload = content.files.map(({ path, bytes }) => ({ path: `${DATA}${path}`, bytes }));
  assertSound(content);
  const fields: InfoField[] = [
    ['Bagging-Date', date],
    ['Payload-Oxum', oxumOf(payload)],
    ...content.info,
  ];
  const manifest = manifestOf(payload);
  const tagFiles: ZipFile[] = [
    { path: tag.declaration, bytes: BAG_DECLARATION },
    { path: tag.info, bytes: infoText(fields) },
    { path: tag.recipe, bytes: recipeText(name) },
    { path: tag.key, bytes: Buffer.from(signer.publicKeyPem, 'ascii') },
    { path: tag.manifest, bytes: manifest },
    { path: tag.manifestSignature, bytes: signer.sign(manifest) },
  ];
  const tagManifest = manifestOf(tagFiles);
  const files: ZipFile[] = [
    ...payload,
    ...tagFiles,
    { path: tag.tagManifest, bytes: tagManifest },
    { path: tag.tagManifestSignature, bytes: signer.sign(tagManifest) },
  ];
  return zipOf(
    files.map(({ path, bytes }) => ({ path: `${name}/${path}`, bytes })),
    date,
  );
}

const OWN_LABELS = ['Bagging-Date', 'Payload-Oxum'];

function assertSound({ name, files, info }: BagContent): void {
  invariant(isPlainPath(name) && !name.includes('/'), `"${name}" is no name for a pack`);
  for (const { path } of files) {
    invariant(isPlainPath(path), `"${path}" is no path for a pack`);
    invariant(!path.startsWith(DATA), `"${path}" names data/, which is put before it`);
  }
  const colliding = collidingPath(files.map(({ path }) => path));
  invariant(colliding === undefined, `"${colliding}" stands in a pack twice`);
  const labels = [...OWN_LABELS, ...info.map(([label]) => label)];
  invariant(new Set(labels).size === labels.length, `a label stands twice: ${labels.join(', ')}`);
  for (const field of info) {
    invariant(isInfoField(field), `"${field.join(': ')}" is no line for bag-info.txt`);
  }
}
