import type { Boundary, Fields, Path, Subject } from '../engine/types.ts';
import { fieldsAt, isFields, isList } from '../subjects/fields.ts';
import { valueAt } from './edit.ts';
import { foreignTo } from './foreign.ts';
import type { PodTarget, Target } from './types.ts';

const POD_SPECS: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** A configuration as the mutators look at it. */
export function targetOf(subjects: readonly Subject[], boundary: Boundary): Target {
  const namespaces = subjects.map(({ kind, name, namespace }) => (kind === 'Namespace' ? name : namespace));
  return {
    subjects,
    boundary,
    foreign: foreignTo(boundary),
    pods: subjects.flatMap(podOf),
    configMaps: subjects.filter(({ kind }) => kind === 'ConfigMap'),
    namespaces: [...new Set(namespaces.filter((name) => name !== undefined))],
    terraform: subjects.some(isTerraform),
  };
}

/** Whether a subject came from a Terraform document. */
export function isTerraform(subject: Subject): boolean {
  return subject.kind.startsWith('terraform/') || resourceOf(subject) !== undefined;
}

/** The Terraform resource that a Kubernetes object came from: `kubernetes_service_v1` and its name. */
export function resourceOf({ kind, address }: Subject): { readonly type: string; readonly name: string } | undefined {
  if (kind.startsWith('terraform/')) return undefined;
  const found = /(?:^|\.)(kubernetes_[a-z0-9_]+)\.([\w-]+)/.exec(address);
  return found === null ? undefined : { type: found[1] ?? '', name: found[2] ?? '' };
}

function podOf(subject: Subject): readonly PodTarget[] {
  const path = Object.hasOwn(POD_SPECS, subject.kind) ? POD_SPECS[subject.kind] : undefined;
  const spec = path === undefined ? undefined : valueAt(subject.body, path);
  if (path === undefined || !isFields(spec)) return [];
  const owner = valueAt(subject.body, path.slice(0, -1));
  const labels: Fields = fieldsAt(fieldsAt(isFields(owner) ? owner : undefined, 'metadata'), 'labels') ?? {};
  const containers = ['containers', 'initContainers'].flatMap((sort) => {
    const list = spec[sort];
    return isList(list) ? list.map((_, index) => [...path, sort, index]) : [];
  });
  return [{ subject, path, spec, labels, containers }];
}
