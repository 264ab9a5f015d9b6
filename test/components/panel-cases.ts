/** What a panel must show: series as promtool writes them, one value a minute, looked at after `at`. */
export interface PanelCase {
  readonly panel: string;
  readonly series: Readonly<Record<string, string>>;
  /** Duration after the first value: `30h`. */
  readonly at: string;
  /** Labels as promtool writes them, and the value. */
  readonly shows: { readonly labels: string; readonly value: number };
}

const AT = '30h';
const MINUTES = 2000;
const part = (service: string) => `namespace="a",service="${service}"`;
const steps = (each: number) => `0+${each}x${MINUTES}`;

/** One a minute in a counter is 1440 in a day. */
const perDay = (panel: string, name: string, service: string, rest = ''): PanelCase => ({
  panel,
  series: { [`${name}{${part(service)}${rest}}`]: steps(1) },
  at: AT,
  shows: { labels: `{${part(service)}}`, value: 1440 },
});

const sinceSuccess = (panel: string, cronjob: string): PanelCase => ({
  panel,
  series: { [`kube_cronjob_status_last_successful_time{namespace="a",cronjob="${cronjob}"}`]: `3600x${MINUTES}` },
  at: AT,
  shows: { labels: `{namespace="a",cronjob="${cronjob}"}`, value: 29 * 3600 },
});

const outlet = (name: string) => `,envoy_cluster_name="outlet-${name}"`;
const sent = 'envoy_cluster_upstream_rq_total';

/** One case of each panel. */
export const panelCases: readonly PanelCase[] = [
  perDay('Suggestions asked of a model within a day', sent, 'approval', outlet('models')),
  perDay('Approved and written within a day', sent, 'approval', outlet('lineage')),
  perDay('Reports of drafts that wait too long, within a day', sent, 'approval', outlet('overdue')),
  perDay(
    'Questions to the model gateway within a day',
    'envoy_http_downstream_rq_total',
    'model-gateway',
    ',envoy_http_conn_manager_prefix="suggest"',
  ),
  perDay('Audit records taken within a day', 'otelcol_receiver_accepted_log_records_total', 'audit-collector'),
  {
    panel: 'Audit records that wait for the store',
    series: { [`otelcol_exporter_queue_size{${part('audit-collector')},pod="a"}`]: `7x${MINUTES}` },
    at: AT,
    shows: { labels: `{${part('audit-collector')}}`, value: 7 },
  },
  perDay('Accesses refused for want of a role or a scope, within a day', 'envoy_http_rbac_denied', 'fhir'),
  perDay('Tokens refused within a day', 'envoy_http_jwt_authn_denied', 'fhir'),
  perDay('Certificates refused within a day', 'envoy_listener_ssl_fail_verify_san', 'fhir'),
  perDay('Attempts to leave for an unlisted name, within a day', 'envoy_listener_no_filter_chain_match', 'egress'),
  {
    panel: 'Model gateways that there are',
    series: { 'prometheus_sd_discovered_targets{name="scrape",config="a/model-gateway"}': `0x${MINUTES}` },
    at: AT,
    shows: { labels: '{config="a/model-gateway"}', value: 0 },
  },
  sinceSuccess('Since a model was last found within its thresholds', 'bias-evaluation'),
  sinceSuccess('Since the judge last passed the cluster', 'compliance-check'),
  sinceSuccess('Since the last good backup', 'fhir-database-backup'),
  {
    panel: 'Until the first certificate expires',
    series: {
      [`envoy_server_days_until_first_cert_expiring{${part('fhir')},instance="1"}`]: `30x${MINUTES}`,
      [`envoy_server_days_until_first_cert_expiring{${part('fhir')},instance="2"}`]: `20x${MINUTES}`,
      [`envoy_server_days_until_first_cert_expiring{${part('approval')}}`]: `90x${MINUTES}`,
    },
    at: AT,
    shows: { labels: `{${part('fhir')}}`, value: 20 },
  },
];
