import { describe, expect, it } from 'vitest';
import { eea, read } from './support.ts';

describe('a region', () => {
  it.each([
    ['London under a European name', 'eu-west-2', 'AWS_DEFAULT_REGION', 'outside'],
    ['Zürich under a European name', 'eu-central-2', 'region', 'outside'],
    ['Ireland', 'eu-west-1', 'AWS_REGION', 'inside'],
    ['a zone in London', 'europe-west2-a', 'values', 'outside'],
    ['upper case', 'EUROPE-WEST2', 'data_locations', 'outside'],
    ['a name that stands alone', 'uksouth', undefined, 'outside'],
    ['a flag', '--region=us-east-1', undefined, 'outside'],
    ['a flag and its value', 'aws s3 cp --region us-east-1 /x /y', undefined, 'outside'],
    ['a display name in quotes', 'az group create --location "UK South"', undefined, 'outside'],
    ['a Cyrillic letter', 'еu-central-1', 'region', 'unknown'],
    ['a zero-width space', 'eu-central-1\u200b', 'region', 'unknown'],
    ['a name that nobody has', 'mars-1', 'region', 'unknown'],
    ['empty: a default elsewhere decides', '', 'region', 'unknown'],
    ['within a resource name', 'projects/x/locations/europe-west2/keyRings/a', 'kms', 'outside'],
    ['within an ARN', 'arn:aws:rds:eu-west-2:482915760331:db:consent', 'source', 'outside'],
    ['an ARN without one', 'arn:aws:s3:::b', 'bucket', 'unknown'],
    [
      'a routed model behind a region that only takes the calls',
      'arn:aws:bedrock:eu-central-1:1:inference-profile/us.amazon.nova-pro-v1:0',
      'model',
      'outside',
    ],
    [
      'a routed model of which nobody says where',
      'arn:aws:bedrock:eu-west-1:1:inference-profile/global.anthropic.claude-sonnet-4',
      'model',
      'unknown',
    ],
    [
      'a routed model within the Union',
      'arn:aws:bedrock:eu-central-1:1:inference-profile/eu.amazon.nova-pro-v1:0',
      'model',
      'inside',
    ],
    ['the name of a Cloud SQL instance', 'klinik-prod:europe-west2:fhir', 'instances', 'outside'],
    ['the only zone of an OpenStack region is none', 'nova', 'availability_zone', 'inert'],
    ['but no region is called so', 'nova', 'region', 'unknown'],
    ['a time zone is none', 'Europe/London', 'timeZone', 'inert'],
    ['a keyword is none', 'MESH_EXTERNAL', 'location', 'inert'],
    ['a realm of an identity provider is none', 'klinikum', 'realm', 'inert'],
    ['a name with a country in it is none', 'export-us', 'release-name', 'inert'],
    ['a switch is none', 'true', 'multi_region', 'inert'],
    ['the placeholder of a store in the cluster is none', 'minio', 'region', 'inert'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));

  it('is read by the provider that the block names', () => {
    expect(read('eu-west-2', { key: 'region', provider: 'outscale' })).toBe('inside');
    expect(read('eu-west', { key: 'region', provider: 'linode' })).toBe('outside');
    expect(read('eu-west-2a', { key: 'subregion_name', provider: 'outscale' })).toBe('inside');
    expect(read('ZONE_1', { key: 'availability_zone', provider: 'ionos' })).toBe('inert');
    expect(read('UK South', { key: 'location', provider: 'azurerm' })).toBe('outside');
  });
});

describe('a setting that is no URL', () => {
  it.each([
    ['DD_SITE', 'us5.datadoghq.com', 'outside'],
    ['DD_SITE', 'datadoghq.eu', 'inside'],
    ['DD_CLUSTER_NAME', 'klinikum-eu', 'inert'],
    ['SNOWFLAKE_ACCOUNT', 'xy12345.us-east-1', 'outside'],
    ['SNOWFLAKE_ACCOUNT', 'xy12345.eu-central-1', 'inside'],
    ['SNOWFLAKE_ACCOUNT', 'klinik-prod', 'unknown'],
    ['SPLUNK_REALM', 'us1', 'outside'],
    ['SPLUNK_REALM', 'eu0', 'inside'],
    ['SPLUNK_REALM', 'zz9', 'unknown'],
    ['ARM_ENVIRONMENT', 'usgovernment', 'outside'],
    ['ARM_ENVIRONMENT', 'public', 'inert'],
    ['sku', 'GlobalStandard', 'unknown'],
    ['modelId', 'us.anthropic.claude-sonnet-4-20250514-v1:0', 'outside'],
    ['modelId', 'eu.anthropic.claude-sonnet-4-20250514-v1:0', 'inside'],
    ['modelId', 'global.anthropic.claude-sonnet-4-20250514-v1:0', 'unknown'],
    ['endpoint', 'ovh-us', 'outside'],
    ['model', 'anthropic/claude-3-5-sonnet', 'outside'],
    ['OPENAI_MODEL', 'gpt-4o', 'unknown'],
    ['model', 'meta-llama/Llama-3.1-8B-Instruct', 'unknown'],
    ['model', '/models/mistral-small', 'inert'],
    ['model', 'mistral-small', 'inert'],
  ])('%s=%s', (key, text, wanted) => expect(read(text, { key })).toBe(wanted));
});

describe('a reference that is not resolved', () => {
  it.each([
    ['a whole region', '${BACKUP_REGION:=eu-central-1}', 'region', 'unknown'],
    ['a whole value', '${VAR:-default}', 'X', 'unknown'],
    ['a template', '{{ .Values.endpoint }}', 'X', 'unknown'],
    ['a host', 'https://${HOST}/x', 'X', 'unknown'],
    ['a part of a host', 'https://api.${DOMAIN}/x', 'X', 'unknown'],
    ['a value of two parts', '$(A)$(B)', 'X', 'unknown'],
    ['a shell variable', '$ENDPOINT', 'X', 'unknown'],
    ['a registry', '${REGISTRY}/app:1', 'image', 'unknown'],
    ['a user part that could end early', 'postgres://$(X)@db-rw.svc:5432/hapi', 'X', 'unknown'],
    ['credentials', 'postgres://$(PGUSER):$(PGPASSWORD)@db-rw.svc:5432/hapi', 'X', 'inert'],
    ["the pod's own name before a cluster suffix", '$(POD_NAME).kafka.ns.svc.cluster.local:9092', 'X', 'inert'],
    ['behind the host', 'http://fhir.svc:8080/$(TENANT)/x', 'X', 'inert'],
    ['a metric in an alert', 'Instance {{ $labels.instance }} is down', 'summary', 'inert'],
    ['a file path', '/data/$(POD_NAME)/x', 'X', 'inert'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));

  it('is shown as it stands', () => {
    const [piece] = eea.classify('https://api.${DOMAIN}/x', { key: 'X' }).pieces;
    expect(piece?.found).toBe('api.${DOMAIN}');
  });
});

describe('a URL that is only a name', () => {
  it.each([
    ['profile', 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'],
    ['system', 'http://loinc.org'],
    ['inline_string', '.. \'"type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110100"},\''],
    ['system', 'http://snomed.info/sct'],
    ['system', 'http://unitsofmeasure.org'],
    ['system', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm'],
    ['profile', 'https://fhir.kbv.de/StructureDefinition/KBV_PR_Base_Patient|1.1.0'],
    ['$schema', 'https://json-schema.org/draft/2020-12/schema'],
    ['xmlns', 'http://camel.apache.org/schema/spring'],
    [undefined, '<routes xmlns="http://camel.apache.org/schema/spring">'],
    ['apiVersion', 'networking.k8s.io/v1'],
    ['provisioner', 'pd.csi.storage.gke.io'],
    ['topologyKey', 'kubernetes.io/hostname'],
    [undefined, 'nginx.ingress.kubernetes.io/backend-protocol'],
    [undefined, 'eks.amazonaws.com/role-arn'],
    [undefined, 'csi.hetzner.cloud'],
    [undefined, 'helm.sh/chart'],
    [undefined, 'nvidia.com/gpu'],
    ['class', 'com.example.klinikum.Router'],
    ['fieldPath', 'metadata.name'],
    [undefined, 'delete_key(attributes, "service.instance.id")'],
    ['studies.groovy', 'def urls = (0..1).collect { it }'],
    ['tune.py', '"schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"'],
  ])('%s: %s', (key, text) => expect(read(text, { key })).toBe('inert'));

  it.each([
    ['FHIR_ENDPOINT', 'http://hl7.org/fhir/'],
    ['TERMINOLOGY_SERVER_URL', 'http://loinc.org'],
    ['inline_string', 'call("endpoint":"http://loinc.org")'],
    ['system', 'http://loinc.org.evil.com'],
    ['system', 'http://evil@loinc.org'],
    ['profile', 'http://fhir.evil.com/StructureDefinition/x'],
    ['TX_SERVER', 'http://tx.fhir.org/r4'],
    ['registry', 'registry.k8s.io/pause:3.10'],
    ['X', 'registry.k8s.io/pause:3.10'],
    ['X', 'docker.elastic.co/elasticsearch/elasticsearch:9.2.0'],
    ['X', 'api.scaleway.com.evil.com'],
    ['X', 'api.snyk.io'],
  ])('is an endpoint after all: %s: %s', (key, text) => expect(read(text, { key })).not.toBe('inert'));
});

describe('an image', () => {
  it.each([
    ['a bare name is Docker Hub', 'nginx', 'outside'],
    ['with tag and digest', `nginx:1.29-alpine@sha256:${'9'.repeat(64)}`, 'outside'],
    ['with an organisation', 'bitnami/postgresql:16', 'outside'],
    ['upper-case registry', 'DOCKER.IO/library/nginx', 'outside'],
    ['alias', 'registry-1.docker.io/library/nginx', 'outside'],
    ['a European region', 'rg.fr-par.scw.cloud/klinikum/letters:4.0.1', 'inside'],
    ['a Swiss region', 'europe-west6-docker.pkg.dev/p/r/app', 'outside'],
    ['a look-alike registry', 'evilgcr.io/app', 'unknown'],
    ['a mirror nobody knows', 'registry.klinik.de:5000/app', 'unknown'],
    ['on the node', 'localhost:5000/app', 'unknown'],
    ['a registry in the cluster', 'registry.registry.svc:5000/app', 'inert'],
    ['empty', '', 'unknown'],
    ['a scheme', 'docker://nginx', 'outside'],
  ])('%s', (_name, text, wanted) => expect(read(text, { key: 'image', role: 'image' })).toBe(wanted));
});

describe('what names no place', () => {
  const words = [
    'true',
    '512',
    '100m',
    '1.5Gi',
    '30s',
    '1.2.3',
    'v1.29.0',
    '2026-11-22T10:00:00Z',
    '12:30:45',
    '*/5 * * * *',
    'TLSv1.3',
    `sha256:${'a'.repeat(64)}`,
    '4d36e96e-e325-11ce-bfc1-08002be10318',
    'application/fhir+json',
    '/etc/ssl/certs/ca.pem',
    'Guten Tag, dies ist ein Text.',
    'aGVsbG8gd29ybGQ=',
    '-Xmx2g',
    'app=x,tier=y',
    'Patient/p-1',
    'en_US.UTF-8',
    'install.sh',
    'main.py',
    'backup.2026-11-22.zip',
    'application.properties',
    'SELECT a.id FROM patient a WHERE a.id = $1',
    '%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n',
    '^[A-Z]{2}-[0-9]{6}$',
    'rate(http_requests_total[5m]) > 0.5',
    'org.apache.kafka.common.serialization.StringSerializer',
    'spring.application.name=hapi',
    'k8s.pod.name',
    '10.0.0.0/8,.svc,.cluster.local,localhost,127.0.0.1',
    's3://klinikum-backup/fhir',
    '255.255.255.0',
    '::',
    'std::string',
    '-----BEGIN CERTIFICATE-----\nMIIB/abc+def==\n-----END CERTIFICATE-----',
  ];
  it.each(words)('%s', (text) => {
    const verdict = eea.classify(text, { key: 'X' });
    expect(verdict).toMatchObject({ classification: 'inert', pieces: [] });
    expect(verdict.reason).not.toBe('');
  });
});

describe('the three classifications', () => {
  it.each([
    ['placed', 'https://s3.fr-par.scw.cloud'],
    ['placed', 'https://s3.fr-par.scw.cloud,https://nobody-knows.de'],
    ['undecided', 'https://nobody-knows.de'],
    ['undecided', 'gs://bucket/x'],
    ['inert', 'http://fhir:8080'],
  ])('%s: %s', (classification, text) => expect(eea.classify(text, {}).classification).toBe(classification));

  it('have pieces exactly when something is somewhere', () => {
    expect(eea.classify('https://nobody-knows.de', {}).pieces).toHaveLength(1);
    expect(eea.classify('http://fhir:8080', {}).pieces).toHaveLength(0);
  });

  it('give the reason of what decides: the outside before the unknown before the inside', () => {
    const { reason } = eea.classify('s3.fr-par.scw.cloud:1,nobody-knows.de:1,api.openai.com:1', {});
    expect(reason).toContain('api.openai.com');
  });
});

describe('a reference to what the downward API fills in', () => {
  it.each([
    ['the pod as a listener', '${env:MY_POD_IP}:4317', 'endpoint', 'inert'],
    ['the node of an agent', 'https://${env:K8S_NODE_NAME}:10250', 'endpoint', 'inert'],
    ['an object beside the pod', '--publish-service=$(POD_NAMESPACE)/controller', undefined, 'inert'],
    ['with a suffix it is a host', '$(POD_IP).example.com:443', 'endpoint', 'unknown'],
    ['two of them are a host', 'https://$(NODE_NAME)$(SUFFIX):443', 'endpoint', 'unknown'],
    ['a host name of which nobody says whose', 'https://${hostname}/x', 'endpoint', 'unknown'],
    ['under a key that says region', '${NODE_NAME}', 'region', 'unknown'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));
});

describe('a principal of IAM', () => {
  it.each([
    ['in a policy', 'eks.amazonaws.com', 'Service', 'inert'],
    ['in a policy document', 'delivery.logs.amazonaws.com', 'identifiers', 'inert'],
    ['not with a region', 's3.us-east-1.amazonaws.com', 'Service', 'outside'],
    ['not as an endpoint', 'iam.amazonaws.com', 'endpoint', 'outside'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));
});

describe('what only looks like a place or a host', () => {
  it.each([
    ['a role of IAM', 'arn:aws:iam::111122223333:role/velero', 'role-arn', 'inert'],
    ['an account of a program at Google', 'velero@klinik-prod.iam.gserviceaccount.com', 'gcp-service-account', 'inert'],
    ['a claim of an identity', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'email', 'inert'],
    ['a Python module', 'klinik.settings.prod', 'DJANGO_SETTINGS_MODULE', 'inert'],
    ['an operation of Azure', 'Microsoft.Network/virtualNetworks/subnets/join/action', 'actions', 'inert'],
    ['a failure domain of Ceph', 'rack', 'failureDomain', 'inert'],
    ['a region of another S3 store', 'nl-ams', 'AWS_REGION', 'inside'],
    ['a region abroad of another S3 store', 'ca-east-tor', 'AWS_REGION', 'outside'],
    ['but not a region of another cloud', 'europe-west1', 'AWS_REGION', 'unknown'],
    ['an image that a command runs', 'docker run -d --name a -e X=1 grafana/agent:v0.44', undefined, 'outside'],
    ['an image that a command pulls from inside', 'podman pull rg.fr-par.scw.cloud/klinik/a:1', undefined, 'inside'],
    [
      'a package from the index that pip asks by default',
      'pip install --no-cache-dir numpy==2.1',
      undefined,
      'outside',
    ],
    ['a list of such packages', 'python3 -m pip install -r requirements.txt', undefined, 'outside'],
    ['packages from the registry that npm asks by default', 'cd /app && npm ci', undefined, 'outside'],
    ['packages from the mirrors that apk asks by default', 'apk add --no-cache curl', undefined, 'unknown'],
    ['a package that lies beside the command', 'pip install ./wheels/a.whl', undefined, 'inert'],
    [
      'a package from an index that is named',
      'pip install --index-url https://pypi.store.svc/simple numpy',
      undefined,
      'inert',
    ],
    ['a command without an image', 'docker run --help', undefined, 'inert'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));
});

describe('a host that something else puts in', () => {
  it.each([
    ['a variable that nothing sets', 'curl -T /tmp/d $SINK', undefined, 'unknown'],
    ['behind a user', 'scp /tmp/d "backup@$DEST:/srv"', undefined, 'unknown'],
    ['of a flag that says where', 'tool --endpoint-url $ENDPOINT', undefined, 'unknown'],
    ['what another command prints', 'nc $(cat /etc/x/host) 80', undefined, 'unknown'],
    ['what a program finds in its environment', 'requests.post(os.environ["SINK"], data=x)', undefined, 'unknown'],
    ['a placeholder of another language', 'https://{host}/x', 'url', 'unknown'],
    ['of yet another', 'https://@@HOST@@/x', 'url', 'unknown'],
    ['the whole value', '<%= ENV["H"] %>', 'endpoint', 'unknown'],
    ['joined by a program', 'fetch("https://" + host + ".com")', undefined, 'unknown'],
    ['what is sent is no host', 'curl -d $BODY -H "X: $NAME" http://hook.ops.svc', undefined, 'inert'],
    ['what every shell has is none', 'rsync -a $HOME/ /mnt/', undefined, 'inert'],
    ['what is printed is none', 'echo "sent to $SINK"', undefined, 'inert'],
    ['a placeholder before a name of the cluster', 'https://{tenant}.interop.svc/x', 'url', 'inert'],
    ['a user in the place of one', 'https://__a__@hapi.interop.svc/x', 'url', 'inert'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));
});

describe('an index that is asked because nobody names another', () => {
  it.each([
    ['RUN ["pip", "install", "numpy"]', 'outside'],
    ['python3 -m pip install --user x', 'outside'],
    ['npm --prefix /app ci', 'outside'],
    ['npx playwright test', 'outside'],
    ['apt-get update', 'unknown'],
    ['go install example.dev/x@latest', 'outside'],
    ['cargo build --release', 'outside'],
    ['gem install rails', 'outside'],
    ['pip install --index-url http://pypi.ci.svc/simple numpy', 'inert'],
    ['go build ./...', 'inert'],
    ['npm run build', 'inert'],
    ['cargo build --offline', 'inert'],
  ])('%s', (text, wanted) => expect(read(text)).toBe(wanted));
});

describe('a name in the language of health', () => {
  it.each([
    ['an element of a resource', 'Immunization.site', 'path', 'inert'],
    [
      'a canonical URL under a name of its own',
      'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
      'ext',
      'inert',
    ],
    ['a code system', 'http://fhir.de/sid/gkv/kvid-10', 'kvnr', 'inert'],
    ['a field of a record in a condition', "if (field.as == 'x') { y() }", undefined, 'inert'],
    ['but a host where one is awaited', 'Patient.link', 'endpoint', 'unknown'],
    ['but an address that is dialled', 'curl -d @b http://hl7.org/fhir/Bundle', undefined, 'unknown'],
    ['but one in small letters', 'immunization.site', undefined, 'unknown'],
  ])('%s', (_name, text, key, wanted) => expect(read(text, { key })).toBe(wanted));
});
