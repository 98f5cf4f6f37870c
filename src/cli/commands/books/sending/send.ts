/** `takst documents send`: queues what was never sent, sends what is due, and says what came of it. */
import type { Month } from '../../../../kernel/index.ts';
import { Refusal } from '../../../../kernel/index.ts';
import type { DocumentsReport, PlacedCount, Places, Selection } from '../../../../sending/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { tableText } from '../../../terminal/table.ts';

interface SendOptions extends Json {
  readonly month?: Month;
  readonly run?: bigint;
  readonly number?: readonly number[];
  readonly dryRun?: true;
}

export async function lookAtSelection(
  refuseUsage: RefuseUsage,
  { month, run, number }: SendOptions,
): Promise<Selection> {
  const said = [month, run, number].filter((it) => it !== undefined);
  if (said.length > 1) refuseUsage('Say one of --month, --run and --number.');
  return { month, runId: run, numbers: number };
}

export async function send(
  session: Session,
  selection: Selection,
  { dryRun, json }: SendOptions,
): Promise<ExitCode> {
  const { countUnsent, sendDocuments } = await import('../../../../sending/index.ts');
  const { caller, database, progress, actor } = session;
  if (dryRun) {
    const counts = await database.transaction('writer', (tx) => countUnsent(tx, selection), {
      readOnly: true,
    });
    if (json) writeJson(caller.out, counts.map(countListing));
    else caller.out.write(countsText(counts));
    return counts.some(({ way }) => way === undefined) ? 3 : 0;
  }
  const report = await sendDocuments(database, await placesOf(session), selection, {
    actor,
    onProgress: (done, total) => progress.update('Sending', done, total, 'documents'),
  });
  progress.close();
  if (json) writeJson(caller.out, reportListing(report));
  else caller.out.write(reportText(report));
  const { failed, unknown, withoutRoute, troubles } = report;
  return failed + unknown + withoutRoute > 0 || troubles.length > 0 ? 3 : 0;
}

/** The doors as the environment names them; without settings for mail, mails wait. */
async function placesOf({ caller, config }: Session): Promise<Places> {
  const { dropFolder, httpHook, readPlaces, smtpTransport } = await import(
    '../../../../delivery/index.ts'
  );
  const { mailOf } = await import('../../../../config.ts');
  const { folders, hooks } = readPlaces(config.placeSettings);
  let mail: Places['mail'];
  try {
    mail = smtpTransport(mailOf(config));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'config.mail-incomplete') throw error;
  }
  return {
    folders: new Map([...folders].map(([name, path]) => [name, dropFolder(path)])),
    hooks: new Map([...hooks].map(([name, hook]) => [name, httpHook(hook, caller.now)])),
    mail,
  };
}

const countListing = ({ way, target, documents }: PlacedCount) => ({
  way: way ?? null,
  target: target || null,
  documents,
});

function countsText(counts: readonly PlacedCount[]): string {
  if (counts.length === 0) return 'Nothing new would be sent.\n';
  const rows = counts.map(({ way, target, documents }) => [
    way ?? 'nowhere to go',
    target,
    `${documents}`,
  ]);
  const columns = [
    { title: 'way' },
    { title: 'place' },
    { title: 'documents', align: 'right' },
  ] as const;
  return `Would be queued and sent:\n\n${tableText(columns, rows)}`;
}

const reportListing = (report: DocumentsReport) => ({
  queued: report.queued,
  sent: report.sent,
  retried_later: report.retried,
  failed: report.failed,
  unknown: report.unknown,
  left_for_later: report.leftForLater,
  without_route: report.withoutRoute,
  troubles: report.troubles,
});

function reportText(report: DocumentsReport): string {
  const { queued, sent, retried, failed, unknown, leftForLater, withoutRoute, troubles } = report;
  const named = [
    [retried, 'to be tried again'],
    [failed, 'failed for good'],
    [unknown, 'of unknown fate'],
    [leftForLater, 'left for later'],
  ] as const;
  const others = named.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  const lines = [
    `${counted(queued, 'document')} queued.`,
    `${counted(sent, 'document')} sent${others.join('')}.`,
    ...troubles,
  ];
  if (failed + unknown > 0) lines.push('A person has to decide: takst documents deliveries');
  if (withoutRoute > 0) {
    lines.push(
      `${counted(withoutRoute, 'document')} with nowhere to go: takst documents route ACCOUNT`,
    );
  }
  return `${lines.join('\n')}\n`;
}
