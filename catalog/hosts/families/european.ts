import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const NO_REGION = 'the name does not say in which region it is';

/** Clouds with a seat in Europe. Their sites are not all in the EEA: the region decides. */
export const european: readonly HostFamily[] = [
  sourced('ovh', 'rclone v1.76.0 (Go module), OVHcloud.yaml; OVHcloud, endpoints and regions', {
    regional: words(`
      {region}.io.cloud.ovh.net {region}.perf.cloud.ovh.net {region}.cloud.ovh.net {region}.container-registry.ovh.net
      {region}.k8s.ovh.net {region}.logs.ovh.com {region}.okms.ovh.net {region}.ai.cloud.ovh.net
      {region}.training.ai.cloud.ovh.net {region}.app.cloud.ovh.net {region}.metrics.ovh.net {region}.lb.ovh.net
      {region}.database.cloud.ovh.net {region}.nodes.k8s.ovh.net
    `),
    unplaced: each('ovh.net ovh.com ovhcloud.com ovh.ca kimsufi.com soyoustart.com hosting.ovh.net', NO_REGION),
  }),
  sourced('ovh', 'ovh 1.2.0 (PyPI), client.py; openstacksdk 4.22.0 (PyPI), vendors/ovh-us.json: one company per API', {
    at: {
      ...each('cloud.ovh.us ovh.us ovhcloud.us api.us.ovhcloud.com us.ovhcloud.com', 'US'),
      'ca.api.ovh.com': 'CA',
    },
  }),
  remembered('ovh', 'OVHcloud: the European API is run from France', { at: { 'eu.api.ovh.com': 'FR' } }),
  remembered('ovh', 'https://help.ovhcloud.com AI Endpoints: models run in Gravelines', {
    at: each('endpoints.kepler.ai.cloud.ovh.net endpoints.ai.cloud.ovh.net', 'FR'),
  }),
  sourced('scaleway', 'rclone v1.76.0 (Go module), Scaleway.yaml; scaleway-sdk-go v1.39.0 (Go module), URLs by zone', {
    regional: words('{region}.scw.cloud {region}.scaleway.com {region}.ifr.scaleway.com'),
    unplaced: each('scw.cloud scaleway.com', NO_REGION),
  }),
  sourced(
    'scaleway',
    'github.com/scaleway/docs-content at 022e31c, pages/generative-apis/faq.mdx (validated 2026-07-17): models are served in Paris',
    { at: each('api.scaleway.ai scaleway.ai', 'FR') },
    '2026-11-23',
  ),
  remembered('scaleway', 'Scaleway documentation: control plane and mail in Paris', {
    at: each('api.scaleway.com smtp.tem.scw.cloud smtp.tem.scaleway.com', 'FR'),
  }),
  sourced('hetzner', 'rclone v1.76.0 (Go module), Hetzner.yaml', {
    regional: words('{region}.your-objectstorage.com'),
    unplaced: each('your-objectstorage.com your-server.de hetzner.com hetzner.cloud', NO_REGION),
  }),
  remembered('hetzner', 'https://docs.hetzner.com (APIs, mirrors and clocks)', {
    at: each(
      'api.hetzner.cloud robot-ws.your-server.de dns.hetzner.com mirror.hetzner.com ntp.hetzner.com ntp1.hetzner.de ntp2.hetzner.de ntp3.hetzner.net',
      'DE',
    ),
  }),
  remembered('hetzner', 'https://docs.hetzner.com/storage/storage-box/ (locations: Germany and Finland)', {
    at: { 'your-storagebox.de': 'EU' },
  }),
  sourced('ionos', 'rclone backend/s3/provider at 64ab1ac (2026-08-21)', {
    codes: {
      'eu-central-1': 'DE',
      'eu-central-2': 'DE',
      'eu-central-3': 'DE',
      'eu-central-4': 'DE',
      'eu-south-2': 'ES',
      'us-central-1': 'US',
    },
    regional: words('s3.{code}.ionoscloud.com s3-{code}.ionoscloud.com {code}.ionoscloud.com'),
    unplaced: each('ionoscloud.com ionos.com', NO_REGION),
  }),
  sourced(
    'ionos',
    'https://docs.ionos.com/cloud/observability/logging-service/api-how-tos (regional endpoints)',
    {
      codes: { 'de-txl': 'DE', 'de-fra': 'DE', 'es-vit': 'ES', 'fr-par': 'FR', 'gb-lhr': 'GB' },
      regional: ['{code}.ionos.com'],
    },
    '2026-11-23',
  ),
  remembered('ionos', 'https://docs.ionos.com/cloud (locations in the names of managed services)', {
    codes: { 'de-fra-2': 'DE', 'gb-bhx': 'GB', 'us-las': 'US', 'us-ewr': 'US', 'us-mci': 'US' },
    regional: ['{code}.ionos.com'],
    at: each('api.ionos.com cloud.ionos.com smtp.ionos.de', 'DE'),
  }),
  sourced(
    'otc',
    'otcextensions 0.34.8 and openstacksdk 4.22.0 (PyPI), endpoints by region; Open Telekom Cloud, endpoints',
    {
      regional: words('{region}.otc.t-systems.com {region}.sc.otc.t-systems.com {region}.otc-service.com'),
      unplaced: each('otc.t-systems.com otc-service.com', NO_REGION),
    },
  ),
  remembered('otc', 'https://docs.llmhub.t-systems.net (AI Foundation Services, Germany)', {
    at: { 'llm-server.llmhub.t-systems.net': 'DE' },
  }),
  sourced(
    'stackit',
    'github.com/stackitcloud/terraform-provider-stackit at 0da566e, examples of stackit_cdn_distribution: names of buckets and APIs',
    { regional: words('{region}.onstackit.cloud {region}.stackit.cloud') },
    '2026-11-23',
  ),
  remembered('stackit', 'https://docs.stackit.cloud (regions eu01 Germany, eu02 Austria; endpoints)', {
    regional: words('{region}.runs.onstackit.cloud'),
    at: each('onstackit.cloud stackit.cloud', 'EU'),
    unplaced: { 'cdn.onstackit.cloud': 'a content network with edges anywhere' },
  }),
  sourced('exoscale', 'github.com/exoscale/egoscale v0.18.1 (Go module), zones; Exoscale, endpoints per zone', {
    regional: words(
      'sos-{region}.exo.io sks-{region}.exo.io {region}.exo.io api-{region}.exoscale.com ppapi-{region}.exoscale.com',
    ),
    unplaced: each('exo.io exoscale.com', NO_REGION),
  }),
  remembered('upcloud', 'https://upcloud.com/docs (object storage, databases, load balancers)', {
    regional: words('{region}.upcloudobjects.com {region}.upcloud.host'),
    at: { 'api.upcloud.com': 'FI' },
    unplaced: each('upcloudobjects.com upclouddatabases.com upcloudlb.com upcloud.host', NO_REGION),
  }),
  sourced('cleura', 'openstacksdk 4.22.0 (PyPI), vendors/citycloud.json; Cleura, regions and endpoints', {
    regional: words(`
      {region}.citycloud.com s3-{region}.citycloud.com swift-{region}.citycloud.com {region}.cleura.cloud
      s3-{region}.cleura.cloud swift-{region}.cleura.cloud
    `),
    unplaced: each('citycloud.com cleura.cloud', NO_REGION),
  }),
  sourced('elastx', 'openstacksdk 4.22.0 (PyPI), vendors/elastx.json; Elastx documentation, overview: Stockholm', {
    at: each('elastx.cloud elastx.net ops.elastx.cloud', 'SE'),
  }),
  remembered('aruba', 'https://www.arubacloud.com object storage: endpoints', {
    codes: { 'r1-it': 'IT', 'r2-it': 'IT', 'r3-it': 'IT', 'r1-cz': 'CZ' },
    regional: words('{code}.storage.cloud.it {code}.storage.forpsi.com'),
    unplaced: each('storage.cloud.it arubacloud.com', NO_REGION),
  }),
  sourced('outscale', 'osc-sdk-python 0.42.0 (PyPI) and rclone v1.76.0 (Go module), endpoints by region', {
    regional: words('{region}.outscale.com {region}.oks.outscale.com {region}.outscale.hm'),
    unplaced: { 'outscale.com': NO_REGION },
  }),
  remembered('plusserver', 'https://docs.plusserver.com (pluscloud open, S3)', {
    regional: ['{region}.psmanaged.com'],
    at: each('s3.de-west-1.psmanaged.com de-west-1.psmanaged.com de-north-1.psmanaged.com api.pco.get-cloud.io', 'DE'),
  }),
  sourced('clever-cloud', 'rclone v1.76.0 (Go module), Cellar.yaml', {
    at: { 'cellar-c2.services.clever-cloud.com': 'FR' },
  }),
  remembered('clever-cloud', 'https://www.clever-cloud.com/developers/doc/ (Cellar, zones)', {
    at: each(
      'cellar-fr-north-hds-c1.services.clever-cloud.com api.clever-cloud.com ai-endpoints.services.clever-cloud.com',
      'FR',
    ),
    unplaced: each('clever-cloud.com cleverapps.io', 'the name does not say in which zone it runs'),
  }),
  remembered('gridscale', 'https://gridscale.io/en/community/ (object storage in Frankfurt)', {
    at: each('gos3.io api.gridscale.io', 'DE'),
  }),
  remembered('sap-btp', 'https://help.sap.com/docs/btp (regions and API endpoints)', {
    regional: words('{region}.hana.ondemand.com prod-{region}.hanacloud.ondemand.com {region}.platform.sapcloud.cn'),
    unplaced: each('ondemand.com', NO_REGION),
    at: { 'platform.sapcloud.cn': 'CN' },
  }),
  ...(['aws', 'azure', 'gcp'] as const).map((cloud) =>
    remembered('sap-btp', 'https://help.sap.com/docs/sap-ai-core (API endpoints by region)', {
      regions: cloud,
      regional: [`{region}.${cloud}.ml.hana.ondemand.com`],
    }),
  ),
  remembered(['contabo', 'US'], 'https://docs.contabo.com/docs/products/Object-Storage/ (regions)', {
    codes: { eu2: 'DE', usc1: 'US', sin1: 'SG' },
    regional: ['{code}.contabostorage.com'],
  }),
  remembered(['orange', 'FR'], 'Orange Business Flexible Engine: endpoints', {
    at: { 'eu-west-0.prod-cloud-ocb.orange-business.com': 'FR' },
    unplaced: { 'prod-cloud-ocb.orange-business.com': NO_REGION },
  }),
  remembered(['scalingo', 'FR'], 'https://doc.scalingo.com (regions osc-fr1, osc-secnum-fr1)', {
    codes: { 'osc-fr1': 'FR', 'osc-secnum-fr1': 'FR' },
    regional: words('{code}.scalingo.io {code}.scalingo-dbs.com {code}.scalingo.com'),
  }),
  remembered(['nebius', 'NL'], 'https://docs.nebius.com/overview/regions', {
    codes: {
      'eu-north1': 'FI',
      'eu-west1': 'FR',
      'eu-north2': 'IS',
      'us-central1': 'US',
      'me-west1': 'IL',
      'uk-south1': 'GB',
    },
    regional: words('{code}.nebius.cloud {code}.nebius.com'),
    unplaced: each('nebius.cloud nebius.com nebius.ai', NO_REGION),
  }),
  remembered(['leafcloud', 'NL'], 'https://docs.leaf.cloud', { at: { 'leafcloud.store': 'NL', 'leaf.cloud': 'NL' } }),
  remembered(['fuga', 'NL'], 'https://docs.fuga.cloud', { at: { 'fuga.cloud': 'NL' } }),
  remembered(['bunny', 'SI'], 'https://docs.bunny.net/reference/storage-api (regions)', {
    codes: { uk: 'GB', ny: 'US', la: 'US', sg: 'SG', se: 'SE', br: 'BR', jh: 'ZA', syd: 'AU' },
    regional: ['{code}.storage.bunnycdn.com'],
    at: { '=storage.bunnycdn.com': 'DE' },
    unplaced: each('b-cdn.net bunnycdn.com bunny.net', 'a content network with edges anywhere'),
  }),
  remembered(['storadera', 'EE'], 'https://storadera.com', { at: { 'eu-east-1.s3.storadera.com': 'EE' } }),
  sourced(['impossible-cloud', 'DE'], 'rclone backend/s3/provider at 64ab1ac (2026-08-21)', {
    codes: {
      'eu-central-2': 'DE',
      'eu-west-1': 'NL',
      'eu-west-2': 'GB',
      'eu-west-3': 'FR',
      'eu-east-1': 'PL',
      'eu-north-1': 'DK',
      'us-east-1': 'US',
    },
    regional: ['{code}.storage.impossibleapi.net'],
  }),
  sourced(
    ['gcore', 'LU'],
    'https://gcore.com/docs/storage/manage-s3-storage/s3-service-urls-and-default-region-names',
    { codes: { ed1: 'LU', darz: 'DE', drc2: 'US', sgc1: 'SG', nhn2: 'KR' }, regional: ['s-{code}.cloud.gcore.lu'] },
    '2026-11-23',
  ),
  remembered('cloudscale', 'https://www.cloudscale.ch/en/api/v1 (Rümlang and Lupfig)', {
    at: { 'cloudscale.ch': 'CH' },
  }),
  remembered('infomaniak', 'https://www.infomaniak.com/en/hosting/public-cloud (data centres in Switzerland)', {
    at: each('infomaniak.com infomaniak.cloud infomaniak.ch', 'CH'),
  }),
  remembered(['swisscom', 'CH'], 'Swisscom data centres are in Switzerland', {
    at: {
      'swisscom.com': 'CH',
      'swisscomcloud.com': 'CH',
      'nineapis.ch': 'CH',
      'proton.me': 'CH',
      'protonmail.ch': 'CH',
    },
  }),
];
