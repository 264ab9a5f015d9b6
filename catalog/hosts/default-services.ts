/** A part of a configuration that reaches a service by being there, unless a setting of it names another address. */
export interface DefaultService {
  /** Keys that it stands under; empty when its name alone is enough. */
  readonly under: readonly string[];
  /** Its own key up to a slash, or what its `type` or `name` says. */
  readonly name: string;
  /** Settings, also deeper ones, that replace the address. */
  readonly unless: readonly string[];
  /** Where it goes without one. */
  readonly host: string;
  readonly source: string;
  readonly asOf: string;
}

type Row = readonly [name: string, unless: string, host: string];

function services(under: string, source: string, rows: readonly Row[]): readonly DefaultService[] {
  return rows.map(([name, unless, host]) => ({
    under: under === '' ? [] : under.split(' '),
    name,
    unless: unless === '' ? [] : unless.split(' '),
    host,
    source,
    asOf: '2026-11-22',
  }));
}

const RECEIVERS: readonly Row[] = [
  ['pagerduty', 'url', 'events.pagerduty.com'],
  ['opsgenie', 'api_url apiURL apiUrl', 'api.opsgenie.com'],
  ['victorops', 'api_url apiUrl url', 'alert.victorops.com'],
  ['pushover', 'api_url apiURL', 'api.pushover.net'],
  ['telegram', 'api_url apiURL', 'api.telegram.org'],
  ['wechat', 'api_url apiURL', 'qyapi.weixin.qq.com'],
  ['webex', 'api_url apiURL', 'webexapis.com'],
  ['rocketchat', 'api_url apiURL', 'open.rocket.chat'],
];

/** Services that blocks of YAML and JSON reach by default. */
export const DEFAULT_SERVICES: readonly DefaultService[] = [
  ...services(
    '',
    'https://prometheus.io/docs/alerting/latest/configuration/',
    RECEIVERS.flatMap(([name, unless, host]): Row[] => [
      [`${name}_configs`, unless, host],
      [`${name}Configs`, unless, host],
    ]),
  ),
  ...services('receivers', 'https://grafana.com/docs/grafana/latest/alerting/', RECEIVERS),
  ...services('dns01', 'https://cert-manager.io/docs/configuration/acme/dns01/', [
    ['cloudflare', '', 'api.cloudflare.com'],
    ['digitalocean', '', 'api.digitalocean.com'],
    ['cloudDNS', '', 'dns.googleapis.com'],
    ['azureDNS', '', 'management.azure.com'],
    ['route53', 'region', 'route53.amazonaws.com'],
  ]),
  ...services('exporters', 'https://github.com/open-telemetry/opentelemetry-collector-contrib (exporters)', [
    ['datadog', 'site', 'api.datadoghq.com'],
    ['googlecloud', '', 'monitoring.googleapis.com'],
    ['logzio', 'region endpoint', 'listener.logz.io'],
    ['mezmo', 'ingest_url', 'logs.mezmo.com'],
  ]),
  ...services('sinks', 'https://vector.dev/docs/reference/configuration/sinks/', [
    ['datadog_logs', 'site endpoint', 'http-intake.logs.datadoghq.com'],
    ['datadog_metrics', 'site endpoint', 'api.datadoghq.com'],
    ['datadog_traces', 'site endpoint', 'trace.agent.datadoghq.com'],
    ['datadog_events', 'site endpoint', 'api.datadoghq.com'],
    ['honeycomb', 'endpoint', 'api.honeycomb.io'],
    ['new_relic', 'region', 'log-api.newrelic.com'],
    ['mezmo', 'endpoint', 'logs.mezmo.com'],
    ['sematext_logs', 'region endpoint', 'logsene-receiver.sematext.com'],
    ['appsignal', 'endpoint', 'appsignal-endpoint.net'],
    ['axiom', 'url', 'api.axiom.co'],
  ]),
  ...services('provider', 'https://external-secrets.io/latest/provider/', [
    ['bitwardensecretsmanager', 'apiURL', 'api.bitwarden.com'],
    ['doppler', '', 'api.doppler.com'],
    ['fortanix', 'apiUrl', 'sdkms.fortanix.com'],
    ['gcpsm', 'location', 'secretmanager.googleapis.com'],
    ['infisical', 'hostAPI', 'app.infisical.com'],
    ['keepersecurity', '', 'keepersecurity.com'],
    ['onepasswordSDK', '', '1password.com'],
    ['pulumi', 'apiUrl', 'api.pulumi.com'],
    ['yandexlockbox', '', 'api.cloud.yandex.net'],
    ['yandexcertificatemanager', '', 'api.cloud.yandex.net'],
  ]),
  ...services('Provider.spec', 'https://fluxcd.io/flux/components/notification/providers/', [
    ['alerta', 'address', 'api.alerta.io'],
    ['bitbucket', 'address', 'bitbucket.org'],
    ['datadog', 'address', 'api.datadoghq.com'],
    ['discord', 'address', 'discord.com'],
    ['github', 'address', 'api.github.com'],
    ['githubdispatch', 'address', 'api.github.com'],
    ['gitlab', 'address', 'gitlab.com'],
    ['googlechat', 'address', 'chat.googleapis.com'],
    ['googlepubsub', '', 'pubsub.googleapis.com'],
    ['opsgenie', 'address', 'api.opsgenie.com'],
    ['pagerduty', 'address', 'events.pagerduty.com'],
    ['sentry', 'address', 'sentry.io'],
    ['slack', 'address', 'slack.com'],
    ['telegram', 'address', 'api.telegram.org'],
    ['webex', 'address', 'webexapis.com'],
  ]),
  ...services('connectors', 'https://dexidp.io/docs/connectors/', [
    ['bitbucket-cloud', '', 'bitbucket.org'],
    ['github', 'hostName', 'github.com'],
    ['gitlab', 'baseURL', 'gitlab.com'],
    ['google', '', 'accounts.google.com'],
    ['linkedin', '', 'www.linkedin.com'],
    ['microsoft', '', 'login.microsoftonline.com'],
  ]),
  ...services('omniauth', 'https://docs.gitlab.com/integration/omniauth/', [
    ['google_oauth2', '', 'accounts.google.com'],
    ['github', 'url', 'github.com'],
    ['gitlab', 'site', 'gitlab.com'],
    ['bitbucket', '', 'bitbucket.org'],
    ['azure_oauth2', '', 'login.microsoftonline.com'],
  ]),
  ...services('triggers', 'https://keda.sh/docs/latest/scalers/', [
    ['datadog', 'datadogSite', 'api.datadoghq.com'],
    ['gcp-pubsub', '', 'pubsub.googleapis.com'],
    ['gcp-stackdriver', '', 'monitoring.googleapis.com'],
    ['gcp-storage', '', 'storage.googleapis.com'],
    ['github-runner', 'githubApiURL', 'api.github.com'],
    ['new-relic', 'region', 'api.newrelic.com'],
  ]),
  ...services('argocd-notifications', 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/', [
    ['service.github', 'enterpriseBaseURL', 'api.github.com'],
    ['service.newrelic', 'apiURL', 'api.newrelic.com'],
    ['service.opsgenie', 'apiUrl apiUrls', 'api.opsgenie.com'],
    ['service.pagerduty', '', 'api.pagerduty.com'],
    ['service.pagerdutyv2', '', 'events.pagerduty.com'],
    ['service.pushover', '', 'api.pushover.net'],
    ['service.slack', 'apiURL', 'slack.com'],
    ['service.telegram', '', 'api.telegram.org'],
    ['service.webex', 'apiURL', 'webexapis.com'],
  ]),
  ...services('outputs', 'https://docs.fluentbit.io/manual/data-pipeline/outputs', [
    ['datadog', 'host Host', 'http-intake.logs.datadoghq.com'],
    ['nrlogs', 'base_uri', 'log-api.newrelic.com'],
    ['logdna', 'logdna_host', 'logs.logdna.com'],
    ['stackdriver', '', 'logging.googleapis.com'],
    ['bigquery', '', 'bigquery.googleapis.com'],
    ['azure', '', 'ods.opinsights.azure.com'],
    ['azure_blob', 'endpoint', 'blob.core.windows.net'],
    ['azure_kusto', 'ingestion_endpoint', 'kusto.windows.net'],
    ['cloudwatch_logs', 'region endpoint', 'logs.amazonaws.com'],
    ['kinesis_firehose', 'region endpoint', 'firehose.amazonaws.com'],
    ['kinesis_streams', 'region endpoint', 'kinesis.amazonaws.com'],
    ['s3', 'region endpoint s3_region s3_endpoint', 's3.amazonaws.com'],
  ]),
];

