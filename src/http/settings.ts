/** What the server is told by its environment, with what holds where nothing is said. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { refusals } from '../kernel/index.ts';

const refusal = refusals('config', {
  'server-malformed': {
    status: 422,
    say: (f) => `The environment is not as takst serve wants it: ${f.problems}.`,
  },
});

const whole = (standard: number, most: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be above 0')
    .max(most, `must be at most ${most}`)
    .default(standard);

const settings = z.object({
  TAKST_HTTP_LISTEN: z
    .string()
    .regex(/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i, 'must be HOST:PORT')
    .default('127.0.0.1:8080'),
  TAKST_HTTP_REQUESTS_PER_MINUTE: whole(6_000, 10_000_000),
  TAKST_HTTP_UPLOAD_MEGABYTES: whole(10_240, 1_000_000),
});

export interface ServerSettings {
  readonly listen: { readonly host: string; readonly port: number };
  readonly requestsPerMinute: number;
  readonly limits: { readonly bytes: number };
}

/** Refuses every setting that is malformed (`config.server-malformed`). */
export function serverSettingsOf(
  { serverSettings }: Pick<Config, 'serverSettings'>,
  listen?: string,
): ServerSettings {
  const given = listen === undefined ? {} : { TAKST_HTTP_LISTEN: listen };
  const read = settings.safeParse({ ...serverSettings, ...given });
  if (!read.success) {
    const problems = read.error.issues.map((it) => `${it.path.join('.')} ${it.message}`).join(', ');
    throw refusal('server-malformed', { problems });
  }
  const address = read.data.TAKST_HTTP_LISTEN;
  const at = address.lastIndexOf(':');
  return {
    listen: {
      host: address.slice(0, at).replace(/^\[|\]$/g, ''),
      port: Number(address.slice(at + 1)),
    },
    requestsPerMinute: read.data.TAKST_HTTP_REQUESTS_PER_MINUTE,
    limits: { bytes: read.data.TAKST_HTTP_UPLOAD_MEGABYTES * 1_000_000 },
  };
}
