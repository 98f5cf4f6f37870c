/**
 * Ed25519 keys (RFC 8032) as the packs use them: a public key with its fingerprint, a signature that
 * fits or does not, and whoever can sign. Where a private key is kept and which keys are in use is
 * not known here.
 */
import {
  createPrivateKey,
  createPublicKey,
  hash as digest,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

export interface PublicKey {
  /** Fingerprint: SHA-256 of the key as SubjectPublicKeyInfo in DER, 64 hexadecimal digits. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo in PEM, ended by a line feed. */
  readonly publicKeyPem: string;
}

export interface Signer extends PublicKey {
  /** The 64 raw bytes of the signature; the same bytes give the same signature. */
  sign(bytes: Uint8Array): Buffer;
}

function publicKeyOf(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    keyId: digest('sha256', der, 'hex'),
    publicKeyPem: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Reads a public key; undefined for any other text, a private key and other kinds among them. */
export function readPublicKey(pem: string): PublicKey | undefined {
  if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? publicKeyOf(key) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the signature is one of these bytes by this key. */
export function signatureFits(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, createPublicKey(key.publicKeyPem), signature);
}

/** A private key as signer, or the kind of key that it is instead; undefined for no key at all. */
export function readSigner(pem: string): Signer | { readonly otherKind: string } | undefined {
  const privateKey = parsePrivate(pem);
  if (!privateKey) return undefined;
  const kind = privateKey.asymmetricKeyType;
  if (kind !== 'ed25519') return { otherKind: kind ?? 'unknown' };
  return { ...publicKeyOf(createPublicKey(pem)), sign: (bytes) => sign(null, bytes, privateKey) };
}

function parsePrivate(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** The first digits of a fingerprint, enough to tell keys apart in a sentence. */
export const shortKeyId = (keyId: string): string => keyId.slice(0, 16);
