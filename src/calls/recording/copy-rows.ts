/**
 * Rows in PostgreSQL's binary COPY format, written into one buffer that grows to the largest chunk.
 * Binary spares the server its parsing and us all escaping. While one buffer travels the next is
 * written; `giveBack` lets it be used again. It knows types, not tables; the caller writes the cells
 * in the order that its COPY statement names.
 */

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 8;
const FIRST_BYTES = 64 * 1024;
const EPOCH_2000_MS = 946_684_800_000;
const EPOCH_2000_DAYS = 10_957;
const TWO_32 = 0x1_0000_0000;

export class CopyRows {
  #buffer: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  #at = HEADER_BYTES;
  #rows = 0;
  readonly #free: Buffer[] = [];

  /** Rows since the last `take`. */
  get rows(): number {
    return this.#rows;
  }

  beginRow(cells: number): void {
    this.#makeRoom(2);
    this.#buffer[this.#at] = cells >>> 8;
    this.#buffer[this.#at + 1] = cells;
    this.#at += 2;
    this.#rows += 1;
  }

  /** Begins a row with its number of cells and its first cells, written once for many rows. */
  beginRowWith(start: Buffer): void {
    this.#makeRoom(start.length);
    this.#buffer.set(start, this.#at);
    this.#at += start.length;
    this.#rows += 1;
  }

  text(value: string): void {
    this.#makeRoom(4 + value.length * 3);
    const length = writeText(this.#buffer, value, this.#at + 4);
    this.#int32(length);
    this.#at += length;
  }

  /** NULL where the value is ''. */
  textOrNull(value: string): void {
    if (value === '') this.null();
    else this.text(value);
  }

  null(): void {
    this.#makeRoom(4);
    this.#int32(-1);
  }

  boolean(value: boolean): void {
    this.#fixed(1);
    this.#buffer[this.#at] = value ? 1 : 0;
    this.#at += 1;
  }

  integer(value: number): void {
    this.#fixed(4);
    this.#int32(value);
  }

  /** A safe integer as bigint. */
  bigint(value: number): void {
    this.#fixed(8);
    const high = Math.floor(value / TWO_32);
    this.#int32(high);
    this.#int32(value - high * TWO_32);
  }

  /** A bytea of which each letter, at most U+00FF, is a byte. */
  bytes(value: string): void {
    const { length } = value;
    this.#fixed(length);
    for (let i = 0; i < length; i++) this.#buffer[this.#at + i] = value.charCodeAt(i);
    this.#at += length;
  }

  /** Days since 1970-01-01 as date. */
  date(day: number): void {
    this.integer(day - EPOCH_2000_DAYS);
  }

  /** Milliseconds since 1970 as timestamptz. */
  instant(ms: number): void {
    this.bigint((ms - EPOCH_2000_MS) * 1000);
  }

  /** The rows without the frame around them, for {@link beginRowWith}; they are forgotten here. */
  takeBare(): Buffer {
    const bytes = Buffer.from(this.#buffer.subarray(HEADER_BYTES, this.#at));
    this.#clear();
    return bytes;
  }

  /** The whole COPY. The bytes stay as they are until they are given back. */
  take(): Buffer {
    this.#makeRoom(2);
    const bytes = this.#buffer.subarray(0, this.#at + 2);
    bytes[this.#at] = 0xff;
    bytes[this.#at + 1] = 0xff;
    SIGNATURE.copy(bytes);
    bytes.fill(0, SIGNATURE.length, HEADER_BYTES);
    this.#buffer = this.#free.pop() ?? Buffer.allocUnsafe(this.#buffer.length);
    this.#clear();
    return bytes;
  }

  /** Lets the bytes of a `take` be written over, once they are sent. */
  giveBack(bytes: Buffer): void {
    this.#free.push(Buffer.from(bytes.buffer, bytes.byteOffset));
  }

  #clear(): void {
    this.#at = HEADER_BYTES;
    this.#rows = 0;
  }

  #fixed(length: number): void {
    this.#makeRoom(4 + length);
    this.#int32(length);
  }

  #int32(value: number): void {
    const buffer = this.#buffer;
    const at = this.#at;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
    this.#at = at + 4;
  }

  #makeRoom(wanted: number): void {
    const needed = this.#at + wanted;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
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
