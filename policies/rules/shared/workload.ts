import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { rememberLast } from './last.ts';

/** Where each kind that makes pods keeps its pod spec. */
const podSpecs: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The built-in kinds that make pods. */
export const workloadKinds: readonly string[] = Object.keys(podSpecs);

/** True for the built-in kinds that make pods. */
export function makesPods(kind: string): boolean {
  return Object.hasOwn(podSpecs, kind);
}

/** A pod as a workload describes it: its spec, its labels, and where both stand. */
export interface PodView {
  readonly path: Path;
  readonly spec: Fields;
  readonly labels: Fields;
  readonly annotations: Fields;
}

/** One container of any sort, with its path. */
export interface ContainerView {
  readonly path: Path;
  readonly name: string;
  readonly container: Fields;
  readonly sort: 'containers' | 'initContainers' | 'ephemeralContainers';
}

const nothing: Fields = {};

/** The pod that a workload makes; undefined when the subject makes none or its spec cannot be read. */
export const podOf: (subject: Subject) => PodView | undefined = rememberLast(readPod);

function readPod(subject: Subject): PodView | undefined {
  const path = makesPods(subject.kind) ? podSpecs[subject.kind] : undefined;
  if (path === undefined) return undefined;
  let owner: Value | undefined = subject.body;
  for (const step of path.slice(0, -1)) owner = isFields(owner) ? owner[step] : undefined;
  if (!isFields(owner) || !isFields(owner.spec)) return undefined;
  const metadata = fieldsOf(owner.metadata);
  const labels = fieldsOf(metadata.labels);
  return { path, spec: owner.spec, labels, annotations: fieldsOf(metadata.annotations) };
}

const sorts = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Init, main and ephemeral containers: whatever starts in the pod. */
export const containersOf: (pod: PodView) => readonly ContainerView[] = rememberLast((pod) =>
  sorts.flatMap((sort) => listOf(pod.spec[sort]).flatMap((item, index) => containerAt(pod, sort, item, index))),
);

function containerAt(pod: PodView, sort: ContainerView['sort'], item: Value, index: number): readonly ContainerView[] {
  if (!isFields(item)) return [];
  return [{ path: [...pod.path, sort, index], name: textOf(item.name) ?? '', container: item, sort }];
}

/** An object, or an empty one when it is missing or something else. */
export function fieldsOf(value: Value | undefined): Fields {
  return isFields(value) ? value : nothing;
}

/** A list, or an empty one when it is missing or something else. */
export function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

/** A string, or undefined. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
