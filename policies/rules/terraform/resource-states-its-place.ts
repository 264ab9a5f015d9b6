import { defineRule } from '../../engine/rule.ts';
import type { Context, Fields, Value, Verdict } from '../../engine/types.ts';
import { choicesIn } from '../../places/index.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { providerOf, regionArguments } from '../shared/provider-regions.ts';
import { openReason } from '../shared/value.ts';

/** Types whose place is an optional argument: what it may be called, and where the resource lands without it. */
interface Optional {
  readonly any: readonly string[];
  readonly otherwise: string;
  readonly result: 'fail' | 'indeterminate';
}

const anywhere = {
  otherwise: 'the provider chooses among all its locations, Ashburn and Singapore among them',
} as const;

/** Source: the providers' own documentation; as of 2026-11-22, recalled. */
const optional: Readonly<Record<string, Optional>> = {
  hcloud_server: { any: ['location', 'datacenter'], ...anywhere, result: 'indeterminate' },
  hcloud_volume: { any: ['location', 'server_id'], ...anywhere, result: 'indeterminate' },
  hcloud_load_balancer: { any: ['location', 'network_zone'], ...anywhere, result: 'indeterminate' },
  hcloud_primary_ip: { any: ['location', 'datacenter', 'assignee_id'], ...anywhere, result: 'indeterminate' },
  hcloud_floating_ip: { any: ['home_location', 'server_id'], ...anywhere, result: 'indeterminate' },
  google_bigquery_dataset: {
    any: ['location'],
    otherwise: 'a dataset without a location lies in the US',
    result: 'fail',
  },
  google_storage_bucket: { any: ['location'], otherwise: 'a bucket without a location lies in the US', result: 'fail' },
  google_firestore_database: { any: ['location_id'], otherwise: 'nothing says where it lies', result: 'indeterminate' },
  cloudflare_r2_bucket: {
    any: ['jurisdiction'],
    otherwise: 'a location is only a hint; without a jurisdiction the bucket may lie anywhere',
    result: 'indeterminate',
  },
};

/** Types that no argument keeps in a region. Source: the providers' own documentation; as of 2026-11-22, recalled. */
const worldwide: Readonly<Record<string, string>> = {
  aws_cloudfront_distribution: 'its edges all over the world keep copies',
  aws_globalaccelerator_accelerator: 'traffic enters at edges all over the world',
  azurerm_cdn_endpoint: 'its edges all over the world keep copies',
  azurerm_cdn_frontdoor_profile: 'its edges all over the world keep copies',
  azurerm_cdn_profile: 'its edges all over the world keep copies',
  azurerm_frontdoor: 'its edges all over the world keep copies',
  cloudflare_dns_record: 'its names are kept and answered all over the world',
  cloudflare_load_balancer: 'traffic enters at edges all over the world',
  cloudflare_record: 'its names are kept and answered all over the world',
  cloudflare_workers_script: 'it runs at edges all over the world',
  cloudflare_zero_trust_tunnel_cloudflared: 'traffic enters at edges all over the world',
  cloudflare_zone: 'its names are kept and answered all over the world',
  cloudflare_workers_kv_namespace: 'its values are copied to locations all over the world',
  cloudflare_pages_project: 'its edges all over the world keep copies',
};

/** A cloud resource says where it stands, or its provider does. */
export const resourceStatesItsPlace = defineRule({
  id: 'TF-006',
  title: 'A cloud resource says where it stands, or its provider does.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'c5-2026/PSS-12', 'ehds/art-87'],
  selects: ['terraform/resource'],
  whenSilent: 'pass',
  rationale:
    'A place that is not written is chosen by somebody else: by a default of the provider, which is often in the United ' +
    'States, or by the environment of whoever runs Terraform.',
  remedy: 'write the location, region or zone of the resource, or the region of its provider, as a literal',
  *evaluate({ type, body }, context) {
    const known = Object.hasOwn(optional, type) ? optional[type] : undefined;
    const spread = Object.hasOwn(worldwide, type) ? worldwide[type] : unbound(type, body);
    if (spread !== undefined) yield everywhere(type, spread);
    else if (known !== undefined) yield judge(type, body, known);
    else if (hasNoProvider(type, context)) yield judge(type, body, fromEnvironment);
  },
});

/** A secret that Google replicates by its own choice. */
function unbound(type: string, { replication }: Fields): string | undefined {
  if (type !== 'google_secret_manager_secret') return undefined;
  const blocks = isList(replication) ? replication : [replication ?? null];
  const chosen = blocks.some((block) => isFields(block) && 'user_managed' in block && block.user_managed !== null);
  return chosen ? undefined : 'Google chooses among all its locations where the secret is copied to';
}

function everywhere(type: string, because: string): Verdict {
  return { result: 'fail', path: [], found: type, because, expected: 'a resource that stays in a region' };
}

const fromEnvironment: Optional = {
  any: ['region', 'zone', 'location'],
  otherwise: 'no provider block of this input names a region: the environment would',
  result: 'indeterminate',
};

/** Providers take their region from the environment when the configuration does not even mention them. */
function hasNoProvider(type: string, context: Context): boolean {
  const provider = providerOf(type);
  if (regionArguments(provider).length === 0) return false;
  return !context.ofKind('terraform/provider').some((block) => block.type === provider);
}

function judge(type: string, body: Fields, { any, otherwise, result }: Optional): Verdict {
  const stated = any.find((name) => isStated(body[name]));
  const [first = 'location'] = any;
  const expected = `${any.join(' or ')} as a literal`;
  if (stated !== undefined) return { result: 'pass', path: [stated], found: type, because: 'it is stated', expected };
  return { result, path: [first], found: `${type} without ${any.join(' or ')}`, because: otherwise, expected };
}

function isStated(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return openReason(value) === undefined || (typeof value === 'string' && choicesIn(value) !== undefined);
}
