/**
 * `takst evidence answer` and `export`: makes the sealed pack that answers a request, and hands out
 * packs again as they were made (R37). A file is whole or not there, and never takes the place of
 * another one.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Answered } from '../../../../evidence/index.ts';
import { instantText, moneyText } from '../../../../kernel/index.ts';
import { countArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, countFigure, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { pairsText } from '../../../terminal/table.ts';
import { pathRefusal, requireFree } from '../../given-path.ts';

interface AnswerOptions extends Json {
  readonly to?: string;
}

interface ExportOptions extends Json {
  readonly to: string;
  readonly pack?: number;
}

const answerHelp = `
The pack is signed with the key that TAKST_SIGNING_KEY names (takst keys create) and kept. A further
answer makes a further pack. Exit code 3: open findings, or employees without evidence, are in it.
TAKST_SELLER_NAME stands on it as the name of whoever answers.

  takst evidence answer 12 --to request-12.zip; takst evidence verify request-12.zip
`;

const exportHelp = `
Hands out the bytes as they were made; a file of another content is left as it is.

  takst evidence export 12 --to request-12.zip
`;

export const declarePacks: DeclareCommand = (evidence: Command, wiring) => {
  evidence
    .command('answer')
    .description('Makes the sealed pack that answers a request, and records the answer.')
    .argument('<request>', 'the number of the request', countArgument)
    .option('--to <file>', 'also write the pack to this file')
    .option('--json', 'answer in JSON')
    .addHelpText('after', answerHelp)
    .action(
      afterLooking(
        wiring,
        async (_, _id: number, { to }: AnswerOptions) => to !== undefined && requireFree(to),
        (session, _seen, id, options) => answer(session, id, options, versionAbove(evidence)),
      ),
    );
  evidence
    .command('export')
    .description('Writes the newest pack of a request to a file, as it was made.')
    .argument('<request>', 'the number of the request', countArgument)
    .requiredOption('--to <file>', 'where the pack goes')
    .option('--pack <number>', 'this pack of the request, not the newest', countArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', exportHelp)
    .action(inSession(wiring, exportFile));
};

/** The program's version, which its topmost command knows. */
function versionAbove(command: Command): string {
  return command.parent ? versionAbove(command.parent) : (command.version() ?? '');
}

const contentOf = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Writes beside the place and moves in; the same content again is done already. */
async function writePack(path: string, bytes: Buffer): Promise<void> {
  const known = await contentOf(path);
  if (known?.equals(bytes)) return;
  if (known) throw pathRefusal('taken', { path });
  const whole = resolve(path);
  const unfinished = join(dirname(whole), `.${basename(whole)}.${process.pid}.unfinished`);
  try {
    await writeFile(unfinished, bytes, { flag: 'wx', mode: 0o600 });
    await rename(unfinished, whole);
  } catch (error) {
    await rm(unfinished, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw pathRefusal('no-folder', { path: dirname(whole) });
  }
}

async function answer(
  session: Session,
  id: number,
  options: AnswerOptions,
  version: string,
): Promise<ExitCode> {
  const { operatorOf, signingKeyOf } = await import('../../../../config.ts');
  const { answerRequest, loadSigner } = await import('../../../../evidence/index.ts');
  const { caller, config, database } = session;
  const operator = operatorOf(config);
  const signer = await loadSigner(signingKeyOf(config));
  const asked = { requestId: BigInt(id), signer, operator, version };
  const answered = await answerRequest(database, asked, session.actor());
  if (options.to !== undefined) await writePack(options.to, answered.bytes);
  if (options.json) writeJson(caller.out, listing(answered, options.to));
  else caller.out.write(answerText(answered, options.to));
  const { counts, openFindings } = answered.result;
  return openFindings.length > 0 || counts['not-evidenced'] > 0 ? 3 : 0;
}

function listing({ pack, result, late }: Answered, to: string | undefined) {
  return {
    request_id: pack.requestId,
    pack_id: pack.packId,
    made_at: instantText(pack.madeAt),
    late,
    sha256: pack.sha256.toString('hex'),
    size_bytes: pack.sizeBytes,
    key_id: pack.keyId,
    cut_off_batch: pack.cutOffBatch,
    ledger_head: pack.ledgerHead.toString('hex'),
    journal_head: pack.journalHead.toString('hex'),
    employees: result.employees.length,
    results: Object.fromEntries(
      Object.entries(result.counts).map(([name, count]) => [name.replaceAll('-', '_'), count]),
    ),
    open_findings: result.openFindings.length,
    per_month: moneyText(result.monthly),
    total: moneyText(result.total),
    file: to ?? null,
  };
}

function answerText({ pack, result, late }: Answered, to: string | undefined): string {
  const { counts } = result;
  const head = `Request ${pack.requestId} is answered with pack ${pack.packId}.\n`;
  const figures = pairsText([
    ['employees', countFigure(result.employees.length)],
    ['agree', countFigure(counts.agrees)],
    ['findings waived', countFigure(counts.waived)],
    ['open findings', countFigure(result.openFindings.length)],
    ['without evidence', countFigure(counts['not-evidenced'])],
    ['not concerned', countFigure(counts['not-concerned'])],
  ]);
  const facts = `SHA-256 ${pack.sha256.toString('hex')}\nKey     ${pack.keyId}\n`;
  const open = result.openFindings.length;
  const money = `${moneyFigure(result.monthly)} kr a month, ${moneyFigure(result.total)} kr so far`;
  const remarks = [
    late && 'The answer comes after the deadline; that stays on record.',
    open > 0 && `The pack shows ${counted(open, 'open finding')}: ${money}.`,
    counts['not-evidenced'] > 0 &&
      `The pack shows ${counted(counts['not-evidenced'], 'employee')} without evidence.`,
    to !== undefined && `Written to ${to}`,
  ];
  const told = remarks.filter((it): it is string => typeof it === 'string');
  return `${head}${figures}${facts}${told.map((it) => `${it}\n`).join('')}`;
}

async function exportFile(session: Session, id: number, options: ExportOptions): Promise<ExitCode> {
  const { exportPack } = await import('../../../../evidence/index.ts');
  const packId = options.pack === undefined ? undefined : BigInt(options.pack);
  const { pack, bytes } = await exportPack(session.database, { requestId: BigInt(id), packId });
  await writePack(options.to, bytes);
  const sha256 = pack.sha256.toString('hex');
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, { request_id: pack.requestId, pack_id: pack.packId, sha256, file: options.to });
  } else {
    out.write(`Pack ${pack.packId} of request ${id} is in ${options.to}\nSHA-256 ${sha256}\n`);
  }
  return 0;
}
