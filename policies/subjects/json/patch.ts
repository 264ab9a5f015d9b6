import type { Path, Value } from '../../engine/types.ts';
import { setField } from '../fields.ts';

/** A container on the way to a value that is put in: what to replace in it, by a value's number or further down. */
interface Place {
  readonly steps: (string | number)[];
  readonly inner: (Place | number)[];
}

/** Copies of a value with other scalars at some paths. What lies beside those paths is shared with the value. */
export class Patch {
  private readonly root: Place = { steps: [], inner: [] };

  /** @param paths of scalars that are there, each with the number of the value that goes there */
  constructor(paths: readonly (readonly [path: Path, number: number])[]) {
    for (const [path, number] of paths) this.add(path, number);
  }

  /** The value with `values[number]` at each path. */
  apply(value: Value, values: readonly Value[]): Value {
    return this.root.steps.length === 0 ? value : copied(value, this.root, values);
  }

  private add(path: Path, number: number): void {
    let place = this.root;
    for (const [i, step] of path.entries()) {
      const at = place.steps.indexOf(step);
      if (at >= 0) {
        place = place.inner[at] as Place;
        continue;
      }
      const inner: Place | number = i === path.length - 1 ? number : { steps: [], inner: [] };
      place.steps.push(step);
      place.inner.push(inner);
      if (typeof inner === 'object') place = inner;
    }
  }
}

function copied(value: Value, { steps, inner }: Place, values: readonly Value[]): Value {
  const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Record<string | number, Value>;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as string | number;
    const next = inner[i] as Place | number;
    const put = typeof next === 'number' ? values[next] : copied(copy[step] as Value, next, values);
    if (step === '__proto__') setField(copy as Record<string, Value>, step, put as Value);
    else copy[step] = put as Value;
  }
  return copy as unknown as Value;
}
