import type { Context, Subject } from '../engine/types.ts';
import { isAdminPolicy } from './admin-policy.ts';
import { isNetworkPolicy } from './network-policy.ts';

/** Policies of a network plugin or a service mesh: they may open or close what is said here, and are not read. */
export function foreignPolicies(context: Context): readonly Subject[] {
  return context.subjects.filter((subject) => {
    const { kind, type } = subject;
    if (isNetworkPolicy(subject) || isAdminPolicy(subject)) return false;
    return (
      /(?:Network|Authorization|TrafficControl)Policy$|^(?:Network|GlobalNetwork)Set$|EgressGatewayPolicy$/.test(
        kind,
      ) && type.includes('/')
    );
  });
}
