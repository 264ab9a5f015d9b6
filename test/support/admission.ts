import { parseAllDocuments } from 'yaml';
import { kindsAsked } from '../../policies/admission/rules.ts';
import { scopeOf } from '../../policies/admission/scope.ts';
import type { AdmissionScope } from '../../policies/admission/types.ts';
import type { Rule } from '../../policies/engine/rule.ts';
import { readInputs } from '../../policies/subjects/index.ts';
import { classes } from '../fixtures/bypass/index.ts';
import { tables } from '../policies/rules/tables.ts';
import { ask, type Case, toInput } from './rule-cases.ts';

/** One case of a rule as an object that the API server takes, and what the judge says of it. */
export interface Differential {
  readonly name: string;
  /** A namespace of its own, which is also the name of its site. */
  readonly namespace: string;
  readonly object: Fields;
  /** Whether the judge lets it pass. */
  readonly admitted: boolean;
  /** What the judge has allowed in this case. */
  readonly scope: AdmissionScope;
}

type Fields = { readonly [key: string]: unknown };

const deployers = { users: [], groups: ['system:masters'] };
const repository = 'registry.hospital.example/app';

/** A scope with a part of every sort. */
export function scopeFor(site: string): AdmissionScope {
  return {
    site,
    deployers,
    namespaces: [site],
    repositories: [repository],
    networks: ['185.12.64.0/24'],
    externalNames: ['s3.fr-par.scw.cloud'],
    encryptingClasses: ['encrypted'],
    readOnlyAccounts: ['ai/model'],
    readingRoles: ['reader'],
  };
}

/** A case of which the API server can be asked nothing: no object in it is of a kind that a policy covers. */
export interface Left {
  readonly name: string;
  /** Kinds in the case; none when it is written in Terraform. */
  readonly kinds: readonly string[];
}

/**
 * Every case of a rule, and every bypass that the rule stops, as an object that the API server takes; what is said of a Pod is
 * also said of every kind that makes pods.
 */
export function differentials(rule: Rule): { readonly sent: readonly Differential[]; readonly left: readonly Left[] } {
  const kinds = new Set(kindsAsked(rule));
  const asked = casesOf(rule).map((one) => ({ one, objects: objectsOf(one) }));
  const about = ({ objects }: (typeof asked)[number]) => objects.filter((object) => kinds.has(kindOf(object)));
  return {
    sent: asked.flatMap(({ one, objects }, index) => {
      const object = theOneOf(one, about({ one, objects }), rule);
      if (object === undefined) return [];
      const namespace = `${rule.id.toLowerCase()}-${index}`;
      const forms = [object, ...makersOf(object)];
      return forms.map((form) => differential(rule, one, { object: form, objects, replaced: object }, namespace));
    }),
    left: asked
      .filter((one) => about(one).length === 0)
      .map(({ one: { name }, objects }) => ({ name, kinds: [...new Set(objects.map(kindOf))] })),
  };
}

function casesOf(rule: Rule): readonly Case[] {
  const table = tables.find((one) => one.rule === rule);
  if (table === undefined) throw new Error(`no table for ${rule.id}`);
  const sections = [table.compliant, table.nonCompliant, table.indeterminate];
  const about = classes.filter(({ bypasses }) => bypasses.some((one) => one.rule === rule.id));
  const isSelected = (object: Fields) => rule.selects.includes('*') || rule.selects.includes(kindOf(object));
  return [
    ...sections.flatMap((section): readonly Case[] => ('never' in section ? [] : section)),
    ...about.flatMap(({ bypasses }) => bypasses.filter((one) => one.rule === rule.id)),
    ...about.flatMap(({ honest }) => honest.filter((one) => objectsOf(one).some(isSelected))),
  ];
}

/** The object that a case is about: what decides stands beside it. */
function theOneOf({ name }: Case, objects: readonly Fields[], rule: Rule): Fields | undefined {
  const [first, second] = objects;
  if (second !== undefined) throw new Error(`${rule.id}, ${name}: more than one object is asked about`);
  return first;
}

