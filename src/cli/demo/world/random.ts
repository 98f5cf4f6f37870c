/**
 * A small generator of pseudo-random numbers (the sfc32 recurrence), so that a seed gives the same
 * world on every machine. Each purpose draws from a stream of its own, named by a label: a change
 * to one part of the world leaves the others as they were. It never asks the clock or the system.
 */
import { invariant } from '../../../kernel/index.ts';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [0, below). */
  int(below: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks the value of one pair, as often as the pair's weight says. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** Standard normal deviate (Box and Muller). */
  normal(): number;
  /** That many random digits, the first of them possibly 0. */
  digits(count: number): string;
}

/** 32 well-mixed bits from a text (FNV-1a with a final avalanche). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

function source(seed: number, label: string): () => number {
  let a = hash(`a ${seed} ${label}`);
  let b = hash(`b ${seed} ${label}`);
  let c = hash(`c ${seed} ${label}`);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

/** The stream of a seed and a label; two labels give independent streams. */
export function makeRandom(seed: number, label: string): Random {
  const next = source(seed, label);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      invariant(list.length > 0, 'a pick from an empty list');
      return list[int(list.length)] as (typeof list)[number];
    },
    weighted(list) {
      const total = list.reduce((sum, [, weight]) => sum + weight, 0);
      let rest = next() * total;
      for (const [value, weight] of list) {
        rest -= weight;
        if (rest < 0) return value;
      }
      const last = list.at(-1);
      invariant(last, 'a weighted pick from an empty list');
      return last[0];
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    digits: (count) => String(int(10 ** count)).padStart(count, '0'),
  };
}
