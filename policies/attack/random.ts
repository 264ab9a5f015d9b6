/** Chances that repeat: the same seed gives the same choices on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  readonly whole: (below: number) => number;
  /** One of the items. Throws when there is none: whoever asks has looked before. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** True in `share` of the cases: 0.25 is one in four. */
  readonly chance: (share: number) => boolean;
  /** Lower-case letters, the first one of them. */
  readonly word: (length: number) => string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The chances of one mutant of a run: those of its neighbours do not depend on how many it used. */
export function randomOf(seed: number, index = 0): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  // Mulberry32: small, well spread, and the same in every JavaScript engine.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    pick: <T>(items: readonly T[]) => picked(items, whole(items.length)),
    chance: (share) => next() < share,
    word: (length) => Array.from({ length }, () => LETTERS[whole(LETTERS.length)]).join(''),
  };
}

function picked<T>(items: readonly T[], index: number): T {
  if (index >= items.length) throw new Error('there is nothing to pick from');
  return items[index] as T;
}
