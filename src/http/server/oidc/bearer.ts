/**
 * Tokens of an identity provider (OpenID Connect, RFC 9068): signed by a key that the issuer publishes,
 * for us, in force now. What the claims say becomes a principal by the rules that our own tokens follow
 * (R42); a token that says too little is nobody's.
 */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Principal } from '../../../access/index.ts';
import { type Instant, resellerId } from '../../../kernel/index.ts';
import { httpRefusal } from '../problem.ts';
import type { OidcSettings } from './settings.ts';

/** Who a token is; undefined when it is nobody's. */
export type FindBearer = (bearer: string, now: Instant) => Promise<Principal | undefined>;

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** None that a shared secret could sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
];
const PATIENCE_MS = 5_000;

/** The issuer is asked for its keys when the first token comes; refuses with 503 while it is silent. */
export function openBearer(settings: OidcSettings): FindBearer {
  let asked: Promise<Keys> | undefined;
  const keysNow = () => {
    asked ??= findKeys(settings.issuer).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
  return async (bearer, now) => {
    try {
      const { payload } = await jwtVerify(bearer, await keysNow(), {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
        currentDate: now,
      });
      return principalIn(payload, settings);
    } catch (error) {
      if (isOfTheToken(error)) return undefined;
      throw httpRefusal('issuer');
    }
  };
}

const isOfTheToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) &&
  // What jose says of an answer of the issuer that is no set of keys.
  error.code !== 'ERR_JOSE_GENERIC';

async function findKeys(issuer: string): Promise<Keys> {
  const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(place, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const said = (await response.json()) as {
    readonly issuer?: unknown;
    readonly jwks_uri?: unknown;
  };
  // OpenID Connect Discovery 1.0, 4.3: another issuer's answer counts for nothing.
  if (said.issuer !== issuer || typeof said.jwks_uri !== 'string') throw httpRefusal('issuer');
  return createRemoteJWKSet(new URL(said.jwks_uri), { timeoutDuration: PATIENCE_MS });
}

function principalIn(payload: JWTPayload, settings: OidcSettings): Principal | undefined {
  const held = new Set(textsIn(payload[settings.roleClaim]));
  const role = settings.roles.find(([value]) => held.has(value))?.[1];
  if (!role || !payload.sub || !/^[\x20-\x7e]{1,200}$/.test(payload.sub)) return undefined;
  const [reseller, another] = textsIn(payload[settings.resellerClaim]);
  const requests = textsIn(payload[settings.requestsClaim]);
  const isReader = role === 'auditor' || role === 'microsoft';
  if (role === 'reseller' && (!reseller || another !== undefined)) return undefined;
  if (isReader && (requests.length === 0 || !requests.every((it) => /^[1-9]\d{0,17}$/.test(it))))
    return undefined;
  return {
    role,
    by: nameIn(payload),
    resellerId: role === 'reseller' && reseller ? resellerId(reseller) : undefined,
    requestIds: isReader ? requests.map(BigInt) : [],
    channel: `oidc ${payload.sub}`,
  };
}

/** A mail address that the issuer has verified, otherwise the subject, which is never given twice. */
function nameIn({ email, email_verified: verified, sub = '' }: JWTPayload): string {
  const isName =
    verified === true && typeof email === 'string' && /^[^\p{C}\s]{3,200}$/u.test(email);
  return isName ? (email as string) : sub;
}

/** A claim as issuers write it: one text or number, or a list of them. */
function textsIn(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((it) => typeof it === 'string' || Number.isSafeInteger(it)).map(String);
}
