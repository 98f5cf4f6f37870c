/** The Idempotency-Key of a request, whose it is, and what it stands for. */
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from '../../../access/index.ts';
import type { Route } from '../../route.ts';
import { httpRefusal } from '../problem.ts';
import type { OnceWish } from './once.ts';

export type Key = Pick<OnceWish, 'resellerId' | 'scope' | 'key' | 'requestHash'>;

/** Undefined where none was given, or where nothing is changed; refuses one that is malformed. */
export function keyOf(request: Request, route: Route, principal: Principal): Key | undefined {
  const given = request.get('idempotency-key');
  if (given === undefined || route.method === 'get') return undefined;
  // The draft of the standard writes it in quotes; most callers do not.
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  if (!/^[!-~]{1,200}$/.test(key)) throw httpRefusal('idempotency-key');
  const { role, by, resellerId = '' } = principal;
  return {
    resellerId,
    // By name, not by token: a token that was rotated meanwhile asks for the same.
    scope: sha256(role, by, resellerId),
    key,
    requestHash: sha256(request.method, request.originalUrl, request.get('content-type') ?? ''),
  };
}

function sha256(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
