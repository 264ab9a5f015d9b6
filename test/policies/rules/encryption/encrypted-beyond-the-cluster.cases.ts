import { encryptedBeyondTheCluster } from '../../../../policies/rules/encryption/encrypted-beyond-the-cluster.ts';
import { configMap, pod, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const env = (name: string, value: string) =>
  pod(`containers:\n  - name: app\n    env:\n      - {name: ${name}, value: "${value}"}`);
const path = 'spec.containers[0].env[0].value';

export const cases: RuleCases = {
  rule: encryptedBeyondTheCluster,
  compliant: [
    { name: 'an encrypted endpoint', input: env('PACS_URL', 'https://10.20.0.9:8443/dicom-web'), silent: true },
    {
      name: 'plain text inside the cluster, which is another rule',
      input: env('FHIR', 'http://fhir.clinical.svc:8080/fhir'),
      silent: true,
    },
    { name: 'plain text to itself', input: env('HEALTH', 'http://127.0.0.1:9000/health'), silent: true },
    { name: 'a proxy, which carries TLS inside', input: env('HTTPS_PROXY', 'http://10.20.0.3:3128'), silent: true },
    {
      name: 'a proxy of a known host',
      input: env('HTTPS_PROXY', 'http://s3.fr-par.scw.cloud:3128'),
      silent: true,
    },
    { name: 'an XML namespace, which is no destination', input: env('SYSTEM', 'http://loinc.org'), silent: true },
    {
      name: 'a ConfigMap whose endpoint is encrypted',
      input: configMap.replace('info', 'https://s3.fr-par.scw.cloud/clinical'),
      silent: true,
    },
    {
      name: 'an encrypted destination of a route',
      input: terraform({ resource: { grafana_data_source: { it: { url: 'https://s3.fr-par.scw.cloud' } } } }),
      silent: true,
    },
    {
      name: 'an unencrypted destination that nobody knows, which another rule refuses',
      input: terraform({ resource: { grafana_data_source: { it: { url: 'http://sink.wardmetrics.io' } } } }),
      silent: true,
    },
    {
      name: 'a thing that names no place',
      input: terraform({ resource: { random_id: { it: { byte_length: 8 } } } }),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'images fetched unencrypted from another building',
      input: env('PACS_URL', 'http://10.20.0.9:8042/dicom-web'),
      path,
      found: 'http://10.20.0.9',
    },
    {
      name: 'an unencrypted directory, with a password before it',
      input: env('DIRECTORY', 'ldap://reader:word@10.20.0.4'),
      path,
      found: 'ldap://10.20.0.4',
    },
    {
      name: 'an unencrypted object store in Paris',
      input: configMap.replace('info', 'http://s3.fr-par.scw.cloud/clinical'),
      path: 'data.LOG_LEVEL',
      found: 'http://s3.fr-par.scw.cloud',
    },
    {
      name: 'an unencrypted object store in Paris, said to a program',
      input: env('STORE', 'http://s3.fr-par.scw.cloud/clinical'),
      path,
      found: 'http://s3.fr-par.scw.cloud',
    },
    {
      name: 'an unencrypted destination beside an encrypted one',
      input: terraform({
        resource: { grafana_data_source: { it: { url: 'https://s3.nl-ams.scw.cloud http://s3.fr-par.scw.cloud' } } },
      }),
      path: 'url',
      found: 'http://s3.fr-par.scw.cloud',
    },
    {
      name: 'an unencrypted destination outside of Kubernetes',
      input: terraform({ resource: { grafana_data_source: { it: { url: 'http://s3.fr-par.scw.cloud' } } } }),
      path: 'url',
      found: 'http://s3.fr-par.scw.cloud',
    },
    {
      name: 'a variable that only begins like a proxy',
      input: env('HTTP_PROXY_STATUS', 'http://10.20.0.3:3128'),
      path,
      found: 'http://10.20.0.3',
    },
  ],
  indeterminate: [
    {
      name: 'a host that is only known when the pod starts',
      input: env('PACS_URL', 'http://$(PACS_HOST):8042'),
      path,
      found: 'http://$(PACS_HOST',
    },
  ],
  unselected: { never: 'any kind of thing can name an endpoint' },
};
