import { byCodeUnit } from '../engine/order.ts';
/**
 * A set of formatted paths (`spec.containers[0].image`, or addresses such as `module.a["b"].c`) that can be asked which of
 * them lie on the way to another, or behind it. Each answer is a binary search: a hostile input has a path for each value.
 */
export class Paths {
  private readonly sorted: readonly string[];
  /** Those that lie within no other one. */
  private readonly roots: readonly string[];

  constructor(paths: Iterable<string>) {
    this.sorted = [...new Set(paths)].map(ordered).sort(byCodeUnit);
    const roots: string[] = [];
    for (const path of this.sorted) {
      const last = roots.at(-1);
      if (last === undefined || !isWithin(path, last)) roots.push(path);
    }
    this.roots = roots;
  }

  /** Whether one of the paths is this one, or leads into it. */
  hasWithin(path: string): boolean {
    const wanted = ordered(path);
    const next = this.sorted[position(this.sorted, wanted)];
    return next !== undefined && isWithin(next, wanted);
  }

  /** Whether one of the paths is this one, leads into it, or holds it. */
  touches(path: string): boolean {
    if (this.hasWithin(path)) return true;
    const wanted = ordered(path);
    const before = this.roots[position(this.roots, wanted) - 1];
    return before !== undefined && isWithin(wanted, before);
  }
}

/** The least character in place of what divides steps: what lies within a path follows it at once when paths are sorted. */
function ordered(path: string): string {
  return path.replace(/[.[]/g, '\0');
}

function isWithin(inner: string, outer: string): boolean {
  return outer === '' || (inner.startsWith(outer) && (inner.length === outer.length || inner[outer.length] === '\0'));
}

/** Where a path stands in a sorted list, or would stand. */
function position(sorted: readonly string[], path: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? '') < path) from = middle + 1;
    else to = middle;
  }
  return from;
}
