import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/kernel/index.ts';
import { acceptedColour, logoOf } from '../../../src/register/brands/brand.ts';
import { readPng } from '../../../src/register/brands/png.ts';
import { pngFile, sampleLogo } from './png-file.ts';

function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.message} [${error.code}]`;
    throw error;
  }
  return 'accepted';
}

const black = (width: number, height: number) => ({
  width,
  height,
  rows: Array.from({ length: height }, () => Array<number>(width * 3).fill(0)),
});

describe('a logo', () => {
  it('is kept opaque, with white where it was transparent', () => {
    const { bytes, width, height, sha256 } = logoOf(sampleLogo());
    expect([width, height, sha256.length]).toEqual([420, 120, 32]);
    // Colour type 2: red, green and blue, and no fourth channel; nor is a colour named transparent.
    expect(bytes[25]).toBe(2);
    expect(bytes.includes('tRNS')).toBe(false);
    const { rgb } = readPng(bytes);
    expect([...rgb.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect([...rgb.subarray(60 * 420 * 3 + 30, 60 * 420 * 3 + 33)]).toEqual([0x7a, 0x1f, 0x3d]);
  });

  it('has the same hash whatever program wrote the same pixels', () => {
    const plain = pngFile(black(8, 4));
    const other = pngFile({ ...black(8, 4), filters: [1, 2, 3, 4] });
    expect(other.equals(plain)).toBe(false);
    expect(logoOf(other).sha256).toEqual(logoOf(plain).sha256);
  });

  it.each([
    [
      'a palette with a transparent colour',
      {
        type: 3,
        bits: 2,
        rows: [[0b00_01_10_00]],
        width: 3,
        palette: [0, 0, 0, 255, 0, 0, 9, 9, 9],
        transparency: [255, 255, 0],
      },
      [0, 0, 0, 255, 0, 0, 255, 255, 255],
    ],
    [
      'one bit of grey',
      { type: 0, bits: 1, rows: [[0b0100_0000]], width: 2 },
      [0, 0, 0, 255, 255, 255],
    ],
    [
      '16 bits of grey, one of them transparent',
      { type: 0, bits: 16, rows: [[0, 7, 0, 8]], width: 2, transparency: [0, 7] },
      [255, 255, 255, 0, 0, 0],
    ],
    ['grey with half of it there', { type: 4, rows: [[0, 128]], width: 1 }, [127, 127, 127]],
  ])('may have %s', (_what, spec, rgb) => {
    const file = pngFile({ height: 1, ...spec });
    expect([...readPng(file).rgb]).toEqual(rgb);
  });

  it('is refused where it is no PNG, and told what it seems to be', () => {
    const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
    expect(refused(() => logoOf(jpeg))).toBe(
      'The logo is a JPEG; it must be a PNG. [brand.logo-format]',
    );
    expect(refused(() => logoOf(Buffer.from('<svg xmlns="x">')))).toContain('is an SVG');
    expect(refused(() => logoOf(Buffer.alloc(0)))).toContain('something else');
  });

  it('is refused where it is too large, in bytes and in pixels, before anything is unpacked', () => {
    expect(refused(() => logoOf(Buffer.alloc(200_001)))).toContain(
      'takes 200001 bytes and may take 200000',
    );
    const claimed = pngFile({ ...black(1, 1), width: 60_000, height: 60_000 });
    expect(refused(() => logoOf(claimed))).toContain('60000 x 60000 pixels; 2000 each way');
  });

  it('is refused where the file is damaged, broken off or has other pixels than it says', () => {
    const good = sampleLogo();
    const damaged = Buffer.from(good);
    damaged[60] = (damaged[60] ?? 0) ^ 1;
    expect(refused(() => logoOf(damaged))).toContain('a checksum in it does not hold');
    expect(refused(() => logoOf(good.subarray(0, -6)))).toContain('breaks off before its end');
    expect(refused(() => logoOf(pngFile({ ...black(2, 2), height: 3 })))).toContain('fewer pixels');
    expect(refused(() => logoOf(pngFile({ ...black(2, 2), height: 1 })))).toContain('unpacked');
    expect(refused(() => logoOf(pngFile({ ...black(2, 2), interlace: 1 })))).toContain(
      'interlaced',
    );
    const outside = { width: 1, height: 1, type: 3, rows: [[3]], palette: [0, 0, 0] };
    expect(refused(() => logoOf(pngFile(outside)))).toContain('outside its palette');
  });

  it('is refused where it is white on what will be white', () => {
    const white = { width: 2, height: 1, rows: [[255, 255, 255, 0, 0, 0, 0, 0]], type: 6 };
    expect(refused(() => logoOf(pngFile(white)))).toContain('nobody would see it');
  });
});

describe('a colour', () => {
  it('is refused with its contrast where text in it could not be read, and another is offered', () => {
    expect(refused(() => acceptedColour('#FF0000'))).toBe(
      'The colour #ff0000 has a contrast of 3.99:1 to white paper, and text in it needs 4.5:1 to ' +
        'be read by all (WCAG 2.2, 1.4.3). #ed0000 would do. [brand.colour-too-light]',
    );
    expect(refused(() => acceptedColour('crimson'))).toContain('"crimson" is no colour');
    expect(acceptedColour('7A1F3D')).toBe('#7a1f3d');
  });
});