interface Asked {
  readonly object: Fields;
  /** All of the case, and which of them the object stands for. */
  readonly objects: readonly Fields[];
  readonly replaced: Fields;
}

function differential(rule: Rule, one: Case, asked: Asked, namespace: string): Differential {
  const given = completed(asked.object);
  const others = asked.objects.filter((each) => each !== asked.replaced);
  // What stands in no namespace is asked of the policies of every case: its accounts are the case's own.
  const apart = kindOf(given) === 'ClusterRoleBinding' ? namespacesIn(given) : [];
  const [object, ...rest] = [given, ...others].map((each) => renamed(each, apart, namespace));
  const texts = rest.map((each) => JSON.stringify(each));
  const whole = [...texts, JSON.stringify(object)].join('\n---\n');
  const admitted = ask(rule, { ...one, input: whole }).verdicts.every(({ result }) => result === 'pass');
  const scope = scopeOfCase(namespace, object ?? given, admitted ? whole : texts.join('\n---\n'));
  const name = asked.object === asked.replaced ? one.name : `${one.name} (${kindOf(given)})`;
  return { name, namespace, object: inNamespace(object ?? given, namespace), admitted, scope };
}

function namespacesIn(binding: Fields): readonly string[] {
  return ((binding.subjects ?? []) as readonly Fields[]).flatMap(({ namespace }) =>
    typeof namespace === 'string' ? [namespace] : [],
  );
}

function renamed(object: Fields, namespaces: readonly string[], name: string): Fields {
  const text = namespaces.reduce(
    (written, one) => written.replaceAll(`"namespace":"${one}"`, `"namespace":"${name}"`),
    JSON.stringify(object),
  );
  return JSON.parse(text) as Fields;
}

/** The same pod, or the same claim, as each kind that makes such ones makes it. */
function makersOf(object: Fields): readonly Fields[] {
  if (kindOf(object) === 'Pod') return makersOfPods(object);
  return kindOf(object) === 'PersistentVolumeClaim' ? [makerOfClaims(object)] : [];
}

function makerOfClaims({ metadata, spec }: Fields): Fields {
  const { labels, annotations, namespace } = (metadata ?? {}) as Fields;
  const claim = { metadata: { name: 'data', ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) } };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'case', ...(namespace ? { namespace } : {}) } },
    spec: { volumeClaimTemplates: [{ ...claim, spec }] },
  };
}

function makersOfPods({ metadata, spec }: Fields): readonly Fields[] {
  const { labels = { app: 'a' }, name, namespace } = (metadata ?? {}) as Fields;
  const pod = { metadata: { labels }, spec };
  const made = (apiVersion: string, kind: string, rest: Fields) => ({
    ...{ apiVersion, kind, metadata: { name: name ?? 'case', ...(namespace === undefined ? {} : { namespace }) } },
    ...rest,
  });
  return [
    made('v1', 'ReplicationController', { spec: { selector: labels, template: pod } }),
    made('v1', 'PodTemplate', { template: pod }),
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) =>
      made('apps/v1', kind, { spec: { selector: { matchLabels: labels }, template: pod } }),
    ),
    made('batch/v1', 'Job', { spec: { template: pod } }),
    made('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template: pod } } } }),
  ];
}

function objectsOf({ input }: Case): readonly Fields[] {
  if (typeof input !== 'string') return [];
  return parseAllDocuments(input).flatMap((document): readonly Fields[] => document.toJS() ?? []);
}

function scopeOfCase(site: string, object: Fields, allowed: string): AdmissionScope {
  const subjects = allowed === '' ? [] : readInputs([toInput(allowed)]).subjects;
  const scope = scopeOf({ site, subjects, deployers });
  const own = kindOf(object) === 'Namespace' ? [(object.metadata as { readonly name: string }).name] : [site];
  // A binding is moved to a namespace of its case, and the roles beside it with it.
  const before = (object.metadata as { readonly namespace?: string }).namespace ?? '';
  const readingRoles = scope.readingRoles.map((role) =>
    role.startsWith(`${before}/`) ? role.replace(before, site) : role,
  );
  return { ...scope, readingRoles, namespaces: own, repositories: [...scope.repositories, repository] };
}

