import type { Path, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, valueAt } from '../fields.ts';
import type { RecordShape, Records } from '../json/records.ts';

/** The way to the planned values of a change. */
const AFTER = ['change', 'after'];

/** Whether planned values say what the changes say, without either being read as a whole. */
export class Twins {
  private readonly pairs = new Map<RecordShape, Map<RecordShape, Pair | undefined>>();

  /** Whether a record of planned values repeats the planned values of a change. */
  areAlike(planned: Records, index: number, changes: Records, change: number): boolean {
    const [first, second] = [planned.variant(index).shape, changes.variant(change).shape];
    const pairs = this.pairs.get(first) ?? new Map<RecordShape, Pair | undefined>();
    this.pairs.set(first, pairs);
    if (!pairs.has(second)) pairs.set(second, pairOf(first, second));
    const pair = pairs.get(second);
    return pair !== undefined && repeats(pair, planned, index, changes, change);
  }
}

/** Scalars of two shapes that stand at the same paths, by where the first of them are. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly count: number;
  /** Which of them are not the same in the shapes themselves. */
  readonly differing: readonly number[];
}

function pairOf(planned: RecordShape, change: RecordShape): Pair | undefined {
  const own = scalarsBelow(planned, ['values']);
  const others = scalarsBelow(change, AFTER);
  if (own.paths.length !== others.paths.length || own.paths.length === 0) return undefined;
  const isSame = own.paths.every(
    (path, i) => path.length === others.paths[i]?.length && samePath(path, others.paths[i]),
  );
  const values = isFields(planned.value) ? planned.value.values : undefined;
  const after = isFields(change.value) ? fieldsAt(change.value, 'change')?.after : undefined;
  if (!isSame || !isFields(values) || !isFields(after) || !haveOneForm(values, after)) return undefined;
  const differing = own.values.flatMap((value, i) => (value === others.values[i] ? [] : [i]));
  return { first: own.first, second: others.first, count: own.values.length, differing };
}

function samePath(path: Path, other: Path = []): boolean {
  return path.every((step, i) => step === other[i]);
}

function scalarsBelow(shape: RecordShape, way: Path) {
  const isBelow = (path: Path) => path.length > way.length && way.every((step, i) => path[i] === step);
  const first = Math.max(shape.paths.findIndex(isBelow), 0);
  const all = shape.paths.filter(isBelow);
  const values = all.map((path) => valueAt(shape.value, path));
  return { first, paths: all.map((path) => path.slice(way.length)), values };
}

/** The same members in the same order, whatever the scalars are. */
function haveOneForm(a: Value, b: Value): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => haveOneForm(item, b[i] ?? null));
  if (!isFields(a)) return !isList(b) && !isFields(b);
  if (!isFields(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every((key, i) => key === others[i] && haveOneForm(a[key] ?? null, b[key] ?? null))
  );
}

function repeats(pair: Pair, planned: Records, index: number, changes: Records, change: number): boolean {
  const { first, second, count } = pair;
  const isSame = (i: number) => i < 0 || i >= count || planned.isSame(index, first + i, changes, change, second + i);
  return (
    pair.differing.every(isSame) &&
    planned.variant(index).scalars.every((scalar) => isSame(scalar - first)) &&
    changes.variant(change).scalars.every((scalar) => isSame(scalar - second))
  );
}
