/** What {@link removalWaves} looks at. */
export interface Layered {
  readonly layer: string;
  /** Layers that must be there before this one. */
  readonly dependencies: readonly string[];
}

/**
 * Groups layers so that each group may be removed at once: nothing that is still there depends on it. What everything rests
 * on comes last, by itself. Layers that depend on each other in a circle come one by one, the last one first.
 */
export function removalWaves<T extends Layered>(layers: readonly T[]): readonly (readonly T[])[] {
  const waves: (readonly T[])[] = [];
  for (let left = layers; left.length > 0; ) {
    const needed = new Set(left.flatMap(({ layer, dependencies }) => dependencies.filter((name) => name !== layer)));
    const free = left.filter(({ layer }) => !needed.has(layer));
    const wave = free.length > 0 ? free.toReversed() : left.slice(-1);
    waves.push(wave);
    left = left.filter((one) => !wave.includes(one));
  }
  return waves;
}
