/**
 * Gathers records that tell of one call into one price (R12): those that come together, and those that
 * come later, in the next chunk, another file or another order. A late part takes back what its call
 * came to and all parts are shared anew, so that the totals do not know in which order records came.
 */
import type { Tx } from '../../../db/index.ts';
import { invariant } from '../../../kernel/index.ts';
import type { Caller, Directory } from '../../mediation/directory.ts';
import type { StoredCall } from '../../mediation/mediate.ts';
import type { LocalPlace } from '../../record/call-time.ts';
import type { CallWriter } from '../../recording/call-writer.ts';
import { refusal } from '../../recording/refusals.ts';
import type { Corrector } from '../corrector.ts';
import { findPartKeys, insertParts, listResellersOf, type PartKey } from '../part-store.ts';
import {
  type CallKey,
  type CallShare,
  type Correction,
  type StandingCall,
  sameShare,
} from '../standing.ts';
import { findStanding } from '../store.ts';
import { insertShared, type SharedCall } from '../writing-store.ts';
import { callsOf, type Part, sharesOf } from './share.ts';

export interface Gatherer {
  /** Takes a priced call whose record names the call that it is a part of. */
  add(call: StoredCall, line: number, of?: CallKey): void;
  /** Takes a part out of its call again. */
  remove(part: StandingCall): void;
  /** Shares the parts taken so far among their calls and stores them. */
  flush(): Promise<void>;
}

/** A part that came in, or one that is stored. */
interface NewPart extends Part {
  readonly call: StoredCall;
  readonly line: number;
  readonly of: CallKey | undefined;
}
interface OldPart extends Part {
  readonly standing: StandingCall;
}
type AnyPart = NewPart | OldPart;

const partOf = ({ recordId, to, startedAt, seconds, answeredAt, outerLeg }: Part): Part => ({
  recordId,
  to,
  startedAt,
  seconds,
  answeredAt,
  outerLeg,
});

/** What is known of one call id of a customer. */
interface Group {
  readonly source: string;
  readonly callId: string;
  readonly customerId: string;
  readonly parts: AnyPart[];
  /** Rows that are taken out of the call, by their name. */
  readonly removed: Map<string, StandingCall>;
}

const groupName = (source: string, callId: string, customerId: string) =>
  `${source}\0${callId}\0${customerId}`;
const rowName = ({ batchId, line }: CallKey) => `${batchId} ${line}`;

/** What the gatherer works with; it writes under the batch of both writer and corrector. */
export interface GathererWork {
  readonly batchId: bigint;
  readonly directory: Directory;
  readonly placeOf: (ms: number) => LocalPlace;
  readonly writer: CallWriter;
  readonly corrector: Corrector;
}

export function gatherer(tx: Tx, work: GathererWork): Gatherer {
  const resellersOf = knownResellers(tx);
  let groups = new Map<string, Group>();

  const groupOf = (source: string, callId: string, customerId: string): Group => {
    const name = groupName(source, callId, customerId);
    const known = groups.get(name);
    if (known) return known;
    const group = { source, callId, customerId, parts: [], removed: new Map() };
    groups.set(name, group);
    return group;
  };
  const add = (call: StoredCall, line: number, of?: CallKey) => {
    const { source, callId } = call.record;
    const part = { ...partOf(call.record), call, line, of };
    groupOf(source, callId, call.totals.customerId).parts.push(part);
  };
  const remove = (part: StandingCall) => {
    groupOf(part.source, part.callId, part.customerId).removed.set(rowName(part), part);
  };
  const flush = async () => {
    if (groups.size === 0) return;
    const taken = [...groups.values()];
    groups = new Map();
    await addStored(tx, taken, await resellersOf(taken), work);
    const result = sharedOut(taken, work);
    if (result.shared.length > 0 || result.corrections.length > 0) await work.writer.readable();
    await insertShared(tx, work.batchId, result.shared);
    for (const { call, share } of result.shared) {
      const { customerId } = call.totals;
      const { employeeId, outcome, record } = call;
      const { seconds } = record;
      work.corrector.changes.count({ customerId, employeeId, outcome, seconds }, share, 1);
    }
    await insertParts(tx, result.parts);
    await work.corrector.correct(result.corrections);
  };
  return { add, remove, flush };
}

type ResellersOf = (customerId: string) => ReadonlySet<string>;

