import type { Context, Fields, Subject } from '../../engine/types.ts';
import { namespaceOf, namespacesNamed } from './namespace.ts';
import { roleLabel, roleOf } from './roles.ts';
import { fieldsOf, type PodView } from './workload.ts';

/** What a namespace and the pods of a third-party app say that they are. */
export const appRole = 'third-party-app';

/** True for a namespace that says it is one of a third-party app. */
export function isAppNamespace(namespace: Subject): boolean {
  return fieldsOf(fieldsOf(namespace.body.metadata).labels)[roleLabel] === appRole;
}

/** The namespace that a workload stands in, when this input has it. */
export function namespaceAround(subject: Subject, context: Context): Subject | undefined {
  return namespacesNamed(namespaceOf(subject, context), context)[0];
}

/** Whether a workload is somebody else's: it says so itself, or its namespace does. */
export function isThirdParty(subject: Subject, pod: PodView, context: Context): boolean {
  if (roleOf(pod) === appRole) return true;
  const namespace = namespaceAround(subject, context);
  return namespace !== undefined && isAppNamespace(namespace);
}

/** The annotations of an object. */
export function annotationsOf(subject: Subject): Fields {
  return fieldsOf(fieldsOf(subject.body.metadata).annotations);
}
