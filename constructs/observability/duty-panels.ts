import type { ModuleName } from '../core/site/modules/modules.ts';

/** A panel of the page of duties: one number for each part, and how it went during the last day. */
export interface DutyPanel {
  readonly title: string;
  /** Modules without which there is nothing to show; all must be there. */
  readonly modules: readonly ModuleName[];
  /** PromQL of an instant vector. */
  readonly expression: string;
  /** Labels that tell its rows apart, in the order of the columns. */
  readonly by: readonly string[];
  readonly unit: 'count' | 'seconds' | 'days';
  /** What a reader makes of it, in one sentence. */
  readonly meaning: string;
}

const part = ['namespace', 'service'] as const;
const job = ['namespace', 'cronjob'] as const;

/** Times since the last success of jobs, by the name of their CronJob. */
function sinceSuccess(cronJob: string): string {
  return `time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{cronjob=~"${cronJob}"})`;
}

/** Requests that an outlet of the approval service sent, within a day. */
function sentBy(outlet: string): string {
  const selector = `{service="approval", envoy_cluster_name="outlet-${outlet}"}`;
  return `sum by (namespace, service) (increase(envoy_cluster_upstream_rq_total${selector}[1d]))`;
}

const decisions: readonly DutyPanel[] = [
  {
    ...{ title: 'Suggestions asked of a model within a day', modules: ['ai', 'approval'], by: part, unit: 'count' },
    expression: sentBy('models'),
    meaning: 'Each waits for a clinician, or was found unusable.',
  },
  {
    ...{ title: 'Approved and written within a day', modules: ['approval'], by: part, unit: 'count' },
    expression: sentBy('lineage'),
    meaning: 'What is written leaves one record of what it came from.',
  },
  {
    ...{ title: 'Reports of drafts that wait too long, within a day', modules: ['approval'], by: part, unit: 'count' },
    expression: sentBy('overdue'),
    meaning:
      'A draft is reported each time its time is up and nobody has decided; the audit trail names process and run.',
  },
  {
    ...{ title: 'Questions to the model gateway within a day', modules: ['ai'], by: part, unit: 'count' },
    expression:
      'sum by (namespace, service) (increase(envoy_http_downstream_rq_total{service="model-gateway", envoy_http_conn_manager_prefix!~"metrics|health"}[1d]))',
    meaning: 'Each is an AI decision that must be recorded.',
  },
  {
    ...{ title: 'Audit records taken within a day', modules: ['audit'], by: part, unit: 'count' },
    expression:
      'sum by (namespace, service) (increase(otelcol_receiver_accepted_log_records_total{service="audit-collector"}[1d]))',
    meaning: 'Never fewer than the requests of all parts together.',
  },
  {
    ...{ title: 'Audit records that wait for the store', modules: ['audit'], by: part, unit: 'count' },
    expression: 'sum by (namespace, service) (otelcol_exporter_queue_size{service="audit-collector"})',
    meaning: 'They wait on disk; a number that grows says that the store is away.',
  },
];

const access: readonly DutyPanel[] = [
  {
    ...{ title: 'Accesses refused for want of a role or a scope, within a day', modules: [], by: part, unit: 'count' },
    expression: 'sum by (namespace, service) (increase(envoy_http_rbac_denied[1d])) > 0',
    meaning: 'The audit trail says who asked for what.',
  },
  {
    ...{ title: 'Tokens refused within a day', modules: [], by: part, unit: 'count' },
    expression: 'sum by (namespace, service) (increase(envoy_http_jwt_authn_denied[1d])) > 0',
    meaning: 'Expired, forged, or meant for somebody else.',
  },
  {
    ...{ title: 'Certificates refused within a day', modules: [], by: part, unit: 'count' },
    expression:
      'sum by (namespace, service) (increase({__name__=~"envoy_listener_ssl_fail_verify_(san|error|no_cert)"}[1d])) > 0',
    meaning: 'Somebody without a certificate of the site, or with that of a part that has no business there.',
  },
  {
    ...{ title: 'Attempts to leave for an unlisted name, within a day', modules: ['egress'], by: part, unit: 'count' },
    expression: 'sum by (namespace, service) (increase(envoy_listener_no_filter_chain_match{service="egress"}[1d]))',
    meaning: 'Anything but nought is a forgotten declaration, or an incident.',
  },
];

const state: readonly DutyPanel[] = [
  {
    ...{ title: 'Model gateways that there are', modules: ['ai'], by: ['config'], unit: 'count' },
    expression: 'max by (config) (prometheus_sd_discovered_targets{name="scrape", config=~".+/model-gateway"})',
    meaning: 'Nought while the AI is out of use.',
  },
  {
    ...{ title: 'Since a model was last found within its thresholds', modules: ['bias-evaluation'] },
    ...{ by: job, unit: 'seconds', expression: sinceSuccess('bias-evaluation.*') },
    meaning: 'The values by subgroup stand in the report of the run, in the audit store.',
  },
  {
    ...{ title: 'Since the judge last passed the cluster', modules: [], by: job, unit: 'seconds' },
    expression: sinceSuccess('compliance-check.*'),
    meaning: 'Longer than its schedule: it found something, or did not run.',
  },
  {
    ...{ title: 'Since the last good backup', modules: ['backup'], by: job, unit: 'seconds' },
    expression: sinceSuccess('.+-backup'),
    meaning: 'More than 26 hours is too much.',
  },
  {
    ...{ title: 'Until the first certificate expires', modules: [], by: part, unit: 'days' },
    expression: 'min by (namespace, service) (envoy_server_days_until_first_cert_expiring) < 60',
    meaning: 'Only those within 60 days.',
  },
];

/** Every panel that the platform knows, in the order of the page. */
export const dutyPanels: readonly DutyPanel[] = [...decisions, ...access, ...state];

/** The panels for what a site has. */
export function panelsFor(modules: readonly ModuleName[]): readonly DutyPanel[] {
  return dutyPanels.filter((panel) => panel.modules.every((module) => modules.includes(module)));
}
