import { backendStatesItsPlace } from '../../../../policies/rules/terraform/backend-states-its-place.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const backend = (type: string, body: object) => terraform({ terraform: { backend: { [type]: body } } });

export const cases: RuleCases = {
  rule: backendStatesItsPlace,
  compliant: [
    {
      name: 'a bucket with its region',
      input: backend('s3', { bucket: 'state', key: 'clinical', region: 'eu-central-1' }),
    },
    { name: 'the machine itself', input: backend('local', { path: 'clinical.tfstate' }) },
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
