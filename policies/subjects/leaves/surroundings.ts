import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';
import { startedWith, type Variables, variablesOf } from './expansion.ts';

/** Where each kind that makes pods keeps its pod spec. */
const POD_SPECS: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map((kind) => [
      kind,
      ['spec', 'template', 'spec'],
    ]),
  ),
};
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

type Source = ReadonlyMap<string, string | undefined>;

/** What the other objects of an input say about one of them: which variables its programs and scripts are started with. */
export class Surroundings {
  private readonly subjects: readonly Subject[];
  private sources: ReadonlyMap<string, Source> | undefined;
  private mounted: ReadonlyMap<string, readonly Variables[]> | undefined;

  constructor(subjects: readonly Subject[]) {
    this.subjects = subjects;
  }

  /** The body of a workload, whose containers know the variables that they take from ConfigMaps of the same input. */
  bodyOf(subject: Subject): Fields {
    const path = Object.hasOwn(POD_SPECS, subject.kind) ? POD_SPECS[subject.kind] : undefined;
    const spec = path === undefined ? undefined : fieldsIn(subject.body, path);
    if (path === undefined || spec === undefined || !containersIn(spec).some(borrows)) return subject.body;
    return replaced(subject.body, path, this.started(spec, subject.namespace));
  }

  /** The variables that every container has which mounts a ConfigMap; undefined when nobody mounts it. */
  around({ kind, name, namespace }: Subject): Variables | undefined {
    if (kind !== 'ConfigMap' && kind !== 'Secret') return undefined;
    this.mounted ??= this.mounts();
    return this.mounted.get(nameOf(kind, namespace, name))?.reduce(common);
  }

  private started(spec: Fields, namespace: string | undefined): Fields {
    const changed = CONTAINERS.flatMap((sort) => {
      const list = spec[sort];
      if (!isList(list)) return [];
      const own = list.map((item) =>
        isFields(item) && borrows(item) ? startedWith({ ...item }, this.variables(item, namespace)) : item,
      );
      return [[sort, own] as const];
    });
    return { ...spec, ...Object.fromEntries(changed) };
  }

  /** Variables see the ones before them, and an own one wins over one of a source. */
  private variables(container: Fields, namespace: string | undefined): Variables {
    const borrowed = new Map<string, string | undefined>();
    let isOpen = false;
    for (const from of isList(container.envFrom) ? container.envFrom.filter(isFields) : []) {
      const source =
        this.source(from.configMapRef, 'ConfigMap', namespace) ?? this.source(from.secretRef, 'Secret', namespace);
      const prefix = stringAt(from, 'prefix') ?? '';
      if (source === undefined) isOpen = true;
      else for (const [key, value] of source) borrowed.set(`${prefix}${key}`, value);
    }
    return variablesOf(container, { values: borrowed, isOpen }, (reference) => {
      const key = stringAt(reference, 'key') ?? '';
      return this.source(reference, 'ConfigMap', namespace)?.get(key);
    });
  }

  private source(reference: Value | undefined, kind: string, namespace: string | undefined): Source | undefined {
    const name = isFields(reference) ? stringAt(reference, 'name') : undefined;
    this.sources ??= sourcesIn(this.subjects);
    return name === undefined ? undefined : this.sources.get(nameOf(kind, namespace, name));
  }

  private mounts(): ReadonlyMap<string, readonly Variables[]> {
    const found = new Map<string, Variables[]>();
    for (const subject of this.subjects) {
      const path = Object.hasOwn(POD_SPECS, subject.kind) ? POD_SPECS[subject.kind] : undefined;
      const spec = path === undefined ? undefined : fieldsIn(subject.body, path);
      if (spec === undefined) continue;
      for (const [volume, name] of volumesIn(spec, subject.namespace))
        for (const container of containersIn(spec)) {
          if (!mountsVolume(container, volume)) continue;
          const known = found.get(name) ?? [];
          known.push(this.variables(container, subject.namespace));
          found.set(name, known);
        }
    }
    return found;
  }
}

function nameOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** Values of ConfigMaps; of Secrets only the names, for what a Secret holds is repeated nowhere. */
function sourcesIn(subjects: readonly Subject[]): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  for (const { kind, namespace, name, body } of subjects) {
    if (kind !== 'ConfigMap' && kind !== 'Secret') continue;
    const parts = [body.data, body.stringData].filter((part) => part !== undefined && part !== null);
    if (!parts.every(isFields)) continue;
    const entries = parts.flatMap((part) => (isFields(part) ? Object.entries(part) : []));
    found.set(
      nameOf(kind, namespace, name),
      new Map(
        entries.map(([key, value]) => [key, kind === 'ConfigMap' && typeof value === 'string' ? value : undefined]),
      ),
    );
  }
  return found;
}

function containersIn(spec: Fields): readonly Fields[] {
  return CONTAINERS.flatMap((sort) => {
    const list = spec[sort];
    return isList(list) ? list.filter(isFields) : [];
  });
}

/** Whether a container takes variables from elsewhere. */
function borrows({ env, envFrom }: Fields): boolean {
  if (isList(envFrom) && envFrom.length > 0) return true;
  return isList(env) && env.some((item) => isFields(item) && isFields(fieldsAt(item, 'valueFrom')?.configMapKeyRef));
}

function* volumesIn(spec: Fields, namespace: string | undefined): Generator<readonly [volume: string, source: string]> {
  for (const volume of isList(spec.volumes) ? spec.volumes.filter(isFields) : []) {
    const projected = fieldsAt(volume, 'projected')?.sources;
    const parts = [volume, ...(isList(projected) ? projected.filter(isFields) : [])];
    for (const part of parts) {
      const map = stringAt(fieldsAt(part, 'configMap'), 'name');
      const secret = stringAt(fieldsAt(part, 'secret'), 'secretName') ?? stringAt(fieldsAt(part, 'secret'), 'name');
      const own = stringAt(volume, 'name') ?? '';
      if (map !== undefined) yield [own, nameOf('ConfigMap', namespace, map)];
      if (secret !== undefined) yield [own, nameOf('Secret', namespace, secret)];
    }
  }
}

function mountsVolume({ volumeMounts }: Fields, volume: string): boolean {
  return isList(volumeMounts) && volumeMounts.some((mount) => isFields(mount) && mount.name === volume);
}

/** What two programs that read the same script have in common. */
function common(one: Variables, other: Variables): Variables {
  const names = [...one.values].filter(([name]) => other.values.has(name) || other.isOpen);
  const more = [...other.values].filter(([name]) => one.isOpen && !one.values.has(name));
  const same = (name: string, value: string | undefined) =>
    one.values.get(name) === value && other.values.get(name) === value ? value : undefined;
  const values = new Map([...names, ...more].map(([name, value]) => [name, same(name, value)]));
  return { values, isOpen: one.isOpen && other.isOpen };
}

function fieldsIn(body: Fields, path: Path): Fields | undefined {
  let at: Value | undefined = body;
  for (const step of path) at = isFields(at) ? at[step] : undefined;
  return isFields(at) ? at : undefined;
}

function replaced(body: Fields, [step, ...rest]: Path, value: Fields): Fields {
  if (step === undefined) return value;
  const inner = body[step];
  return { ...body, [step]: replaced(isFields(inner) ? inner : {}, rest, value) };
}
