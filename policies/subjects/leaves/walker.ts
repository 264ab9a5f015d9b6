import { type Fields, Unresolved, type Value } from '../../engine/types.ts';
import { keyMeaning } from '../../places/key.ts';
import { isFields, isList } from '../fields.ts';
import { typeOfKind } from '../kubernetes/schema.ts';
import { chosenBy } from './chosen.ts';
import { definedUnder } from './defined.ts';
import type { Variables } from './expansion.ts';
import { impliedHost } from './implied.ts';
import { isCredentialKey, isNameKey } from './keys.ts';
import { Gathering, inert, NOTHING, type Outcome, outcomeOf } from './outcome.ts';
import { isOwnRegion, mayBeRegion } from './own-region.ts';
import { providerWithin } from './provider.ts';
import { type Spot, Spots } from './spot.ts';
import { isObservedPlace, isReportedOnly } from './status.ts';
import { type TextClassifier, Texts } from './texts.ts';
import { commandLine, countStrings, TypedWalker } from './typed.ts';

/** Pod templates stand in many custom kinds under the name that Kubernetes gives them. */
const CONTAINERS = /^(?:initContainers|containers|ephemeralContainers|extraContainers|sidecars)$/;

/** Walks values and classifies every string once. Identical subtrees at the same spot share one outcome. */
export class Walker {
  readonly spots = new Spots();
  private readonly texts: Texts;
  private readonly typed: TypedWalker;
  /** The document that is being walked: some fields mean what another one elsewhere in it says. */
  private root: Value = null;

  constructor(classifier: TextClassifier) {
    const any = (value: Value, spot: Spot) => this.any(value, spot);
    this.texts = new Texts(classifier, this.spots, (value, spot) => this.document(value, () => this.any(value, spot)));
    this.typed = new TypedWalker(this.texts, this.spots, any, (value) => this.status(value, undefined));
  }

  /** An object of a built-in type. */
  object(fields: Fields, type: string): Outcome {
    return this.typed.object(fields, type);
  }

  /** An object whose texts are read by programs that are started with variables. */
  started(fields: Fields, type: string, variables: Variables | undefined): Outcome {
    if (variables === undefined) return this.typed.object(fields, type);
    const { data, stringData } = fields;
    const own = {
      ...fields,
      ...(isFields(data) && { data: { ...data } }),
      ...(isFields(stringData) && { stringData: { ...stringData } }),
    };
    return this.texts.within(variables, () => this.typed.object(own, type));
  }

  /** A site file. Its claims are what the boundary is drawn with; they are reported as claims, not judged by themselves. */
  site(fields: Fields): Outcome {
    const all = new Gathering();
    for (const [name, value] of Object.entries(fields))
      all.add(
        name,
        name === 'claims' ? inert(countStrings(value)) : this.any(value, this.spots.keyed(this.spots.free, name)),
      );
    return all.result();
  }

  /** An object of a kind that an operator defines: its metadata is Kubernetes', the rest is classified string by string. */
  custom(fields: Fields, provider: string | undefined): Outcome {
    return this.document(fields, () => this.customFields(fields, provider));
  }

