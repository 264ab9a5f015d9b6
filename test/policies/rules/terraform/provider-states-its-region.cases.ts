import { providerStatesItsRegion } from '../../../../policies/rules/terraform/provider-states-its-region.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const provider = (type: string, body: object) => terraform({ provider: { [type]: [body] } });

export const cases: RuleCases = {
  rule: providerStatesItsRegion,
  compliant: [
    { name: 'a provider with its region', input: provider('aws', { region: 'eu-central-1' }) },
    { name: 'a provider whose resources each name their place', input: provider('exoscale', {}), silent: true },
    {
      name: 'a provider without a region whose only resource names its own',
      input: terraform({
        provider: { scaleway: [{}] },
        resource: { scaleway_object_bucket: { copy: { name: 'copy', region: 'pl-waw' } } },
      }),
    },
    {
      name: 'the Kubernetes provider, which has none',
      input: provider('kubernetes', { config_context: 'klinik' }),
      silent: true,
    },
  ],
  nonCompliant: { never: 'the environment may name a region inside' },
  indeterminate: [
    { name: 'a provider without a region', input: provider('aws', {}), path: 'region', found: '(nothing)' },
    { name: 'an empty region', input: provider('aws', { region: '' }), path: 'region', found: '' },
    {
      name: 'a region from a variable',
      input: provider('aws', { region: '${var.region}' }),
      path: 'region',
      found: '${var.region}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
