import { type Fields, Unresolved, type Value } from '../../engine/types.ts';
import { mayInstall, withoutNamedSources } from '../../places/index.ts';
import { isFields, isList, stringAt } from '../fields.ts';
import { elementOf, type FieldType, fieldsOfType, mapValueOf } from '../kubernetes/schema.ts';
import { argumentKeys } from './arguments.ts';
import { chosenByImage, chosenByVariable } from './chosen.ts';
import { expanded, expandedByShell, runsShell, type Variables, variablesOf } from './expansion.ts';
import { impliedByFlag, impliedByVariable } from './implied.ts';
import { Gathering, inert, NOTHING, type Outcome, outcomeOf } from './outcome.ts';
import { isOwnRegion, MOST, mayBeRegion } from './own-region.ts';
import { providerOfVariable, providerWithin } from './provider.ts';
import { placeInProviderId } from './provider-id.ts';
import { holdsText, roleOf } from './roles.ts';
import type { Spot, Spots } from './spot.ts';
import type { Texts } from './texts.ts';

/** Keys whose values name a place of nodes and volumes, also where a label is otherwise only a word. */
const TOPOLOGY_KEY = /(?:^|[./])(?:region|zone)$|failure-domain|^topology\./i;
/** Labels that the cluster's own parts read as places; every other label is only a word. */
const TOPOLOGY_LABEL = /^topology\.|^failure-domain\./i;
/** Maps of parameters, whose provider a sibling field names. */
const OF_A_PROVIDER = new Set([
  'parameters',
  'volumeAttributes',
  'options',
  'volumeHandle',
  'volumeID',
  'mountOptions',
]);
/** Annotations that point people to the review of an API. The API server reads their form, and nobody dials them. */
const REFERENCES = new Set(['api-approved.kubernetes.io']);
const REQUIREMENTS = new Set(['NodeSelectorRequirement', 'TopologySelectorLabelRequirement']);

/** `--metric-labels-allowlist=nodes=[alpha.eksctl.io/cluster-name]`: which labels somebody may count by. */
const NAMES_OF_LABELS = /(?:labels|annotations)-allow-?list$/;

/** Reads one field of one object type. Which way it goes is decided once for each field of each type. */
type FieldReader = (value: Value, owner: Fields) => Outcome;

interface ObjectReader {
  readonly fields: Map<string, FieldReader>;
  readonly known: Map<Fields, Outcome>;
}

/** Walks objects whose fields Kubernetes defines. */
export class TypedWalker {
  private readonly texts: Texts;
  private readonly spots: Spots;
  private readonly any: (value: Value, spot: Spot) => Outcome;
  private readonly status: (value: Value) => Outcome;
  private readonly readers = new Map<string, ObjectReader>();

  constructor(
    texts: Texts,
    spots: Spots,
    any: (value: Value, spot: Spot) => Outcome,
    status: (value: Value) => Outcome,
  ) {
    this.texts = texts;
    this.spots = spots;
    this.any = any;
    this.status = status;
  }

  /** An object of a type. Identical subtrees are one object in a plan, and walked once. */
  object(fields: Fields, type: string): Outcome {
    let reader = this.readers.get(type);
    if (reader === undefined) {
      reader = { fields: new Map(), known: new Map() };
      this.readers.set(type, reader);
    }
    const known = reader.known.get(fields);
    if (known !== undefined) return known;
    const outcome = this.fields(fields, type, reader.fields);
    reader.known.set(fields, outcome);
    return outcome;
  }

  /** A list of objects of a type. */
  items(value: Value, type: string): Outcome {
    if (!isList(value)) return isFields(value) ? this.object(value, type) : this.any(value, this.spots.free);
    const all = new Gathering();
    for (let i = 0; i < value.length; i++) {
      const item = value[i] ?? null;
      all.add(i, isFields(item) ? this.object(item, type) : this.any(item, this.spots.free));
    }
    return all.result();
  }

