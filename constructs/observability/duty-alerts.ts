import type { ModuleName } from '../core/site/modules/modules.ts';

/** An alert for one duty of the platform. */
export interface DutyAlert {
  /** Name in Prometheus, and of its section in the runbook, in lower case. */
  readonly name: string;
  /** Modules without which there is nothing to watch; all must be there. */
  readonly modules: readonly ModuleName[];
  /** PromQL: true for as long as the duty is not met. */
  readonly expression: string;
  /** How long it must hold before anybody is told: `5m`. */
  readonly after: string;
  /** `critical`: somebody gets up at night. `warning`: somebody looks in the morning. */
  readonly severity: 'critical' | 'warning';
  /** One sentence for whoever is told. Names parts, never people. */
  readonly summary: string;
}

const requests =
  'sum(rate(envoy_http_downstream_rq_total{envoy_http_conn_manager_prefix!~"metrics|health|outlet-.*"}[10m]))';
const queue = 'otelcol_exporter_queue_size{service="audit-collector"}';
const sent = 'otelcol_exporter_sent_log_records_total{service="audit-collector"}';
const accepted = 'otelcol_receiver_accepted_log_records_total{service="audit-collector"}';

/** Jobs by the name of their CronJob: a run that is still missing six hours after its time, or a time that was let pass. */
function overdue(cronJob: string): string {
  const selector = `{cronjob=~"${cronJob}"}`;
  const scheduled = `max by (namespace, cronjob) (kube_cronjob_status_last_schedule_time${selector})`;
  const succeeded = `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time${selector})`;
  const next = `max by (namespace, cronjob) (kube_cronjob_next_schedule_time${selector})`;
  const missing = `(time() - ${scheduled} > ${6 * 3600} unless ${succeeded} >= ${scheduled})`;
  return `${missing} or (time() - ${next} > 3600) or absent(kube_cronjob_created${selector})`;
}

function failed(job: string): string {
  return `max by (namespace, job_name) (kube_job_status_failed{job_name=~"${job}"}) > 0`;
}

const auditAlerts: readonly DutyAlert[] = [
  {
    name: 'AuditSilent',
    modules: ['audit'],
    expression: `${requests} > 0 unless sum(increase(${accepted}[10m])) > 0`,
    ...{
      after: '5m',
      severity: 'critical',
      summary: 'Requests flow, and for ten minutes no audit record has arrived.',
    },
  },
  {
    name: 'AuditRecordsDropped',
    modules: ['audit'],
    expression:
      'sum by (namespace, service) (increase(envoy_access_logs_open_telemetry_access_log_logs_dropped[10m])) > 0',
    ...{ after: '0m', severity: 'critical', summary: 'A guard has thrown audit records away.' },
  },
  {
    name: 'AuditQueueGrowing',
    modules: ['audit'],
    expression: `${queue} > 1000 and deriv(${queue}[15m]) > 0`,
    ...{ after: '10m', severity: 'warning', summary: 'The queue of the audit collector grows.' },
  },
  {
    name: 'AuditStoreUnreachable',
    modules: ['audit'],
    expression: `sum(min_over_time(${queue}[5m])) > 0 unless sum(increase(${sent}[5m])) > 0`,
    ...{ after: '5m', severity: 'critical', summary: 'Audit records wait, and none reaches the audit store.' },
  },
  {
    name: 'AuditCollectorSilent',
    modules: ['audit'],
    expression: `absent(${queue})`,
    ...{ after: '10m', severity: 'critical', summary: 'The audit collector does not say how it is.' },
  },
];

const trafficAlerts: readonly DutyAlert[] = [
  {
    name: 'GuardUnready',
    modules: [],
    expression:
      'min by (namespace, service, instance) (envoy_cluster_membership_healthy{envoy_cluster_name="audit-collector"}) == 0 or ' +
      'max by (namespace, service, instance) (up{job!="cluster"}) == 0',
    ...{
      after: '3m',
      severity: 'critical',
      summary: 'A guard does not answer, or sees no audit collector and lets nobody in.',
    },
  },
  {
    name: 'PartNotWatched',
    modules: [],
    expression: 'max by (config) (prometheus_sd_discovered_targets{name="scrape"}) == 0',
    ...{ after: '10m', severity: 'critical', summary: 'A watched part has no pod at all.' },
  },
  {
    name: 'CertificateExpires',
    modules: [],
    expression: 'min by (namespace, service) (envoy_server_days_until_first_cert_expiring) < 21',
    ...{ after: '1h', severity: 'warning', summary: 'A certificate expires within 21 days.' },
  },
  {
    name: 'EgressDenied',
    modules: ['egress'],
    expression:
      'sum by (namespace, service) (increase({__name__=~"envoy_listener_(no_filter_chain_match|ssl_fail_verify_san|ssl_fail_verify_no_cert|ssl_fail_verify_error)", service="egress"}[10m])) > 0',
    ...{
      after: '0m',
      severity: 'critical',
      summary: 'Somebody tried to leave the cluster for a name that is not on the list.',
    },
  },
  {
    name: 'ModelFails',
    modules: ['ai'],
    expression:
      'sum by (namespace, service) (rate(envoy_cluster_upstream_rq_xx{service=~"model-.*", envoy_response_code_class="5"}[10m])) / ' +
      'sum by (namespace, service) (rate(envoy_cluster_upstream_rq_total{service=~"model-.*"}[10m])) > 0.05',
    ...{ after: '5m', severity: 'warning', summary: 'A model answers more than one question in twenty with an error.' },
  },
  {
    name: 'MessagesWait',
    modules: ['hl7'],
    expression:
      'sum by (namespace) (increase(envoy_cluster_upstream_rq_total{service="integration", envoy_cluster_name=~"outlet-.*"}[15m])) > 0 unless ' +
      'sum by (namespace) (increase(envoy_cluster_upstream_rq_xx{service="integration", envoy_cluster_name=~"outlet-.*", envoy_response_code_class="2"}[15m])) > 0',
    ...{
      after: '15m',
      severity: 'critical',
      summary: 'Messages of hospital systems wait, and none reaches the record.',
    },
  },
];

