import { planIsWhole } from '../../../../policies/rules/terraform/plan-is-whole.ts';
import { configMap, plan, type RuleCases } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: planIsWhole,
  compliant: [
    { name: 'a complete plan', input: plan({}), silent: true },
    { name: 'a later format of the same number', input: plan({ format_version: '1.12' }), silent: true },
    ...['no-op', 'create', 'read', 'update', 'delete', 'forget', 'open', 'renew', 'close'].map((action) => ({
      name: `what Terraform calls ${action}`,
      input: plan({
        resource_changes: [{ address: 'x.y', type: 'x', name: 'y', change: { actions: [action], after: {} } }],
      }),
      silent: true as const,
    })),
  ],
  nonCompliant: [
    { name: 'a plan that stopped at an error', input: plan({ errored: true }), path: 'errored', found: 'true' },
  ],
  indeterminate: [
    { name: 'a plan made for some targets only', input: plan({ complete: false }), path: 'complete', found: 'false' },
    {
      name: 'a plan that puts changes off',
      input: plan({ deferred_changes: [{ reason: 'provider_config_unknown', resource_change: { address: 'x.y' } }] }),
      path: 'deferred_changes',
      found: '1 deferred',
    },
    {
      name: 'a plan that somebody wrote by hand: Terraform puts the configuration into each',
      input: plan({ configuration: undefined }),
      path: 'configuration',
      found: 'no configuration',
    },
    {
      name: 'an action that nobody knows',
      input: plan({
        resource_changes: [{ address: 'x.y', type: 'x', name: 'y', change: { actions: ['migrate'], after: {} } }],
      }),
      path: 'actions',
      found: 'migrate',
    },
    {
      name: 'a format with more behind it',
      input: plan({ format_version: '1.2-x' }),
      path: 'format_version',
      found: '1.2-x',
    },
    {
      name: 'a format with more before it',
      input: plan({ format_version: '11.2' }),
      path: 'format_version',
      found: '11.2',
    },
    { name: 'a format of the future', input: plan({ format_version: '2.0' }), path: 'format_version', found: '2.0' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
