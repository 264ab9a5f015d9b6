import type { AuditSink } from '../core/audit.ts';
import { auditLog, errorLog } from '../core/envoy/access-log.ts';
import { auditCluster } from '../core/envoy/clusters.ts';
import { bootstrap } from '../core/envoy/config.ts';
import { perMinute, rateLimitFilter, router } from '../core/envoy/filters.ts';
import { healthListener, listener } from '../core/envoy/listeners.ts';
import { ENVOY_PATHS, type GuardRoute } from '../core/envoy/types.ts';

/** Port of the page. */
export const PORTAL_PORT = 8443;

/** What the ingress hands on to the page. */
export const portalRoutes: readonly GuardRoute[] = [{ methods: ['GET', 'HEAD'], prefix: '/' }];

/** File of the page, beside the configuration. */
export const PORTAL_PAGE = 'index.html';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Envoy's bootstrap configuration: one page for the ingress gateway, whose certificate names `client`, and nothing else. */
export function portalConfig(props: {
  readonly serviceName: string;
  readonly namespace: string;
  readonly client: string;
  readonly audit: Pick<AuditSink, 'host' | 'port'>;
}): string {
  const recorder = { ...props, role: 'developer-portal' as const };
  return bootstrap(props, {
    listeners: [
      listener('https', PORTAL_PORT, [props.client], {
        access_log: [auditLog(recorder, { name: 'page' }), errorLog()],
        http_filters: [rateLimitFilter('page', perMinute(600)), router()],
        routes: [
          {
            match: { path: '/', headers: [{ name: ':method', string_match: { safe_regex: { regex: 'GET|HEAD' } } }] },
            direct_response: { status: 200, body: { filename: `${ENVOY_PATHS.configuration}/${PORTAL_PAGE}` } },
          },
        ],
        routeConfiguration: { max_direct_response_body_size_bytes: 1024 * 1024 },
        virtualHost: {
          response_headers_to_add: Object.entries(HEADERS).map(([key, value]) => ({
            header: { key, value },
            append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
          })),
        },
      }),
      healthListener({ healthPaths: [] }),
    ],
    clusters: [auditCluster(props.audit)],
  });
}
