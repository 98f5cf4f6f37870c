/**
 * Every "no" as problem+json (RFC 9457): a stable code to act on, a sentence to read, and the request's
 * id to ask about. What went wrong inside is for the log alone.
 */
import { z } from 'zod';
import { type Fault, Refusal, refusals } from '../../kernel/index.ts';

export const httpRefusal = refusals('http', {
  'not-found': { status: 404, say: () => 'There is nothing here.' },
  malformed: { status: 422, say: () => 'The request is not as the description wants it.' },
  'not-json': { status: 400, say: () => 'The body is not valid JSON.' },
  'idempotency-key': {
    status: 400,
    say: () => 'An Idempotency-Key has 1 to 200 visible ASCII characters.',
  },
  'idempotency-conflict': {
    status: 409,
    say: () => 'This Idempotency-Key stands for another request; take a new one.',
  },
  'idempotency-under-way': {
    status: 409,
    say: () => 'The request with this Idempotency-Key is still under way; ask again in a moment.',
  },
  'idempotency-answer-lost': {
    status: 409,
    say: () =>
      'The request with this Idempotency-Key was carried out, but its answer was lost: look at ' +
      'what is there before you ask anew.',
  },
  issuer: {
    status: 503,
    say: () => 'The identity provider cannot be asked for its keys now; try again.',
  },
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'Id of the request, as the log has it' }),
    code: z.string().meta({ description: 'Stable; the sentence may change' }),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
    faults: z
      .array(
        z.object({
          code: z.string(),
          source: z.string(),
          line: z.number().int(),
          column: z.string(),
          value: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });
export type Problem = Omit<z.output<typeof problemSchema>, 'instance'>;

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Who are you?',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  429: 'Too many requests',
  500: 'Our own mistake',
  503: 'Not available',
};

export function problem(status: number, code: string, detail: string): Problem {
  return {
    type: `urn:takst:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    detail,
    code,
  };
}

/** Bad rows, none of which was taken in (R44). */
export class FaultyRows extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('Nothing was taken in: some rows are wrong (R44).');
    this.name = 'FaultyRows';
    this.faults = faults;
  }
}

/** What a request did not say as its schema wants it; `part` is params, query or body. */
export class Misread extends Error {
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];

  constructor(part: string, error: z.ZodError) {
    super('malformed');
    this.name = 'Misread';
    this.errors = error.issues.slice(0, 50).map(({ path, message }) => ({
      pointer: ['', part, ...path.map((it) => String(it).slice(0, 80))].join('/'),
      message,
    }));
  }
}

/** An error as a problem; undefined for one that nobody expected. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Misread) {
    const { code, message, status } = httpRefusal('malformed');
    return { ...problem(status, code, message), errors: [...error.errors] };
  }
  if (error instanceof FaultyRows) {
    const faults = error.faults.slice(0, 500).map((it) => ({
      code: it.code,
      source: it.source,
      line: it.line,
      column: it.column,
      value: it.value.slice(0, 200),
      message: it.message,
    }));
    return { ...problem(422, 'intake.faults', error.message), faults };
  }
  if (error instanceof Refusal && error.status !== 500) {
    return problem(error.status, error.code, error.message);
  }
  const { status, type, code } = (error ?? {}) as Record<string, unknown>;
  if (type === 'entity.parse.failed')
    return problem(400, 'http.not-json', 'The body is not valid JSON.');
  if (status === 413) return problem(413, 'http.too-large', 'The body is larger than is allowed.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return problem(status, 'http.bad-request', 'The request cannot be read.');
  }
  if (typeof code === 'string' && /^(08|53|57|58)/.test(code)) {
    return problem(503, 'http.database', 'The database is not available; try again.');
  }
  return undefined;
}
