/**
 * Whatever a file holds, reading it ends in evidence or in faults, and nothing that comes of it is
 * text which the database would not give back as it was: no half of a character, and in what is
 * kept no control character. The files are random, or sound ones with a random value put in.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormats, readExport } from '../../../src/licensing/index.ts';
import { knownNames } from './names.ts';

const golden = new URL('../../golden/evidence/', import.meta.url);
const inputs = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  .filter((path) => /input\.(csv|json)$/.test(path))
  .map((path) => readFileSync(new URL(path, golden)));

const halfOfCharacter = /\p{Cs}/u;
const controlCharacter = /\p{Cc}/u;

/** Every text within a value, names of fields too. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, part] of Object.entries(value)) {
      yield name;
      yield* textsIn(part);
    }
  }
}

function checkRead(bytes: Uint8Array, format?: string): boolean {
  const found = readExport(bytes, 'export', { format, knownNames });
  const allowed = found.ok ? controlCharacter : halfOfCharacter;
  for (const text of textsIn(found)) {
    expect(halfOfCharacter.test(text)).toBe(false);
    expect(allowed.test(text)).toBe(false);
  }
  if (!found.ok) expect(found.faults).not.toEqual([]);
  return found.ok;
}

const anyFormat = fc.option(fc.constantFrom(...exportFormats.names), { nil: undefined });
/** Every 16 bits are a letter to JavaScript, halves of a character too. */
const anyLetter = fc.oneof(
  fc.constantFrom('\0', '\u0007', '\ud800', '\udc00', '\n', '+', ':', '@', '"', 'a', '\u202e'),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
);
const anyText = fc.array(anyLetter, { maxLength: 12 }).map((letters) => letters.join(''));
const anyValue = fc.oneof(
  anyText,
  fc.constantFrom(1e12, -1, 0.5, 2 ** 53, null, true, { toString: 1 }, [{ valueOf: 1 }], [[[]]]),
  fc.jsonValue({ maxDepth: 3 }),
);

const names = (
  'value items @odata.count @odata.context @odata.nextLink totalCount links self uri id skuId ' +
  'userPrincipalName UserPrincipalName assignedLicenses licenseAssignmentStates state mail ' +
  'lastUpdatedDateTime proxyAddresses accountEnabled userType deletedDateTime mailboxSettings ' +
  'userPurpose consumedUnits prepaidUnits enabled skuPartNumber capabilityStatus licenses ' +
  'productSku name attributes objectType toString __proto__ constructor'
).split(' ');

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    anyValue,
    fc.constantFrom('anna@nordnet.example', '6fd2c87f-b296-42f0-b197-1e91e994b900', 1),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...names), tie('tree')), { maxLength: 6 }).map(fieldsOf),
  ),
}));

/** JSON.parse takes `__proto__` for a name like any other; an assignment does not. */
function fieldsOf(fields: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(fields);
}

/** The value with a random one in place of one of its parts, the chosen one of all. */
function replaced(value: unknown, chosen: number, put: unknown): unknown {
  let left = chosen;
  const copy = (part: unknown): unknown => {
    if (left-- === 0) return put;
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return fieldsOf(Object.entries(part).map(([name, inner]) => [name, copy(inner)] as const));
  };
  return copy(value);
}

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('a hostile file', () => {
  it('of random bytes is read or refused', () => {
    const start = fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x5b]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), anyFormat, (mark, bytes, format) => {
        checkRead(Buffer.from([...mark, ...bytes]), format);
      }),
      { numRuns: 500 },
    );
  });

  it('of random JSON with the names that Microsoft uses is read or refused', () => {
    fc.assert(
      fc.property(tree, anyFormat, (value, format) => {
        checkRead(bytesOf([value]), format);
      }),
      { numRuns: 1_000 },
    );
  });

  const sound = inputs.flatMap((input) => {
    try {
      return [JSON.parse(input.toString()) as unknown];
    } catch {
      return [];
    }
  });

  it('that was JSON of Microsoft but for one value is read or refused', () => {
    let read = 0;
    const value = fc.constantFrom(...sound);
    fc.assert(
      fc.property(value, fc.nat(60), anyValue, (file, place, put) => {
        if (checkRead(bytesOf(replaced(file, place, put)))) read += 1;
      }),
      { numRuns: 1_000 },
    );
    // Were all refused, the check of what is kept would have seen nothing.
    expect(read).toBeGreaterThan(10);
  });

  it('that was one of Microsoft but for some letters is read or refused', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.nat(), anyText, (file, place, put) => {
        const text = file.toString();
        const at = place % text.length;
        const spoilt = Buffer.from(text.slice(0, at) + put + text.slice(at));
        if (checkRead(spoilt)) read += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(10);
  });
});
