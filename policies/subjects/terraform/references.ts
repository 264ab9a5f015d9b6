import type { Fields, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, setField } from '../fields.ts';
import { isOwnReference } from '../leaves/references.ts';
import { literalOf } from './expression.ts';

const INTERPOLATION = /(\$*)\$\{([^{}"]*(?:"[^"]*"[^{}"]*)*)\}/g;
const PATH = /^\s*[A-Za-z_][\w-]*(?:\s*(?:\.[\w-]+|\[(?:\d+|"[^"\]]*")\]))+\s*$/;
/** Functions whose result can be read from their argument. */
const FUNCTION =
  /^\$\{\s*(?:(?:jsonencode|yamlencode|base64decode|cidrsubnet|concat|format|join|lower|merge|replace|strrev|upper|to(?:set|list|map|string)|(?:non)?sensitive)\s*\(|[[{]\s*for\s)/;
const STEP = /[A-Za-z_][\w-]*|\d+|"[^"\]]*"/g;
/** A longer expression is not looked into. */
const LONGEST_EXPRESSION = 500;
/** A network of the configuration's own, by RFC 1918: what is cut out of it stays in it. */
const PRIVATE_NETWORK = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.)[\d.]+\/\d+$/;
/** A local may refer to a local; a circle of them is Terraform's error, not ours to wait for. */
const MAX_HOPS = 8;

/**
 * Replaces references by the literals that they lead to in the same configuration: attributes of its resources and its
 * locals. Variables, data sources and modules stay as they are written: their value stands elsewhere, and a variable's
 * default can be overridden.
 */
export class References {
  private readonly root: Fields;
  private readonly known = new Map<object, Value>();

  constructor(root: Fields) {
    this.root = root;
  }

  /** The value with every reference replaced that leads to a literal; the very same object when there is none. */
  resolved(value: Value): Value {
    return this.within(value, 0);
  }

  private within(value: Value, hops: number): Value {
    if (typeof value === 'string') return value.includes('${') ? this.text(value, hops) : value;
    if (!isFields(value) && !isList(value)) return value;
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const result = isList(value) ? this.items(value, hops) : this.fields(value, hops);
    this.known.set(value, result);
    return result;
  }

  private items(items: readonly Value[], hops: number): Value {
    const result = items.map((item) => this.within(item, hops));
    return result.every((item, i) => item === items[i]) ? items : result;
  }

  private fields(fields: Fields, hops: number): Value {
    const result: Record<string, Value> = {};
    let changed = false;
    for (const [key, value] of Object.entries(fields)) {
      const resolved = this.within(value, hops);
      changed ||= resolved !== value;
      setField(result, key, resolved);
    }
    return changed ? result : fields;
  }

  private text(text: string, hops: number): Value {
    const whole = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
    const target = whole === undefined ? undefined : this.target(whole, hops);
    if (target !== undefined) return target;
    const literal =
      FUNCTION.test(text) && text.endsWith('}')
        ? literalOf(text.slice(2, -1), (value) => this.within(value, hops + 1))
        : undefined;
    if (literal !== undefined)
      return typeof literal === 'string' ? this.inside(literal, hops) : this.within(literal, hops);
    return this.ownExpression(text) ?? (whole === undefined ? this.inside(text, hops) : text);
  }

  /**
   * `local.zones[count.index]`, where the local is cut out of what a data source says of the configuration's own region:
   * the expression with its locals written out, when it is made of nothing but own things then.
   */
  private ownExpression(text: string): string | undefined {
    if (!/^\$\{[^"]*\blocal\.[\s\S]*\}$/.test(text) || text.length > LONGEST_EXPRESSION) return undefined;
    let open = false;
    const written = text.replace(/\blocal\.([A-Za-z_][\w-]*)/g, (reference, name: string) => {
      const value = this.local(name);
      if (typeof value !== 'string' || value.length > LONGEST_EXPRESSION) {
        open = true;
        return reference;
      }
      const expression = /^\$\{([^{}]*)\}$/.exec(value)?.[1];
      if (expression !== undefined) return expression;
      if (!PRIVATE_NETWORK.test(value)) open = true;
      return '"network"';
    });
    return !open && isOwnReference(written) ? written : undefined;
  }

  /** A text with references among its words. */
  private inside(text: string, hops: number): string {
    return text.replace(INTERPOLATION, (written: string, dollars: string, expression: string) => {
      const target = dollars === '' ? this.target(expression, hops) : undefined;
      return isScalar(target) ? String(target) : written;
    });
  }

  /** What an expression leads to, when it is a plain path to something that stands in this configuration. */
  private target(expression: string, hops: number): Value | undefined {
    if (!PATH.test(expression) || hops >= MAX_HOPS) return undefined;
    const steps = (expression.match(STEP) ?? []).map((step) => step.replaceAll('"', ''));
    const [type = '', name = '', ...rest] = steps;
    const start = type === 'local' ? this.local(name) : this.resource(type, name);
    const found = start === undefined ? undefined : this.within(follow(start, rest) ?? null, hops + 1);
    return found === null || (typeof found === 'string' && found.includes('${')) ? undefined : found;
  }

  private local(name: string): Value | undefined {
    const locals = isList(this.root.locals) ? this.root.locals : [this.root.locals ?? null];
    for (const block of locals) if (isFields(block) && Object.hasOwn(block, name)) return block[name];
    return undefined;
  }

  /** A resource that stands once; one with `count` or `for_each` stands as often as only Terraform can tell. */
  private resource(type: string, name: string): Value | undefined {
    const written = fieldsAt(fieldsAt(this.root, 'resource'), type)?.[name];
    const body = isList(written) ? written[0] : written;
    return isFields(body) && body.count === undefined && body.for_each === undefined ? body : undefined;
  }
}

/** A block of which there is one may be written without the list that expressions see. */
function follow(start: Value, steps: readonly string[]): Value | undefined {
  let value: Value | undefined = start;
  for (const step of steps) {
    if (isList(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    else if (!isFields(value)) return undefined;
    else if (Object.hasOwn(value, step)) value = value[step];
    else if (step !== '0') return undefined;
  }
  return value;
}

function isScalar(value: Value | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
