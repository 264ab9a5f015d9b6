import { type Fields, Unresolved, type Value } from '../../engine/types.ts';
import { isFields, stringAt } from '../fields.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf, typeOfKind } from '../kubernetes/schema.ts';
import { argumentKeys } from './arguments.ts';
import { expanded, literalsOf } from './expansion.ts';
import { isCredentialKey, isNameKey } from './keys.ts';
import { Gathering, inert, NOTHING, type Outcome, outcomeOf } from './outcome.ts';
import { providerWithin } from './provider.ts';
import { type Role, roleOf } from './roles.ts';
import type { Texts } from './texts.ts';

/** What a walk knows about where it is. */
export interface Place {
  readonly key: string | undefined;
  readonly provider: string | undefined;
  readonly role: Role | 'inert';
}

/** Keys whose values name a place of nodes and volumes, also where a label is otherwise only a word. */
const TOPOLOGY_KEY = /(?:^|[./])(?:region|zone)$|failure-domain|^topology\./i;

/** Walks values and classifies every string once. Identical subtrees in the same context share one outcome. */
export class Walker {
  private readonly texts: Texts;
  private readonly typed = new Map<string, WeakMap<object, Outcome>>();
  private readonly generic = new Map<string, WeakMap<object, Outcome>>();

  constructor(texts: Texts) {
    this.texts = texts;
  }

  /** An object of a built-in kind when `type` says so, else anything. */
  object(fields: Fields): Outcome {
    return this.any(fields, FREE);
  }

  /** A site file. Its claims are what the boundary is drawn with; they are reported as claims, not judged by themselves. */
  site(fields: Fields): Outcome {
    const all = new Gathering();
    for (const [name, value] of Object.entries(fields)) {
      all.add(name, name === 'claims' ? inert(countStrings(value)) : this.any(value, { ...FREE, key: name }));
    }
    return all.result();
  }

