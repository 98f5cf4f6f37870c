/**
 * How PostgreSQL's types become JavaScript's. Nothing exact may pass through a float, and a local
 * date is not an instant, so the driver's defaults are replaced for each pool; the driver's global
 * table, which other code in the process may use, stays as it is.
 */
import pg from 'pg';

type TextParser = (text: string) => unknown;

const asIs: TextParser = (text) => text;

const scalars: readonly { oid: number; arrayOid: number; parse: TextParser }[] = [
  { oid: 20, arrayOid: 1016, parse: (text) => BigInt(text) }, // int8
  { oid: 1700, arrayOid: 1231, parse: asIs }, // numeric: "1230.00"
  { oid: 1082, arrayOid: 1182, parse: asIs }, // date: "2026-11-30"
  { oid: 1114, arrayOid: 1115, parse: asIs }, // timestamp without time zone
];

interface ArrayParsers {
  create(text: string, parse: TextParser): { parse(): unknown };
}

// The declarations of the driver know only string elements; the code takes any element parser.
const arrays = pg.types.arrayParser as unknown as ArrayParsers;

const parsers = new Map<number, TextParser>(
  scalars.flatMap(({ oid, arrayOid, parse }) => [
    [oid, parse] as const,
    [arrayOid, (text: string) => arrays.create(text, parse).parse()] as const,
  ]),
);

/**
 * For the `types` option of a pg client or pool: int8 → bigint, numeric → string, date →
 * `YYYY-MM-DD`, timestamp → string, arrays of these alike; timestamptz → Date as the driver does.
 */
export const columnTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};
