/**
 * Every "no" of the database layer as a sentence for the operator: what is in the way, and what to
 * do about it; and the server's own "no" about a constraint turned back into the constraint's name,
 * from which a store makes its refusal. Passwords and whole addresses never appear here.
 */
import { type RefusalText, refusals } from '../kernel/index.ts';

const elsewhere =
  'or set DATABASE_URL to a PostgreSQL 15 or later that runs already, and this one is not needed';

const table = {
  'server-too-old': {
    status: 503,
    say: (f) => `${f.server} is PostgreSQL ${f.version}; Takst needs version 15 or later`,
  },
  unreachable: {
    status: 503,
    say: (f) => `No connection to the database ${f.server}: ${f.reason}`,
  },
  'platform-unsupported': {
    status: 503,
    say: (f) =>
      `There is no PostgreSQL for ${f.platform} among the installed packages: ` +
      `run npm ci with optional packages, ${elsewhere}`,
  },
  'program-broken': {
    status: 503,
    say: (f) =>
      `PostgreSQL does not run from ${f.path}: ${f.reason}; run npm ci again, ${elsewhere}`,
  },
  'no-unprivileged-user': {
    status: 503,
    say: () =>
      'PostgreSQL refuses to run as root and /etc/passwd has no user that it could run as ' +
      `(postgres, node, a person's, nobody): run Takst as another user, ${elsewhere}`,
  },
  'folder-unreachable': {
    status: 503,
    say: (f) =>
      `As root, Takst runs PostgreSQL as the user ${f.user}, who cannot enter ${f.blocked} and ` +
      `so cannot reach ${f.path}: ${f.remedy}, or run chmod o+x ${f.blocked}`,
  },
  'folder-of-another-user': {
    status: 503,
    say: (f) =>
      `${f.path} belongs to the user with id ${f.owner}: run Takst as that user or as root, ` +
      'or set TAKST_DATA to another folder',
  },
  'other-major-version': {
    status: 503,
    say: (f) =>
      `${f.path} was written by PostgreSQL ${f.found}, and this Takst brings version ` +
      `${f.expected}: use the Takst that wrote it, or set TAKST_DATA to another folder`,
  },
  'initialisation-failed': {
    status: 503,
    say: (f) => `No database could be made in ${f.path}: ${f.reason}`,
  },
  'start-failed': {
    status: 503,
    say: (f) => `PostgreSQL does not start: ${f.reason} (its log is ${f.log})`,
  },
  'not-answering': {
    status: 503,
    say: (f) =>
      `PostgreSQL runs (process ${f.pid}) but let nobody in for ${f.seconds} seconds: ` +
      `${f.reason} (its log is ${f.log})`,
  },
  'migration-name': {
    status: 500,
    say: (f) => `${f.name} is not a migration's name: 0001_some_words.sql, each number once`,
  },
  'migration-edited': {
    status: 409,
    say: (f) =>
      `Migration ${f.name} was edited after it ran here on ${f.appliedAt}: restore the file and ` +
      'write the change as a new one',
  },
  'migration-missing': {
    status: 409,
    say: (f) =>
      `Migration ${f.name} ran on this database but is not among this program's: ` +
      'the database belongs to a newer Takst, or the file was lost',
  },
  'migration-late': {
    status: 409,
    say: (f) =>
      `Migration ${f.name} has not run but sorts before ${f.last}, which has: give it a number ` +
      'after that one',
  },
  'migration-ends-transaction': {
    status: 500,
    say: (f) =>
      `Migration ${f.name} contains "${f.statement}": each runs inside a transaction of Takst's, ` +
      'which it must leave alone',
  },
  'migration-failed': {
    status: 500,
    say: (f) => `Migration ${f.name} failed at line ${f.line} and changed nothing: ${f.reason}`,
  },
} as const satisfies Record<string, RefusalText>;

/** Makes a refusal `db.<code>`; see the table for the facts that each code needs. */
export const refusal = refusals<keyof typeof table>('db', table);

/** The constraint that an error of the driver reports as violated (SQLSTATE class 23). */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const isViolation = typeof code === 'string' && code.startsWith('23');
  return isViolation && typeof constraint === 'string' ? constraint : undefined;
}
