import { roleCheck, scopeCheck } from './authorization.ts';
import { CLUSTER } from './clusters.ts';
import { protobuf } from './protobuf.ts';
import type { GuardDoor } from './types.ts';

const HTTP = 'envoy.extensions.filters.http';

/** The filters of a door, in the order in which a request meets them: cheap refusals first. */
export function doorFilters(door: GuardDoor) {
  return [
    ...rateLimit(door),
    ...tokenCheck(door),
    ...roleCheck(door.admission),
    ...scopeCheck(door),
    bodyLimit(door),
    ...script(door),
    ...(door.filters ?? []),
    router(),
  ];
}

/** Hands the request to the route's cluster. Always last. */
export function router() {
  return { name: 'envoy.filters.http.router', typed_config: { '@type': protobuf(`${HTTP}.router.v3.Router`) } };
}

/** Answers `path` itself, and says 503 while no audit collector is healthy: without a record there is no access. */
export function readinessFilter(path: string) {
  return {
    name: 'envoy.filters.http.health_check',
    typed_config: {
      '@type': protobuf(`${HTTP}.health_check.v3.HealthCheck`),
      pass_through_mode: false,
      cluster_min_healthy_percentages: { [CLUSTER.audit]: { value: 1 } },
      headers: [{ name: ':path', string_match: { exact: path } }],
    },
  };
}

function rateLimit({ requestsPerMinute }: GuardDoor) {
  return requestsPerMinute === undefined ? [] : [rateLimitFilter('door', perMinute(requestsPerMinute))];
}

/** Answers 429 once the bucket is empty; `rest` may share it out by descriptors. */
export function rateLimitFilter(name: string, token_bucket: TokenBucket, rest: object = {}) {
  const always = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
  return {
    name: 'envoy.filters.http.local_ratelimit',
    typed_config: {
      '@type': protobuf(`${HTTP}.local_ratelimit.v3.LocalRateLimit`),
      stat_prefix: name,
      token_bucket,
      filter_enabled: always,
      filter_enforced: always,
      ...rest,
    },
  };
}

/** How much a bucket holds, and how it fills. */
export interface TokenBucket {
  readonly max_tokens: number;
  readonly tokens_per_fill: number;
  readonly fill_interval: string;
}

/** A bucket of so many a minute. */
export function perMinute(count: number): TokenBucket {
  return { max_tokens: count, tokens_per_fill: count, fill_interval: '60s' };
}

function tokenCheck({ admission, documents = [] }: GuardDoor) {
  if (admission.kind !== 'token') return [];
  const { issuer, keysUrl } = admission.identity;
  return [
    {
      name: 'envoy.filters.http.jwt_authn',
      typed_config: {
        '@type': protobuf(`${HTTP}.jwt_authn.v3.JwtAuthentication`),
        providers: {
          site: {
            issuer,
            audiences: [admission.audience],
            require_expiration: true,
            clock_skew_seconds: 30,
            forward: true,
            payload_in_metadata: 'claims',
            // `a b c` becomes a list, of which one can be asked for without its being a part of another.
            ...(admission.scopes === undefined
              ? {}
              : { normalize_payload_in_metadata: { space_delimited_claims: ['scope'] } }),
            remote_jwks: {
              http_uri: { uri: keysUrl, cluster: CLUSTER.identity, timeout: '5s' },
              cache_duration: '300s',
              async_fetch: { fast_listener: true },
            },
          },
        },
        rules: [
          ...documents.map(({ path }) => ({ match: { path } })),
          { match: { prefix: '/' }, requires: { provider_name: 'site' } },
        ],
      },
    },
  ];
}

function bodyLimit({ maxRequestBytes }: GuardDoor) {
  return {
    name: 'envoy.filters.http.buffer',
    typed_config: {
      '@type': protobuf(`${HTTP}.buffer.v3.Buffer`),
      max_request_bytes: maxRequestBytes ?? 8 * 1024 * 1024,
    },
  };
}

function script({ script }: GuardDoor) {
  return script === undefined ? [] : [luaFilter(script)];
}

/** A filter that runs `envoy_on_request` and `envoy_on_response` of a Lua script. */
export function luaFilter(script: string, name = 'envoy.filters.http.lua') {
  return {
    name,
    typed_config: { '@type': protobuf(`${HTTP}.lua.v3.Lua`), default_source_code: { inline_string: script } },
  };
}
