import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeBag } from '../../../src/evidence/bag/make-bag.ts';
import { verifyBag } from '../../../src/evidence/bag/verify-bag.ts';
import { content, filesOf, pack, signer } from './sample.ts';

/** The file whose content a byte belongs to; undefined for the archive's own bytes. */
function fileAt(offset: number): string | undefined {
  let at = 0;
  for (const { path, bytes } of filesOf(pack)) {
    const start = at + 30 + path.length;
    at = start + bytes.length;
    if (offset >= start && offset < at) return path.slice('request-12/'.length);
  }
  return undefined;
}

it.each([
  ['its last bit', 0x01],
  ['the bit between capitals and small letters', 0x20],
])(
  'finds each single byte of which %s was altered, and names the file it is in',
  async (_, bits) => {
    const wrong: unknown[] = [];
    for (let offset = 0; offset < pack.length; offset += 1) {
      const altered = Buffer.from(pack);
      altered[offset]! ^= bits;
      const verdict = await verifyBag(altered);
      const file = fileAt(offset);
      const named = !verdict.agrees && (file === undefined || verdict.file === file);
      if (!named) wrong.push({ offset, file, verdict });
    }
    expect(wrong).toEqual([]);
  },
);

it('finds any stretch that was cut out, put in or moved', async () => {
  const [from, length] = [fc.nat(pack.length - 1), fc.integer({ min: 1, max: 2_000 })];
  await fc.assert(
    fc.asyncProperty(from, length, from, async (start, size, to) => {
      const stretch = pack.subarray(start, start + size);
      const rest = Buffer.concat([pack.subarray(0, start), pack.subarray(start + size)]);
      const moved = Buffer.concat([rest.subarray(0, to), stretch, rest.subarray(to)]);
      const doubled = Buffer.concat([pack.subarray(0, to), stretch, pack.subarray(to)]);
      for (const archive of [rest, doubled, moved]) {
        if (archive.equals(pack)) continue;
        expect((await verifyBag(archive)).agrees).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

it('answers whatever it is given with a verdict', async () => {
  const records = fc.constantFrom(
    'PK\x03\x04',
    'PK\x01\x02',
    'PK\x05\x06',
    'PK\x06\x06',
    'PK\x06\x07',
  );
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    records.map((text) => Buffer.from(text, 'latin1')),
    fc.constant(pack.subarray(-22)),
    fc.constant(pack.subarray(-300, -100)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      expect((await verifyBag(Buffer.concat(pieces))).agrees).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

it('agrees with every pack that was made, and gives back what it says of itself', async () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}(\.csv)?$/);
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const file = fc.record({ path, bytes: fc.uint8Array({ maxLength: 300 }) });
  const sound = fc
    .uniqueArray(file, { maxLength: 12, selector: (it) => it.path.split('/')[0] })
    .filter((files) =>
      files.every((it) => !/(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)|^data\//.test(it.path)),
    );
  await fc.assert(
    fc.asyncProperty(sound, async (files) => {
      const made = makeBag({ ...content, files }, signer);
      expect(await verifyBag(made, { trustedKeys: [signer] })).toMatchObject({
        agrees: true,
        files: files.length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      });
    }),
    { numRuns: 100 },
  );
});
