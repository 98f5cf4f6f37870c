/**
 * Finds the tariff of a number: a trie over decimal digits in typed arrays, built once per deck and
 * walked once per call without allocating (R15). A prefix that is not valid on the day of the call
 * is passed over, so a shorter one that is valid still wins. Knows nothing of what a tariff costs.
 */
import { invariant } from '../kernel/index.ts';
import { type Deck, episodesOf, rowsByPrefix } from './deck.ts';
import { type Tariff, tariffOf } from './tariff.ts';

/** A deck made ready for rating. Node 0 is the root; node n has its children at 10n … 10n + 9. */
export interface PrefixTable {
  readonly plan: string;
  readonly version: number | string;
  readonly tariffs: readonly Tariff[];
  /** Child node per digit; 0 where there is none, since nothing leads back to the root. */
  readonly children: Int32Array;
  /** The episodes of node n are firstEpisode[n] up to but not including firstEpisode[n + 1]. */
  readonly firstEpisode: Int32Array;
  /** Per episode: its days [fromDay, toDay). Its tariff has the episode's own number. */
  readonly fromDay: Int32Array;
  readonly toDay: Int32Array;
}

/** Builds the table of a deck that `checkDeck` accepts. */
export function buildPrefixTable(deck: Deck): PrefixTable {
  const groups = rowsByPrefix(deck.rows);
  const prefixes = [...groups.keys()].sort();
  const { children, nodeOf, nodes } = plantTrie(prefixes);
  const prefixAt = new Map(prefixes.map((prefix) => [nodeOf.get(prefix) ?? 0, prefix]));
  const tariffs: Tariff[] = [];
  const days: [number, number][] = [];
  const firstEpisode = new Int32Array(nodes + 1);
  for (let node = 0; node < nodes; node++) {
    firstEpisode[node] = tariffs.length;
    for (const episode of episodesOf(groups.get(prefixAt.get(node) ?? '') ?? [])) {
      tariffs.push(tariffOf(episode));
      days.push([episode.fromDay, episode.toDay]);
    }
  }
  firstEpisode[nodes] = tariffs.length;
  return {
    plan: deck.plan,
    version: deck.version,
    tariffs,
    children,
    firstEpisode,
    fromDay: Int32Array.from(days, ([from]) => from),
    toDay: Int32Array.from(days, ([, to]) => to),
  };
}

function plantTrie(prefixes: readonly string[]) {
  const digits = prefixes.reduce((sum, prefix) => sum + prefix.length, 0);
  const grown = new Int32Array((digits + 1) * 10);
  const nodeOf = new Map<string, number>();
  let nodes = 1;
  for (const prefix of prefixes) {
    let node = 0;
    for (const digit of prefix) {
      const slot = node * 10 + Number(digit);
      if (grown[slot] === 0) grown[slot] = nodes++;
      node = grown[slot] ?? 0;
    }
    invariant(node > 0, 'a deck with an empty prefix got past its check');
    nodeOf.set(prefix, node);
  }
  return { children: grown.slice(0, nodes * 10), nodeOf, nodes };
}

/**
 * Index in `table.tariffs` of the longest prefix of `digits` (E.164, digits only) that is valid on
 * the local day, or -1 (R15).
 */
export function findTariff(table: PrefixTable, digits: string, day: number): number {
  const { children } = table;
  let found = -1;
  let node = 0;
  for (let index = 0; index < digits.length; index++) {
    node = children[node * 10 + digits.charCodeAt(index) - 48] as number;
    if (node === 0 || node === undefined) break;
    const tariff = tariffOn(table, node, day);
    if (tariff >= 0) found = tariff;
  }
  return found;
}

/** As {@link findTariff}, but only a prefix that equals `digits` counts. */
export function findExactTariff(table: PrefixTable, digits: string, day: number): number {
  let node = 0;
  for (let index = 0; index < digits.length; index++) {
    node = table.children[node * 10 + digits.charCodeAt(index) - 48] ?? 0;
    if (node === 0) return -1;
  }
  return tariffOn(table, node, day);
}

/**
 * The tariff of a dialled short code: the row whose prefix is exactly 45 + code, or -1 (R14). A
 * Danish short code begins with 1; the rows of number blocks, such as 45342, look just like those
 * of a code 342, which is nothing but somebody's extension.
 */
export function findShortCode(table: PrefixTable, code: string, day: number): number {
  return code.startsWith('1') ? findExactTariff(table, `45${code}`, day) : -1;
}

function tariffOn(table: PrefixTable, node: number, day: number): number {
  const end = table.firstEpisode[node + 1] as number;
  for (let episode = table.firstEpisode[node] as number; episode < end; episode++) {
    if ((table.fromDay[episode] as number) <= day && day < (table.toDay[episode] as number)) {
      return episode;
    }
  }
  return -1;
}
