/** When an alert must fire, and when not: series as promtool writes them, one value a minute, looked at after `at`. */
export interface DutyCase {
  readonly alert: string;
  readonly when: string;
  readonly series: Readonly<Record<string, string>>;
  /** Duration after the first value: `30m`. */
  readonly at: string;
  readonly fires: boolean;
}

const requests = 'envoy_http_downstream_rq_total{service="fhir",envoy_http_conn_manager_prefix="systems"}';
const healthRequests = 'envoy_http_downstream_rq_total{service="fhir",envoy_http_conn_manager_prefix="health"}';
const audit = (name: string) => `otelcol_${name}{service="audit-collector"}`;
const accepted = audit('receiver_accepted_log_records_total');
const sent = audit('exporter_sent_log_records_total');
const queue = audit('exporter_queue_size');
const job = (name: string, cronjob: string) => `kube_${name}{namespace="a",cronjob="${cronjob}"}`;
const failed = (name: string) => `kube_job_status_failed{namespace="a",job_name="${name}"}`;
const model = (name: string, rest = '') =>
  `envoy_cluster_upstream_rq_${name}{namespace="ai",service="model-gateway"${rest}}`;
const delivery = (name: string, rest = '') =>
  `envoy_cluster_upstream_rq_${name}{namespace="interop",service="integration",envoy_cluster_name="outlet-fhir"${rest}}`;
const waits = 'envoy_cluster_upstream_rq_total{namespace="g",service="approval",envoy_cluster_name="outlet-overdue"}';
const volume = (what: string) =>
  `kubelet_volume_stats_${what}_bytes{namespace="a",persistentvolumeclaim="data-fhir-database-0"}`;
const steps = (each: number) => `0+${each}x120`;
const always = (value: number) => `${value}x120`;

const yes = (alert: string, when: string, at: string, series: DutyCase['series']): DutyCase => ({
  alert,
  when,
  at,
  series,
  fires: true,
});
const no = (alert: string, when: string, at: string, series: DutyCase['series']): DutyCase => ({
  alert,
  when,
  at,
  series,
  fires: false,
});

