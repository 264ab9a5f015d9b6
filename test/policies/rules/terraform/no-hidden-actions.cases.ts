import { noHiddenActions } from '../../../../policies/rules/terraform/no-hidden-actions.ts';
import { configMap, type RuleCases, terraform } from '../../../support/rule-cases.ts';

export const cases: RuleCases = {
  rule: noHiddenActions,
  compliant: [
    {
      name: 'a resource',
      input: terraform({ resource: { hcloud_volume: { data: { location: 'fsn1' } } } }),
      silent: true,
    },
    {
      name: 'a resource that is called like a data source that fetches',
      input: terraform({ resource: { http: { it: { url: 'https://s3.fr-par.scw.cloud' } } } }),
      silent: true,
    },
    {
      name: 'a resource whose provisioner is null',
      input: terraform({ resource: { hcloud_server: { node: { provisioner: null } } } }),
      silent: true,
    },
    {
      name: 'a data source that reads what is there',
      input: terraform({ data: { hcloud_location: { here: { name: 'fsn1' } } } }),
      silent: true,
    },
  ],
  nonCompliant: { never: 'what a program does is not known to be wrong' },
  indeterminate: [
    {
      name: 'a resource with a provisioner',
      input: terraform({
        resource: {
          hcloud_server: { node: { location: 'fsn1', provisioner: { 'local-exec': { command: 'make copy' } } } },
        },
      }),
      path: 'provisioner',
      found: 'local-exec',
    },
    {
      name: 'a program that runs when a resource goes',
      input: terraform({
        removed: [{ from: '${hcloud_server.node}', provisioner: { 'local-exec': { command: 'sync' } } }],
      }),
      path: 'removed',
      found: 'local-exec',
    },
    {
      name: 'a resource with two sorts of provisioner',
      input: terraform({
        resource: {
          hcloud_server: {
            node: { provisioner: [{ 'local-exec': { command: 'a' } }, { 'remote-exec': { inline: [] } }] },
          },
        },
      }),
      path: 'provisioner',
      found: 'local-exec, remote-exec',
    },
    {
      name: 'a provisioner that cannot be read',
      input: terraform({ resource: { hcloud_server: { node: { provisioner: '${var.steps}' } } } }),
      path: 'provisioner',
      found: '${var.steps}',
    },
    ...['shell_script', 'shell_sensitive_script'].map((type) => ({
      name: `a resource that is a program: ${type}`,
      input: terraform({ resource: { [type]: { copy: { command: 'make copy' } } } }),
      path: '',
      found: type,
    })),
    {
      name: 'an external program as data',
      input: terraform({ data: { external: { copy: { program: ['make', 'copy'] } } } }),
      path: '',
      found: 'external',
    },
    {
      name: 'a document fetched at plan time',
      input: terraform({ data: { http: { policy: { url: 'https://s3.fr-par.scw.cloud' } } } }),
      path: '',
      found: 'http',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
