/**
 * `takst evidence verify`: whether a pack is what was sealed, told without a database and without
 * trusting whoever sent it (R37). The file is read here; the verdict is the stage's.
 */
import { readFile, stat } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { BagFacts, BagVerdict, PublicKey } from '../../../../evidence/index.ts';
import { refusals } from '../../../../kernel/index.ts';
import type { Caller, ExitCode } from '../../../caller.ts';
import { type DeclareCommand, type Json, plainly } from '../../../command.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFile } from '../../given-path.ts';

const verifyHelp = `
Checks every byte: signatures, hashes, names, order. Ends with 1 and names the first file that
differs. Without --key and --fingerprint the signature is checked with the key inside the pack:
compare its fingerprint with the one that the sender has published. No database is needed;
VERIFY.txt inside the pack tells how to do the same with sha256sum and openssl.

  takst evidence verify request-12.zip --key takst-public.pem
`;

interface VerifyOptions extends Json {
  readonly key?: readonly string[];
  readonly fingerprint?: readonly string[];
}

export const declareVerify: DeclareCommand = (evidence, wiring) => {
  evidence
    .command('verify')
    .argument('<file>', 'a pack')
    .description('Verifies a pack and names the first file that differs.')
    .option('--key <file>', 'public key that it must be sealed with; may be repeated', several)
    .option('--fingerprint <hex>', 'the same by fingerprint; may be repeated', fingerprints)
    .option('--json', 'answer in JSON')
    .addHelpText('after', verifyHelp)
    .action(plainly(wiring, verify));
};

const several = (path: string, before: readonly string[] = []) => [...before, path];

function fingerprints(text: string, before: readonly string[] = []): string[] {
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new InvalidArgumentError('A fingerprint has 64 hexadecimal digits.');
  }
  return [...before, text.toLowerCase()];
}

const refusal = refusals('verify', {
  'not-a-key': {
    status: 422,
    say: (f) => `${f.path} is not the public key (PEM) of an Ed25519 signature (R37).`,
  },
  'too-large': { status: 422, say: (f) => `${f.path} is larger than 2 GB, which no pack is.` },
});

async function verify(
  caller: Caller,
  path: string,
  { key = [], fingerprint = [], json }: VerifyOptions,
): Promise<ExitCode> {
  const { verifyBag } = await import('../../../../evidence/index.ts');
  const keys = await Promise.all(key.map(readKey));
  const trustedKeys = [...keys, ...fingerprint.map((keyId) => ({ keyId }))];
  const verdict = await verifyBag(await readPack(path), { trustedKeys });
  if (json) writeJson(caller.out, verdictListing(verdict));
  else caller.out.write(verdictText(path, verdict));
  return verdict.agrees ? 0 : 1;
}

const LARGEST_BYTES = 2 * 1024 ** 3 - 1;

async function readPack(path: string): Promise<Buffer> {
  await requireFile(path);
  if ((await stat(path)).size > LARGEST_BYTES) throw refusal('too-large', { path });
  return readFile(path);
}

async function readKey(path: string): Promise<PublicKey> {
  const { readPublicKey } = await import('../../../../evidence/index.ts');
  await requireFile(path);
  const key = readPublicKey(await readFile(path, 'utf8'));
  if (!key) throw refusal('not-a-key', { path });
  return key;
}

function verdictText(path: string, verdict: BagVerdict): string {
  if (verdict.agrees) return agreementText(path, verdict);
  const what = verdict.file === '' ? 'the archive' : printable(verdict.file);
  return `${path} does not agree: ${what} ${printable(verdict.why)} (R37).\n`;
}

/** What the archive says is the sender's: nothing in it may steer a terminal. */
const printable = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');

function agreementText(path: string, facts: BagFacts): string {
  const { keyId } = facts.key;
  const trust = facts.keyIsTrusted
    ? 'It is sealed with the key that was asked for.'
    : 'The signature fits the key inside the pack. Compare the fingerprint with the one that the\n' +
      'sender has published, or name the key: --key FILE';
  const pairs = [
    ['Pack', `${facts.name}, ${counted(facts.files, 'file')} in data/`],
    ['Fingerprint', keyId],
    ...facts.info.map((field) => field.map(printable)),
  ];
  const width = Math.max(...pairs.map(([name = '']) => name.length));
  const lines = [
    `${path} agrees: every file is as it was sealed on ${facts.madeOn}.`,
    ...pairs.map(([name = '', value = '']) => `  ${name.padEnd(width)}  ${value}`),
    trust,
  ];
  return `${lines.join('\n')}\n`;
}

function verdictListing(verdict: BagVerdict) {
  if (!verdict.agrees) return { agrees: false, file: verdict.file || null, why: verdict.why };
  return {
    agrees: true,
    name: verdict.name,
    made_on: verdict.madeOn,
    files: verdict.files,
    bytes: verdict.bytes,
    fingerprint: verdict.key.keyId,
    key_is_trusted: verdict.keyIsTrusted,
    info: Object.fromEntries(verdict.info),
  };
}