  private customFields(fields: Fields, provider: string | undefined): Outcome {
    const role = fillsInFromObjects(fields) ? 'shown' : 'free';
    const all = new Gathering();
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'metadata' && isFields(value)) all.add(name, this.typed.object(value, 'ObjectMeta'));
      else if (name === 'apiVersion' || name === 'kind') all.add(name, inert(countStrings(value)));
      else if (name === 'status') all.add(name, this.status(value, provider));
      else all.add(name, this.any(value, this.spots.of(role, provider, name)));
    }
    if (fields.kind === 'Provider') all.add('spec', this.implied('Provider.spec', '', fields.spec ?? null));
    return all.result();
  }

  /** A status: what the cluster has made of an object. Where it says a place, that place is real. */
  status(value: Value, provider: string | undefined): Outcome {
    return this.observed(value, undefined, provider);
  }

  /** A value of no known type: every string in it is classified, keys give the context. */
  any(value: Value, spot: Spot): Outcome {
    if (typeof value === 'string') return this.texts.classify(value, spot);
    if (typeof value !== 'object' || value === null) return NOTHING;
    if (value instanceof Unresolved) return unresolved(value, spot);
    const known = spot.values.get(value);
    if (known !== undefined) return known;
    const outcome = this.deeper(value, spot);
    spot.values.set(value, outcome);
    return outcome;
  }

  /** The spot of an object's own fields: its siblings may name the provider. */
  within(fields: Fields, spot: Spot): Spot {
    const provider = providerWithin(fields, spot.provider);
    return provider === spot.provider ? spot : this.spots.at(spot, { provider });
  }

  /** One field of an object of no known type. */
  field(owner: Fields | readonly Value[], step: string | number, value: Value, spot: Spot): Outcome {
    return this.any(value, this.texts.spotAt(owner, step, spot));
  }

  private deeper(value: Fields | readonly Value[], spot: Spot): Outcome {
    if (isList(value))
      return CONTAINERS.test(spot.key ?? '') ? this.typed.items(value, 'Container') : this.items(value, spot);
    if (typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return this.members(value, spot);
    const type = typeOfKind(value.apiVersion, value.kind);
    return type === undefined ? this.custom(value, spot.provider) : this.typed.object(value, type);
  }

  private observed(value: Value, key: string | undefined, provider: string | undefined): Outcome {
    if (isFields(value)) {
      const all = new Gathering();
      for (const [name, item] of Object.entries(value))
        all.add(name, isReportedOnly(name) ? inert(countStrings(item)) : this.observed(item, name, provider));
      return all.result();
    }
    if (isList(value)) {
      const all = new Gathering();
      for (const [i, item] of value.entries()) all.add(i, this.observed(item, key, provider));
      return all.result();
    }
    if (key === undefined || !isObservedPlace(key)) return inert(countStrings(value));
    return this.any(value, this.spots.of('free', provider, key));
  }

  private items(items: readonly Value[], spot: Spot): Outcome {
    const all = new Gathering();
    for (const [i, item] of items.entries()) {
      all.add(i, this.any(item, spot));
      if (isFields(item)) all.add(i, this.implied(spot.key, '', item));
    }
    const line = COMMAND.test(spot.key ?? '') ? commandLine(items) : undefined;
    if (line !== undefined) all.add(0, this.texts.installed(line));
    return all.result();
  }

  /** A key of unknown data can be a host (`auths: {registry.example.com: …}`): it counts when it resolves to a place. */
  private members(fields: Fields, spot: Spot): Outcome {
    const inner = this.within(fields, spot);
    // A context of linked data says what words stand for: names that nothing fetches.
    if (spot.key === '@context') return inert(countStrings(fields));
    const all = new Gathering();
    const entries = Object.entries(fields);
    for (const [name, value] of entries) {
      all.add(name, this.field(fields, labelled(spot.key, name), value, this.regional(entries, name, value) ?? inner));
      all.add(name, this.implied(spot.key, name, value));
      for (const host of chosenBy(fields, name, value, spot.key, (item) => definedUnder(this.root, name).has(item)))
        all.add(name, this.service(host));
      if (spot.key === 'auths') all.add(name, this.texts.classify(name, this.spots.of('host', undefined, 'registry')));
      else if (name.includes('.') && !isMirrored(spot.key, value) && !NAMED_BY_KEY.test(spot.key ?? ''))
        all.add(name, this.texts.key(name, spot));
    }
    if (IMAGE.test(spot.key ?? '')) all.add('repository', this.bareImage(fields));

    return all.result();
  }

  /** The spot of a region that is only a word of one's own store; undefined for every other field. */
  private regional(beside: readonly (readonly [string, Value])[], name: string, value: Value): Spot | undefined {
    if (!mayBeRegion(name) || typeof value !== 'string') return undefined;
    const isOwn = isOwnRegion(name, value, beside, (address) => this.texts.isOwn(address));
    return isOwn ? this.spots.inert : undefined;
  }

  /** The host that a block reaches by being there. */
  private implied(parent: string | undefined, name: string, value: Value): Outcome {
    return this.service(impliedHost(parent, name, value));
  }

  private service(host: string | undefined): Outcome {
    return host === undefined ? NOTHING : this.texts.classify(host, this.spots.of('host', undefined, 'url'));
  }

  private document(value: Value, walk: () => Outcome): Outcome {
    const around = this.root;
    this.root = value;
    const outcome = walk();
    this.root = around;
    return outcome;
  }

  /** `image: {repository: bitnami/redis}` of a chart's values comes from Docker Hub, unless the values name a registry. */
  private bareImage({ repository, registry }: Fields): Outcome {
    const isBare = typeof repository === 'string' && /^[a-z0-9][\w.-]*(?:\/[\w.-]+)*$/.test(repository);
    if (!isBare || (registry ?? '') !== '' || namesRegistry(this.root)) return NOTHING;
    return this.texts.classify(repository, this.spots.of('image', undefined, 'image'));
  }
}

