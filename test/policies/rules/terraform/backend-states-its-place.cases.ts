import { backendStatesItsPlace } from '../../../../policies/rules/terraform/backend-states-its-place.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const remote = (type: string, config: object) =>
  terraform({ data: { terraform_remote_state: { other: { backend: type, config } } } });
const backend = (type: string, body: object) => terraform({ terraform: { backend: { [type]: body } } });

export const cases: RuleCases = {
  rule: backendStatesItsPlace,
  compliant: [
    {
      name: 'a bucket with its region',
      input: backend('s3', { bucket: 'state', key: 'clinical', region: 'eu-central-1' }),
    },
    { name: 'the machine itself', input: backend('local', { path: 'clinical.tfstate' }) },
    { name: 'a state that is not kept', input: backend('inmem', {}) },
    ...[
      ['s3', 'endpoint'],
      ['s3', 'endpoints'],
      ['oss', 'region'],
      ['oss', 'endpoint'],
      ['cos', 'region'],
      ['cos', 'endpoint'],
      ['oci', 'region'],
      ['http', 'address'],
      ['consul', 'address'],
      ['pg', 'conn_str'],
      ['remote', 'hostname'],
    ].map(([type = '', argument = '']) => ({
      name: `the backend ${type} with its ${argument}`,
      input: backend(type, { [argument]: 'eu-central-1' }),
    })),
    {
      name: "a server of one's own in place of HCP Terraform",
      input: terraform({ terraform: { cloud: { organization: 'klinik', hostname: 'terraform.klinik.example' } } }),
    },
    {
      name: 'the state of another configuration, with its region',
      input: remote('s3', { bucket: 'state', key: 'k', region: 'eu-central-1' }),
    },
    {
      name: 'a data source that reads no state',
      input: terraform({ data: { hcloud_location: { here: { name: 'fsn1' } } } }),
      silent: true,
    },
    { name: 'the cluster itself', input: backend('kubernetes', { secret_suffix: 'clinical' }) },
  ],
  nonCompliant: [
    {
      name: 'HCP Terraform, which is the default of `remote`',
      input: backend('remote', { organization: 'klinik' }),
      path: '',
      found: 'remote',
    },
    {
      name: 'HCP Terraform by its own block',
      input: terraform({ terraform: { cloud: { organization: 'klinik' } } }),
      path: '',
      found: 'cloud',
    },
  ],
  indeterminate: [
    {
      name: 'a bucket without a region',
      input: backend('s3', { bucket: 'state', key: 'clinical' }),
      path: '',
      found: 's3',
    },
    ...['oss', 'cos', 'oci', 'http', 'consul', 'pg'].map((type) => ({
      name: `the backend ${type} without a place`,
      input: backend(type, { key: 'clinical' }),
      path: '',
      found: type,
    })),
    {
      name: 'the state of another configuration, without a region',
      input: remote('s3', { bucket: 'state', key: 'k' }),
      path: 'config',
      found: 's3',
    },
    { name: 'a region that is null', input: backend('s3', { region: null }), path: '', found: 's3' },
    { name: 'an empty region', input: backend('s3', { region: '' }), path: '', found: 's3' },
    { name: 'a region from a variable', input: backend('s3', { region: '${var.r}' }), path: '', found: '${var.r}' },
    { name: 'a storage account', input: backend('azurerm', { container_name: 'a' }), path: '', found: 'azurerm' },
    {
      name: 'a bucket of which only the name is known',
      input: backend('gcs', { bucket: 'state' }),
      path: '',
      found: 'gcs',
    },
    { name: 'a backend that is not known', input: backend('vendor', { url: 'x' }), path: '', found: 'vendor' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
