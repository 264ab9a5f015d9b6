import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const GRAFANA_URLS = 'https://grafana.com/docs/grafana-cloud/security-and-account-management/region-url-formats';

/** Telemetry, analytics and alerting services. */
export const telemetry: readonly HostFamily[] = [
  sourced('datadog', 'https://docs.datadoghq.com/getting_started/site/', {
    at: {
      ...each(
        'datadoghq.com us3.datadoghq.com us5.datadoghq.com ddog-gov.com browser-intake-datadoghq.com browser-intake-us3-datadoghq.com browser-intake-us5-datadoghq.com',
        'US',
      ),
      ...each('datadoghq.eu browser-intake-datadoghq.eu', 'DE'),
      ...each('ap1.datadoghq.com browser-intake-ap1-datadoghq.com', 'JP'),
      'uk1.datadoghq.com': 'GB',
      ...each('ap2.datadoghq.com browser-intake-ap2-datadoghq.com', 'AU'),
    },
  }),
  sourced(
    ['new-relic', 'US'],
    'https://docs.newrelic.com/docs/accounts/accounts-billing/account-setup/choose-your-data-center/',
    {
      at: {
        ...each('newrelic.com nr-data.net', 'US'),
        ...each('eu.newrelic.com eu01.nr-data.net eu.nr-data.net', 'DE'),
        ...each('jp.newrelic.com jp.nr-data.net', 'JP'),
      },
    },
  ),
  sourced(['sentry', 'US'], 'https://docs.sentry.io/hosted/ip-ranges/ and /organization/data-storage-location/', {
    at: { 'sentry.io': 'US', 'us.sentry.io': 'US', 'de.sentry.io': 'DE', 'sentry-cdn.com': 'US' },
  }),
  remembered(['splunk', 'US'], 'https://dev.splunk.com/observability/docs/realms_in_endpoints/', {
    codes: {
      us0: 'US',
      us1: 'US',
      us2: 'US',
      eu0: 'IE',
      eu1: 'DE',
      eu2: 'GB',
      jp0: 'JP',
      au0: 'AU',
      sg0: 'SG',
      ap0: 'AU',
    },
    regional: words('{code}.signalfx.com {code}.observability.splunkcloud.com'),
    at: each('=api.signalfx.com =ingest.signalfx.com victorops.com', 'US'),
    unplaced: each('splunkcloud.com signalfx.com', 'the name does not say in which realm'),
  }),
  sourced(['honeycomb', 'US'], 'https://docs.honeycomb.io/api/introduction', {
    at: { 'honeycomb.io': 'US', 'eu1.honeycomb.io': 'EU' },
  }),
  remembered('elastic-cloud', 'https://www.elastic.co/guide/en/cloud/current/ec-regions-templates-instances.html', {
    regions: 'aws',
    regional: words(
      '{region}.aws.cloud.es.io {region}.aws.elastic-cloud.com {region}.aws.found.io {region}.aws.elastic.cloud',
    ),
  }),
  remembered('elastic-cloud', 'https://www.elastic.co/guide/en/cloud/current/ec-regions-templates-instances.html', {
    regions: 'gcp',
    regional: words('{region}.gcp.cloud.es.io {region}.gcp.elastic-cloud.com {region}.gcp.elastic.cloud'),
  }),
  remembered('elastic-cloud', 'https://www.elastic.co/guide/en/cloud/current/ec-regions-templates-instances.html', {
    regions: 'azure',
    regional: words('{region}.azure.elastic-cloud.com {region}.azure.elastic.cloud'),
    unplaced: each('cloud.es.io elastic-cloud.com found.io elastic.cloud', 'the name does not say in which region'),
    at: each('artifacts.elastic.co packages.elastic.co telemetry.elastic.co epr.elastic.co', 'US'),
  }),
  ...(['aws', 'gcp', 'azure'] as const).map((cloud) =>
    remembered(['dash0', 'US'], 'https://www.dash0.com/documentation/dash0/key-concepts/regions', {
      regions: cloud,
      regional: [`{region}.${cloud}.dash0.com`],
    }),
  ),
  sourced(['sumo-logic', 'US'], 'https://www.sumologic.com/help/docs/api/about-apis/getting-started/', {
    codes: {
      us1: 'US',
      us2: 'US',
      eu: 'IE',
      de: 'DE',
      au: 'AU',
      jp: 'JP',
      ca: 'CA',
      kr: 'KR',
      fed: 'US',
      ch: 'CH',
    },
    regional: ['{code}.sumologic.com', 'collection.{code}.sumologic.com', 'collectors.{code}.sumologic.com'],
    at: { 'sumologic.com': 'US' },
  }),
  remembered(['posthog', 'US'], 'https://posthog.com/docs/api (US and EU cloud, Frankfurt)', {
    at: { 'posthog.com': 'US', 'eu.posthog.com': 'DE', 'eu.i.posthog.com': 'DE', 'eu-assets.i.posthog.com': 'DE' },
  }),
  remembered(['twilio', 'US'], 'https://segment.com/docs/guides/regional-segment/', {
    at: {
      ...each('segment.io segment.com', 'US'),
      ...each('events.eu1.segmentapis.com eu1.segmentapis.com eu1.api.segmentapis.com', 'IE'),
      'segmentapis.com': 'US',
    },
  }),
  sourced(['logz-io', 'US'], 'logzio/logz-docs at 0691036, _source/_data/logzio-regions.yml', {
    codes: { eu: 'DE', nl: 'NL', ca: 'CA', au: 'AU', wa: 'US' },
    regional: ['*-{code}.logz.io'],
  }),
  remembered(['logz-io', 'US'], 'https://docs.logz.io (account regions)', {
    codes: { uk: 'GB', us: 'US' },
    regional: ['*-{code}.logz.io'],
    at: { 'logz.io': 'US' },
  }),
  remembered(['better-stack', 'US'], 'https://betterstack.com/docs/logs (clusters)', {
    codes: {
      'eu-nbg-2': 'DE',
      'eu-fsn-3': 'DE',
      'eu-hel-1': 'FI',
      'us-east-9': 'US',
      'us-west-2': 'US',
      'us-east-1': 'US',
    },
    regional: ['{code}.betterstackdata.com'],
    unplaced: each('betterstack.com betterstackdata.com logtail.com', 'the name does not say which cluster'),
  }),
  remembered(['axiom', 'US'], 'https://axiom.co/docs/reference/regions', {
    at: { 'axiom.co': 'US', 'api.eu.axiom.co': 'DE', 'eu-central-1.aws.edge.axiom.co': 'DE', 'app.eu.axiom.co': 'DE' },
  }),
  sourced(
    ['coralogix', 'IL'],
    'https://www.coralogix.com/docs/user-guides/account-management/account-settings/coralogix-domain/',
    {
      codes: { eu1: 'IE', eu2: 'SE', us1: 'US', us2: 'US', us3: 'US', ap1: 'IN', ap2: 'SG', ap3: 'ID' },
      regional: ['{code}.coralogix.com'],
      at: {
        ...each(
          '=coralogix.com ingress.coralogix.com api.coralogix.com ng-api-grpc.coralogix.com app.coralogix.com',
          'IE',
        ),
        'cx498.coralogix.com': 'US',
        'coralogix.us': 'US',
        'coralogix.in': 'IN',
        'coralogixsg.com': 'SG',
      },
      unplaced: { 'coralogix.com': 'the name does not say which domain of it' },
    },
  ),
  remembered(['mixpanel', 'US'], 'https://docs.mixpanel.com/docs/privacy/eu-residency', {
    at: { 'mixpanel.com': 'US', 'api-eu.mixpanel.com': 'NL', 'eu.mixpanel.com': 'NL', 'api-in.mixpanel.com': 'IN' },
  }),
  remembered(['amplitude', 'US'], 'https://amplitude.com/docs (EU data residency in Frankfurt)', {
    at: {
      'amplitude.com': 'US',
      'api.eu.amplitude.com': 'DE',
      'analytics.eu.amplitude.com': 'DE',
      'eu.amplitude.com': 'DE',
    },
  }),
  remembered(['solarwinds', 'US'], 'https://documentation.solarwinds.com (SaaS data centers)', {
    codes: { 'na-01': 'US', 'na-02': 'US', 'eu-01': 'DE', 'ap-01': 'AU' },
    regional: ['{code}.cloud.solarwinds.com', '{code}.st-ssp.solarwinds.com'],
    at: each('papertrailapp.com loggly.com solarwinds.com pingdom.com', 'US'),
  }),
  remembered(['pagerduty', 'US'], 'https://support.pagerduty.com/main/docs/service-regions', {
    at: {
      'pagerduty.com': 'US',
      'eu.pagerduty.com': 'DE',
      'api.eu.pagerduty.com': 'DE',
      'events.eu.pagerduty.com': 'DE',
    },
  }),
  remembered(['atlassian', 'US'], 'https://support.atlassian.com/opsgenie/docs (EU service region)', {
    at: {
      'opsgenie.com': 'US',
      'eu.opsgenie.com': 'EU',
      'api.eu.opsgenie.com': 'EU',
      'statuspage.io': 'US',
      'bitbucket.org': 'US',
      'trello.com': 'US',
    },
    unplaced: each('atlassian.net atlassian.com jira.com', 'the name does not say where the site is'),
  }),
  remembered(['signoz', 'US'], 'https://signoz.io/docs/ingestion/signoz-cloud/overview/ (regions)', {
    codes: { us: 'US', in: 'IN', eu: 'EU', us2: 'US', eu2: 'EU' },
    regional: ['{code}.signoz.cloud'],
  }),
  sourced(['grafana-labs', 'US'], GRAFANA_URLS, {
    codes: {
      ...each('prod-me-central-1', 'AE'),
      ...each('prod-au-southeast-0 prod-au-southeast-1', 'AU'),
      ...each('prod-eu-west-0', 'BE'),
      ...each('prod-sa-east-0 prod-sa-east-1', 'BR'),
      ...each('prod-ca-east-0', 'CA'),
      ...each('prod-eu-central-0', 'CH'),
      ...each('prod-eu-west-2 prod-eu-west-4 prod-eu-west-5', 'DE'),
      ...each('prod-gb-south-0 prod-gb-south-1', 'GB'),
      ...each('prod-ap-southeast-2', 'ID'),
      ...each('prod-eu-west-6', 'IE'),
      ...each('prod-ap-south-0 prod-ap-south-1', 'IN'),
      ...each('prod-ap-northeast-0', 'JP'),
      ...each('prod-eu-west-3', 'NL'),
      ...each('prod-me-central-0', 'SA'),
      ...each('prod-eu-north-0', 'SE'),
      ...each('prod-ap-southeast-0 prod-ap-southeast-1', 'SG'),
      ...each(
        'prod-us-central-0 prod-us-central-3 prod-us-central-4 prod-us-central-5 prod-us-central-7 prod-us-east-0 prod-us-east-1 prod-us-east-2 prod-us-east-3 prod-us-west-0',
        'US',
      ),
    },
    regional: ['*-{code}.grafana.net', '{code}.grafana.net'],
  }),
  remembered(['grafana-labs', 'US'], 'Grafana Cloud: hosts of stacks, by the cluster that they name', {
    codes: {
      'eu-west-0': 'BE',
      'us-central1': 'US',
      'us-central2': 'US',
      '001': 'US',
      '002': 'US',
      '003': 'US',
      '004': 'GB',
      '006': 'US',
      '008': 'GB',
      '012': 'DE',
    },
    regional: ['*-{code}.grafana.net'],
    at: each('stats.grafana.org grafana.com grafana.org', 'US'),
    unplaced: { 'grafana.net': 'the name does not say in which cluster the stack is' },
  }),
  ...(['aws', 'gcp', 'azure'] as const).map((cloud) =>
    sourced(['grafana-labs', 'US'], GRAFANA_URLS, {
      regions: cloud,
      regional: [`${cloud}-{region}-#.grafana.net`],
    }),
  ),
  remembered(['dynatrace', 'US'], 'https://docs.dynatrace.com (SaaS environments)', {
    unplaced: each(
      'live.dynatrace.com apps.dynatrace.com dynatrace.com dynatracelabs.com',
      'the environment can be in any region',
    ),
  }),
  remembered(['plausible', 'EE'], 'https://plausible.io/data-policy (hosted in Germany)', {
    at: { 'plausible.io': 'DE' },
  }),
  remembered(['healthchecks', 'LV'], 'https://healthchecks.io/about/ (hosted in Germany)', {
    at: { 'hc-ping.com': 'DE', 'healthchecks.io': 'DE' },
  }),
  remembered(['innocraft', 'NZ'], 'https://matomo.org/matomo-cloud/ (hosted in Frankfurt)', {
    at: { 'matomo.cloud': 'DE' },
  }),
  sourced(['servicenow', 'US'], 'https://docs.lightstep.com/docs/eu-datacenter', {
    at: { 'eu.lightstep.com': 'EU' },
  }),
  remembered([null, 'US'], "the vendors' own terms: stored in the United States by default", {
    at: each(
      `lightstep.com rollbar.com bugsnag.com raygun.com raygun.io airbrake.io loggly.com logdna.com mezmo.com scalyr.com
       heap.io heapanalytics.com fullstory.com logrocket.com logrocket.io launchdarkly.com statsig.com split.io optimizely.com
       appcues.com pendo.io customer.io braze.com clicky.com snowplowanalytics.com keen.io rudderstack.com rudderlabs.com
       chronosphere.io lacework.net crowdstrike.com sysdig.com snyk.io sonarcloud.io codecov.io coveralls.io
       checkpoint-api.hashicorp.com releases.hashicorp.com apt.releases.hashicorp.com rpm.releases.hashicorp.com scarf.sh
       usage-stats.konghq.com kong-hf.konghq.com telemetry.redpanda.com telemetry.vercel.com stats.nats.io api.snapcraft.io
       update.k3s.io update.rke2.io updates.rancher.io telemetry.camunda.cloud telemetry.gitpod.io data.jsdelivr.com
       telemetry.nextjs.org telemetry.haystack.deepset.ai telemetry.crewai.com us.i.posthog.com us-assets.i.posthog.com
       stats.vllm.ai play.min.io subnet.min.io appsignal.com instana.io scoutapm.com`,
      'US',
    ),
    unplaced: each(
      'appdynamics.com ruxit.com checkmk.cloud hotjar.com hotjar.io',
      'the name does not say where the tenant is',
    ),
  }),
];
