import { moduleSourceKnown } from '../../../../policies/rules/terraform/module-source-known.ts';
import { configMap, plan, type RuleCases, terraform } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: moduleSourceKnown,
  compliant: [
    {
      name: 'a module in a plan, which shows what it makes',
      input: plan({
        configuration: { root_module: { module_calls: { bucket: { source: './bucket', module: {} } } } },
      }),
    },
  ],
  nonCompliant: { never: 'what is not shown is not known to be wrong' },
  indeterminate: [
    {
      name: 'a module from a registry',
      input: terraform({ module: { bucket: { source: 'vendor/bucket/aws', version: '1.2.3' } } }),
      path: 'source',
      found: 'vendor/bucket/aws',
    },
    {
      name: 'a module from the same repository',
      input: terraform({ module: { bucket: { source: './bucket' } } }),
      path: 'source',
      found: './bucket',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
