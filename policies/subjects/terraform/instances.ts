import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList, setField } from '../fields.ts';

/** More instances than this stay one block with its references open. */
const MOST = 200;
/** `${each.key}` and `${each.value.zone}`, of a block or of what a dynamic block calls its element. */
const INSIDE = /\$\{\s*([A-Za-z_][\w-]*)\.(key|value)((?:\.[\w-]+|\["[^"\]]*"\])*)\s*\}/g;
/** Blocks that stand deeper inside of dynamic ones are not made. */
const DEEPEST = 4;

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
  if (each === undefined || each.length === 0 || each.length > MOST)
    return [{ suffix: '', body: withBlocks(body, resolved, 0) }];
  return each.map(([key, value]) => {
    const filled = within(body, 'each', key, value);
    return { suffix: `["${key}"]`, body: withBlocks(isFields(filled) ? filled : body, resolved, 0) };
  });
}

/**
 * The blocks that `dynamic` blocks make, where what they go through can be read here. In others the element is called
 * `each`, so that nobody takes it for a resource.
 */
function withBlocks(body: Fields, resolved: (value: Value) => Value, depth: number): Fields {
  if (body.dynamic === undefined || depth >= DEEPEST) return body;
  const { dynamic, ...made } = body as Record<string, Value>;
  const open: Record<string, Value> = {};
  for (const [name, block] of blocksIn(dynamic)) {
    const element = typeof block.iterator === 'string' ? block.iterator.replace(/^\$\{|\}$/g, '') : name;
    const content = isList(block.content) ? (block.content[0] ?? null) : (block.content ?? null);
    const each = elementsOf(resolved(block.for_each ?? null));
    if (each === undefined || !isFields(content)) {
      setField(open, name, [...listOf(open[name]), within(block, element, unread('key'), unread('value'))]);
      continue;
    }
    const filled = each.map(([key, value]) => within(content, element, key, value));
    const whole = filled.map((inner) => (isFields(inner) ? withBlocks(inner, resolved, depth + 1) : inner));
    setField(made, name, [...listOf(made[name]), ...whole]);
  }
  return Object.keys(open).length === 0 ? made : { ...made, dynamic: open };
}

/** The element of a block that stands as often as only Terraform can tell. */
function unread(part: string): string {
  return `\${each.${part}}`;
}

function blocksIn(value: Value | undefined): readonly (readonly [string, Fields])[] {
  return listOf(value).flatMap((byName) =>
    isFields(byName)
      ? Object.entries(byName).flatMap(([name, blocks]) =>
          listOf(blocks).flatMap((block) => (isFields(block) ? [[name, block] as const] : [])),
        )
      : [],
  );
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (isFields(value)) return Object.entries(value);
  if (!isList(value) || value.some((item) => typeof item !== 'string' || item.includes('${'))) return undefined;
  return value.map((item) => [String(item), item]);
}

/** What a dynamic block goes through: a map, or a list of anything. */
function elementsOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  const all = isList(value) ? value.map((item, i) => [String(i), item] as const) : entriesOf(value);
  return all === undefined || all.length > MOST ? undefined : all;
}

function within(value: Value, element: string, key: string, each: Value): Value {
  if (typeof value === 'string') return value.includes(`${element}.`) ? text(value, element, key, each) : value;
  if (isList(value)) return value.map((item) => within(item, element, key, each));
  if (!isFields(value)) return value;
  const result: Record<string, Value> = {};
  for (const [name, inner] of Object.entries(value)) setField(result, name, within(inner, element, key, each));
  return result;
}

function text(written: string, element: string, key: string, each: Value): Value {
  const found = (name: string, steps: string) => (name === 'key' ? key : follow(each, steps));
  const [whole] = written.matchAll(INSIDE);
  if (whole?.[0] === written && whole[1] === element)
    return found(whole[2] ?? '', whole[3] ?? '') ?? opened(written, element);
  const filled = written.replace(INSIDE, (all, of: string, name: string, steps: string) => {
    const value = of === element ? found(name, steps) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : all;
  });
  return opened(filled, element);
}

/** What an element holds that cannot be read is open, under a name that no resource has. */
function opened(text: string, element: string): string {
  if (element === 'each' || !text.includes(`${element}.`)) return text;
  return text.replace(/\$\{[^{}]*\}/g, (expression) =>
    expression.replace(new RegExp(`(?<![\\w.-])${element}\\.(?=(?:key|value)\\b)`, 'g'), 'each.'),
  );
}

function follow(start: Value, steps: string): Value | undefined {
  let value: Value | undefined = start;
  for (const step of steps.match(/[\w-]+/g) ?? []) {
    if (!isFields(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}