function kindOf({ kind }: Fields): string {
  return String(kind);
}

function inNamespace(object: Fields, namespace: string): Fields {
  if (kindOf(object) === 'Namespace' || kindOf(object) === 'ClusterRoleBinding') return object;
  const metadata = (object.metadata ?? {}) as Fields;
  return { ...object, metadata: { name: 'case', ...metadata, namespace } };
}

const image = `${repository}@sha256:${'0'.repeat(64)}`;

/** The fields without which the API server takes no object of the kind, where the case leaves them out. */
function completed(object: Fields): Fields {
  const spec = (object.spec ?? {}) as Fields;
  switch (kindOf(object)) {
    case 'Pod':
      return { ...object, spec: podSpec(spec) };
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
      return { ...object, spec: controller(spec) };
    case 'StatefulSet': {
      const { volumeClaimTemplates: claims } = spec as { readonly volumeClaimTemplates?: readonly Fields[] };
      return {
        ...object,
        spec: { ...controller(spec), ...(claims ? { volumeClaimTemplates: claims.map(claim) } : {}) },
      };
    }
    case 'Job':
      return { ...object, spec: job(spec) };
    case 'CronJob': {
      const { jobTemplate } = spec as { readonly jobTemplate?: Fields };
      const made = { ...jobTemplate, spec: job((jobTemplate?.spec ?? {}) as Fields) };
      return { ...object, spec: { schedule: '0 3 * * *', ...spec, jobTemplate: made } };
    }
    case 'ReplicationController':
      return { ...object, spec: { selector: { app: 'a' }, ...spec, template: template(spec.template) } };
    case 'PodTemplate':
      return { ...object, template: template(object.template) };
    case 'Service':
      return { ...object, spec: spec.type === 'ExternalName' ? spec : { ports: [{ port: 80 }], ...spec } };
    case 'PersistentVolumeClaim':
      return claim(object);
    case 'RoleBinding':
      return { ...object, subjects: (object.subjects as readonly Fields[] | undefined)?.map(inItsNamespace(object)) };
    case 'Ingress':
      return { ...object, spec: { ...spec, rules: (spec.rules as readonly Fields[] | undefined)?.map(leading) } };
    default:
      return object;
  }
}

// The judge takes an account without a namespace to be in that of the binding; the API server asks for one.
function inItsNamespace({ metadata }: Fields): (subject: Fields) => Fields {
  const { namespace } = metadata as { readonly namespace?: string };
  return (subject) => (subject.kind === 'ServiceAccount' ? { namespace, ...subject } : subject);
}

function leading(rule: Fields): Fields {
  const backend = { service: { name: 'fhir', port: { number: 443 } } };
  return { ...rule, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
}

function controller(spec: Fields): Fields {
  return { selector: { matchLabels: { app: 'a' } }, ...spec, template: template(spec.template) };
}

function claim(object: Fields): Fields {
  const spec = (object.spec ?? {}) as Fields;
  return {
    ...object,
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

function job(spec: Fields): Fields {
  return { ...spec, template: template(spec.template, { restartPolicy: 'Never' }) };
}

function template(given: unknown, more: Fields = {}): Fields {
  const { metadata, spec, ...rest } = (given ?? {}) as { readonly metadata?: Fields; readonly spec?: Fields };
  const labels = { app: 'a', ...(metadata?.labels as Fields | undefined) };
  return { ...rest, metadata: { ...metadata, labels }, spec: { ...more, ...podSpec(spec ?? {}) } };
}

function podSpec(spec: Fields): Fields {
  const given = (spec.containers ?? []) as readonly Fields[];
  const containers = given.length === 0 ? [{ name: 'main', image }] : given.map(container);
  return { ...spec, containers };
}

function container(given: Fields, index: number): Fields {
  return { name: `c${index}`, image, ...given };
}
