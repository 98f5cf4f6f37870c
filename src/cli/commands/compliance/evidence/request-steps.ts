/** `takst evidence show|attach|accept|withdraw`: what is done with one request (R36, R37). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { AuditRequest, NewAttachment } from '../../../../evidence/index.ts';
import { countArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFile } from '../../given-path.ts';

interface WithdrawOptions extends Json {
  readonly reason: string;
}

export const declareSteps: DeclareCommand = (evidence, wiring) => {
  const step = (name: string, what: string): Command =>
    evidence
      .command(name)
      .description(what)
      .argument('<id>', 'number of the request', countArgument)
      .option('--json', 'answer in JSON');
  step('show', 'Shows one request with its deadlines, documents, mails and history.').action(
    inSession(wiring, show),
  );
  step('attach', "Notes the reseller's documents by name and SHA-256; the files are not kept.")
    .argument('<file...>', 'the documents')
    .addHelpText('after', '\n  takst evidence attach 12 contract.pdf users.csv\n')
    .action(afterLooking(wiring, digestFiles, attach));
  step('accept', 'Records that the requester accepts the answer: the request ends.').action(
    inSession(wiring, accept),
  );
  step('withdraw', 'Records that the request was taken back: the request ends.')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\n  takst evidence withdraw 12 --reason "Filed for the wrong customer"\n',
    )
    .action(inSession(wiring, withdraw));
};

async function show(session: Session, id: number, options: Json): Promise<ExitCode> {
  const { listAttachments, loadRequest, standingOf } = await import(
    '../../../../evidence/index.ts'
  );
  const { detailListing } = await import('../../../../evidence/index.ts');
  const { detailText } = await import('./request-text.ts');
  const { request, attachments } = await session.database.transaction(
    'writer',
    async (tx) => ({
      request: await loadRequest(tx, BigInt(id)),
      attachments: await listAttachments(tx, BigInt(id)),
    }),
    { readOnly: true },
  );
  const { out, now } = session.caller;
  const standing = standingOf(request, now());
  if (options.json) writeJson(out, detailListing(request, standing, attachments));
  else out.write(detailText(request, standing, attachments, out));
  return 0;
}

/** Reads the documents once, before the database is opened. */
async function digestFiles(
  _refuseUsage: RefuseUsage,
  _id: number,
  paths: readonly string[],
  _options: Json,
): Promise<NewAttachment[]> {
  const documents: NewAttachment[] = [];
  for (const path of paths) {
    await requireFile(path);
    documents.push({ name: basename(path), ...(await digestFile(path)) });
  }
  return documents;
}

async function digestFile(path: string): Promise<{ sizeBytes: bigint; sha256: Buffer }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      hash.update(piece);
      size += piece.length;
    }
  });
  return { sizeBytes: BigInt(size), sha256: hash.digest() };
}

async function attach(
  session: Session,
  documents: readonly NewAttachment[],
  id: number,
  _paths: readonly string[],
  options: Json,
): Promise<ExitCode> {
  const { attachDocuments } = await import('../../../../evidence/index.ts');
  const { attachmentListing } = await import('../../../../evidence/index.ts');
  const { attachedText } = await import('./request-text.ts');
  const actor = session.actor();
  const attached = await attachDocuments(session.database, BigInt(id), documents, actor);
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, { added: attached.added.map(attachmentListing), known: attached.known });
  } else out.write(attachedText(attached, id));
  return 0;
}

async function accept(session: Session, id: number, options: Json): Promise<ExitCode> {
  const { acceptRequest } = await import('../../../../evidence/index.ts');
  const request = await acceptRequest(session.database, BigInt(id), session.actor());
  return ended(session, request, options);
}

async function withdraw(session: Session, id: number, options: WithdrawOptions): Promise<ExitCode> {
  const { withdrawRequest } = await import('../../../../evidence/index.ts');
  const { database } = session;
  const request = await withdrawRequest(database, BigInt(id), options.reason, session.actor());
  return ended(session, request, options);
}

async function ended({ caller }: Session, request: AuditRequest, options: Json): Promise<ExitCode> {
  const { standingOf } = await import('../../../../evidence/index.ts');
  const { requestListing } = await import('../../../../evidence/index.ts');
  const { endedText } = await import('./request-text.ts');
  const standing = standingOf(request, caller.now());
  if (options.json) writeJson(caller.out, requestListing(request, standing));
  else caller.out.write(endedText(request, standing));
  return 0;
}
