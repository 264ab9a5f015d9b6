import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList, setField } from '../fields.ts';

/** More instances than this stay one block with its references open. */
const MOST = 200;
const WHOLE = /^\$\{\s*each\.(key|value)((?:\.[\w-]+|\["[^"\]]*"\])*)\s*\}$/;
const INSIDE = /\$\{\s*each\.(key|value)((?:\.[\w-]+|\["[^"\]]*"\])*)\s*\}/g;

/** One instance of a block with `for_each`. */
export interface Instance {
  /** What stands behind the block's address: `["fsn1"]`, or nothing for a block that stands once. */
  readonly suffix: string;
  readonly body: Fields;
}

/**
 * The instances of a block whose `for_each` is a map or a set that can be read here, each with `each.key` and
 * `each.value` filled in. Any other block is given back as it is.
 */
export function instancesOf(body: Fields, resolved: (value: Value) => Value): readonly Instance[] {
  const each = body.for_each === undefined ? undefined : entriesOf(resolved(body.for_each));
  if (each === undefined || each.length === 0 || each.length > MOST) return [{ suffix: '', body }];
  return each.map(([key, value]) => {
    const filled = within(body, key, value);
    return { suffix: `["${key}"]`, body: isFields(filled) ? filled : body };
  });
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (isFields(value)) return Object.entries(value);
  if (!isList(value) || value.some((item) => typeof item !== 'string' || item.includes('${'))) return undefined;
  return value.map((item) => [String(item), item]);
}

function within(value: Value, key: string, each: Value): Value {
  if (typeof value === 'string') return value.includes('each.') ? text(value, key, each) : value;
  if (isList(value)) return value.map((item) => within(item, key, each));
  if (!isFields(value)) return value;
  const result: Record<string, Value> = {};
  for (const [name, inner] of Object.entries(value)) setField(result, name, within(inner, key, each));
  return result;
}

function text(written: string, key: string, each: Value): Value {
  const [, part, steps = ''] = WHOLE.exec(written) ?? [];
  if (part !== undefined) return (part === 'key' ? key : follow(each, steps)) ?? written;
  return written.replace(INSIDE, (whole, name: string, inner: string) => {
    const found = name === 'key' ? key : follow(each, inner);
    return typeof found === 'string' || typeof found === 'number' ? String(found) : whole;
  });
}

function follow(start: Value, steps: string): Value | undefined {
  let value: Value | undefined = start;
  for (const step of steps.match(/[\w-]+/g) ?? []) {
    if (!isFields(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}
