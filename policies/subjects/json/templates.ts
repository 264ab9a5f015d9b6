/**
 * An object or list that was read before, with the place of each of its values. Text that looks like it is read by
 * comparing bytes with it: only the values that differ are read again.
 */
export interface Template {
  readonly opening: number;
  readonly start: number;
  readonly end: number;
  readonly id: number;
  /** The sum that its members' hashes make. */
  readonly hash: number;
  /** How many levels nest in it, itself included. */
  readonly height: number;
  /** For an object, pairs of key and value; for a list, values. Keys have a number but no place. */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly inner: readonly (Template | undefined)[];
}

/** Longer texts are not worth a template: one difference early on would compare all the rest in vain. */
export const LONGEST_TEMPLATE = 1 << 16;
const KEPT = 8;
const COMPARED = 256;

/** The templates that were seen last in each place of a document's structure. */
export class Templates {
  private readonly byContext = new Map<number, { readonly kept: Template[]; next: number }>();

  /** The template that shares the longest beginning with the text at `start`. */
  closest(
    context: number,
    start: number,
    mismatch: (from: number, to: number, shift: number) => number,
  ): Template | undefined {
    let best: Template | undefined;
    let longest = 4;
    for (const template of this.byContext.get(context)?.kept ?? NONE) {
      const limit = Math.min(template.end, template.start + COMPARED);
      const shared = mismatch(template.start, limit, start - template.start) - template.start;
      if (shared <= longest) continue;
      best = template;
      longest = shared;
    }
    return best;
  }

  keep(context: number, template: Template): void {
    const place = this.byContext.get(context) ?? { kept: [], next: 0 };
    this.byContext.set(context, place);
    if (place.kept.length < KEPT) place.kept.push(template);
    else place.kept[place.next++ % KEPT] = template;
  }
}

const NONE: readonly Template[] = [];
