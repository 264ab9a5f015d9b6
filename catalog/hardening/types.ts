/**
 * Who sees to an item of a hardening guide on a cluster whose files `domicile cluster render` wrote.
 *
 * `here`: by what is written, and by the rules that are named. `distribution`: RKE2 and Talos Linux do it by themselves, by
 * their own documentation; nothing here confirms it. `hospital`: people of the hospital. `none`: does not apply, by a reason.
 */
export type Who = 'here' | 'distribution' | 'hospital' | 'none';

/** Items that are answered alike. */
export interface HardeningRow {
  /** As the guide numbers them: `1.2.16`, `A4`. */
  readonly items: readonly string[];
  /** What they ask, in our own words. */
  readonly asks: string;
  readonly who: Who;
  /** By what, or why not. */
  readonly by: string;
  /** Rules that hold it. */
  readonly rules?: readonly string[];
}

/** One guide, item by item. */
export interface HardeningGuide {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly asOf: string;
  /** How many items each section has: a guide is answered whole, or it is not answered. */
  readonly sections: Readonly<Record<string, number>>;
  readonly rows: readonly HardeningRow[];
}

/** The items of a section from one number to another: `1.1.1`, `1.1.2`, … */
export function items(section: string, from: number, to = from): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${section}${from + index}`);
}
