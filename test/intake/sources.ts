/**
 * Intake files as tests hand them in: text or bytes under the name of their kind, and folders of
 * the golden cases. Bytes come in small pieces, so that every test also crosses their borders.
 */
import { readdir, readFile } from 'node:fs/promises';
import { type MasterKindName, masterKinds } from '../../src/intake/file-kinds.ts';
import type { MasterSource } from '../../src/intake/master-files.ts';

const PIECE_BYTES = 7;

export async function* pieces(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

export function source(kind: MasterKindName, text: string | Uint8Array): MasterSource {
  return { kind, name: `${kind}.csv`, bytes: pieces(text) };
}

/** Several files at once: `{ customers: 'customer_id,…' }`. */
export function sources(texts: Partial<Record<MasterKindName, string>>): MasterSource[] {
  return Object.entries(texts).map(([kind, text]) => source(kind as MasterKindName, text));
}

/** The files of a folder that bear the name of a kind, in the order of importing. */
export async function folderSources(folder: URL): Promise<MasterSource[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const found = masterKinds.all.filter(({ fileName }) => names.includes(fileName));
  const texts = found.map(({ fileName }) => readFile(new URL(fileName, folder)));
  return found.map(({ name }, index) => ({
    kind: name,
    name: `${name}.csv`,
    bytes: late(texts[index]),
  }));
}

async function* late(bytes: Promise<Buffer> | undefined): AsyncGenerator<Uint8Array> {
  yield* pieces((await bytes) ?? '');
}
