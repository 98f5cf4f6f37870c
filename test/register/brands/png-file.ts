/**
 * PNG files made in the test by the specification, with any filter on any row, so that what is read
 * can be compared with the pixels that went in.
 */
import { crc32, deflateSync } from 'node:zlib';

export interface PngSpec {
  readonly width: number;
  readonly height: number;
  readonly bits?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly type?: number;
  /** Bytes of each row, packed as the format wants them. */
  readonly rows: readonly (readonly number[])[];
  /** Filter of each row, 0 to 4. */
  readonly filters?: readonly number[];
  readonly palette?: readonly number[];
  readonly transparency?: readonly number[];
  readonly interlace?: number;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const;
  ends[0].writeUInt32BE(data.length);
  ends[1].writeUInt32BE(crc32(named));
  return Buffer.concat([ends[0], named, ends[1]]);
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const distances = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  const least = Math.min(...distances);
  return [a, b, c][distances.indexOf(least)] ?? 0;
}

export function pngFile(spec: PngSpec): Buffer {
  const { width, height, bits = 8, type = 2, rows, filters = [], interlace = 0 } = spec;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, type, 0, 0, interlace], 8);
  const step = Math.max(1, ((samplesOf[type] ?? 1) * bits) >> 3);
  const filtered = rows.flatMap((row, y) => {
    const filter = filters[y] ?? 0;
    const above = rows[y - 1] ?? [];
    const bytes = row.map((value, x) => {
      const [a, b, c] = [row[x - step] ?? 0, above[x] ?? 0, (x >= step ? above[x - step] : 0) ?? 0];
      const guess = [0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][filter] ?? 0;
      return (value - guess + 256) % 256;
    });
    return [filter, ...bytes];
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...(spec.palette ? [chunk('PLTE', Uint8Array.from(spec.palette))] : []),
    ...(spec.transparency ? [chunk('tRNS', Uint8Array.from(spec.transparency))] : []),
    chunk('IDAT', deflateSync(Uint8Array.from(filtered))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A logo for pictures: a ring and three bars in one colour, on nothing. */
export function sampleLogo(width = 420, height = 120, colour = [0x7a, 0x1f, 0x3d]): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const far = Math.hypot(x - height / 2, y - height / 2) / (height / 2);
      const ring = far < 0.97 && far > 0.6;
      const bar = x > height * 1.2 && x < width - (y % 40) * 2 && y % 40 < 22;
      return [...colour, ring || bar ? 255 : 0];
    }).flat(),
  );
  return pngFile({ width, height, type: 6, rows });
}