/** Asks once for each customer: homes do not change while a batch holds what it was told of them. */
function knownResellers(tx: Tx): (groups: readonly Group[]) => Promise<ResellersOf> {
  const known = new Map<string, ReadonlySet<string>>();
  return async (groups) => {
    const asked = new Set(groups.map(({ customerId }) => customerId));
    for (const customerId of known.keys()) asked.delete(customerId);
    for (const [customerId, resellers] of await listResellersOf(tx, [...asked])) {
      known.set(customerId, resellers);
    }
    return (customerId) => known.get(customerId) ?? new Set();
  };
}

/** Adds the parts that came before, and still stand, whichever reseller they were filed under. */
async function addStored(
  tx: Tx,
  groups: readonly Group[],
  resellersOf: ResellersOf,
  { writer }: GathererWork,
): Promise<void> {
  const questions = groups.flatMap(({ source, callId, customerId }) =>
    [...resellersOf(customerId)].map((resellerId) => ({ resellerId, source, callId, customerId })),
  );
  const keys = await findPartKeys(tx, questions);
  if (keys.length > 0) await writer.readable();
  const byName = new Map(
    groups.map((group) => [groupName(group.source, group.callId, group.customerId), group]),
  );
  for (const standing of await findStanding(tx, keys)) {
    const { source, callId, customerId } = standing;
    const group = byName.get(groupName(source, callId, customerId));
    group?.parts.push({ ...partOf(standing), standing });
  }
  for (const { parts, removed } of groups) {
    const found = parts.filter((part) => isGone(part, removed)).length;
    invariant(found === removed.size, 'a call that is taken back is no part of its call');
  }
}

const isGone = (part: AnyPart, removed: Group['removed']): boolean =>
  'standing' in part && removed.has(rowName(part.standing));

function callerOf(directory: Directory, customerId: string): Caller {
  const caller = directory.find(customerId);
  invariant(caller, `a call of customer ${customerId} was rated, and the customer is unknown`);
  return caller;
}

interface SharedOut {
  /** Records of this batch that are one of several parts. */
  readonly shared: SharedCall[];
  readonly parts: PartKey[];
  readonly corrections: Correction[];
}

/** Decides what each part counts for. Calls by themselves go to the writer like any other. */
function sharedOut(groups: readonly Group[], work: GathererWork): SharedOut {
  const result: SharedOut = { shared: [], parts: [], corrections: [] };
  for (const group of groups) {
    const [first] = group.parts;
    if (first && group.parts.length === 1 && 'call' in first && !first.of) {
      // Nearly every record of most sources: a call in one part, which mediation has priced already.
      place(first, ownShare(first.call), group, work, result);
      continue;
    }
    const caller = callerOf(work.directory, group.customerId);
    for (const all of callsOf(group.parts)) {
      const gone = (part: AnyPart) => isGone(part, group.removed);
      if (!all.some((part) => 'call' in part || gone(part))) continue;
      for (const call of callsOf(all.filter((part) => !gone(part)))) {
        const shares = sharesOf(call, caller, work.placeOf);
        // Each part had a row when it was rated; what is left of a call may have none any more.
        if (shares.size < call.length) throw unratedRest(group);
        for (const [part, share] of shares) place(part, share, group, work, result);
      }
      for (const part of all) {
        if ('standing' in part && gone(part)) {
          result.corrections.push({ was: part.standing, now: undefined });
        }
      }
    }
  }
  return result;
}

const unratedRest = ({ callId, customerId }: Group) =>
  refusal('call-unrated', { callId, customerId });

/** What a call in one part counts for. */
const ownShare = ({ totals, price }: StoredCall): CallShare => ({
  resellerId: totals.resellerId,
  serviceMonth: totals.month,
  calls: 1,
  gatheredSeconds: undefined,
  repeatedSeconds: 0,
  price,
});

function place(
  part: AnyPart,
  share: CallShare,
  { source, callId, customerId }: Group,
  { batchId, writer }: GathererWork,
  { shared, parts, corrections }: SharedOut,
): void {
  if ('standing' in part) {
    if (!sameShare(part.standing, share)) corrections.push({ was: part.standing, now: share });
    return;
  }
  const { call, line, of } = part;
  const byItself = share.calls === 1 && share.gatheredSeconds === undefined && !of;
  if (byItself) writer.write(call, line);
  else shared.push({ call, line, share, of });
  const { resellerId, serviceMonth } = share;
  parts.push({ resellerId, customerId, serviceMonth, batchId, line, source, callId });
}
