/** `takst documents route` and `routes`: by which way accounts get their documents. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type LocalDate, shownInstant } from '../../../../kernel/index.ts';
import type { RouteWish } from '../../../../sending/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../../terminal/table.ts';
import { requireFile } from '../../given-path.ts';

interface RouteOptions extends Json {
  readonly mail?: string;
  readonly folder?: string;
  readonly hook?: string;
  readonly none?: true;
  readonly format?: readonly string[];
  readonly since?: LocalDate;
  readonly billTo?: 'customer' | 'reseller';
  readonly file?: string;
}

export async function lookAtRoute(
  refuseUsage: RefuseUsage,
  account: string | undefined,
  options: RouteOptions,
): Promise<readonly RouteWish[]> {
  const { mail, folder, hook, none, file, billTo, since } = options;
  const ways = [
    ['mail', mail],
    ['folder', folder],
    ['hook', hook],
    ['none', none && ''],
  ] as const;
  const said = ways.filter(([, target]) => target !== undefined);
  if (file !== undefined) {
    if (account !== undefined || said.length > 0) refuseUsage('--file says the accounts itself.');
    await requireFile(file);
    const { readRoutes } = await import('./routes-file.ts');
    const read = readRoutes(await readFile(file, 'utf8'), basename(file));
    return typeof read === 'string' ? refuseUsage(read) : read;
  }
  if (account === undefined) return refuseUsage('Say the account, or --file with many of them.');
  const [only] = said;
  if (!only || said.length > 1) {
    return refuseUsage('Say one of --mail, --folder, --hook and --none.');
  }
  const { usualFormats } = await import('../../../../sending/index.ts');
  const [way, target = ''] = only;
  if (way === 'none' && options.format) refuseUsage('--format does not go with --none.');
  const formats = options.format ?? usualFormats[way];
  return [{ account, billTo, way, target, formats, since }];
}

export async function setRoute(
  session: Session,
  wishes: readonly RouteWish[],
  _account: string | undefined,
  { json }: RouteOptions,
): Promise<ExitCode> {
  const { checkTarget, setRoutes } = await import('../../../../sending/index.ts');
  const { readPlaces } = await import('../../../../delivery/index.ts');
  const { folders, hooks } = readPlaces(session.config.placeSettings);
  const known = { folders: [...folders.keys()], hooks: [...hooks.keys()] };
  for (const wish of wishes) checkTarget(wish, known);
  const { set, unchanged } = await setRoutes(session.database, wishes, session.actor());
  const { out } = session.caller;
  if (json) writeJson(out, { set, unchanged });
  else {
    const same = unchanged > 0 ? `, ${unchanged} unchanged` : '';
    out.write(`The way of ${counted(set, 'account')} set${same}.\n`);
  }
  return 0;
}

const columns = [
  { title: 'account' },
  { title: 'way' },
  { title: 'to' },
  { title: 'formats' },
  { title: 'since' },
  { title: 'set' },
  { title: 'by' },
] as const;

export async function listRoutes(session: Session, { json }: Json): Promise<ExitCode> {
  const { listRoutes: list } = await import('../../../../sending/index.ts');
  const routes = await session.database.transaction('writer', (tx) => list(tx), { readOnly: true });
  const { out } = session.caller;
  const told = routes.map((it) => ({
    ...it,
    to: it.way === 'mail' ? (it.address?.text ?? '(erased)') : it.target,
  }));
  if (json) {
    const listing = told.map((it) => ({
      account: it.account,
      bill_to: it.billTo,
      way: it.way,
      to: it.to || null,
      formats: it.formats,
      since: it.since,
      set_at: it.recordedAt,
      set_by: it.recordedBy,
    }));
    writeJson(out, listing);
  } else if (told.length === 0) out.write('No account has a way of delivery.\n');
  else {
    const rows = told.map((it) => [
      shortText(it.account),
      it.way,
      shortText(it.to),
      it.formats.join(','),
      it.since,
      shownInstant(it.recordedAt),
      it.recordedBy,
    ]);
    out.write(tableText(columns, rows, { width: lineWidth(out) }));
  }
  return 0;
}
