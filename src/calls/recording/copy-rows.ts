/**
 * Rows in PostgreSQL's binary COPY format, written into one buffer that grows to the largest chunk
 * and is used again. Binary spares the server its parsing and us all escaping. It knows types, not
 * tables; the caller writes the cells in the order that its COPY statement names.
 */

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 8;
const EPOCH_2000_MS = 946_684_800_000;
const EPOCH_2000_DAYS = 10_957;
const TWO_32 = 0x1_0000_0000;

export interface CopyRows {
  /** Rows since the last `take`. */
  rows(): number;
  beginRow(cells: number): void;
  text(value: string): void;
  /** NULL where the value is ''. */
  textOrNull(value: string): void;
  null(): void;
  boolean(value: boolean): void;
  integer(value: number): void;
  /** A safe integer as bigint. */
  bigint(value: number): void;
  /** A bytea of which each letter, at most U+00FF, is a byte. */
  bytes(value: string): void;
  /** Days since 1970-01-01 as date. */
  date(day: number): void;
  /** Milliseconds since 1970 as timestamptz. */
  instant(ms: number): void;
  /** The whole COPY; valid until the next row is begun. */
  take(): Buffer;
}

export function copyRows(bytes = 64 * 1024): CopyRows {
  let buffer = Buffer.allocUnsafe(bytes);
  let at = HEADER_BYTES;
  let rows = 0;

  const room = (wanted: number) => {
    if (at + wanted <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + wanted));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const int32 = (value: number) => {
    at = buffer.writeInt32BE(value, at);
  };
  const fixed = (length: number) => {
    room(4 + length);
    int32(length);
  };
  const int64 = (value: number) => {
    fixed(8);
    at = buffer.writeInt32BE(Math.floor(value / TWO_32), at);
    at = buffer.writeUInt32BE(((value % TWO_32) + TWO_32) % TWO_32, at);
  };
  const missing = () => {
    room(4);
    int32(-1);
  };
  const text = (value: string) => {
    room(4 + value.length * 3);
    const length = writeText(buffer, value, at + 4);
    int32(length);
    at += length;
  };
  return {
    rows: () => rows,
    beginRow: (cells) => {
      room(2);
      at = buffer.writeInt16BE(cells, at);
      rows += 1;
    },
    text,
    textOrNull: (value) => (value === '' ? missing() : text(value)),
    null: missing,
    boolean: (value) => {
      fixed(1);
      at = buffer.writeUInt8(value ? 1 : 0, at);
    },
    integer: (value) => {
      fixed(4);
      int32(value);
    },
    bigint: int64,
    bytes: (value) => {
      fixed(value.length);
      at += buffer.write(value, at, 'latin1');
    },
    date: (day) => {
      fixed(4);
      int32(day - EPOCH_2000_DAYS);
    },
    instant: (ms) => int64((ms - EPOCH_2000_MS) * 1000),
    take: () => {
      room(2);
      const end = buffer.writeInt16BE(-1, at);
      SIGNATURE.copy(buffer);
      buffer.fill(0, SIGNATURE.length, HEADER_BYTES);
      at = HEADER_BYTES;
      rows = 0;
      return buffer.subarray(0, end);
    },
  };
}

/** Writes UTF-8 and returns its length; short plain text, which most is, without leaving the loop. */
function writeText(buffer: Buffer, value: string, start: number): number {
  const { length } = value;
  if (length > 64) return buffer.write(value, start);
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code > 127) return buffer.write(value, start);
    buffer[start + i] = code;
  }
  return length;
}
