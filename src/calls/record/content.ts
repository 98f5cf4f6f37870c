/**
 * What two copies of a record must share to be one (R18): the first 16 bytes of the SHA-256 of its
 * parsed values. 128 bits keep chance and malice out at half the room that all 256 would take. Every
 * record of every file passes here, so the values are written as bytes into one buffer, not joined as
 * texts, which would be most of an import's garbage.
 */
import { hash } from 'node:crypto';
import { type CallRecord, dialledKey } from './call-record.ts';

/** 16 bytes as a string of as many letters, which costs less to hold and compare than a buffer. */
export type Content = string;

/**
 * The content of a record: its values in this order, each ended by a NUL, the last without. Answer and
 * outer leg are not among them: the contents of records taken in before they were read must not change.
 */
export function contentOf(record: CallRecord): Content {
  const { accountCode, callId, outgoing } = record;
  values.start();
  values.text(record.customerId);
  values.text(outgoing === undefined ? '' : outgoing ? 'out' : 'in');
  values.text(dialledKey(record.from));
  values.text(dialledKey(record.to));
  values.number(record.startedAt);
  values.number(record.seconds);
  values.text(dialledKey(record.forwardedBy));
  values.text(record.onNet ? 'true' : 'false');
  values.text(record.notBilled);
  if (accountCode !== '' || callId !== '') {
    values.text(accountCode);
    values.text(callId);
  }
  return hash('sha256', values.bytes(), 'binary').slice(0, 16);
}

/** A content as it is stored. */
export const bytesOfContent = (content: Content): Buffer => Buffer.from(content, 'latin1');

const MILLION = 1_000_000;
const SHORT = 512;

/** Values one after the other in UTF-8. No text that PostgreSQL holds has a NUL, so it separates. */
class Values {
  #buffer: Buffer = Buffer.allocUnsafe(4096);
  #at = 0;
  /** The first so many bytes of the buffer; made once for each length that is common. */
  readonly #starts: Buffer[] = [];

  start(): void {
    this.#at = 0;
  }

  text(value: string): void {
    this.#makeRoom(value.length * 3 + 1);
    const buffer = this.#buffer;
    const start = this.#at;
    let at = start;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) {
        at = start + buffer.write(value, start);
        break;
      }
      buffer[at++] = code;
    }
    buffer[at] = 0;
    this.#at = at + 1;
  }

  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      this.text(String(value));
      return;
    }
    this.#makeRoom(17);
    // Whole numbers of 32 bits are divided several times as fast as others.
    const high = Math.floor(value / MILLION);
    if (high >= MILLION) this.#digits(Math.floor(high / MILLION), 0);
    if (high > 0) this.#digits(high % MILLION, high >= MILLION ? 6 : 0);
    this.#digits(value - high * MILLION, high > 0 ? 6 : 0);
    this.#buffer[this.#at++] = 0;
  }

  /** The bytes without the last NUL; they hold until the next start. */
  bytes(): Buffer {
    const length = this.#at - 1;
    if (length >= SHORT) return this.#buffer.subarray(0, length);
    const known = this.#starts[length];
    if (known) return known;
    const made = this.#buffer.subarray(0, length);
    this.#starts[length] = made;
    return made;
  }

  /** A number below 2^31 with at least so many digits. */
  #digits(value: number, least: number): void {
    let digits = 1;
    for (let rest = Math.trunc(value / 10); rest > 0; rest = Math.trunc(rest / 10)) digits += 1;
    digits = Math.max(digits, least);
    let rest = value;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      this.#buffer[at] = 48 + (rest % 10);
      rest = Math.trunc(rest / 10);
    }
    this.#at += digits;
  }

  #makeRoom(wanted: number): void {
    const needed = this.#at + wanted;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
    this.#starts.length = 0;
  }
}

const values = new Values();