const approvalAlerts: readonly DutyAlert[] = [
  {
    name: 'ApprovalWaits',
    modules: ['approval'],
    expression:
      'sum by (namespace, service) (increase(envoy_cluster_upstream_rq_total{service="approval", envoy_cluster_name="outlet-overdue"}[1h])) > 0',
    ...{
      after: '0m',
      severity: 'warning',
      summary: 'A draft of the AI waits too long for a clinician.',
    },
  },
];

const dutyJobAlerts: readonly DutyAlert[] = [
  {
    name: 'ClusterMetricsMissing',
    modules: [],
    expression: 'absent(up{job="cluster"} == 1) or absent(kubelet_volume_stats_available_bytes)',
    ...{
      after: '10m',
      severity: 'critical',
      summary: 'What the cluster knows of jobs and volumes does not arrive: backups and checks are unwatched.',
    },
  },
  {
    name: 'BackupTooOld',
    modules: ['backup'],
    expression:
      `(time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{cronjob=~".+-backup"}) > ${26 * 3600}) or ` +
      `(time() - max by (namespace, cronjob) (kube_cronjob_created{cronjob=~".+-backup"}) > ${26 * 3600} unless on (namespace, cronjob) kube_cronjob_status_last_successful_time) or ` +
      'absent(kube_cronjob_created{cronjob=~".+-backup"})',
    ...{ after: '10m', severity: 'critical', summary: 'The last good backup of a database is older than 26 hours.' },
  },
  {
    name: 'RestoreFailed',
    modules: ['backup'],
    expression: failed('.+-restore.*'),
    ...{ after: '0m', severity: 'critical', summary: 'A restore of a database has failed.' },
  },
  {
    name: 'ComplianceCheckFailed',
    modules: [],
    expression: failed('compliance-check.*'),
    ...{ after: '0m', severity: 'critical', summary: 'The compliance check in the cluster has failed.' },
  },
  {
    name: 'ComplianceCheckOverdue',
    modules: [],
    expression: overdue('compliance-check.*'),
    ...{
      after: '1h',
      severity: 'critical',
      summary: 'The compliance check in the cluster has not run when it should have.',
    },
  },
  {
    name: 'BiasEvaluationFailed',
    modules: ['bias-evaluation'],
    expression: failed('bias-evaluation.*'),
    ...{
      after: '0m',
      severity: 'critical',
      summary: 'The evaluation of a model has failed, or found it outside its thresholds.',
    },
  },
  {
    name: 'BiasEvaluationOverdue',
    modules: ['bias-evaluation'],
    expression: overdue('bias-evaluation.*'),
    ...{ after: '1h', severity: 'warning', summary: 'The evaluation of a model has not run when it should have.' },
  },
  {
    name: 'DatabaseVolumeFull',
    modules: [],
    expression:
      'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*database.*"} / ' +
      'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~".*database.*"}) < 0.15',
    ...{ after: '15m', severity: 'critical', summary: 'Less than 15 % of the volume of a database is free.' },
  },
  {
    name: 'PodSecurityViolation',
    modules: [],
    expression:
      'sum by (policy_level, resource) (increase(pod_security_evaluations_total{decision="deny", mode=~"enforce|audit"}[15m])) > 0',
    ...{ after: '0m', severity: 'critical', summary: 'Somebody tried to run a pod that Pod Security refuses.' },
  },
];

/** Every alert that the platform knows. */
export const dutyAlerts: readonly DutyAlert[] = [...auditAlerts, ...trafficAlerts, ...approvalAlerts, ...dutyJobAlerts];

/** Series that the rules need of the cluster's own Prometheus: what is asked of its federation endpoint, and nothing else. */
export const clusterSeries: readonly string[] = [
  'kube_cronjob_created',
  'kube_cronjob_next_schedule_time',
  'kube_cronjob_status_last_schedule_time',
  'kube_cronjob_status_last_successful_time',
  'kube_job_status_failed',
  'kubelet_volume_stats_available_bytes',
  'kubelet_volume_stats_capacity_bytes',
  'pod_security_evaluations_total',
];

/** The alerts for what a site has. */
export function alertsFor(modules: readonly ModuleName[]): readonly DutyAlert[] {
  return dutyAlerts.filter((alert) => alert.modules.every((module) => modules.includes(module)));
}
