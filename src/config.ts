/**
 * The environment as a validated, frozen Config: the only reader of environment variables, so that
 * the list here is the whole list. What only some commands need (the seller) is checked when they
 * ask for it, and then all that is missing is named at once.
 */
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Seller } from './documents/index.ts';
import { refusals } from './kernel/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether unexpected errors are to show where they happened; asked before anything is validated. */
export const wantsDebug = (environment: Environment = process.env): boolean =>
  Boolean(environment.TAKST_DEBUG);

const refusal = refusals('config', {
  malformed: {
    status: 422,
    say: (f) => `The environment is not as Takst wants it: ${f.problems}.`,
  },
  'mail-incomplete': {
    status: 422,
    say: (f) => `Mail cannot be sent before the environment tells how: ${f.problems}.`,
  },
  'no-operator': {
    status: 422,
    say: () =>
      'Who answers must be named on what leaves the house, so set TAKST_SELLER_NAME to your name.',
  },
  'no-signing-key': {
    status: 422,
    say: () =>
      'Evidence packs are signed (R37), so TAKST_SIGNING_KEY has to name the file of the private ' +
      'key; make one with: takst keys create --to FILE',
  },
  'seller-incomplete': {
    status: 422,
    say: (f) =>
      `An invoice must say who sells (R34), so the environment has to tell: ${f.problems}.`,
  },
});

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

const general = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  TAKST_DATA: z.string().default('./.takst'),
  TAKST_USER: z.string().max(64, 'must have at most 64 characters').optional(),
  TAKST_SIGNING_KEY: z.string().optional(),
  TAKST_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('warn'),
});

const needed = (form: RegExp, words: string) =>
  z.string('is missing').regex(form, `must be ${words}`);
const anything = z.string('is missing');

const email = needed(/^[^\s@]+@[^\s@]+$/, 'a mail address');

/** How mail leaves the house. */
const mail = z.object({
  TAKST_SMTP_URL: needed(
    /^smtps?:\/\/./,
    'smtp://… or smtps://…, with user and password if needed',
  ),
  TAKST_SMTP_FROM: email,
});

/** Months for which each kind of personal data is kept; `takst retention list` says what and why. */
const months = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, 'must be a number of months')
    .transform(Number)
    .default(standard);
const retention = z.object({
  TAKST_RETENTION_EVIDENCE_MONTHS: months(60),
  TAKST_RETENTION_PACKS_MONTHS: months(60),
  TAKST_RETENTION_MAIL_MONTHS: months(24),
  TAKST_RETENTION_PAYMENTS_MONTHS: months(72),
  TAKST_RETENTION_CALLS_MONTHS: months(72),
});

/** Who sells, as it stands on every document (R33, R34). */
const seller = z.object({
  TAKST_SELLER_NAME: anything,
  TAKST_SELLER_CVR: needed(/^\d{8}$/, 'the 8 digits of the CVR number'),
  TAKST_SELLER_ADDRESS: anything,
  TAKST_SELLER_POSTCODE: needed(/^[0-9A-Z][0-9A-Z -]{1,9}$/i, 'a postcode'),
  TAKST_SELLER_CITY: anything,
  TAKST_SELLER_COUNTRY: needed(/^[A-Z]{2}$/, 'two capital letters, such as DK'),
  TAKST_SELLER_EMAIL: email,
  TAKST_SELLER_BANK_REG: needed(/^\d{4}$/, 'the 4 digits of the bank registration number'),
  TAKST_SELLER_BANK_ACCOUNT: needed(/^\d{1,10}$/, 'an account number of at most 10 digits'),
  TAKST_SELLER_FIK_CREDITOR: needed(/^\d{8}$/, 'the 8 digits of the FIK creditor number'),
});

export interface Config {
  /** Absent: the embedded server under `dataDir`. Never printed, it may hold a password. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Who acts: recorded with everything that changes (R43). */
  readonly user: string;
  readonly logLevel: (typeof logLevels)[number];
  readonly sellerSettings: Readonly<Record<string, string>>;
  readonly mailSettings: Readonly<Record<string, string>>;
  /** Folders and hooks that documents are sent to, by their variables; a secret may be among them. */
  readonly placeSettings: Readonly<Record<string, string>>;
  /** What `takst serve` needs, by its variables: address, sign-in, limits; a secret may be among them. */
  readonly serverSettings: Readonly<Record<string, string>>;
  readonly retention: RetentionMonths;
  /** Path of the private key that signs evidence packs; absent: none is set. */
  readonly signingKeyFile: string | undefined;
}

