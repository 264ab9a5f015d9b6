import { kindIsKnown } from '../../../../policies/rules/residency/kind-is-known.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: kindIsKnown,
  compliant: [
    { name: 'a kind of Kubernetes itself', input: configMap },
    {
      name: 'a backup location of Velero',
      input: 'apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: default}\nspec: {provider: aws}',
    },
    {
      name: 'a resource of a known provider',
      input: terraform({ resource: { hcloud_server: { node: { location: 'fsn1' } } } }),
    },
    {
      name: 'addresses that were moved',
      input: terraform({ moved: [{ from: '${hcloud_server.node}', to: '${hcloud_server.worker}' }] }),
    },
  ],
  nonCompliant: { never: 'what is not known is not known to be wrong' },
  indeterminate: [
    {
      name: 'a custom resource of an unknown operator',
      input: 'apiVersion: backups.vendor.example/v1\nkind: Vault\nmetadata: {name: default}\nspec: {copies: 3}',
      path: 'apiVersion',
      found: 'backups.vendor.example/v1 Vault',
    },
    {
      name: 'a kind that Kubernetes does not have',
      input: 'apiVersion: v1\nkind: Telemetry\nmetadata: {name: default}',
      path: 'apiVersion',
      found: 'v1 Telemetry',
    },
    {
      name: 'a section that Terraform did not have when this was written',
      input: terraform({ action: { local_command: { copy: { config: { command: 'make' } } } } }),
      path: '',
      found: 'action',
    },
    {
      name: 'a resource of an unknown Terraform provider',
      input: terraform({ resource: { vendor_vault: { default: { copies: 3 } } } }),
      path: '',
      found: 'vendor_vault',
    },
  ],
  unselected: { never: 'everything is of some kind' },
};
