import type { KubernetesObject } from '../kubectl.ts';

/** Where one object stands. `failed` cannot become ready by waiting. */
export type Readiness = { readonly state: 'ready' } | { readonly state: 'waiting' | 'failed'; readonly reason: string };

const READY: Readiness = { state: 'ready' };

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Status {
  readonly conditions?: readonly Condition[];
  readonly phase?: string;
  readonly [count: string]: unknown;
}

/** Kinds that are applied only when their controller has finished. */
export const AWAITED_KINDS: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
]);

/** Whether the object's controller has done what the object asks for. Kinds without a controller are ready at once. */
export function readinessOf(object: KubernetesObject): Readiness {
  const status = (object.status ?? {}) as Status;
  const observed = status.observedGeneration;
  if (typeof observed === 'number' && observed < (object.metadata.generation ?? 0))
    return waiting('not seen by its controller yet');
  switch (object.kind) {
    case 'Namespace':
      return status.phase === 'Active' ? READY : waiting(`is ${status.phase ?? 'new'}`);
    case 'CustomResourceDefinition':
      return hasCondition(status, 'Established') ? READY : waiting('is not established');
    case 'Deployment':
      return deployment(object, status);
    case 'StatefulSet':
      return counted(object, status, 'updatedReplicas', 'availableReplicas');
    case 'DaemonSet':
      return allOf(count(status, 'desiredNumberScheduled'), status, ['updatedNumberScheduled', 'numberAvailable']);
    case 'Job':
      return job(status);
    default:
      return READY;
  }
}

function deployment(object: KubernetesObject, status: Status): Readiness {
  const refused = condition(status, 'ReplicaFailure');
  if (refused?.status === 'True')
    return { state: 'failed', reason: refused.message ?? refused.reason ?? 'its pods are refused' };
  const stalled = condition(status, 'Progressing');
  if (stalled?.reason === 'ProgressDeadlineExceeded')
    return { state: 'failed', reason: stalled.message ?? 'makes no progress' };
  return counted(object, status, 'updatedReplicas', 'availableReplicas');
}

function counted(object: KubernetesObject, status: Status, ...fields: readonly string[]): Readiness {
  const wanted = (object.spec as { readonly replicas?: number } | undefined)?.replicas ?? 1;
  if (typeof status.observedGeneration !== 'number') return waiting('not seen by its controller yet');
  return allOf(wanted, status, ['replicas', ...fields]);
}

function allOf(wanted: number, status: Status, fields: readonly string[]): Readiness {
  const short = fields.find((field) => count(status, field) !== wanted);
  return short === undefined ? READY : waiting(`${short} is ${count(status, short)} of ${wanted}`);
}

function job(status: Status): Readiness {
  const failed = condition(status, 'Failed');
  if (failed?.status === 'True') return { state: 'failed', reason: failed.message ?? 'it failed' };
  return hasCondition(status, 'Complete') ? READY : waiting('has not completed');
}

function condition(status: Status, type: string): Condition | undefined {
  return status.conditions?.find((candidate) => candidate.type === type);
}

function hasCondition(status: Status, type: string): boolean {
  return condition(status, type)?.status === 'True';
}

function count(status: Status, field: string): number {
  const value = status[field];
  return typeof value === 'number' ? value : 0;
}

function waiting(reason: string): Readiness {
  return { state: 'waiting', reason };
}
