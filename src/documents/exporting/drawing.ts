/**
 * What is done to one document: it is read once, checked once and drawn in the formats that nobody
 * has drawn yet. Plain data in and plain data out, since both travel between threads; a document
 * that cannot be drawn is an answer and spoils no other. Databases and threads are not known here.
 */
import { hash } from 'node:crypto';
import { invariant } from '../../kernel/index.ts';
import { type Document, documentOf } from '../document.ts';
import type { DocumentFinding, DocumentFormat, Pictures } from '../formats/format.ts';
import { documentFormats } from '../formats/index.ts';

/** A document and what is wanted of it. */
export interface DrawingTask {
  readonly number: number;
  /** The document as it is stored. */
  readonly body: string;
  /** Names of formats, in the order in which they are to be answered. */
  readonly wanted: readonly string[];
  /** Those of them that were drawn before. */
  readonly kept: readonly string[];
  /** Kept bytes of the formats that one that is missing encloses, as far as there are any. */
  readonly enclosed: ReadonlyMap<string, Uint8Array>;
  /** The pictures that the document shows. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

export interface Drawn {
  readonly number: number;
  /** What was drawn now: the formats wanted, and those that had to be enclosed. */
  readonly fresh: readonly FreshRendering[];
  readonly problems: readonly DrawingProblem[];
  /** What the checks tell of a document that can be handed out, by format. */
  readonly warnings: ReadonlyMap<string, readonly DocumentFinding[]>;
}

export interface FreshRendering {
  readonly format: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: Uint8Array<ArrayBuffer>;
}

/** Why a document is not in a format: what its check finds, or where drawing it fell over. */
export interface DrawingProblem {
  readonly format: string;
  readonly code: 'not-renderable' | 'not-drawn';
  readonly findings: string;
}

/** Draws one document; never throws for what is in it. */
export async function draw(task: DrawingTask): Promise<Drawn> {
  const { number, wanted } = task;
  const fresh: FreshRendering[] = [];
  const problems: DrawingProblem[] = [];
  const warnings = new Map<string, readonly DocumentFinding[]>();
  let easel: Easel | undefined;
  for (const name of wanted) {
    try {
      easel ??= openEasel(task, fresh);
      const format = formatOf(name);
      const { errors, warnings: told } = easel.check(format);
      if (task.kept.includes(name)) warnings.set(name, told);
      else if (errors.length > 0) problems.push(notRenderable(name, errors));
      else {
        await easel.bytesOf(format);
        warnings.set(name, told);
      }
    } catch (error) {
      problems.push({ format: name, code: 'not-drawn', findings: reasonOf(error) });
    }
  }
  return { number, fresh, problems, warnings };
}

interface Checked {
  readonly errors: readonly DocumentFinding[];
  readonly warnings: readonly DocumentFinding[];
}

interface Easel {
  readonly check: (format: DocumentFormat) => Checked;
  readonly bytesOf: (format: DocumentFormat) => Promise<Uint8Array>;
}

/** The document, read, with what was found out about it so far; what it draws goes into `fresh`. */
function openEasel(task: DrawingTask, fresh: FreshRendering[]): Easel {
  const document = documentOf(task.body);
  const checked = new Map<DocumentFormat['check'], Checked>();
  const drawn = new Map<string, Uint8Array>(task.enclosed);
  const pictures: Pictures = new Map(
    [...task.pictures].map(([sha256, bytes]) => [sha256, asBuffer(bytes)]),
  );
  const check = (format: DocumentFormat): Checked => {
    let found = checked.get(format.check);
    if (!found) {
      found = judged(document, format);
      checked.set(format.check, found);
    }
    return found;
  };
  const bytesOf = async (format: DocumentFormat): Promise<Uint8Array> => {
    const known = drawn.get(format.name);
    if (known) return known;
    const inside = new Map<string, Buffer>();
    for (const name of format.embeds ?? [])
      inside.set(name, asBuffer(await bytesOf(formatOf(name))));
    const bytes = ownBytes(await format.render(document, inside, pictures));
    fresh.push({ format: format.name, bytes, sha256: ownBytes(hash('sha256', bytes, 'buffer')) });
    drawn.set(format.name, bytes);
    return bytes;
  };
  return { check, bytesOf };
}

function judged(document: Document, format: DocumentFormat): Checked {
  const findings = format.check?.(document) ?? [];
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

const notRenderable = (format: string, errors: readonly DocumentFinding[]): DrawingProblem => ({
  format,
  code: 'not-renderable',
  findings: errors.map(({ place, message }) => `${place}: ${message}`).join(' '),
});

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** A format of ours by its name. */
export function formatOf(name: string): DocumentFormat {
  const format = documentFormats.find(name);
  invariant(format, `there is no format ${name}`);
  return format;
}

export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes with memory of their own, which can be handed to another thread without copying. */
export const ownBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
