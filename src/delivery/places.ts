/**
 * The folders and hooks that the configuration names: `TAKST_SEND_FOLDER_ARCHIVE` is the folder
 * `archive`, `TAKST_SEND_HOOK_NEMHANDEL` the hook `nemhandel`, and `TAKST_SEND_SECRET_NEMHANDEL` the
 * header that goes with it. Data only ever hold the names.
 */
import { isAbsolute } from 'node:path';
import { refusals } from '../kernel/index.ts';

export interface HookAddress {
  readonly url: URL;
  /** Never printed. */
  readonly secret: { readonly name: string; readonly value: string } | undefined;
}

export interface NamedPlaces {
  /** Absolute paths by name. */
  readonly folders: ReadonlyMap<string, string>;
  readonly hooks: ReadonlyMap<string, HookAddress>;
}

const refuse = refusals('delivery', {
  'place-malformed': {
    status: 422,
    say: (f) => `${f.setting} is not as it must be: ${f.why}.`,
  },
});

const SETTING = /^TAKST_SEND_(FOLDER|HOOK|SECRET)_([A-Z0-9]+(?:_[A-Z0-9]+)*)$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): *([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/;
/** What says how the request is read, or what we say ourselves. */
const OWN_HEADERS =
  /^(host|connection|content-.*|transfer-encoding|expect|idempotency-key|takst-.*)$/i;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Reads the places out of their variables; a refusal repeats no value. */
export function readPlaces(settings: Readonly<Record<string, string>>): NamedPlaces {
  const folders = new Map<string, string>();
  const urls = new Map<string, URL>();
  const secrets = new Map<string, NonNullable<HookAddress['secret']>>();
  for (const [setting, value] of Object.entries(settings)) {
    const bad = (why: string) => refuse('place-malformed', { setting, why });
    const [, kind, word = ''] = SETTING.exec(setting) ?? [];
    const name = word.toLowerCase().replaceAll('_', '-');
    if (kind === 'FOLDER') {
      if (!isAbsolute(value)) throw bad('a folder is written as an absolute path');
      folders.set(name, value);
    } else if (kind === 'HOOK') {
      urls.set(name, readUrl(value, bad));
    } else if (kind === 'SECRET') {
      const [, header = '', secret = ''] = HEADER.exec(value) ?? [];
      if (!header) throw bad('a secret is written as a header, such as Authorization: Bearer …');
      if (OWN_HEADERS.test(header)) throw bad(`the header ${header} is not a secret's`);
      secrets.set(name, { name: header, value: secret });
    } else {
      throw bad('it is TAKST_SEND_FOLDER_NAME, TAKST_SEND_HOOK_NAME or TAKST_SEND_SECRET_NAME');
    }
  }
  for (const name of secrets.keys()) {
    if (urls.has(name)) continue;
    const setting = `TAKST_SEND_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;
    throw refuse('place-malformed', { setting, why: 'there is no hook of that name' });
  }
  const hooks = [...urls].map(([name, url]) => [name, { url, secret: secrets.get(name) }] as const);
  return { folders, hooks: new Map(hooks) };
}

function readUrl(text: string, bad: (why: string) => Error): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw bad('it must be an https address');
  // Invoices and secrets go to nobody elsewhere without encryption.
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) throw bad('it must be https');
  if (url.username || url.password) throw bad('a password goes into the secret, as a header');
  return url;
}
