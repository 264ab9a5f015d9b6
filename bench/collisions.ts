const PRIME = 0x01000193;
const START = 0x811c9dc5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz012345';

/**
 * Distinct texts of one length and one FNV-1a hash of 32 bits, the one that the JSON reader's table uses: from each state
 * two blocks of letters are sought that lead to the same next state, so that n blocks give 2^n texts (Joux, 2004).
 */
export function collisions(count: number): readonly string[] {
  let texts: readonly string[] = [''];
  let state = START | 0;
  while (texts.length < count) {
    const [one, other, next] = pairFrom(state);
    texts = texts.flatMap((text) => [text + one, text + other]);
    state = next;
  }
  return texts.slice(0, count);
}

/** Two blocks that lead from one state to the same next one. A birthday finds them among some ten thousand. */
function pairFrom(state: number): readonly [one: string, other: string, next: number] {
  const seen = new Map<number, string>();
  for (let number = 0; ; number++) {
    const block = blockOf(number);
    let hash = state;
    for (let i = 0; i < block.length; i++) hash = Math.imul(hash ^ block.charCodeAt(i), PRIME);
    const before = seen.get(hash);
    if (before !== undefined) return [before, block, hash];
    seen.set(hash, block);
  }
}

function blockOf(number: number): string {
  return [25, 20, 15, 10, 5, 0].map((shift) => LETTERS[(number >>> shift) & 31] ?? 'a').join('');
}
