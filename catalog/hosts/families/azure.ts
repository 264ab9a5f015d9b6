import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const NO_REGION = 'the name does not say in which region the resource is';

/** Azure Grafana and attestation shorten region names. */
const SHORT = {
  weu: 'NL',
  neu: 'IE',
  gwc: 'DE',
  frc: 'FR',
  sec: 'SE',
  sdc: 'SE',
  noe: 'NO',
  plc: 'PL',
  itn: 'IT',
  spc: 'ES',
  uks: 'GB',
  ukw: 'GB',
  chn: 'CH',
  szn: 'CH',
  eus: 'US',
  eus2: 'US',
  wus: 'US',
  wus2: 'US',
  wus3: 'US',
  cus: 'US',
  scus: 'US',
  wcus: 'US',
  ncus: 'US',
  cca: 'CA',
  eau: 'AU',
  sea: 'SG',
  ea: 'HK',
  jpe: 'JP',
  cid: 'IN',
  brs: 'BR',
} as const;

/** Microsoft Azure: few names hold the region; most hold only the resource. */
export const azure: readonly HostFamily[] = [
  remembered('azure', 'https://learn.microsoft.com/azure/security/fundamentals/azure-domains', {
    regional: words(`
      {region}.cloudapp.azure.com {region}.azurecontainerapps.io {region}.azurecontainer.io {region}.azmk8s.io
      {region}-#.in.applicationinsights.azure.com {region}.in.applicationinsights.azure.com
      {region}.livediagnostics.monitor.azure.com {region}-#.ingest.monitor.azure.com
      {region}-#.metrics.ingest.monitor.azure.com {region}-#.handler.control.monitor.azure.com
      {region}.prometheus.monitor.azure.com {region}.monitoring.azure.com
      {region}.api.cognitive.microsoft.com {region}.dev.cognitive.microsoft.com {region}.stt.speech.microsoft.com {region}.tts.speech.microsoft.com
      {region}.s2s.speech.microsoft.com {region}.convai.speech.microsoft.com {region}.customvoice.api.speech.microsoft.com
      {region}.inference.ml.azure.com {region}.models.ai.azure.com {region}.inference.ai.azure.com {region}.api.azureml.ms
      {region}.experiments.azureml.net {region}.instances.azureml.ms {region}.notebooks.azure.net
      *.{region}-#.azurewebsites.net {region}.*.azurestaticapps.net {region}.data.azurecr.io {region}.geo.azurecr.io
      {region}.batch.azure.com {region}.kusto.windows.net {region}.asazure.windows.net {region}.logic.azure.com
      {region}.eventgrid.azure.net {region}-#.eventgrid.azure.net {region}-#.ts.eventgrid.azure.net {region}.datafactory.azure.net
      {region}.redis.azure.net {region}.redisenterprise.cache.azure.net *-{region}.documents.azure.com
      {region}.azuredatabricks.net {region}.management.azure.com {region}.backup.windowsazure.com {region}.adf.azure.com
      {region}.quantum.azure.com {region}.hypervrecoverymanager.windowsazure.com
      {region}.login.microsoft.com {region}.privatelink.azmk8s.io
      {region}-#.sip.communication.azure.com {region}.frontend.clouddatahub.net
    `),
    unplaced: {
      ...each('core.windows.net windows.net azure.com azure.net azmk8s.io azurewebsites.net azurecr.io', NO_REGION),
      ...each(
        'azure-api.net azurehealthcareapis.com azurestaticapps.net azure-devices.net azuredatabricks.net',
        NO_REGION,
      ),
      ...each(
        'azurecontainerapps.io azurecontainer.io azureml.ms azureml.net windowsazure.com sql.azuresynapse.net',
        NO_REGION,
      ),
      ...each(
        'azuresynapse.net azurehdinsight.net fabric.microsoft.com powerbi.com dynamics.com sharepoint.com',
        NO_REGION,
      ),
      ...each(
        'microsoftonline.com microsoftonline-p.com msidentity.com graph.microsoft.com login.microsoft.com',
        'one global service for all tenants',
      ),
      ...each(
        'office.com office365.com outlook.com live.com webhook.office.com logic.azure.com',
        'the name does not say where the tenant is',
      ),
      ...each(
        'azurefd.net azureedge.net trafficmanager.net msedge.net',
        'a content network or DNS balancer with edges anywhere',
      ),
      ...each('visualstudio.com dev.azure.com', 'the name does not say where the organisation is'),
      'openai.azure.com': 'the name does not say in which region the model is deployed',
      'cognitiveservices.azure.com': 'the name does not say in which region the resource is',
      'services.ai.azure.com': 'the name does not say in which region the project is',
    },
  }),
  remembered('azure', 'Azure Managed Grafana and Attestation documentation: endpoints', {
    codes: SHORT,
    regional: ['{code}.grafana.azure.com', '{code}.attest.azure.net'],
  }),
  remembered('azure', 'https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure', {
    at: {
      ...each(
        'azure.us microsoft.us usgovcloudapi.net windowsazure.us microsoftonline.us azurecr.us usgovtrafficmanager.net office365.us',
        'US',
      ),
      ...each(
        'azure.cn chinacloudapi.cn chinacloudsites.cn azurecr.cn partner.microsoftonline.cn chinacloudapp.cn',
        'CN',
      ),
    },
  }),
  sourced('azure', 'azure-cli-core 2.91.0 and azure-kusto-data 6.0.4 (PyPI): clouds of Bleu and Delos', {
    at: {
      ...each('sovcloud-api.fr sovcloud-identity.fr sovcloud.fr', 'FR'),
      ...each('sovcloud-api.de sovcloud-identity.de sovcloud.de', 'DE'),
      ...each('sovcloud-identity.sg sovcloud-api.sg', 'SG'),
      'eaglex.ic.gov': 'US',
    },
  }),
  remembered('azure', 'Microsoft Container Registry client firewall rules', {
    at: {
      'mcr.microsoft.com': 'US',
      'data.mcr.microsoft.com': 'US',
      'models.inference.ai.azure.com': 'US',
    },
    unplaced: {
      'microsoft.com': 'the name does not say where the service runs',
      'time.windows.com': 'a global service: answered anywhere',
    },
  }),
];
