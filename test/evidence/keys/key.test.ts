import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPublicKey, readSigner, signatureFits } from '../../../src/evidence/keys/key.ts';
import { privatePem, signerFrom } from '../bag/sample.ts';

/** RFC 8032, 7.1: secret key, public key, message, signature. */
const vectors = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

describe('a signer', () => {
  it.each(vectors)('signs as RFC 8032 says: secret %s', (secret, publicHex, message, signature) => {
    const signer = signerFrom(secret);
    const bytes = Buffer.from(message, 'hex');
    expect(signer.sign(bytes).toString('hex')).toBe(signature);
    expect(signer.publicKeyPem).toContain(
      Buffer.from(`302a300506032b6570032100${publicHex}`, 'hex').toString('base64'),
    );
    expect(signatureFits(signer, bytes, Buffer.from(signature, 'hex'))).toBe(true);
  });

  it('makes signatures that fit no other bytes, no other key, and in no other length', () => {
    const [[secret, , , signatureHex]] = vectors;
    const [signer, signature] = [signerFrom(secret), Buffer.from(signatureHex, 'hex')];
    expect(signatureFits(signer, Buffer.from('x'), signature)).toBe(false);
    expect(signatureFits(signerFrom(vectors[1][0]), Buffer.alloc(0), signature)).toBe(false);
    const wrong = [signature.subarray(0, 63), Buffer.concat([signature, Buffer.alloc(1)])];
    for (const bytes of [...wrong, Buffer.alloc(0), Buffer.alloc(64)]) {
      expect(signatureFits(signer, Buffer.alloc(0), bytes)).toBe(false);
    }
  });

  it('is told apart from keys of other kinds and from what is no key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(readSigner(pem)).toEqual({ otherKind: 'ec' });
    expect(readSigner('no key')).toBeUndefined();
    const publicPem = signerFrom(vectors[0][0]).publicKeyPem;
    expect(readSigner(publicPem)).toBeUndefined();
  });
});

describe('a public key', () => {
  it('is known by the SHA-256 of its DER form, however its PEM is written', () => {
    const { keyId, publicKeyPem } = signerFrom(vectors[0][0]);
    // As xxd and sha256sum have it of the 44 bytes 302a…511a.
    expect(keyId).toBe('06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9');
    expect(readPublicKey(publicKeyPem)).toEqual({ keyId, publicKeyPem });
    expect(readPublicKey(publicKeyPem.replaceAll('\n', '\r\n'))).toEqual({ keyId, publicKeyPem });
  });

  it('is not read from a private key, another kind of key or other text', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const text of ['', 'no key', rsa, privatePem(vectors[0][0])]) {
      expect(readPublicKey(text)).toBeUndefined();
    }
  });
});