  private fields(fields: Fields, type: string, readers: Map<string, FieldReader>): Outcome {
    const all = new Gathering();
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (value === undefined || value === null) continue;
      let reader = readers.get(name);
      if (reader === undefined) {
        reader = this.reader(type, name);
        readers.set(name, reader);
      }
      all.add(name, reader(value, fields));
    }
    return all.result();
  }

  private reader(type: string, name: string): FieldReader {
    const known = fieldsOfType(type) ?? {};
    const fieldType = Object.hasOwn(known, name) ? known[name] : undefined;
    if (fieldType === undefined) return this.anyAt(this.spots.of('free', undefined, name));
    if (name === 'status' && fieldType === 'server') return this.status;
    if (fieldType === 'server') return (value) => inert(countStrings(value));
    return this.special(type, name) ?? this.structured(fieldType) ?? this.text(type, name, fieldType);
  }

  private anyAt(spot: Spot): FieldReader {
    return (value) => this.any(value, spot);
  }

  private special(type: string, name: string): FieldReader | undefined {
    if ((type === 'Secret' && name === 'data') || name === 'binaryData') return (value) => this.base64(value);
    if (name === 'providerID') return (value) => this.machine(value);
    if (name === 'annotations') return (value) => this.annotations(value);
    if (name === 'labels')
      return (value) => this.labels(value, (item, key) => this.any(item, this.topology(key, TOPOLOGY_LABEL)));
    if (name === 'nodeSelector') return (value) => this.labels(value, (item, key) => this.chosen(item, key));
    if (name === 'nodeName') return (value) => this.chosen(value, name);
    if (name === 'args' || name === 'command') return (value, owner) => this.arguments(value, owner);
    if (name === 'env') return (value, owner) => this.environment(value, owner);
    if (name === 'image' && type.endsWith('Container')) return (value, owner) => this.program(value, owner);
    if (name === 'values' && REQUIREMENTS.has(type)) return (value, owner) => this.required(value, owner);
    return undefined;
  }

  private structured(type: FieldType): FieldReader | undefined {
    if (fieldsOfType(type) !== undefined)
      return (value) => (isFields(value) ? this.object(value, type) : this.any(value, this.spots.free));
    const element = elementOf(type);
    if (element !== undefined && fieldsOfType(element) !== undefined) return (value) => this.items(value, element);
    const mapped = mapValueOf(type);
    if (mapped !== undefined && fieldsOfType(mapped) !== undefined)
      return (value) => this.map(value, (item) => this.items(item, mapped));
    return undefined;
  }

  private text(type: string, name: string, fieldType: FieldType): FieldReader {
    const role = roleOf(type, name);
    if (role === 'inert' || !holdsText(fieldType))
      return (value) => (typeof value === 'string' ? inert() : inert(countStrings(value)));
    const spot = this.spots.of(role, undefined, name);
    if (name === 'value')
      return (value, owner) =>
        this.any(value, this.spots.keyed(spot, stringAt(owner, 'name') ?? stringAt(owner, 'key')));
    if (OF_A_PROVIDER.has(name))
      return (value, owner) => this.keyed(value, this.spots.at(spot, { provider: providerWithin(owner, undefined) }));
    return mapValueOf(fieldType) === undefined ? this.anyAt(spot) : (value) => this.keyed(value, spot);
  }

  /** A map whose keys are the user's: each is the context of its value. */
  private keyed(value: Value, spot: Spot): Outcome {
    return isFields(value) ? this.settings(value, (key) => this.spots.keyed(spot, key)) : this.any(value, spot);
  }

  /** Settings of one program: a region among them may be a word of the store whose address stands beside it. */
  private settings(fields: Fields, spot: (key: string) => Spot): Outcome {
    let beside: readonly (readonly [string, Value])[] | undefined;
    const isOwn = (key: string, item: Value) => {
      if (typeof item !== 'string' || !mayBeRegion(key)) return false;
      beside ??= Object.entries(fields);
      return isOwnRegion(key, item, beside, (address) => this.texts.isOwn(address));
    };
    return this.map(fields, (item, key) => this.any(item, isOwn(key, item) ? this.spots.inert : spot(key)));
  }

  private map(value: Value, read: (item: Value, key: string) => Outcome): Outcome {
    if (!isFields(value)) return this.any(value, this.spots.free);
    const all = new Gathering();
    for (const key of Object.keys(value)) all.add(key, read(value[key] ?? null, key));
    return all.result();
  }

  /** Values that nodes must not have choose no place. */
  private required(value: Value, owner: Fields): Outcome {
    const excludes = owner.operator === 'NotIn' || owner.operator === 'DoesNotExist';
    return excludes ? inert(countStrings(value)) : this.chosen(value, stringAt(owner, 'key') ?? '');
  }

  private topology(key: string, isPlace: RegExp): Spot {
    return isPlace.test(key) ? this.spots.of('region', undefined, key) : this.spots.inert;
  }

  /** What chooses nodes may choose a place under any label: a value that is the name of one counts. */
  private chosen(value: Value, key: string): Outcome {
    if (TOPOLOGY_KEY.test(key) || !isText(value)) return this.any(value, this.topology(key, TOPOLOGY_KEY));
    if (typeof value === 'string') return this.texts.placed(value);
    const all = new Gathering();
    for (const [i, text] of value.entries()) all.add(i, this.texts.placed(text));
    return all.result();
  }

  private labels(value: Value, read: (item: Value, key: string) => Outcome): Outcome {
    return isFields(value) ? this.map(value, read) : this.any(value, this.spots.inert);
  }

  private base64(value: Value): Outcome {
    return this.map(value, (item, key) => {
      const spot = this.spots.keyed(this.spots.free, key);
      return typeof item === 'string' ? this.texts.base64(item, spot) : this.any(item, spot);
    });
  }

  private annotations(value: Value): Outcome {
    if (!isFields(value)) return this.any(value, this.spots.free);
    const spot = (key: string) => (REFERENCES.has(key) ? this.spots.inert : this.spots.of('free', undefined, key));
    return this.settings(value, spot);
  }

  private machine(value: Value): Outcome {
    const free = this.spots.of('free', undefined, 'providerID');
    const place = typeof value === 'string' ? placeInProviderId(value) : undefined;
    if (place === undefined) return this.any(value, free);
    // An OpenStack is anybody's: its region is the name that its operator gave it.
    const provider = place.provider === 'openstack' ? undefined : place.provider;
    return this.any(place.code, this.spots.of('region', provider, 'providerID'));
  }

  /** An image says where it comes from, and some programs by their name whom they call. */
  private program(value: Value, owner: Fields): Outcome {
    const image = this.any(value, this.spots.of('image', undefined, 'image'));
    const host = chosenByImage(owner);
    if (host === undefined) return image;
    const service = this.texts.classify(host, this.spots.of('host', undefined, 'url'));
    return outcomeOf([...image.own, ...service.own], image.inert + service.inert);
  }

  private arguments(value: Value, owner: Fields): Outcome {
    if (!isList(value)) return this.any(value, this.spots.free);
    const variables = mayExpand(value) ? variablesOf(owner) : undefined;
    const isShell = variables !== undefined && runsShell(owner);
    const all = new Gathering();
    for (const [i, { text, key, isFlag }] of argumentKeys(value).entries()) {
      const own = typeof text === 'string' && variables !== undefined ? expanded(text, variables.values) : text;
      const whole = typeof own === 'string' && isShell ? expandedByShell(own, variables.values) : own;
      const judged = typeof whole === 'string' ? withoutNamedSources(whole, () => namesOf(owner)) : whole;
      const implied = typeof judged === 'string' ? impliedByFlag(key, judged, owner) : undefined;
      if (implied !== undefined) all.add(i, this.texts.classify(implied, this.spots.of('host', undefined, 'url')));
      const spot =
        isFlag || NAMES_OF_LABELS.test(key ?? '') ? this.spots.inert : this.spots.keyed(this.spots.free, key);
      all.add(
        i,
        this.texts.within(variables, () => this.any(judged, spot)),
      );
    }
    if (value === owner.command || owner.command === undefined) all.add(0, this.installed(owner));
    return all.result();
  }

  /** `["pip", "install"]` and `["numpy"]`: command and arguments are one line, which an installer may begin. */
  private installed(owner: Fields): Outcome {
    const line = commandLine([...listOf(owner.command), ...listOf(owner.args)]);
    if (line === undefined) return NOTHING;
    return this.texts.installed(withoutNamedSources(line, () => namesOf(owner)));
  }

  /** Variables see the ones before them: `$(NAME)` is expanded as the kubelet does. */
  private environment(value: Value, owner: Fields): Outcome {
    if (!isList(value)) return this.any(value, this.spots.free);
    const all = new Gathering();
    let variables: Variables | undefined;
    for (let i = 0; i < value.length; i++) {
      const item = value[i] ?? null;
      const text = isFields(item) ? item.value : undefined;
      if (isFields(item) && typeof text === 'string') {
        const host = serviceOfVariable(stringAt(item, 'name') ?? '', text, owner);
        if (host !== undefined) all.add(i, this.texts.classify(host, this.spots.of('host', undefined, 'url')));
      }
      const provider = isFields(item) ? this.providerOf(item, value) : undefined;
      if (!isFields(item)) all.add(i, this.any(item, this.spots.free));
      else if (provider !== undefined) all.add(i, this.regionOf(item, provider));
      else if (this.isOwnRegion(item, value)) all.add(i, inert(2));
      else if (typeof text !== 'string' || !text.includes('$(')) all.add(i, this.object(item, 'EnvVar'));
      else {
        variables ??= variablesOf(owner);
        all.add(i, this.object({ ...item, value: expanded(text, variables.values) }, 'EnvVar'));
      }
    }
    return all.result();
  }

  private isOwnRegion({ name, value }: Fields, env: readonly Value[]): boolean {
    if (typeof name !== 'string' || typeof value !== 'string' || !mayBeRegion(name) || env.length > MOST) return false;
    const beside = env.flatMap((each) =>
      isFields(each) ? [[stringAt(each, 'name') ?? '', each.value ?? null] as const] : [],
    );
    return isOwnRegion(name, value, beside, (address) => this.texts.isOwn(address));
  }

  private providerOf({ name, value }: Fields, env: readonly Value[]): string | undefined {
    if (typeof name !== 'string' || !name.endsWith('REGION') || typeof value !== 'string') return undefined;
    return providerOfVariable(name, value, env);
  }

  /** A variable whose region is one of a provider that other variables name. */
  private regionOf({ name, value = '' }: Fields, provider: string): Outcome {
    const all = new Gathering();
    all.add('name', inert());
    all.add('value', this.any(value, this.spots.of('free', provider, typeof name === 'string' ? name : undefined)));
    return all.result();
  }
}

