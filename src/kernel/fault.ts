/**
 * The three ways in which something can go wrong, never mixed. `invariant`: our own mistake, the run
 * stops. `Refusal`: a legal "no" to a request, with a code and the facts that its sentence needs.
 * `Fault`: bad data among good, returned in a list beside the good records and kept as evidence.
 */

/** Throws when something is not so that must be so; `why` tells the next developer. */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Takst's own mistake: ${why}`);
}

export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A legal "no". The code is `stage.reason`; each stage owns the sentences for its codes. */
export class Refusal extends Error {
  readonly code: string;
  readonly facts: Facts;
  /** What a caller over HTTP gets. */
  readonly status: RefusalText['status'];

  constructor(
    code: string,
    sentence: string,
    facts: Facts = {},
    status: RefusalText['status'] = 422,
  ) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
    this.status = status;
  }
}

/** What one code means: its HTTP status, and its sentence as a function of the facts. */
export interface RefusalText {
  readonly status: 400 | 401 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly say: (facts: Facts) => string;
}

/**
 * Makes the refusal function of a stage from its table of codes. A code without a sentence does not
 * compile, since the table is a complete record.
 */
export function refusals<Code extends string>(
  stage: string,
  table: Readonly<Record<Code, RefusalText>>,
): (code: Code, facts?: Facts) => Refusal {
  return (code, facts = {}) => {
    const { status, say } = table[code];
    return new Refusal(`${stage}.${code}`, say(facts), facts, status);
  };
}

/** Bad data: which rule it breaks, where it stands and what it says (R44). */
export interface Fault {
  readonly code: string;
  /** File name as the user knows it. */
  readonly source: string;
  /** Line in that file, counted from 1 with the header; 0 when the file as a whole is meant. */
  readonly line: number;
  readonly column: string;
  readonly value: string;
  /** One sentence that names the rule. */
  readonly message: string;
}

const VALUE_SHOWN = 80;

/** `employees.csv:14 extension "112": …`: a fault as one line for a person. */
export function faultText(fault: Fault): string {
  const place = fault.line > 0 ? `${fault.source}:${fault.line}` : fault.source;
  const value =
    fault.value.length > VALUE_SHOWN ? `${fault.value.slice(0, VALUE_SHOWN)}…` : fault.value;
  const cell = fault.column ? ` ${fault.column} ${JSON.stringify(value)}` : '';
  return `${place}${cell}: ${fault.message} [${fault.code}]`;
}