/** What divides a message of a Camel route, and what becomes its body: text that goes on, and nothing that is dialled. */
const MESSAGE_PART = /^(?:split|setBody)$/;

/**
 * `labels: {service: …}`: what a label is called does not make its value an address; a region it may be.
 * `split: {simple: …}`: an expression over the message.
 */
function labelled(parent: string | undefined, name: string): string {
  if (name === 'simple' && MESSAGE_PART.test(parent ?? '')) return 'message_body';
  const { endpoint, region } = keyMeaning(name);
  const isLabel = parent !== undefined && /(?:^|[a-z_])labels$/i.test(parent);
  return isLabel && region === undefined && (endpoint || /[./]/.test(name)) ? `${name}_label_id` : name;
}

/** `mirrors: {docker.io: {endpoint: […]}}`: the endpoints are asked, under the name of what they mirror. */
function isMirrored(parent: string | undefined, value: Value): boolean {
  if (parent !== 'mirrors' || !isFields(value)) return false;
  const endpoints = value.endpoint ?? value.endpoints;
  return isList(endpoints) && endpoints.length > 0;
}

/** Maps whose keys are names of annotations and labels, by whoever defined them. */
const NAMED_BY_KEY = /(?:annotations|[lL]abels|nodeSelector)$/i;
const COMMAND = /^(?:command|cmd|args|entrypoint|exec)$/i;
const IMAGE = /image$/i;
/** Charts that let one setting choose the registry of all their images call it so. */
const REGISTRY_OF_ALL =
  /"(?:imageRegistry|image_registry|defaultRegistry|containerRegistry)":"[^"]|"global":\{.{0,400}?"registry":"[^"]/i;
const registries = new WeakMap<object, boolean>();

/** Whether a document names a registry for images that name none. */
function namesRegistry(root: Value): boolean {
  if (typeof root !== 'object' || root === null) return false;
  let names = registries.get(root);
  if (names === undefined) {
    names = REGISTRY_OF_ALL.test(JSON.stringify(root));
    registries.set(root, names);
  }
  return names;
}

/** Kyverno fills in references from the objects that it looks at, which are judged by themselves. */
function fillsInFromObjects({ apiVersion }: Fields): boolean {
  return typeof apiVersion === 'string' && /^(?:policies\.)?kyverno\.io\//.test(apiVersion);
}

function unresolved(value: Unresolved, spot: Spot): Outcome {
  if (spot.role === 'inert' || isNameKey(spot.key) || isCredentialKey(spot.key)) return inert();
  const found = value.expression ?? '(not known)';
  return outcomeOf([{ found, classification: 'undecided', reason: value.reason, places: [], within: undefined }]);
}
