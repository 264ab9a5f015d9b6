import { parseAllDocuments } from 'yaml';
import { scopeOf } from '../../policies/admission/scope.ts';
import type { AdmissionScope } from '../../policies/admission/types.ts';
import { readInputs } from '../../policies/subjects/index.ts';
import { tables } from '../policies/rules/tables.ts';
import { ask, type Case, type RuleCases, toInput } from './rule-cases.ts';

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

/** Every case of a rule about one object of a kind that its policies cover, completed to what the API server asks. */
export function differentials(id: string, kinds: ReadonlySet<string>): readonly Differential[] {
  const { rule, ...table } = tableOf(id);
  const sections = [table.compliant, table.nonCompliant, table.indeterminate];
  const cases = sections.flatMap((section): readonly Case[] => ('never' in section ? [] : section));
  return cases.flatMap((one, index) => {
    const objects = objectsOf(one);
    const asked = objects.filter(
      ({ kind }) => kinds.has(String(kind)) && (rule.selects.includes(String(kind)) || rule.selects.includes('*')),
    );
    const [object] = asked;
    if (object === undefined || asked.length > 1) return [];
    const namespace = `${id.toLowerCase()}-${index}`;
    const rest = objects.filter((each) => each !== object).map((each) => JSON.stringify(each));
    const whole = [...rest, JSON.stringify(completed(object))].join('\n---\n');
    const admitted = ask(rule, { ...one, input: whole }).verdicts.every(({ result }) => result === 'pass');
    const scope = scopeOfCase(namespace, object, admitted ? whole : rest.join('\n---\n'));
    return [{ name: one.name, namespace, object: inNamespace(completed(object), namespace), admitted, scope }];
  });
}

function tableOf(id: string): RuleCases {
  const found = tables.find(({ rule }) => rule.id === id);
  if (found === undefined) throw new Error(`no table for ${id}`);
  return found;
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
  if (kindOf(object) === 'Namespace') return object;
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
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
      return {
        ...object,
        spec: { selector: { matchLabels: { app: 'a' } }, ...spec, template: template(spec.template) },
      };
    case 'Job':
      return { ...object, spec: { ...spec, template: template(spec.template, { restartPolicy: 'Never' }) } };
    case 'Service':
      return { ...object, spec: spec.type === 'ExternalName' ? spec : { ports: [{ port: 80 }], ...spec } };
    case 'PersistentVolumeClaim':
      return {
        ...object,
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
      };
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
