/**
 * PNG pictures read into plain pixels on white paper, and written back without transparency: the form
 * that every reader of PDF shows alike. Written by the specification (ISO/IEC 15948); it throws on
 * a file that is not whole, and knows nothing of sizes that anybody would call too large.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** What keeps a file from being read, as the rest of a sentence that begins with the file. */
export class UnreadablePng extends Error {}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, row by row. */
  readonly rgb: Uint8Array;
}

export interface PngHead {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly type: number;
  readonly interlaced: boolean;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Samples a pixel by colour type, and the depths that each may have. */
const kinds: Readonly<Record<number, { samples: number; bits: readonly number[] }>> = {
  0: { samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { samples: 3, bits: [8, 16] },
  3: { samples: 1, bits: [1, 2, 4, 8] },
  4: { samples: 2, bits: [8, 16] },
  6: { samples: 4, bits: [8, 16] },
};

export const isPng = (file: Buffer): boolean => file.subarray(0, 8).equals(SIGNATURE);

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

function* chunksOf(file: Buffer): Generator<Chunk> {
  for (let at = 8; ; ) {
    if (at + 12 > file.length) throw new UnreadablePng('breaks off before its end');
    const end = at + 8 + file.readUInt32BE(at);
    if (end + 4 > file.length) throw new UnreadablePng('breaks off before its end');
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) {
      throw new UnreadablePng('is damaged: a checksum in it does not hold');
    }
    const name = file.toString('latin1', at + 4, at + 8);
    yield { name, data: file.subarray(at + 8, end) };
    if (name === 'IEND') return;
    at = end + 4;
  }
}

/** Size and form, read before anything is unpacked. */
export function pngHead(file: Buffer): PngHead {
  const first = chunksOf(file).next().value as Chunk;
  const { name, data } = first;
  if (name !== 'IHDR' || data.length !== 13)
    throw new UnreadablePng('does not begin as a PNG does');
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [bits = 0, type = 0, packing, filtering, interlace = 0] = data.subarray(8);
  const known = kinds[type]?.bits.includes(bits) && packing === 0 && filtering === 0;
  if (!known || interlace > 1 || width === 0 || height === 0) {
    throw new UnreadablePng('has a form that the PNG specification does not know');
  }
  return { width, height, bits, type, interlaced: interlace === 1 };
}

/** The picture on white. Refuses interlaced files, which few programs write and nobody needs. */
export function readPng(file: Buffer): Pixels {
  const head = pngHead(file);
  if (head.interlaced) throw new UnreadablePng('is interlaced: save it without interlacing');
  const { width, height, bits } = head;
  const samples = kinds[head.type]?.samples ?? 1;
  const chunks = [...chunksOf(file)];
  const only = (name: string) => chunks.find((chunk) => chunk.name === name)?.data;
  const packed = Buffer.concat(chunks.filter((c) => c.name === 'IDAT').map((c) => c.data));
  const rowBytes = Math.ceil((width * samples * bits) / 8);
  const size = (rowBytes + 1) * height;
  let filtered: Buffer;
  try {
    filtered = inflateSync(packed, { maxOutputLength: size });
  } catch {
    throw new UnreadablePng('is damaged: its pixels cannot be unpacked');
  }
  if (filtered.length !== size) throw new UnreadablePng('has fewer pixels than it says');
  const rows = unfiltered(filtered, rowBytes, height, Math.max(1, (samples * bits) >> 3));
  const colours = { palette: only('PLTE'), transparency: only('tRNS') };
  return { width, height, rgb: onWhite(rows, head, rowBytes, samples, colours) };
}

/** Takes back what each row's filter took off (section 9). */
function unfiltered(data: Buffer, rowBytes: number, height: number, step: number): Uint8Array {
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowBytes + 1)] ?? 0;
    if (filter > 4) throw new UnreadablePng('is damaged: a row of it has no known filter');
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= step ? (rows[at - step] ?? 0) : 0;
      const up = y > 0 ? (rows[at - rowBytes] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (rows[at - rowBytes - step] ?? 0) : 0;
      rows[at] = (data[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

interface Colours {
  readonly palette: Buffer | undefined;
  readonly transparency: Buffer | undefined;
}

function onWhite(
  rows: Uint8Array,
  { width, height, bits, type }: PngHead,
  rowBytes: number,
  samples: number,
  { palette, transparency }: Colours,
): Uint8Array {
  if (type === 3 && !palette) throw new UnreadablePng('lacks its palette');
  const rgb = new Uint8Array(width * height * 3);
  const most = 2 ** bits - 1;
  /** The sample as it is written, 0 to `most`. */
  const sample = (y: number, n: number): number => {
    if (bits === 16) {
      const at = y * rowBytes + n * 2;
      return (rows[at] ?? 0) * 256 + (rows[at + 1] ?? 0);
    }
    const place = n * bits;
    const byte = rows[y * rowBytes + (place >> 3)] ?? 0;
    return (byte >> (8 - bits - (place & 7))) & most;
  };
  const grey = type === 0 || type === 4;
  const clear = transparency && type !== 3 ? clearSamples(transparency, grey) : undefined;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const raw = [0, 1, 2, 3].slice(0, samples).map((n) => sample(y, x * samples + n));
      let alpha = 255;
      let colour: number[];
      if (type === 3) {
        const [index = 0] = raw;
        if (palette && index * 3 + 2 >= palette.length)
          throw new UnreadablePng('has a pixel outside its palette');
        colour = [0, 1, 2].map((channel) => palette?.[index * 3 + channel] ?? 0);
        alpha = transparency?.[index] ?? 255;
      } else {
        const scaled = raw.map((value) => Math.round((value * 255) / most));
        colour = grey ? Array<number>(3).fill(scaled[0] ?? 0) : scaled.slice(0, 3);
        if (type === 4 || type === 6) alpha = scaled.at(-1) ?? 255;
        else if (clear?.every((value, n) => value === raw[n])) alpha = 0;
      }
      const at = (y * width + x) * 3;
      for (const [n, value] of colour.entries()) {
        rgb[at + n] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
      }
    }
  }
  return rgb;
}

/** The one colour that stands for "nothing here" in pictures without an alpha channel. */
const clearSamples = (transparency: Buffer, grey: boolean): number[] =>
  (grey ? [0] : [0, 2, 4]).map((at) =>
    at + 2 <= transparency.length ? transparency.readUInt16BE(at) : -1,
  );

function chunk(name: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(name, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** The pixels as the smallest PNG that one filter for all rows gives. */
export function writePng({ width, height, rgb }: Pixels): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const [packed] = [0, 1, 2]
    .map((filter) => deflateSync(filteredRows(rgb, width * 3, height, filter), { level: 9 }))
    .sort((a, b) => a.length - b.length);
  const data = packed ?? Buffer.alloc(0);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filteredRows(rgb: Uint8Array, rowBytes: number, height: number, filter: number): Buffer {
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (rowBytes + 1)] = filter;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= 3 ? (rgb[at - 3] ?? 0) : 0;
      const up = y > 0 ? (rgb[at - rowBytes] ?? 0) : 0;
      rows[y * (rowBytes + 1) + 1 + x] = (rgb[at] ?? 0) - predicted(filter, left, up, 0);
    }
  }
  return rows;
}
