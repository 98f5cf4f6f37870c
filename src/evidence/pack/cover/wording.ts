/**
 * The words of the cover sheet in Danish and English. Figures, dates and instants are written as on
 * the invoices; where a word stands on the page is decided elsewhere.
 */
import { type Notation, notations } from '../../../documents/index.ts';
import { type Instant, instantText, localDateOf, type Money } from '../../../kernel/index.ts';
import type { Language, LicenceClass, PackRequest } from '../facts.ts';
import type { Result } from '../result.ts';

export interface Words {
  readonly title: string;
  readonly request: (id: string) => string;
  readonly requester: Readonly<Record<PackRequest['requester'], string>>;
  readonly answerTo: (who: string, scope: string) => string;
  readonly wholeReseller: (name: string, id: string, customers: string) => string;
  readonly customers: (count: string, one: boolean) => string;
  readonly oneCustomer: (name: string, id: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly continued: string;

  readonly asks: string;
  readonly reseller: string;
  readonly received: string;
  readonly due: string;
  readonly firstDue: string;
  readonly answered: string;
  readonly knownAt: string;
  readonly endOf: (day: string) => string;
  readonly inTime: string;
  readonly late: string;
  readonly batch: (number: string) => string;

  readonly agreeing: (agreeing: string, compared: string, one: boolean) => string;
  readonly noEvidence: (count: string, one: boolean) => string;
  readonly nothingToCompare: string;
  readonly noOpenFindings: string;
  readonly openFindings: (count: string, one: boolean) => string;
  readonly tooLittle: (monthly: string, total: string) => string;
  readonly tooMuch: (monthly: string, total: string) => string;
  readonly results: Readonly<Record<Result, string>>;

  readonly byType: string;
  readonly count: string;
  readonly monthly: string;
  readonly total: string;
  readonly findings: string;
  readonly customer: string;
  readonly since: string;
  readonly wholeCustomer: string;
  readonly moreFindings: (count: string) => string;
  readonly moneyNote: string;

  readonly licences: string;
  readonly licenceClass: string;
  readonly classes: Readonly<Record<LicenceClass, string>>;
  readonly noLicence: string;
  readonly employees: string;
  readonly active: string;
  readonly otherLicences: (count: string) => string;

  readonly evidence: string;
  readonly strengths: Readonly<Record<string, string>>;
  readonly youngest: string;
  readonly oldest: string;
  readonly days: (count: string, one: boolean) => string;
  readonly notEvidenced: string;

  readonly leftOut: string;
  readonly seal: string;
  readonly ledgerHead: string;
  readonly journalHead: string;
  readonly key: string;
  readonly entries: (count: string) => string;
  readonly verify: string;
}

const da: Words = {
  title: 'Licensdokumentation',
  request: (id) => `Anmodning ${id}`,
  requester: { flexfone: 'Flexfone', auditor: 'Flexfones revisor', microsoft: 'Microsoft' },
  answerTo: (who, scope) => `Svar på anmodning fra ${who} om ${scope}`,
  wholeReseller: (name, id, customers) => `alle kunder hos ${name} (${id}), ${customers}`,
  customers: (count, one) => `${count} ${one ? 'kunde' : 'kunder'}`,
  oneCustomer: (name, id) => `kunden ${name} (${id})`,
  page: (page, pages) => `Side ${page} af ${pages}`,
  continued: 'fortsat',

  asks: 'Anmoder',
  reseller: 'Forhandler',
  received: 'Modtaget',
  due: 'Frist',
  firstDue: 'Flexfones frist',
  answered: 'Besvaret',
  knownAt: 'Opgjort pr.',
  endOf: (day) => `udgangen af ${day}`,
  inTime: 'overholdt',
  late: 'overskredet',
  batch: (number) => `registrering ${number}`,

  agreeing: (agreeing, compared, one) =>
    `Oplysningerne stemmer for ${agreeing} af ${compared} ${one ? 'medarbejder' : 'medarbejdere'}`,
  noEvidence: (count) => `${count} mangler dokumentation.`,
  nothingToCompare: 'Der er ingen medarbejdere at sammenligne',
  noOpenFindings: 'Der er ingen åbne afvigelser.',
  openFindings: (count, one) => `${count} ${one ? 'åben afvigelse' : 'åbne afvigelser'}.`,
  tooLittle: (monthly, total) => `Faktureret for lidt: ${monthly} pr. måned, ${total} indtil nu.`,
  tooMuch: (monthly, total) => `Faktureret for meget: ${monthly} pr. måned, ${total} indtil nu.`,
  results: {
    agrees: 'Stemmer overens',
    waived: 'Afvigelse frafaldet',
    disagrees: 'Åben afvigelse',
    'not-evidenced': 'Ikke dokumenteret',
    'not-concerned': 'Ikke omfattet',
  },

  byType: 'Åbne afvigelser efter type',
  count: 'Antal',
  monthly: 'Kr. pr. måned',
  total: 'Kr. i alt',
  findings: 'Åbne afvigelser',
  customer: 'Kunde',
  since: 'Siden',
  wholeCustomer: 'Kunden som helhed',
  moreFindings: (count) => `Og ${count} flere i data/findings.csv. `,
  moneyNote:
    'Beløb ekskl. moms. Et positivt beløb er faktureret for lidt efter dokumentationen, et negativt for meget.',

  licences: 'Indberettede licenser',
  licenceClass: 'Klasse',
  classes: {
    Enterprise: 'Enterprise',
    Business: 'Business',
    UNKNOWN: 'Uafklaret',
    NONE: 'Ingen licens',
  },
  noLicence: 'Ingen indberetning',
  employees: 'Medarbejdere',
  active: 'Heraf aktive',
  otherLicences: (count) => `${count} andre licenser, se data/employees.csv`,

  evidence: 'Dokumentationens art og alder',
  strengths: {
    graph: 'Microsoft Graph',
    'partner-center': 'Partner Center',
    'admin-centre': 'Microsoft 365 Administration',
    report: 'Brugsrapport fra Microsoft',
    script: 'PowerShell-udtræk',
  },
  youngest: 'Nyeste',
  oldest: 'Ældste',
  days: (count, one) => `${count} ${one ? 'dag' : 'dage'}`,
  notEvidenced: 'Ingen dokumentation',

  leftOut: 'Udeladt, fordi kontrollen kun må omfatte det relevante',
  seal: 'Segl',
  ledgerHead: 'Bogføringens kæde',
  journalHead: 'Journalens kæde',
  key: 'Nøglens fingeraftryk',
  entries: (count) => `${count} led`,
  verify:
    'Pakken kan kontrolleres uden Takst: sha256sum viser, at ingen fil er ændret, og openssl, at ' +
    'fortegnelsen over filerne er underskrevet med nøglen. Fremgangsmåden står i VERIFY.txt; med ' +
    'Takst: takst evidence verify. Sammenlign nøglens fingeraftryk med det offentliggjorte.',
};

const en: Words = {
  title: 'Licence evidence',
  request: (id) => `Request ${id}`,
  requester: { flexfone: 'Flexfone', auditor: "Flexfone's auditor", microsoft: 'Microsoft' },
  answerTo: (who, scope) => `Answer to the request of ${who} about ${scope}`,
  wholeReseller: (name, id, customers) => `all customers of ${name} (${id}), ${customers}`,
  customers: (count, one) => `${count} ${one ? 'customer' : 'customers'}`,
  oneCustomer: (name, id) => `the customer ${name} (${id})`,
  page: (page, pages) => `Page ${page} of ${pages}`,
  continued: 'continued',

  asks: 'Requested by',
  reseller: 'Reseller',
  received: 'Received',
  due: 'Due',
  firstDue: 'Due from Flexfone',
  answered: 'Answered',
  knownAt: 'As known at',
  endOf: (day) => `the end of ${day}`,
  inTime: 'met',
  late: 'missed',
  batch: (number) => `record ${number}`,

  agreeing: (agreeing, compared, one) =>
    `The records agree for ${agreeing} of ${compared} ${one ? 'employee' : 'employees'}`,
  noEvidence: (count, one) => `${count} ${one ? 'has' : 'have'} no evidence.`,
  nothingToCompare: 'There are no employees to compare',
  noOpenFindings: 'There are no open findings.',
  openFindings: (count, one) => `${count} ${one ? 'open finding' : 'open findings'}.`,
  tooLittle: (monthly, total) => `Billed too little: ${monthly} a month, ${total} so far.`,
  tooMuch: (monthly, total) => `Billed too much: ${monthly} a month, ${total} so far.`,
  results: {
    agrees: 'Agrees',
    waived: 'Finding waived',
    disagrees: 'Open finding',
    'not-evidenced': 'Not evidenced',
    'not-concerned': 'Not concerned',
  },

  byType: 'Open findings by type',
  count: 'Count',
  monthly: 'DKK a month',
  total: 'DKK in total',
  findings: 'Open findings',
  customer: 'Customer',
  since: 'Since',
  wholeCustomer: 'The customer as a whole',
  moreFindings: (count) => `And ${count} more in data/findings.csv. `,
  moneyNote:
    'Amounts excl. VAT. By the evidence a positive amount was billed too little, a negative one too much.',

  licences: 'Declared licences',
  licenceClass: 'Class',
  classes: {
    Enterprise: 'Enterprise',
    Business: 'Business',
    UNKNOWN: 'Undecided',
    NONE: 'No licence',
  },
  noLicence: 'Nothing declared',
  employees: 'Employees',
  active: 'Of them active',
  otherLicences: (count) => `${count} other licences, see data/employees.csv`,

  evidence: 'Kind and age of the evidence',
  strengths: {
    graph: 'Microsoft Graph',
    'partner-center': 'Partner Center',
    'admin-centre': 'Microsoft 365 admin centre',
    report: 'Usage report of Microsoft',
    script: 'PowerShell export',
  },
  youngest: 'Newest',
  oldest: 'Oldest',
  days: (count, one) => `${count} ${one ? 'day' : 'days'}`,
  notEvidenced: 'No evidence on file',

  leftOut: 'Left out, since the check may only cover what is relevant',
  seal: 'Seal',
  ledgerHead: 'Chain of the ledger',
  journalHead: 'Chain of the journal',
  key: 'Fingerprint of the key',
  entries: (count) => `${count} links`,
  verify:
    'The pack can be verified without Takst: sha256sum shows that no file was changed, and openssl ' +
    'that the list of the files was signed with the key. VERIFY.txt says how; with Takst: takst ' +
    'evidence verify. Compare the fingerprint of the key with the one published.',
};

const words: Readonly<Record<Language, Words>> = { da, en };

export interface Wording {
  readonly say: Words;
  readonly write: Notation;
  /** `30,00 kr.`, `DKK 30.00` */
  readonly kroner: (money: Money) => string;
  /** `23. november 2026 kl. 14.28`, in local time. */
  readonly moment: (instant: Instant) => string;
}

export function wordingOf(language: Language): Wording {
  const write = notations[language];
  const danish = language === 'da';
  return {
    say: words[language],
    write,
    kroner: (money) =>
      danish ? `${write.money(money)}\u00a0kr.` : `DKK\u00a0${write.money(money)}`,
    moment: (instant) => {
      const time = instantText(instant).slice(11, 16);
      const date = write.date(localDateOf(instant));
      return danish ? `${date} kl.\u00a0${time.replace(':', '.')}` : `${date} at\u00a0${time}`;
    },
  };
}
