/**
 * `takst keys`: the keys that sign evidence packs (R37). The private half is a file of the
 * operator's, named by TAKST_SIGNING_KEY; the database knows the public half, since when and by whom.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RecordedKey } from '../../../evidence/index.ts';
import { instantText, localDateOf, Refusal } from '../../../kernel/index.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';
import { requireFree } from '../given-path.ts';

interface CreateOptions extends Json {
  readonly to: string;
  readonly name?: string;
}

interface ExportOptions extends Json {
  readonly to: string;
}

interface RetireOptions extends Json {
  readonly reason: string;
}

const createHelp = `
The private key can be read by its owner alone and is nowhere else: keep a copy where you keep
passwords. Then set TAKST_SIGNING_KEY to the file, and publish the fingerprint and the public key
(takst keys export) where auditors can find them without asking you.

  takst keys create --to /etc/takst/signing-2026.pem --name 2026
`;

const retireHelp = `
A retired key signs no more. Packs that it signed stay as valid as they were: they carry its public
half, and takst keys list tells from when to when it was in use.

  takst keys retire 3f9a01c2 --reason "replaced by the key of 2027"
`;

export const declareKeys: DeclareCommand = (program, wiring) => {
  const keys = program
    .command('keys')
    .summary('keys that sign evidence packs')
    .description('Keys that sign evidence packs (R37).');
  keys
    .command('create')
    .description('Makes a key: a private file, and its public half on record.')
    .requiredOption('--to <file>', 'where the private key goes; never over another file')
    .option('--name <text>', 'what you call it')
    .option('--json', 'answer in JSON')
    .addHelpText('after', createHelp)
    .action(afterLooking(wiring, (_, { to }: CreateOptions) => requireFree(to), create));
  keys
    .command('list')
    .description('Lists the keys with their fingerprints, and tells which one is set to sign.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst keys list\n')
    .action(inSession(wiring, list));
  keys
    .command('retire')
    .argument('<id>', 'fingerprint, or its first 8 digits and more')
    .description('Ends the use of a key for good.')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'answer in JSON')
    .addHelpText('after', retireHelp)
    .action(inSession(wiring, retire));
  keys
    .command('export')
    .argument('<id>', 'fingerprint, or its first 8 digits and more')
    .description('Writes the public half of a key, for auditors.')
    .requiredOption('--to <file>', 'where it goes; never over another file')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst keys export 3f9a01c2 --to takst-public.pem\n')
    .action(
      afterLooking(
        wiring,
        (_, _id: string, { to }: ExportOptions) => requireFree(to),
        exportPublic,
      ),
    );
};

async function create(
  session: Session,
  _free: unknown,
  { to, name = '', json }: CreateOptions,
): Promise<ExitCode> {
  const { createKey } = await import('../../../evidence/index.ts');
  const key = await createKey(session.database, { path: resolve(to), name }, session.actor());
  const { out } = session.caller;
  if (json) {
    writeJson(out, { ...keyListing(key), private_key: to });
    return 0;
  }
  out.write(`Made a key. Its private half is ${to}; set TAKST_SIGNING_KEY to it.\n`);
  out.write(`Fingerprint to publish: ${key.keyId}\n`);
  return 0;
}

async function list(session: Session, options: Json): Promise<ExitCode> {
  const { listKeys } = await import('../../../evidence/index.ts');
  const keys = await session.database.transaction('writer', (tx) => listKeys(tx), {
    readOnly: true,
  });
  const { keyId, trouble } = await configuredKey(session, keys);
  const { out } = session.caller;
  if (options.json) {
    const listing = keys.map((key) => ({ ...keyListing(key), is_set: key.keyId === keyId }));
    writeJson(out, { keys: listing, trouble: trouble ?? null });
    return trouble ? 3 : 0;
  }
  if (keys.length === 0)
    out.write('There are no keys; make one with: takst keys create --to FILE\n');
  else
    out.write(
      tableText(
        columns,
        keys.map((key) => keyCells(key, keyId)),
        { width: lineWidth(out) },
      ),
    );
  if (trouble) out.write(`\nTAKST_SIGNING_KEY cannot sign: ${trouble}\n`);
  return trouble ? 3 : 0;
}

/** Which key TAKST_SIGNING_KEY names, and what keeps it from signing. */
async function configuredKey(
  { config }: Session,
  keys: readonly RecordedKey[],
): Promise<{ readonly keyId?: string; readonly trouble?: string }> {
  const { loadSigner } = await import('../../../evidence/index.ts');
  if (config.signingKeyFile === undefined) return {};
  try {
    const { keyId } = await loadSigner(resolve(config.signingKeyFile));
    const key = keys.find((recorded) => recorded.keyId === keyId);
    if (!key) return { keyId, trouble: `its key ${keyId} is not on record here.` };
    return key.retired
      ? { keyId, trouble: `its key is retired (${key.retired.reason}).` }
      : { keyId };
  } catch (error) {
    if (error instanceof Refusal) return { trouble: error.message };
    throw error;
  }
}

const columns = [
  { title: 'fingerprint' },
  { title: 'name' },
  { title: 'since' },
  { title: 'by' },
  { title: 'in use' },
] as const;

const keyCells = (key: RecordedKey, configured: string | undefined): string[] => [
  key.keyId,
  key.name,
  localDateOf(key.createdAt),
  key.createdBy,
  useText(key, key.keyId === configured),
];

function useText({ retired }: RecordedKey, isSet: boolean): string {
  if (retired) return `until ${localDateOf(retired.at)}, ${retired.by}: ${retired.reason}`;
  return isSet ? 'yes, set to sign' : 'yes';
}

const keyListing = (key: RecordedKey) => ({
  fingerprint: key.keyId,
  name: key.name,
  created_at: instantText(key.createdAt),
  created_by: key.createdBy,
  retired: key.retired
    ? { at: instantText(key.retired.at), by: key.retired.by, reason: key.retired.reason }
    : null,
});

async function retire(session: Session, given: string, options: RetireOptions): Promise<ExitCode> {
  const { retireKey } = await import('../../../evidence/index.ts');
  const { reason } = options;
  const key = await retireKey(session.database, { given, reason }, session.actor());
  if (options.json) writeJson(session.caller.out, keyListing(key));
  else session.caller.out.write(`Retired ${key.keyId}. What it signed stays valid.\n`);
  return 0;
}

async function exportPublic(
  session: Session,
  _free: unknown,
  given: string,
  { to, json }: ExportOptions,
): Promise<ExitCode> {
  const { loadKey } = await import('../../../evidence/index.ts');
  const key = await session.database.transaction('writer', (tx) => loadKey(tx, given), {
    readOnly: true,
  });
  await writeFile(to, key.publicKeyPem, { flag: 'wx' });
  if (json) writeJson(session.caller.out, { ...keyListing(key), public_key: to });
  else session.caller.out.write(`Wrote the public key ${key.keyId} to ${to}.\n`);
  return 0;
}
