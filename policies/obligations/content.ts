import type { Obligation } from '../engine/obligation.ts';
import type { Context, Fields, Subject, Value } from '../engine/types.ts';
import { fetchedBy, fetchingKinds, releasesIn } from '../rules/shared/fetched.ts';
import { openReason } from '../rules/shared/value.ts';
import { containersOf, fieldsOf, listOf, podOf, textOf, workloadKinds } from '../rules/shared/workload.ts';
import { first, judgeAgain, keyOf, obligation } from './obligation.ts';

type Kind = 'Secret' | 'ConfigMap';

interface Reference {
  readonly kind: Kind;
  readonly name: string;
}

/** The cluster writes it itself. */
const OF_THE_CLUSTER = new Set(['kube-root-ca.crt']);

/**
 * Secrets and ConfigMaps that workloads read and whose content is not in the input. Whatever a connection string in them
 * names was not judged.
 */
export function missingContent(context: Context): readonly Obligation[] {
  const missing = new Map<string, Subject[]>();
  const here = readable(context);
  for (const kind of workloadKinds) {
    for (const subject of context.ofKind(kind)) {
      for (const reference of referencesOf(subject)) {
        const key = keyOfReference(reference, subject.namespace);
        if (here.has(key)) continue;
        const readers = missing.get(key);
        if (readers === undefined) missing.set(key, [subject]);
        else readers.push(subject);
      }
    }
  }
  return [...missing].map(([subject, readers]) => {
    const names = [...new Set(readers.map(keyOf))].sort();
    const owed = `what it holds, which is not in this input; read by ${names.join(', ')}`;
    const location = first(readers.map((reader) => reader.locate([])));
    const how = judgeAgain.live;
    return obligation({ about: 'content', subject, path: '', owed, due: 'live', how, blocks: false, location });
  });
}

/** Charts, folders and templates that an object fetches, and of whose objects none is in the input; each once. */
export function fetchedContent(context: Context): readonly Obligation[] {
  const ordered = fetchingKinds.flatMap((kind) => context.ofKind(kind));
  const fetching = ordered.flatMap((subject) => {
    const fetched = fetchedBy(subject);
    return fetched === undefined ? [] : [{ subject, ...fetched }];
  });
  if (fetching.length === 0) return [];
  const here = releasesIn(context.subjects);
  return fetching
    .filter(({ release }) => !here.has(release))
    .map(({ subject, release, what, path }) =>
      obligation({
        about: 'content',
        subject: release === '' ? keyOf(subject) : `release/${release}`,
        path: '',
        owed: `what ${what} makes, which is not in this input; ordered by ${keyOf(subject)}`,
        due: 'admission',
        how: judgeAgain.admission,
        blocks: context.boundary.facts === 'confirmed',
        location: subject.locate(path) ?? subject.locate([]) ?? null,
      }),
    );
}

function referencesOf(subject: Subject): readonly Reference[] {
  const pod = podOf(subject);
  if (pod === undefined) return [];
  const found: Reference[] = [];
  for (const { container } of containersOf(pod)) {
    for (const variable of listOf(container.env)) {
      const from = fieldsOf(variable).valueFrom;
      // Most variables are literals.
      if (from !== undefined) found.push(...inVariable(fieldsOf(from)));
    }
    for (const source of listOf(container.envFrom)) found.push(...inSource(fieldsOf(source)));
  }
  for (const volume of listOf(pod.spec.volumes)) found.push(...inVolume(fieldsOf(volume)));
  return found;
}

function inVariable({ secretKeyRef, configMapKeyRef }: Fields): readonly Reference[] {
  return [...named('Secret', fieldsOf(secretKeyRef).name), ...named('ConfigMap', fieldsOf(configMapKeyRef).name)];
}

function inSource({ secretRef, configMapRef }: Fields): readonly Reference[] {
  return [...named('Secret', fieldsOf(secretRef).name), ...named('ConfigMap', fieldsOf(configMapRef).name)];
}

function inVolume(volume: Fields): readonly Reference[] {
  const projected = listOf(fieldsOf(volume.projected).sources).map(fieldsOf);
  return [
    ...named('Secret', fieldsOf(volume.secret).secretName),
    ...named('ConfigMap', fieldsOf(volume.configMap).name),
    ...projected.flatMap((source) => [
      ...named('Secret', fieldsOf(source.secret).name),
      ...named('ConfigMap', fieldsOf(source.configMap).name),
    ]),
  ];
}

function named(kind: Kind, value: Value | undefined): readonly Reference[] {
  const name = textOf(value);
  return name === undefined || name === '' || OF_THE_CLUSTER.has(name) ? [] : [{ kind, name }];
}

function keyOfReference({ kind, name }: Reference, namespace: string | undefined): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** Objects that are here with content that can be read. */
function readable(context: Context): ReadonlySet<string> {
  const kinds: readonly Kind[] = ['Secret', 'ConfigMap'];
  const all = kinds.flatMap((kind) => context.ofKind(kind).filter(({ body }) => isReadable(body)));
  return new Set(all.map(keyOf));
}

function isReadable({ data, stringData, binaryData }: Fields): boolean {
  const parts = [data, stringData, binaryData].filter((part) => part !== undefined && part !== null);
  return (
    parts.length > 0 &&
    parts.every((part) => Object.values(fieldsOf(part)).every((value) => openReason(value) === undefined))
  );
}
