/** Whose tokens are taken besides our own: an issuer of OpenID Connect, and what its claims mean here. */
import { z } from 'zod';
import { type Role, roles } from '../../../access/index.ts';
import type { Config } from '../../../config.ts';
import { refusals } from '../../../kernel/index.ts';

const refusal = refusals('config', {
  'oidc-malformed': {
    status: 422,
    say: (f) => `The environment is not as sign-in by OpenID Connect wants it: ${f.problems}.`,
  },
});

export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly roleClaim: string;
  /** The first of them that the claim holds is taken. */
  readonly roles: readonly (readonly [value: string, role: Role])[];
  readonly resellerClaim: string;
  readonly requestsClaim: string;
}

/** An address that nobody on the way can answer for: https, or this machine. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
};

const claim = (standard: string) => z.string().min(1, 'must not be empty').default(standard);

const settings = z.object({
  TAKST_OIDC_ISSUER: z.string().refine(isSafe, 'must be an https address'),
  TAKST_OIDC_AUDIENCE: z.string('must be set').min(1, 'must not be empty'),
  TAKST_OIDC_ROLE_CLAIM: claim('roles'),
  TAKST_OIDC_ROLES: z
    .string('must be set')
    .regex(/^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/, 'must be VALUE=ROLE,VALUE=ROLE')
    .transform((text) => text.split(',').map((pair) => pair.trim().split('=')))
    .pipe(z.array(z.tuple([z.string(), z.enum(roles)]))),
  TAKST_OIDC_RESELLER_CLAIM: claim('takst_reseller'),
  TAKST_OIDC_REQUESTS_CLAIM: claim('takst_requests'),
});

/** Undefined where no issuer is named; refuses settings that are malformed (`config.oidc-malformed`). */
export function oidcSettingsOf({
  serverSettings,
}: Pick<Config, 'serverSettings'>): OidcSettings | undefined {
  if (!serverSettings.TAKST_OIDC_ISSUER) return undefined;
  const read = settings.safeParse(serverSettings);
  if (!read.success) {
    const problems = read.error.issues.map((it) => `${it.path.join('.')} ${it.message}`).join(', ');
    throw refusal('oidc-malformed', { problems });
  }
  return {
    issuer: read.data.TAKST_OIDC_ISSUER,
    audience: read.data.TAKST_OIDC_AUDIENCE,
    roleClaim: read.data.TAKST_OIDC_ROLE_CLAIM,
    roles: read.data.TAKST_OIDC_ROLES,
    resellerClaim: read.data.TAKST_OIDC_RESELLER_CLAIM,
    requestsClaim: read.data.TAKST_OIDC_REQUESTS_CLAIM,
  };
}
