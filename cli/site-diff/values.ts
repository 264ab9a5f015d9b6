import { type DocumentPath, formatPath, type Position } from '../../constructs/core/document/position.ts';
import type { Site } from '../../constructs/core/site/site.ts';

/** One value that two site files say differently. `undefined` is what a file does not say. */
export interface ValueChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Where to look: in the second file, or in the first for what the second no longer says. */
  readonly at: Position;
}

/** What two sites say differently, in the order of the second. A part that only one has is one change. */
export function valueChanges(before: Site, after: Site): readonly ValueChange[] {
  const { source: from, ...old } = before;
  const { source: to, ...now } = after;
  const changes = differences(old, now);
  return changes.map(({ path, ...values }) => ({
    path: formatPath(path),
    ...values,
    at: (values.after === undefined ? from : to).positionOf(path),
  }));
}

/** One value that differs between two plain documents. */
export interface Difference extends Pick<ValueChange, 'before' | 'after'> {
  readonly path: DocumentPath;
}

/** What two plain documents say differently; a part that only one of them has is one difference. */
export function differences(before: unknown, after: unknown, path: DocumentPath = []): readonly Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isPart(before) || !isPart(after)) return [{ path, before: words(before), after: words(after) }];
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const whole = Array.isArray(after);
  return keys.flatMap((key) => differences(before[key], after[key], [...path, whole ? Number(key) : key]));
}

function isPart(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function words(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
