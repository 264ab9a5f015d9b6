import type { Context, Fields } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { namespaceOf } from './namespace.ts';
import type { Workload } from './roles.ts';
import { selects, selectsEverything } from './selector.ts';
import { fieldsOf } from './workload.ts';

/** True when a Service has no selector, so that its endpoints come from somewhere else. An empty one counts as none. */
export function selectsNothing(spec: Fields): boolean {
  const { selector } = spec;
  return selector === undefined || selector === null || selectsEverything({ matchLabels: selector });
}

/** Every name under which `from` can address a Service that selects the pods of `to`. */
export function servicesOf(to: Workload, from: Workload, context: Context): ReadonlySet<string> {
  const namespace = namespaceOf(to.subject, context);
  const names = new Set<string>();
  for (const service of context.ofKind('Service')) {
    const { selector } = fieldsOf(service.body.spec);
    if (namespaceOf(service, context) !== namespace || !isFields(selector)) continue;
    if (selects({ matchLabels: selector }, to.pod.labels) !== true) continue;
    const qualified = `${service.name}.${namespace}`;
    for (const name of [qualified, `${qualified}.svc`, `${qualified}.svc.cluster.local`]) names.add(name);
    if (namespaceOf(from.subject, context) === namespace) names.add(service.name);
  }
  return names;
}
