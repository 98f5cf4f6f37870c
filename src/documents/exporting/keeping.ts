/**
 * A portion of documents rendered: what was kept is read, what is missing is drawn by the crew and
 * kept, and where somebody else was first, theirs is read (R32). Kept bytes that are no longer what
 * their hash says are neither handed out nor enclosed. Order and pace are for others.
 */
import type { Database } from '../../db/index.ts';
import { groupBy, type Instant, invariant } from '../../kernel/index.ts';
import { listLogos } from '../../register/index.ts';
import type { DocumentFormat, Pictures } from '../formats/format.ts';
import { picturesOf } from '../formats/pictures.ts';
import * as store from '../store.ts';
import type { Crew } from './crew.ts';
import { asBuffer, type Drawn, formatOf, ownBytes } from './drawing.ts';
import { enclosedBy, isWorthDrawing, taskOf } from './task.ts';

export interface PortionRequest {
  readonly formats: readonly DocumentFormat[];
  readonly now: Instant;
}

/** One document with all that can be handed out of it. */
export interface RenderedDocument {
  readonly stored: store.DocumentText;
  readonly bytes: ReadonlyMap<string, Buffer>;
  readonly drawn: Pick<Drawn, 'problems' | 'warnings'>;
  /** Kept formats whose bytes are damaged. */
  readonly damaged: readonly string[];
}

/** By document number and name of the format. */
type Renderings = Map<number, Map<string, store.KeptRendering>>;

export async function renderPortion(
  database: Database,
  crew: Crew,
  portion: readonly store.DocumentText[],
  { formats, now }: PortionRequest,
): Promise<RenderedDocument[]> {
  const wanted = formats.map(({ name }) => name);
  const kept = await findKept(database, portion, wanted);
  const lacking = portion.filter(({ number }) =>
    wanted.some((name) => !kept.get(number)?.has(name)),
  );
  const inside = enclosedBy(wanted).filter((name) => !wanted.includes(name));
  const enclosed = await findKept(database, lacking, inside);
  const logos = await findLogos(database, lacking, [...wanted, ...inside]);
  const tasks = portion.map((stored) => {
    const { number, body, resellerId } = stored;
    const all = new Map([...(kept.get(number) ?? []), ...(enclosed.get(number) ?? [])]);
    return taskOf(stored, wanted, all, picturesOf(body, logos.get(resellerId)));
  });
  const answers = await crew.draw(tasks.map(({ task }) => task).filter(isWorthDrawing));
  const drawn = new Map(answers.map((answer) => [answer.number, answer]));
  const latest = await keepFresh(database, portion, answers, now);
  return portion.map((stored, index) => {
    const { number } = stored;
    const own = new Map([...(kept.get(number) ?? []), ...(latest.get(number) ?? [])]);
    return {
      stored,
      bytes: new Map([...own].map(([name, { bytes }]) => [name, bytes])),
      drawn: drawn.get(number) ?? { problems: [], warnings: new Map() },
      damaged: tasks[index]?.damaged ?? [],
    };
  });
}

async function findKept(
  database: Database,
  portion: readonly store.DocumentText[],
  names: readonly string[],
): Promise<Renderings> {
  if (portion.length === 0 || names.length === 0) return new Map();
  const numbers = portion.map(({ number }) => number);
  const rows = await database.transaction('writer', (tx) =>
    store.listRenderings(tx, numbers, names),
  );
  return new Map(
    [...groupBy(rows, ({ number }) => number)].map(([number, own]) => [
      number,
      new Map(own.map((row) => [row.format, row])),
    ]),
  );
}

/** The logos that documents may show, where a format shows any; by reseller. */
async function findLogos(
  database: Database,
  portion: readonly store.DocumentText[],
  names: readonly string[],
): Promise<Map<string, Pictures>> {
  if (portion.length === 0 || !names.some((name) => formatOf(name).pictures)) return new Map();
  const resellerIds = portion.map(({ resellerId }) => resellerId);
  const found = await database.transaction('writer', (tx) => listLogos(tx, resellerIds));
  const own = (logos: Pictures): Pictures =>
    new Map([...logos].map(([sha256, bytes]) => [sha256, asBuffer(ownBytes(bytes))]));
  return new Map([...found].map(([resellerId, logos]) => [resellerId, own(logos)]));
}

/** Keeps what was drawn; what others had kept in the meantime is what counts. */
async function keepFresh(
  database: Database,
  portion: readonly store.DocumentText[],
  answers: readonly Drawn[],
  now: Instant,
): Promise<Renderings> {
  const resellers = new Map(portion.map(({ number, resellerId }) => [number, resellerId]));
  const fresh = answers.flatMap(({ number, fresh: own }) =>
    own.map(({ format, bytes, sha256 }): store.Rendering => {
      const resellerId = resellers.get(number);
      invariant(resellerId !== undefined, `document ${number} was drawn and not asked for`);
      return {
        resellerId,
        number,
        format,
        rendererVersion: formatOf(format).version,
        sha256: asBuffer(sha256),
        bytes: asBuffer(bytes),
        renderedAt: now,
      };
    }),
  );
  if (fresh.length === 0) return new Map();
  return database.transaction('writer', async (tx) => {
    const first = await store.insertRenderings(tx, fresh);
    const isFirst = ({ number, format }: store.Rendering) => first.get(number)?.has(format);
    const late = fresh.filter((rendering) => !isFirst(rendering));
    const others =
      late.length === 0
        ? []
        : await store.listRenderings(
            tx,
            late.map(({ number }) => number),
            [...new Set(late.map(({ format }) => format))],
          );
    const standing = [...fresh.filter(isFirst), ...others];
    return new Map(
      [...groupBy(standing, ({ number }) => number)].map(([number, own]) => [
        number,
        new Map(own.map((row) => [row.format, row])),
      ]),
    );
  });
}
