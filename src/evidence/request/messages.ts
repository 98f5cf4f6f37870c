/**
 * Mails to a reseller about a request for documentation, in Danish and English: who asks, about whom,
 * what to deliver, until when and how. Plain text, complete by itself, since the one who reads it
 * may see no other. When they are sent is decided elsewhere.
 */
import {
  dateName,
  type Instant,
  instantText,
  type LocalDate,
  localDateOf,
  weekday,
} from '../../kernel/index.ts';
import type { MailKind, Requester, RequestLanguage } from './request.ts';

export interface LetterFacts {
  /** Who sends the mail, and signs it. */
  readonly operator: string;
  readonly requestId: bigint;
  readonly requester: Requester;
  readonly requestedBy: string;
  readonly resellerName: string;
  /** Undefined: all customers of the reseller. */
  readonly customer: { readonly id: string; readonly name: string } | undefined;
  readonly receivedAt: Instant;
  /** When Flexfone received it, where it was passed on. */
  readonly firstReceivedAt: Instant | undefined;
  readonly dueOn: LocalDate;
  /** The local day on which the mail is written. */
  readonly today: LocalDate;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const days = {
  da: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** `torsdag den 26. november 2026`, `Thursday 26 November 2026`. */
export function dayText(date: LocalDate, language: RequestLanguage): string {
  const day = days[language][weekday(date) - 1];
  return `${day} ${language === 'da' ? 'den ' : ''}${dateName(date, language)}`;
}

/** `mandag den 23. november 2026 kl. 10.00`, `Monday 23 November 2026 at 10:00`. */
export function momentText(instant: Instant, language: RequestLanguage): string {
  const day = dayText(localDateOf(instant), language);
  const time = instantText(instant).slice(11, 16);
  return language === 'da' ? `${day} kl. ${time.replace(':', '.')}` : `${day} at ${time}`;
}

/** The sentences that differ by language; the order of a mail is the same in all. */
interface Wording {
  readonly subject: (kind: MailKind, about: string, day: string, id: bigint) => string;
  readonly greeting: (name: string) => string;
  readonly requester: Readonly<Record<Requester, string>>;
  readonly inPerson: (name: string) => string;
  readonly customer: (name: string, id: string) => string;
  readonly allCustomers: string;
  readonly asks: (kind: MailKind, who: string, about: string) => string;
  readonly received: (when: string, first: string | undefined) => string;
  readonly due: (day: string) => string;
  readonly dueToday: string;
  readonly overdue: (day: string) => string;
  readonly deliver: readonly string[];
  readonly how: readonly string[];
  readonly trouble: string;
  readonly close: (operator: string, id: bigint) => readonly string[];
}

const da: Wording = {
  subject: (kind, about, day, id) =>
    ({
      receipt: `Dokumentation for licenser hos ${about}: svar senest ${day} (anmodning ${id})`,
      reminder: `Påmindelse: dokumentation for licenser hos ${about} senest ${day} (anmodning ${id})`,
      breach: `Fristen er overskredet: dokumentation for licenser hos ${about} (anmodning ${id})`,
    })[kind],
  greeting: (name) => `Kære ${name}`,
  requester: {
    microsoft: 'Microsoft',
    flexfone: 'Flexfone',
    auditor: 'Flexfones revisor',
  },
  inPerson: (name) => ` ved ${name}`,
  customer: (name, id) => `${name} (kundenr. ${id})`,
  allCustomers: 'alle jeres kunder',
  asks: (kind, who, about) =>
    `${kind === 'receipt' ? `${who} beder om` : `Vi mangler jeres svar: ${who} har bedt om`} ` +
    'dokumentation for de Office 365-licenser, som medarbejderne bruger sammen med ' +
    `Skype for Business-integrationen hos ${about}.`,
  received: (when, first) =>
    `I modtog anmodningen ${when}.${first ? ` Microsoft stillede den til Flexfone ${first}.` : ''}`,
  due: (day) =>
    `Svaret skal være hos os senest ${day}, inden dagen er omme. Det er den tredje arbejdsdag ` +
    'efter modtagelsen.',
  dueToday: 'Fristen er i dag ved midnat.',
  overdue: (day) =>
    `Fristen udløb ved udgangen af ${day}. Det er noteret på anmodningen, men svaret skal stadig ` +
    'leveres: gør det hurtigst muligt.',
  deliver: [
    'Det skal I levere:',
    '- for hver medarbejder med aktiv integration: navn, lokalnummer, Office 365-konto og licens',
    '- et udtræk af brugere og licenser fra Microsoft 365 Administration, højst 35 dage gammel',
    '- hvad I har, der viser, hvem der har bestilt eller ændret licenserne, og hvornår',
    '- rettelser, hvis noget er indberettet forkert',
  ],
  how: [
    'Sådan gør I: svar på denne mail og vedlæg filerne. Vi samler svaret og sender det videre.',
    'Send ikke opkald, telefonnumre, adresser eller billeder: de vedrører ikke licenserne.',
  ],
  trouble: 'Kan I ikke nå det, eller er noget uklart, så skriv til os med det samme.',
  close: (operator, id) => ['Venlig hilsen', operator, '', `Anmodning ${id}`],
};

const en: Wording = {
  subject: (kind, about, day, id) =>
    ({
      receipt: `Licence documentation for ${about}: answer by ${day} (request ${id})`,
      reminder: `Reminder: licence documentation for ${about} by ${day} (request ${id})`,
      breach: `Deadline passed: licence documentation for ${about} (request ${id})`,
    })[kind],
  greeting: (name) => `Dear ${name},`,
  requester: {
    microsoft: 'Microsoft',
    flexfone: 'Flexfone',
    auditor: "Flexfone's auditor",
  },
  inPerson: (name) => `, represented by ${name},`,
  customer: (name, id) => `${name} (customer no. ${id})`,
  allCustomers: 'all your customers',
  asks: (kind, who, about) =>
    `${kind === 'receipt' ? `${who} asks for` : `We still need your answer: ${who} has asked for`} ` +
    'documentation of the Office 365 licences that employees use with the Skype for Business ' +
    `integration at ${about}.`,
  received: (when, first) =>
    `You received the request on ${when}.${first ? ` Microsoft made it to Flexfone on ${first}.` : ''}`,
  due: (day) =>
    `Your answer must be with us by the end of ${day}. That is the third working day after you ` +
    'received the request.',
  dueToday: 'The deadline is midnight tonight.',
  overdue: (day) =>
    `The deadline was the end of ${day}. That is noted on the request, but the answer is still due: ` +
    'please send it as soon as you can.',
  deliver: [
    'What to deliver:',
    '- for each employee with the integration active: name, extension, Office 365 account, licence',
    '- an export of users and licences from the Microsoft 365 admin centre, at most 35 days old',
    '- what you have that shows who ordered or changed the licences, and when',
    '- corrections, if anything was reported wrongly',
  ],
  how: [
    'How: reply to this mail and attach the files. We put the answer together and pass it on.',
    'Please send no calls, phone numbers, addresses or photos: they do not concern the licences.',
  ],
  trouble: 'If you cannot make it, or anything is unclear, write to us at once.',
  close: (operator, id) => ['Kind regards', operator, '', `Request ${id}`],
};

const wordings: Readonly<Record<RequestLanguage, Wording>> = { da, en };

/** `Microsoft`, `Flexfone's auditor`: who asks, for a person to read. */
export const requesterName = (requester: Requester, language: RequestLanguage): string =>
  wordings[language].requester[requester];

/** A name that somebody typed, on one line. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const LONGEST_NAME = 80;

/** A name that leaves room for the rest of a subject. */
const shortName = (name: string): string =>
  name.length > LONGEST_NAME ? `${[...name].slice(0, LONGEST_NAME - 1).join('')}…` : name;

/** The mail of a kind, in the language of the request. */
export function letterOf(kind: MailKind, facts: LetterFacts, language: RequestLanguage): Letter {
  const words = wordings[language];
  const { customer, requestedBy, firstReceivedAt, dueOn, today, requestId } = facts;
  const dueDay = dayText(dueOn, language);
  const name = customer && onOneLine(customer.name);
  const about = customer ? words.customer(name ?? '', customer.id) : words.allCustomers;
  const person = requestedBy === '' ? '' : words.inPerson(onOneLine(requestedBy));
  const first = firstReceivedAt && momentText(firstReceivedAt, language);
  const overdue = today > dueOn;
  const text = [
    words.greeting(onOneLine(facts.resellerName)),
    '',
    words.asks(kind, `${words.requester[facts.requester]}${person}`, about),
    words.received(momentText(facts.receivedAt, language), first),
    '',
    overdue ? words.overdue(dueDay) : words.due(dueDay),
    ...(dueOn === today ? [words.dueToday] : []),
    '',
    ...words.deliver,
    '',
    ...words.how,
    words.trouble,
    '',
    ...words.close(onOneLine(facts.operator), requestId),
  ];
  return {
    subject: words.subject(
      overdue ? 'breach' : kind,
      shortName(name ?? words.allCustomers),
      dueDay,
      requestId,
    ),
    text: `${text.join('\n')}\n`,
  };
}
