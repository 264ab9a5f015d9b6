/** The zones of a provider's regions by letter or number; `others` holds for every region that `of` does not name. */
export interface ZoneNames {
  readonly others: readonly string[];
  readonly of: Readonly<Record<string, readonly string[]>>;
}

/** The region, when it has such a zone: a zone that nobody runs is in no country. */
export function regionWithZone(zones: ZoneNames, region: string | undefined, zone = ''): string | undefined {
  if (region === undefined) return undefined;
  const names = Object.hasOwn(zones.of, region) ? zones.of[region] : zones.others;
  return names?.includes(zone) ? region : undefined;
}

/** `abc` → `a`, `b`, `c` */
export function letters(all: string): readonly string[] {
  return [...all];
}

/** `1` to `last`, written with at least `width` digits. */
export function numbers(last: number, width = 1): readonly string[] {
  return Array.from({ length: last }, (_, index) => String(index + 1).padStart(width, '0'));
}