/** At least one case on each side of every alert. */
export const dutyCases: readonly DutyCase[] = [
  yes('AuditSilent', 'requests flow and no record arrives', '40m', { [requests]: steps(60), [accepted]: always(7) }),
  yes('AuditSilent', 'requests flow and the collector has never said a word', '40m', { [requests]: steps(60) }),
  no('AuditSilent', 'both flow', '40m', { [requests]: steps(60), [accepted]: steps(60) }),
  no('AuditSilent', 'nobody asks but the kubelet', '40m', { [healthRequests]: steps(60), [accepted]: always(7) }),
  yes('AuditRecordsDropped', 'a guard drops one', '40m', {
    'envoy_access_logs_open_telemetry_access_log_logs_dropped{service="fhir"}': '0x35 1x20',
  }),
  no('AuditRecordsDropped', 'none is dropped', '40m', {
    'envoy_access_logs_open_telemetry_access_log_logs_dropped{service="fhir"}': always(0),
  }),
  yes('AuditQueueGrowing', 'the queue grows', '60m', { [queue]: steps(100) }),
  no('AuditQueueGrowing', 'the queue is long and shrinks', '60m', { [queue]: '90000-100x120' }),
  no('AuditQueueGrowing', 'the queue is short', '60m', { [queue]: steps(1) }),
  yes('AuditStoreUnreachable', 'records wait and none leaves', '40m', { [queue]: always(12), [sent]: always(500) }),
  no('AuditStoreUnreachable', 'records wait and leave', '40m', { [queue]: always(12), [sent]: steps(30) }),
  no('AuditStoreUnreachable', 'nothing waits', '40m', { [queue]: always(0), [sent]: always(500) }),
  yes('AuditCollectorSilent', 'no number arrives', '40m', {}),
  no('AuditCollectorSilent', 'it tells its queue', '40m', { [queue]: always(0) }),
  yes('GuardUnready', 'it sees no audit collector', '10m', {
    'envoy_cluster_membership_healthy{service="fhir",envoy_cluster_name="audit-collector"}': always(0),
  }),
  yes('GuardUnready', 'it does not answer', '10m', { 'up{job="clinical/fhir",service="fhir"}': always(0) }),
  no('GuardUnready', 'it answers and sees the collector', '10m', {
    'up{job="clinical/fhir"}': always(1),
    'envoy_cluster_membership_healthy{envoy_cluster_name="audit-collector"}': always(1),
  }),
  yes('PartNotWatched', 'a part has no pod', '20m', {
    'prometheus_sd_discovered_targets{name="scrape",config="clinical/fhir"}': always(0),
  }),
  no('PartNotWatched', 'a part has two', '20m', {
    'prometheus_sd_discovered_targets{name="scrape",config="clinical/fhir"}': always(2),
  }),
  yes('CertificateExpires', '20 days are left', '90m', {
    'envoy_server_days_until_first_cert_expiring{service="fhir"}': always(20),
  }),
  no('CertificateExpires', '21 days are left', '90m', {
    'envoy_server_days_until_first_cert_expiring{service="fhir"}': always(21),
  }),
  yes('EgressDenied', 'a name is not on the list', '40m', {
    'envoy_listener_no_filter_chain_match{service="egress"}': '0x38 1x20',
  }),
  yes('EgressDenied', 'a workload shows another certificate than the one that may', '40m', {
    'envoy_listener_ssl_fail_verify_san{service="egress"}': '0x38 1x20',
  }),
  no('EgressDenied', 'it was long ago', '100m', {
    'envoy_listener_no_filter_chain_match{service="egress"}': '0x38 1x80',
  }),
  no('EgressDenied', 'another gateway turns somebody away', '40m', {
    'envoy_listener_no_filter_chain_match{service="ingress"}': '0x38 1x20',
  }),
  yes('ModelFails', 'one in ten answers is an error', '40m', {
    [model('xx', ',envoy_response_code_class="5"')]: steps(6),
    [model('total')]: steps(60),
  }),
  no('ModelFails', 'one in a hundred is', '40m', {
    [model('xx', ',envoy_response_code_class="5"')]: steps(1),
    [model('total')]: steps(100),
  }),
  yes('MessagesWait', 'every delivery fails', '60m', {
    [delivery('total')]: steps(2),
    [delivery('xx', ',envoy_response_code_class="5"')]: steps(2),
  }),
  no('MessagesWait', 'some deliveries succeed', '60m', {
    [delivery('total')]: steps(2),
    [delivery('xx', ',envoy_response_code_class="2"')]: steps(1),
  }),
  no('MessagesWait', 'nothing is sent', '60m', { [delivery('total')]: always(9) }),
  yes('ApprovalWaits', 'a draft is reported', '40m', { [waits]: '0x35 1x20' }),
  no('ApprovalWaits', 'none has been for an hour', '120m', { [waits]: '0x35 1x90' }),
  yes('ClusterMetricsMissing', 'the endpoint does not answer', '20m', { 'up{job="cluster"}': always(0) }),
  yes('ClusterMetricsMissing', 'it answers and knows no volume', '20m', { 'up{job="cluster"}': always(1) }),
  no('ClusterMetricsMissing', 'it answers and knows a volume', '20m', {
    'up{job="cluster"}': always(1),
    [volume('available')]: always(9),
  }),
  yes('BackupTooOld', 'the last good one is 27 hours old', '1630m', {
    [job('cronjob_status_last_successful_time', 'fhir-database-backup')]: '0x1700',
    [job('cronjob_created', 'fhir-database-backup')]: '0x1700',
  }),
  yes('BackupTooOld', 'none has ever succeeded', '1630m', {
    [job('cronjob_created', 'fhir-database-backup')]: '0x1700',
  }),
  yes('BackupTooOld', 'there is no backup at all', '20m', {}),
  no('BackupTooOld', 'the last good one is 24 hours old', '1440m', {
    [job('cronjob_status_last_successful_time', 'fhir-database-backup')]: '0x1700',
    [job('cronjob_created', 'fhir-database-backup')]: '0x1700',
  }),
  yes('RestoreFailed', 'a restore fails', '10m', { [failed('fhir-database-restore-1')]: always(1) }),
  no('RestoreFailed', 'a restore succeeds and a backup fails', '10m', {
    [failed('fhir-database-restore-1')]: always(0),
    [failed('fhir-database-backup-1')]: always(1),
  }),
  yes('ComplianceCheckFailed', 'it fails', '10m', { [failed('compliance-check-29383')]: always(1) }),
  no('ComplianceCheckFailed', 'it passes', '10m', { [failed('compliance-check-29383')]: always(0) }),
  yes('ComplianceCheckOverdue', 'there is none', '120m', {}),
  no('ComplianceCheckOverdue', 'it ran', '90m', {
    [job('cronjob_created', 'compliance-check')]: always(0),
    [job('cronjob_status_last_schedule_time', 'compliance-check')]: always(60),
    [job('cronjob_status_last_successful_time', 'compliance-check')]: always(90),
  }),
  yes('BiasEvaluationFailed', 'it fails', '10m', { [failed('bias-evaluation-29383')]: always(1) }),
  no('BiasEvaluationFailed', 'it passes', '10m', { [failed('bias-evaluation-29383')]: always(0) }),
  yes('BiasEvaluationOverdue', 'its time passed and it was not started', '130m', {
    [job('cronjob_created', 'bias-evaluation')]: '0x200',
    [job('cronjob_next_schedule_time', 'bias-evaluation')]: '60x200',
  }),
  yes('BiasEvaluationOverdue', 'it was started seven hours ago and has not succeeded', '490m', {
    [job('cronjob_created', 'bias-evaluation')]: '0x500',
    [job('cronjob_status_last_schedule_time', 'bias-evaluation')]: '600x500',
    [job('cronjob_status_last_successful_time', 'bias-evaluation')]: '0x500',
  }),
  no('BiasEvaluationOverdue', 'it succeeded after it was started', '490m', {
    [job('cronjob_created', 'bias-evaluation')]: '0x500',
    [job('cronjob_status_last_schedule_time', 'bias-evaluation')]: '600x500',
    [job('cronjob_status_last_successful_time', 'bias-evaluation')]: '900x500',
  }),
  yes('DatabaseVolumeFull', 'a tenth is free', '40m', {
    [volume('available')]: always(10),
    [volume('capacity')]: always(100),
  }),
  no('DatabaseVolumeFull', 'a fifth is free', '40m', {
    [volume('available')]: always(20),
    [volume('capacity')]: always(100),
  }),
  yes('PodSecurityViolation', 'a pod is refused', '40m', {
    'pod_security_evaluations_total{decision="deny",mode="enforce",policy_level="restricted",resource="pod"}':
      '0x35 1x20',
  }),
  no('PodSecurityViolation', 'pods are let in', '40m', {
    'pod_security_evaluations_total{decision="allow",mode="enforce"}': steps(1),
  }),
];