/** After how many months each kind of personal data is erased. */
export interface RetentionMonths {
  readonly evidence: number;
  readonly packs: number;
  readonly mail: number;
  readonly payments: number;
  readonly calls: number;
}

export interface MailSettings {
  /** `smtp://…`; never printed, it may hold a password. */
  readonly url: string;
  readonly from: string;
}

/** Reads the environment, the process's own unless told otherwise; refuses it with all that is malformed (`config.malformed`). */
export function loadConfig(
  environment: Environment = process.env,
  systemUser = systemUserName(),
): Config {
  const given = withoutBlanks(environment);
  const read = general.extend(retention.shape).safeParse(given);
  if (!read.success) throw refusal('malformed', { problems: problemsOf(read.error) });
  const settings = read.data;
  const only = (names: readonly string[]) =>
    Object.freeze(
      Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name))),
    );
  return Object.freeze({
    databaseUrl: settings.DATABASE_URL,
    dataDir: resolve(settings.TAKST_DATA),
    user: settings.TAKST_USER ?? systemUser,
    logLevel: settings.TAKST_LOG_LEVEL,
    sellerSettings: only(Object.keys(seller.shape)),
    mailSettings: only(Object.keys(mail.shape)),
    placeSettings: only(Object.keys(given).filter((name) => name.startsWith('TAKST_SEND_'))),
    serverSettings: only(
      Object.keys(given).filter((name) => /^TAKST_(HTTP|OIDC|SESSION|WORK)_/.test(name)),
    ),
    signingKeyFile: settings.TAKST_SIGNING_KEY,
    retention: Object.freeze({
      evidence: settings.TAKST_RETENTION_EVIDENCE_MONTHS,
      packs: settings.TAKST_RETENTION_PACKS_MONTHS,
      mail: settings.TAKST_RETENTION_MAIL_MONTHS,
      payments: settings.TAKST_RETENTION_PAYMENTS_MONTHS,
      calls: settings.TAKST_RETENTION_CALLS_MONTHS,
    }),
  });
}

/** Who sells; refuses with every setting that is missing or malformed (`seller-incomplete`). */
export function sellerOf(config: Pick<Config, 'sellerSettings'>): Seller {
  const read = seller.safeParse(config.sellerSettings);
  if (!read.success) throw refusal('seller-incomplete', { problems: problemsOf(read.error) });
  const settings = read.data;
  return Object.freeze({
    name: settings.TAKST_SELLER_NAME,
    cvr: settings.TAKST_SELLER_CVR,
    gln: '',
    address: settings.TAKST_SELLER_ADDRESS,
    postcode: settings.TAKST_SELLER_POSTCODE,
    city: settings.TAKST_SELLER_CITY,
    country: settings.TAKST_SELLER_COUNTRY,
    email: settings.TAKST_SELLER_EMAIL,
    bankRegistration: settings.TAKST_SELLER_BANK_REG,
    bankAccount: settings.TAKST_SELLER_BANK_ACCOUNT,
    fikCreditor: settings.TAKST_SELLER_FIK_CREDITOR,
  });
}

/** How mail is sent; refuses with every setting that is missing or malformed (`mail-incomplete`). */
export function mailOf(config: Pick<Config, 'mailSettings'>): MailSettings {
  const read = mail.safeParse(config.mailSettings);
  if (!read.success) throw refusal('mail-incomplete', { problems: problemsOf(read.error) });
  return Object.freeze({ url: read.data.TAKST_SMTP_URL, from: read.data.TAKST_SMTP_FROM });
}

/** The name under which mails and packs leave the house; refuses where none is set (`no-operator`). */
export function operatorOf(config: Pick<Config, 'sellerSettings'>): string {
  const name = config.sellerSettings.TAKST_SELLER_NAME;
  if (!name) throw refusal('no-operator');
  return name;
}

/** The file of the private key that signs packs; refuses where none is named (`no-signing-key`). */
export function signingKeyOf(config: Pick<Config, 'signingKeyFile'>): string {
  if (!config.signingKeyFile) throw refusal('no-signing-key');
  return resolve(config.signingKeyFile);
}

/** An empty or blank variable counts as one that is not set. */
function withoutBlanks(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => [name, value?.trim()]);
  return Object.fromEntries(entries.filter(([, value]) => value));
}

/** `TAKST_SELLER_CVR must be …, TAKST_SELLER_CITY is missing`; values are never repeated. */
function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(', ');
}

function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