  /** An object of a kind that an operator defines: its metadata is Kubernetes', the rest is classified string by string. */
  custom(fields: Fields, provider: string | undefined): Outcome {
    const all = new Gathering();
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'metadata' && isFields(value)) all.add(name, this.ofType(value, 'ObjectMeta'));
      else if (name === 'apiVersion' || name === 'kind' || name === 'status') all.add(name, inert(countStrings(value)));
      else all.add(name, this.any(value, { ...FREE, key: name, provider }));
    }
    return all.result();
  }

  /** Fields of an object type that Kubernetes defines. */
  ofType(fields: Fields, type: string): Outcome {
    return memoised(this.typed, type, fields, () => this.fields(fields, type));
  }

  private fields(fields: Fields, type: string): Outcome {
    const all = new Gathering();
    const known = fieldsOfType(type) ?? {};
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (value === undefined || value === null) continue;
      all.add(name, this.typedField(fields, value, name, type, Object.hasOwn(known, name) ? known[name] : undefined));
    }
    return all.result();
  }

  private typedField(
    owner: Fields,
    value: Value,
    name: string,
    type: string,
    fieldType: FieldType | undefined,
  ): Outcome {
    if (fieldType === undefined) return this.any(value, { ...FREE, key: name });
    if (fieldType === 'server') return inert(countStrings(value));
    const role = specialRole(owner, type, name) ?? roleOf(type, name);
    if (type === 'Secret' && name === 'data') return this.base64(value);
    if (type === 'ConfigMap' && name === 'binaryData') return this.base64(value);
    if (name === 'nodeSelector' || name === 'labels') return this.labels(value);
    if (name === 'args' || name === 'command') return this.argumentsOf(value, literalsOf(owner));
    if (name === 'env') return this.environment(value, owner);
    const provider = role === 'free' ? providerWithin(owner, undefined) : undefined;
    const key = name === 'value' || name === 'values' ? (stringAt(owner, 'name') ?? stringAt(owner, 'key')) : name;
    return this.value(value, fieldType, { key, provider, role });
  }

  private value(value: Value, type: FieldType, place: Place): Outcome {
    const object = fieldsOfType(type);
    if (object !== undefined && isFields(value)) return this.ofType(value, type);
    const inner = elementOf(type) ?? mapValueOf(type);
    if (inner === undefined || typeof value !== 'object' || value === null || value instanceof Unresolved)
      return this.any(value, place);
    const all = new Gathering();
    for (const [step, item] of steps(value))
      all.add(step, this.value(item, inner, typeof step === 'string' ? { ...place, key: step } : place));
    return all.result();
  }

  /** A value of no known type: every string in it is classified, keys give the context. */
  any(value: Value, place: Place): Outcome {
    if (typeof value === 'string') return this.texts.classify(value, place);
    if (typeof value !== 'object' || value === null) return NOTHING;
    if (value instanceof Unresolved) return unresolved(value, place);
    const context = `${place.role}\n${place.provider ?? ''}\n${place.key ?? ''}`;
    return memoised(this.generic, context, value, () => this.anyDeeper(value, place));
  }

  /** The place of an object's own fields: its siblings may name the provider. */
  within(fields: Fields, place: Place): Place {
    const provider = providerWithin(fields, place.provider);
    return provider === place.provider ? place : { ...place, provider };
  }

  /** One field of an object of no known type. */
  field(owner: Fields | readonly Value[], step: string | number, value: Value, place: Place): Outcome {
    return this.any(value, this.texts.placeAt(owner, step, place));
  }

  private anyDeeper(value: Fields | readonly Value[], place: Place): Outcome {
    if (isFields(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string') {
      const type = typeOfKind(value.apiVersion, value.kind);
      return type === undefined ? this.custom(value, place.provider) : this.ofType(value, type);
    }
    if (Array.isArray(value) && CONTAINERS.test(place.key ?? '')) return this.value(value, '[]Container', place);
    const inner = isFields(value) ? this.within(value, place) : place;
    const all = new Gathering();
    for (const [step, item] of steps(value)) all.add(step, this.field(value, step, item, inner));
    if (isFields(value)) for (const key of Object.keys(value)) this.key(all, key, place);
    return all.result();
  }

  /** A key of unknown data can be a host (`auths: {registry.example.com: …}`): it counts when it resolves to a place. */
  private key(all: Gathering, key: string, place: Place): void {
    if (key.includes('.')) all.add(key, this.texts.key(key, place));
  }

  private labels(value: Value): Outcome {
    if (!isFields(value)) return this.any(value, INERT);
    const all = new Gathering();
    for (const [key, item] of Object.entries(value))
      all.add(key, this.any(item, TOPOLOGY_KEY.test(key) ? { key, provider: undefined, role: 'region' } : INERT));
    return all.result();
  }

  private argumentsOf(value: Value, literals: ReadonlyMap<string, string>): Outcome {
    if (!Array.isArray(value)) return this.any(value, FREE);
    const all = new Gathering();
    for (const [i, { text, key }] of argumentKeys(value).entries()) {
      const place = { ...FREE, key };
      all.add(
        i,
        typeof text === 'string' ? this.texts.classify(expanded(text, literals), place) : this.any(text, place),
      );
    }
    return all.result();
  }

  /** Variables see the ones before them: `$(NAME)` is expanded as the kubelet does. */
  private environment(value: Value, owner: Fields): Outcome {
    if (!Array.isArray(value)) return this.any(value, FREE);
    const literals = literalsOf(owner);
    const all = new Gathering();
    for (const [i, item] of value.entries()) {
      const text = stringAt(item, 'value');
      const whole = text === undefined ? undefined : expanded(text, literals);
      all.add(
        i,
        isFields(item)
          ? this.ofType(whole === text ? item : { ...item, value: whole ?? null }, 'EnvVar')
          : this.any(item, FREE),
      );
    }
    return all.result();
  }

  private base64(value: Value): Outcome {
    if (!isFields(value)) return this.any(value, FREE);
    const all = new Gathering();
    for (const [key, item] of Object.entries(value))
      all.add(
        key,
        typeof item === 'string' ? this.texts.base64(item, { ...FREE, key }) : this.any(item, { ...FREE, key }),
      );
    return all.result();
  }
}

/** Pod templates stand in many custom kinds under the name that Kubernetes gives them. */
const CONTAINERS = /^(?:initContainers|containers|ephemeralContainers|extraContainers|sidecars)$/;

const FREE: Place = { key: undefined, provider: undefined, role: 'free' };
const INERT: Place = { key: undefined, provider: undefined, role: 'inert' };

/** Selectors of nodes and volumes name a place when their key is a topology key. */
function specialRole(owner: Fields, type: string, field: string): Role | 'inert' | undefined {
  if (field !== 'values') return undefined;
  if (type !== 'NodeSelectorRequirement' && type !== 'TopologySelectorLabelRequirement') return undefined;
  return TOPOLOGY_KEY.test(stringAt(owner, 'key') ?? '') ? 'region' : 'inert';
}

function memoised(
  cache: Map<string, WeakMap<object, Outcome>>,
  context: string,
  value: object,
  make: () => Outcome,
): Outcome {
  let known = cache.get(context);
  if (known === undefined) {
    known = new WeakMap();
    cache.set(context, known);
  }
  const found = known.get(value);
  if (found !== undefined) return found;
  const outcome = make();
  known.set(value, outcome);
  return outcome;
}

function unresolved(value: Unresolved, place: Place): Outcome {
  if (place.role === 'inert' || isNameKey(place.key) || isCredentialKey(place.key)) return inert();
  const found = value.expression ?? '(not known)';
  return outcomeOf([{ found, classification: 'undecided', reason: value.reason, places: [], within: undefined }]);
}

function steps(value: Fields | readonly Value[]): Iterable<readonly [string | number, Value]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

function countStrings(value: Value): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null || value instanceof Unresolved) return 0;
  return Object.values(value).reduce((sum: number, item: Value) => sum + countStrings(item), 0);
}
