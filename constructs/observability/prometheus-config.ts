import { stringify } from 'yaml';
import { METRICS_PORT } from '../core/telemetry/route.ts';
import { metricsServiceName } from '../core/telemetry/watch.ts';
import { serviceHost } from '../core/workload.ts';
import { clusterSeries, type DutyAlert } from './duty-alerts.ts';

/** Where the parts of Prometheus are inside its container. */
export const PROMETHEUS_PATHS = {
  configuration: '/etc/prometheus',
  certificate: '/etc/tls',
  data: '/prometheus',
} as const;

/** Port on the loopback of its pod. */
export const PROMETHEUS_PORT = 9090;

/** What Prometheus' configuration is made from. */
export interface PrometheusConfigProps {
  /** Workloads whose guards show their metrics. */
  readonly targets: readonly { readonly namespace: string; readonly name: string }[];
  readonly alertmanager: { readonly host: string; readonly port: number };
  /** The cluster's own federation endpoint, and the loopback proxy that leads there. */
  readonly cluster: { readonly url: URL; readonly proxy: { readonly host: string; readonly port: number } | undefined };
}

/** Prometheus' configuration: declared targets alone, over mutual TLS, each known by its certificate. */
export function prometheusConfig(props: PrometheusConfigProps): string {
  const { alertmanager } = props;
  return yaml({
    global: { scrape_interval: '30s', scrape_timeout: '10s', evaluation_interval: '30s' },
    rule_files: [`${PROMETHEUS_PATHS.configuration}/duties.rules.yaml`],
    alerting: {
      alertmanagers: [
        {
          scheme: 'https',
          tls_config: mutualTls(alertmanager.host),
          static_configs: [{ targets: [`${alertmanager.host}:${alertmanager.port}`] }],
        },
      ],
    },
    scrape_configs: [
      ...[...props.targets].sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(guardJob),
      { job_name: 'prometheus', static_configs: [{ targets: [`127.0.0.1:${PROMETHEUS_PORT}`] }] },
      clusterJob(props.cluster),
    ],
  });
}

/** The rules of the alerts, each with the place of its runbook. */
export function ruleFile(alerts: readonly DutyAlert[]): string {
  return yaml({
    groups: [
      {
        name: 'duties',
        rules: alerts.map(({ name, expression, after, severity, summary }) => ({
          alert: name,
          expr: expression,
          for: after,
          labels: { severity },
          annotations: { summary, runbook: `docs/roles/observability.md#${name.toLowerCase()}` },
        })),
      },
    ],
  });
}

// Each pod is asked, also one that is not ready: its certificate is the workload's, whatever its address.
function guardJob({ namespace, name }: { readonly namespace: string; readonly name: string }) {
  return {
    job_name: key({ namespace, name }),
    scheme: 'https',
    tls_config: mutualTls(serviceHost(name, namespace)),
    dns_sd_configs: [
      {
        names: [serviceHost(metricsServiceName(name), namespace)],
        type: 'A',
        port: METRICS_PORT,
        refresh_interval: '30s',
      },
    ],
    relabel_configs: labels({ namespace, service: name }),
  };
}

function clusterJob({ url, proxy }: PrometheusConfigProps['cluster']) {
  return {
    job_name: 'cluster',
    scheme: 'https',
    metrics_path: url.pathname,
    params: { 'match[]': clusterSeries.map((name) => `{__name__="${name}"}`) },
    honor_labels: true,
    scrape_interval: '60s',
    tls_config: mutualTls(url.hostname),
    ...(proxy === undefined ? {} : { proxy_url: `http://${proxy.host}:${proxy.port}` }),
    static_configs: [{ targets: [`${url.hostname}:${url.port === '' ? 443 : url.port}`] }],
  };
}

function labels(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([target_label, replacement]) => ({ target_label, replacement }));
}

/** The client's side of mutual TLS, as Prometheus and Alertmanager write it. */
export function mutualTls(server: string) {
  const { certificate } = PROMETHEUS_PATHS;
  return {
    ca_file: `${certificate}/ca.crt`,
    cert_file: `${certificate}/tls.crt`,
    key_file: `${certificate}/tls.key`,
    server_name: server,
    min_version: 'TLS12',
  };
}

function key({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
