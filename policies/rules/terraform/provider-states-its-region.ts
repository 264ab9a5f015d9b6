import { groupBy } from '../../engine/group.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Value } from '../../engine/types.ts';
import { openReason, show } from '../shared/value.ts';

/**
 * Providers that take their region from the environment or a profile when the configuration is silent, and the arguments
 * that state it. Providers whose resources each name their place (azurerm, hcloud, exoscale, ionoscloud, upcloud, ovh)
 * are not listed. Source: the providers' own documentation; as of 2026-11-22, recalled.
 */
const arguments_: Readonly<Record<string, readonly string[]>> = {
  aws: ['region'],
  awscc: ['region'],
  google: ['region', 'zone'],
  'google-beta': ['region', 'zone'],
  alicloud: ['region'],
  oci: ['region'],
  ibm: ['region'],
  tencentcloud: ['region'],
  huaweicloud: ['region'],
  opentelekomcloud: ['region', 'tenant_name', 'auth_url'],
  openstack: ['region', 'auth_url'],
  scaleway: ['region', 'zone'],
  stackit: ['default_region', 'region'],
  outscale: ['region', 'api'],
  digitalocean: [],
};

/** A cloud provider says in the configuration which region it acts in. */
export const providerStatesItsRegion = defineRule({
  id: 'TF-002',
  title: 'A cloud provider says in the configuration which region it acts in.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'c5-2026/PSS-12', 'ehds/art-87'],
  selects: ['terraform/provider'],
  whenSilent: 'pass',
  rationale:
    'Without a region the provider asks the environment of whoever runs it: the same configuration lands in Frankfurt ' +
    'on one machine and in Virginia on the next.',
  remedy: 'write the region into the provider block as a literal',
  *evaluate({ type, body }, context) {
    const names = Object.hasOwn(arguments_, type) ? (arguments_[type] ?? []) : [];
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
    index = groupBy(context.ofKind('terraform/resource'), ({ type }) => type.split('_', 1)[0] ?? '');
    indexes.set(context, index);
  }
  return index;
}
