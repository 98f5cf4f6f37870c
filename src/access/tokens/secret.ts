/**
 * The secret of a token: 256 random bits behind a word by which scanners of leaked secrets can know it.
 * Only its SHA-256 is ever kept; so many random bits need no salt and no slow hash.
 */
import { hash, randomBytes } from 'node:crypto';

const PREFIX = 'takst_';
const SECRET = /^takst_[\w-]{43}$/;

export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`;

/** What a secret is known by; undefined for text that cannot be one. */
export const hashOf = (secret: string): Buffer | undefined =>
  SECRET.test(secret) ? hash('sha256', secret, 'buffer') : undefined;