/** Services that Grafana lets people sign in with by a switch, unless their addresses are set. */
export const DEFAULT_SIGN_INS: readonly DefaultService[] = services(
  '',
  'https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/',
  [
    ['github', 'auth_url', 'github.com'],
    ['gitlab', 'auth_url', 'gitlab.com'],
    ['google', 'auth_url', 'accounts.google.com'],
    ['grafana_com', '', 'grafana.com'],
    ['grafananet', '', 'grafana.com'],
  ],
);

/** Remotes of rclone, by their type, that need no address. */
export const DEFAULT_REMOTES: readonly DefaultService[] = services('', 'https://rclone.org/overview/', [
  ['s3', 'region endpoint', 's3.amazonaws.com'],
  ['b2', 'endpoint', 'api.backblazeb2.com'],
  ['box', '', 'api.box.com'],
  ['drive', '', 'www.googleapis.com'],
  ['dropbox', '', 'api.dropboxapi.com'],
  ['google cloud storage', 'endpoint location', 'storage.googleapis.com'],
  ['onedrive', '', 'graph.microsoft.com'],
  ['azureblob', 'endpoint', 'core.windows.net'],
]);

/** Whom oauth2-proxy asks who somebody is, by `--provider=…`, when no address is given. */
export const DEFAULT_PROXY_SIGN_INS: Readonly<Record<string, string>> = {
  bitbucket: 'bitbucket.org',
  digitalocean: 'cloud.digitalocean.com',
  facebook: 'www.facebook.com',
  github: 'github.com',
  gitlab: 'gitlab.com',
  google: 'accounts.google.com',
  linkedin: 'www.linkedin.com',
};

/** Services of names that `external-dns --provider=…` writes to. */
export const DEFAULT_NAME_SERVICES: Readonly<Record<string, string>> = {
  akamai: 'akamai.com',
  aws: 'route53.amazonaws.com',
  'aws-sd': 'servicediscovery.amazonaws.com',
  azure: 'management.azure.com',
  civo: 'api.civo.com',
  cloudflare: 'api.cloudflare.com',
  digitalocean: 'api.digitalocean.com',
  dnsimple: 'api.dnsimple.com',
  godaddy: 'api.godaddy.com',
  google: 'dns.googleapis.com',
  linode: 'api.linode.com',
  ns1: 'api.nsone.net',
};