function serviceOfVariable(name: string, text: string, owner: Fields): string | undefined {
  if (/^(?:RCLONE_CONFIG|GF_AUTH)_/.test(name)) return impliedByVariable(name, text, new Set(namesOf(owner)));
  return chosenByVariable(name, text, namesOf(owner));
}

function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

/** The words of a command as one line, when it may run an installer. Texts that are scripts are judged as they stand. */
export function commandLine(words: readonly Value[]): string | undefined {
  if (words.length < 2 || words.some((word) => typeof word !== 'string' || /[\s;|&]/.test(word))) return undefined;
  const line = words.join(' ');
  return mayInstall(line) ? line : undefined;
}

/** The environment variables of a container. */
function namesOf({ env }: Fields): readonly string[] {
  return isList(env) ? env.flatMap((variable) => (isFields(variable) ? (stringAt(variable, 'name') ?? []) : [])) : [];
}

function mayExpand(values: readonly Value[]): boolean {
  return values.some((value) => typeof value === 'string' && value.includes('$'));
}

/** How many strings a value holds. */
export function countStrings(value: Value): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null || value instanceof Unresolved) return 0;
  let count = 0;
  for (const item of Object.values(value) as Value[]) count += countStrings(item);
  return count;
}

function isText(value: Value): value is string | readonly string[] {
  return typeof value === 'string' || (isList(value) && value.every((item) => typeof item === 'string'));
}
