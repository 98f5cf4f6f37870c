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

export class CopyRows {
  #buffer = Buffer.allocUnsafe(64 * 1024);
  #at = HEADER_BYTES;
  #rows = 0;

  /** Rows since the last `take`. */
  get rows(): number {
    return this.#rows;
  }

  beginRow(cells: number): void {
    this.#makeRoom(2);
    this.#at = this.#buffer.writeInt16BE(cells, this.#at);
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
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, this.#at);
  }

  integer(value: number): void {
    this.#fixed(4);
    this.#int32(value);
  }

  /** A safe integer as bigint. */
  bigint(value: number): void {
    this.#fixed(8);
    this.#int32(Math.floor(value / TWO_32));
    this.#at = this.#buffer.writeUInt32BE(((value % TWO_32) + TWO_32) % TWO_32, this.#at);
  }

  /** A bytea of which each letter, at most U+00FF, is a byte. */
  bytes(value: string): void {
    this.#fixed(value.length);
    this.#at += this.#buffer.write(value, this.#at, 'latin1');
  }

  /** Days since 1970-01-01 as date. */
  date(day: number): void {
    this.integer(day - EPOCH_2000_DAYS);
  }

  /** Milliseconds since 1970 as timestamptz. */
  instant(ms: number): void {
    this.bigint((ms - EPOCH_2000_MS) * 1000);
  }

  /** The whole COPY; valid until the next row is begun. */
  take(): Buffer {
    this.#makeRoom(2);
    const end = this.#buffer.writeInt16BE(-1, this.#at);
    SIGNATURE.copy(this.#buffer);
    this.#buffer.fill(0, SIGNATURE.length, HEADER_BYTES);
    this.#at = HEADER_BYTES;
    this.#rows = 0;
    return this.#buffer.subarray(0, end);
  }

  #fixed(length: number): void {
    this.#makeRoom(4 + length);
    this.#int32(length);
  }

  #int32(value: number): void {
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
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
