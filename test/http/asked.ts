/**
 * A route asked as the server asks it, without a server: what is said is read by the route's own
 * schemas, and a JSON answer must be what its description promises. A role that the route is not for
 * gets what the server would say.
 */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { accessRefusal, type Principal, type Role } from '../../src/access/index.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/index.ts';
import type { Route } from '../../src/http/route.ts';
import { resellerId } from '../../src/kernel/index.ts';

export interface Said {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly upload?: string | Buffer;
  readonly name?: string;
  readonly signal?: AbortSignal;
}

export interface Told {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly body: any;
  readonly text: string;
  readonly version: string | undefined;
  readonly fileName: string | undefined;
  readonly stream: Readable | undefined;
}

export const principalOf = (role: Role, reseller?: string): Principal => ({
  role,
  by: `${role}@takst.example`,
  resellerId: reseller === undefined ? undefined : resellerId(reseller),
  requestIds: [],
  channel: 'api token 1',
});

/** `ask('finance', 'listCredits', { query: … })`; of a reseller `ask('reseller R1', …)`. */
export function asking(
  database: Database,
  routes: readonly Route[],
  now: () => Date,
  config: Config = loadConfig({}),
) {
  return async (who: string, name: string, said: Said = {}): Promise<Told> => {
    const route = routes.find((it) => it.name === name);
    if (!route) throw new Error(`there is no route ${name}`);
    const [role = '', reseller] = who.split(' ');
    if (!route.roles.includes(role as Role)) throw accessRefusal('not-found');
    const principal = principalOf(role as Role, reseller);
    const at = now();
    const context = {
      database,
      config,
      principal,
      now: at,
      actor: { now: at, by: principal.by, channel: principal.channel },
      signal: said.signal ?? new AbortController().signal,
    };
    const answer = await route.handle(context, {
      params: route.params?.parse(said.params ?? {}) ?? {},
      query: route.query?.parse(said.query ?? {}) ?? {},
      body: route.body?.parse(said.body ?? {}),
      upload: Readable.from(said.upload === undefined ? [] : [said.upload]),
      uploadType: 'text/csv',
      uploadName: said.name ?? '',
    });
    const status = answer.status ?? route.answers.status;
    const isPromised = answer.body !== undefined && status < 300;
    if (isPromised) route.answers.schema?.parse(JSON.parse(JSON.stringify(answer.body)));
    return {
      status,
      body:
        answer.body ?? (answer.type?.includes('json') ? JSON.parse(answer.text ?? '') : undefined),
      text: answer.text ?? '',
      version: answer.version,
      fileName: answer.fileName,
      stream: answer.stream && Readable.from(answer.stream),
    };
  };
}

export const streamed = ({ stream }: Told): Promise<string> =>
  stream ? text(stream) : Promise.resolve('');

/** The environment of who sells, for runs. */
export const sellingConfig = (): Config =>
  loadConfig({
    TAKST_SELLER_NAME: 'Fiktiv Telefoni A/S',
    TAKST_SELLER_CVR: '12345674',
    TAKST_SELLER_ADDRESS: 'Ravnsøvej 12',
    TAKST_SELLER_POSTCODE: '8240',
    TAKST_SELLER_CITY: 'Risskov',
    TAKST_SELLER_COUNTRY: 'DK',
    TAKST_SELLER_EMAIL: 'bogholderi@fiktiv-telefoni.example',
    TAKST_SELLER_BANK_REG: '1234',
    TAKST_SELLER_BANK_ACCOUNT: '0001234567',
    TAKST_SELLER_FIK_CREDITOR: '88888888',
  });

/** The code of the refusal that a question ends with. */
export const refusedAs = (question: Promise<unknown>): Promise<string> =>
  question.then(
    () => 'answered',
    (error: { code?: string; name: string }) => error.code ?? error.name,
  );
