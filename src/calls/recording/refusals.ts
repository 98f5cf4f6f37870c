/** Every "no" of the calls stage, as a sentence for whoever asked. */
import { type RefusalText, refusals } from '../../kernel/index.ts';

const table = {
  'format-unknown': {
    status: 422,
    say: (f) =>
      `There is no call format "${f.name}"; known are ${(f.known as string[]).join(', ')}`,
  },
  'format-not-recognised': {
    status: 422,
    say: (f) =>
      `What ${f.fileName} holds cannot be told from how it begins: say it with --as, or name its ` +
      `source with --source (formats: ${(f.known as string[]).join(', ')})`,
  },
  'source-missing': {
    status: 422,
    say: (f) =>
      `${f.fileName} is ${f.format}, and no source of that format is known. Tell Takst of it first: ` +
      `takst sources add NAME --format ${f.format}`,
  },
  'source-undecided': {
    status: 422,
    say: (f) =>
      `${f.fileName} is ${f.format}, which ${(f.sources as string[]).join(' and ')} write: ` +
      'say which with --source',
  },
  'source-unknown': {
    status: 404,
    say: (f) => {
      const known = f.known as string[];
      return `There is no source "${f.name}"${known.length > 0 ? `; known are ${known.join(', ')}` : ''}`;
    },
  },
  'source-exists': {
    status: 409,
    say: (f) => `There is a source ${f.name} already: takst sources change ${f.name} changes it`,
  },
  'source-refused': {
    status: 422,
    say: (f) => `Source ${f.name} cannot be told so: ${(f.why as string[]).join('; ')}`,
  },
  'format-without-source': {
    status: 422,
    say: (f) =>
      `Files in ${f.name} tell everything themselves and need no source; those that do are ` +
      (f.known as string[]).join(', '),
  },
  'source-format': {
    status: 422,
    say: (f) => `Source ${f.name} writes ${f.format}, not ${f.said}`,
  },
  'file-changed': {
    status: 409,
    say: (f) => `${f.fileName} was changed while it was read; nothing of it was taken in`,
  },
  'customer-unknown': {
    status: 404,
    say: (f) => `There is no customer ${f.customerId}`,
  },
  'rerate-no-deck': {
    status: 404,
    say: (f) =>
      `No rate deck is loaded as plan ${f.plan}: run takst rates load FILE --plan ${f.plan}`,
  },
  'rerate-other-plan': {
    status: 422,
    say: (f) => `Customer ${f.customerId} is on plan ${f.is}, not on ${f.plan}`,
  },
  'rerate-sealed': {
    status: 409,
    say: (f) =>
      `The calls of ${f.month} were purged by retention and its totals stand for good (R9): ` +
      'the month cannot be rated again',
  },
  'rerate-unrated': {
    status: 422,
    say: (f) =>
      `No row of deck ${f.deck} matches ${f.count} of the calls of ${f.month} ` +
      `(${(f.destinations as string[]).join(', ')}). Nothing was changed. If they may keep the ` +
      'price they have, say --keep-unrated',
  },
  'call-unknown': {
    status: 404,
    say: (f) => `No record "${f.recordId}" of source "${f.source}" was ever taken in`,
  },
  'record-unknown': {
    status: 404,
    say: (f) =>
      `There is no record ${f.id} in quarantine: takst quarantine list shows those that wait`,
  },
  'record-settled': {
    status: 409,
    say: (f) => `Record ${f.id} waits no longer: it was settled as ${f.outcome}`,
  },
  'record-unreadable': {
    status: 422,
    say: (f) => `Record ${f.id} cannot be read, so it cannot be accepted: ${f.column}: ${f.why}`,
  },
  'record-undecided': {
    status: 422,
    say: (f) => `Record ${f.id} cannot be accepted yet: ${f.detail}. Nothing was changed`,
  },
  'call-unrated': {
    status: 422,
    say: (f) =>
      `What is left of call ${f.callId} of customer ${f.customerId} has no rate in the deck in force ` +
      'now, so it cannot be priced without the part that changes: load a deck that has one. Nothing ' +
      'was changed',
  },
  'record-no-conflict': {
    status: 422,
    say: (f) =>
      `Record ${f.id} is the only version of itself that was taken in, so there is nothing to ` +
      'accept it over: takst quarantine retry settles it once its cause is fixed',
  },
  'record-purged': {
    status: 409,
    say: (f) =>
      `The version of record ${f.id} that is due was purged by retention and its month stands for ` +
      'good (R9): this one can only be dismissed',
  },
  'plan-empty': {
    status: 422,
    say: (f) => `No customer is on plan ${f.plan}`,
  },
  'decider-missing': {
    status: 422,
    say: () => 'The name of whoever decides is wanted',
  },
  'reason-missing': {
    status: 422,
    say: () => 'A reason is wanted, so that whoever asks later is told why',
  },
} as const satisfies Record<string, RefusalText>;

/** Makes a refusal `calls.<code>`; see the table for the facts that each code needs. */
export const refusal = refusals<keyof typeof table>('calls', table);
