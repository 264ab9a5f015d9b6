import type { Context, Subject } from '../../engine/types.ts';
import { type PodView, podOf, workloadKinds } from './workload.ts';

/** The label by which a workload says what it does in the platform. */
export const roleLabel = 'domicile.internal/role';

/** What a workload says it does; undefined when it says nothing. */
export function roleOf(pod: PodView): string | undefined {
  const role = pod.labels[roleLabel];
  return typeof role === 'string' ? role : undefined;
}

/** Models, gateways and whatever else calls itself `ai-…`: whatever runs or fronts a model. */
export function isAi(role: string | undefined): boolean {
  return role === 'ai' || (role?.startsWith('ai-') ?? false);
}

/** A workload of the run with its pod. */
export interface Workload {
  readonly subject: Subject;
  readonly pod: PodView;
}

const known = new WeakMap<Context, readonly Workload[]>();
const roles = new WeakMap<Context, ReadonlySet<string | undefined>>();

/** Whether some workload of the run says that it does this. Asked before what only such a workload makes worth working out. */
export function isThere(role: string, context: Context): boolean {
  let found = roles.get(context);
  if (found === undefined) {
    found = new Set(workloadsOf(context).map(({ pod }) => roleOf(pod)));
    roles.set(context, found);
  }
  return found.has(role);
}

/** Every workload of the run. */
export function workloadsOf(context: Context): readonly Workload[] {
  let found = known.get(context);
  if (found === undefined) {
    found = workloadKinds.flatMap((kind) =>
      context.ofKind(kind).flatMap((subject) => {
        const pod = podOf(subject);
        return pod === undefined ? [] : [{ subject, pod }];
      }),
    );
    known.set(context, found);
  }
  return found;
}
