import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPng, writePng } from '../../../src/register/brands/png.ts';
import { pngFile } from './png-file.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
});

/** A picture of so many bytes a row, with a filter for each row. */
const picture = (bytesOf: (width: number) => number) =>
  size.chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      rows: fc.array(
        fc.array(fc.integer({ min: 0, max: 255 }), {
          minLength: bytesOf(width),
          maxLength: bytesOf(width),
        }),
        { minLength: height, maxLength: height },
      ),
      filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
    }),
  );

describe('a PNG', () => {
  it('of red, green and blue is read as it was drawn, whatever filters its rows have', () => {
    fc.assert(
      fc.property(
        picture((width) => width * 3),
        (spec) => {
          expect([...readPng(pngFile(spec)).rgb]).toEqual(spec.rows.flat());
        },
      ),
    );
  });

  it('is the same picture when it was written and read again', () => {
    fc.assert(
      fc.property(
        picture((width) => width * 3),
        ({ width, height, rows }) => {
          const rgb = Uint8Array.from(rows.flat());
          const read = readPng(writePng({ width, height, rgb }));
          expect([read.width, read.height, ...read.rgb]).toEqual([width, height, ...rgb]);
        },
      ),
    );
  });

  it('with an alpha channel is laid on white: a channel is at most 255 and never darker than drawn', () => {
    fc.assert(
      fc.property(
        picture((width) => width * 4),
        (spec) => {
          const { rgb } = readPng(pngFile({ ...spec, type: 6 }));
          const drawn = spec.rows.flat();
          drawn.forEach((value, at) => {
            if (at % 4 === 3) return;
            const alpha = drawn[at - (at % 4) + 3] ?? 0;
            const seen = rgb[Math.floor(at / 4) * 3 + (at % 4)] ?? 0;
            expect(Math.abs(seen - (255 - ((255 - value) * alpha) / 255))).toBeLessThanOrEqual(0.5);
          });
        },
      ),
    );
  });
});
