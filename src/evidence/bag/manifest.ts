/**
 * Manifests of RFC 8493 and the two small tag files beside them: written in one form, and read back
 * strictly, since what is read comes from whoever sent the pack. A manifest's lines are those of
 * `sha256sum`, so that it can check them as they are.
 */
import { hash as digest } from 'node:crypto';
import { inZipOrder, type ZipFile } from './zip.ts';

export const sha256Hex = (bytes: Uint8Array): string => digest('sha256', bytes, 'hex');

/** One line a file, `<SHA-256>  <path>`, in the order of the paths. */
export function manifestOf(files: readonly ZipFile[]): Buffer {
  const lines = inZipOrder(files).map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`);
  return Buffer.from(lines.join(''), 'utf8');
}

const manifestLine = /^([0-9a-f]{64}) {2}([^ ]+)$/;

/** SHA-256 by path; undefined where a line is none of a manifest, or a path stands twice. */
export function readManifest(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const lines = linesOf(bytes)?.map((line) => manifestLine.exec(line));
  if (!lines?.every((match) => match !== null)) return undefined;
  const hashes = new Map(lines.map(([, hash = '', path = '']) => [path, hash]));
  return hashes.size === lines.length ? hashes : undefined;
}

export const BAG_DECLARATION = Buffer.from(
  'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
  'utf8',
);

/** `Label: value` of bag-info.txt. */
export type InfoField = readonly [label: string, value: string];

export function infoText(fields: readonly InfoField[]): Buffer {
  return Buffer.from(fields.map(([label, value]) => `${label}: ${value}\n`).join(''), 'utf8');
}

const infoLine = /^([A-Za-z][A-Za-z0-9-]*): (\S.*)$/;

/** The fields in their order; undefined where a line is none. */
export function readInfo(bytes: Buffer): InfoField[] | undefined {
  const lines = linesOf(bytes)?.map((line) => infoLine.exec(line));
  if (!lines?.every((match) => match !== null)) return undefined;
  return lines.map(([, label = '', value = '']) => [label, value]);
}

/** Whether a field comes back as it was written. */
export const isInfoField = ([label, value]: InfoField): boolean =>
  infoLine.test(`${label}: ${value}`) && !/[\p{Cc}\p{Zl}\p{Zp}]|\s$/u.test(value);

/** `Payload-Oxum`: bytes and number of the files in data/. */
export const oxumOf = (files: readonly ZipFile[]): string =>
  `${files.reduce((sum, { bytes }) => sum + bytes.length, 0)}.${files.length}`;

/** Lines that each end in a line feed; undefined for text that does not end in one. */
function linesOf(bytes: Buffer): string[] | undefined {
  if (bytes.length === 0) return [];
  const lines = bytes.toString('utf8').split('\n');
  return lines.pop() === '' ? lines : undefined;
}
