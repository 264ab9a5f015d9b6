import { groupBy } from '../../engine/group.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Value } from '../../engine/types.ts';
import { providerOf, regionArguments } from '../shared/provider-regions.ts';
import { openReason, show } from '../shared/value.ts';

/** A cloud provider says in the configuration which region it acts in. */
export const providerStatesItsRegion = defineRule({
  id: 'TF-002',
  title: 'A cloud provider says in the configuration which region it acts in.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'c5-2026/PSS-12', 'ehds/art-87', 'iso-27001/A.5.23'],
  selects: ['terraform/provider'],
  whenSilent: 'pass',
  rationale:
    'Without a region the provider asks the environment of whoever runs it: the same configuration lands in Frankfurt ' +
    'on one machine and in Virginia on the next.',
  remedy: 'write the region into the provider block as a literal',
  *evaluate({ type, body }, context) {
    const names = regionArguments(type);
    if (names.length === 0) return;
    const [first = 'region'] = names;
    const stated = names.some((name) => isStated(body[name])) || resourcesStateTheirs(type, context);
    yield {
      result: stated ? 'pass' : 'indeterminate',
      path: [first],
      found: show(body[first]),
      because: `the ${type} provider would take its region from the environment`,
      expected: `${names.join(' or ')} as a literal`,
    };
  },
});

function isStated(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && openReason(value) === undefined;
}

const own = ['region', 'zone', 'location'];

/** A provider's silence does no harm when every resource of it that is here says where it stands. */
function resourcesStateTheirs(provider: string, context: Context): boolean {
  const resources = resourcesByProvider(context).get(provider) ?? [];
  return resources.length > 0 && resources.every(({ body }) => own.some((name) => isStated(body[name])));
}

const indexes = new WeakMap<Context, ReadonlyMap<string, readonly Subject[]>>();

function resourcesByProvider(context: Context): ReadonlyMap<string, readonly Subject[]> {
  let index = indexes.get(context);
  if (index === undefined) {
    index = groupBy(context.ofKind('terraform/resource'), ({ type }) => providerOf(type));
    indexes.set(context, index);
  }
  return index;
}
