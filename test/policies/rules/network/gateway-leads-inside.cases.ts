import { boundaryOf } from '../../../../policies/judge.ts';
import { gatewayLeadsInside } from '../../../../policies/rules/network/gateway-leads-inside.ts';
import { documents, type RuleCases } from '../../../support/rule-cases.ts';
import { pod } from './where-data-is.ts';

const claim = { match: '*.klinik.example', country: 'DE', operator: 'Klinik', position: undefined };
const boundary = boundaryOf('EEA', [claim]);
const gateway = pod(
  'gateway',
  'egress',
  'volumes: [{name: list, configMap: {name: list}}]\n  containers: [{name: main}]',
);
const other = pod('guard', 'ingress', 'volumes: [{name: list, configMap: {name: list}}]\n  containers: [{name: main}]');

/** A list with one chain for each line of match, and the host that it leads to. */
const list = (chains: readonly { readonly names?: string; readonly host?: string }[]) => `apiVersion: v1
kind: ConfigMap
metadata: {name: list, namespace: clinical}
data:
  envoy.yaml: |
    static_resources:
      listeners:
        - filter_chains:
            - filters: [{name: envoy.filters.network.http_connection_manager}]
${chains
  .map(
    ({ names }, at) => `            - filter_chain_match: {server_names: ${names ?? '[]'}}
              filters: [{name: envoy.filters.network.tcp_proxy, typed_config: {cluster: c${at}}}]
`,
  )
  .join('')}      clusters:
${chains
  .map(({ host }, at) =>
    host === undefined
      ? ''
      : `        - name: c${at}
          load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: ${host}, port_value: 443}}}}]}]}
`,
  )
  .join('')}`;

const path = 'data["envoy.yaml"]';
const inside = { names: '[identity.klinik.example]', host: 'identity.klinik.example' };

export const cases: RuleCases = {
  rule: gatewayLeadsInside,
  compliant: [
    { name: 'a host of the site', input: documents(gateway, list([inside])), boundary },
    {
      name: 'the same file in another workload',
      input: documents(other, list([{ host: 'api.openai.com' }])),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a name that leads outside',
      input: documents(gateway, list([inside, { names: '[api.openai.com]', host: 'api.openai.com' }])),
      boundary,
      path,
      found: 'api.openai.com',
    },
    {
      name: 'a name of the site that leads elsewhere',
      input: documents(gateway, list([{ names: '[identity.klinik.example]', host: 'api.openai.com' }])),
      boundary,
      path,
      found: 'api.openai.com',
    },
    {
      name: 'a chain that asks for no name',
      input: documents(gateway, list([{ host: 'identity.klinik.example' }])),
      boundary,
      path,
      found: '(any name)',
    },
    {
      name: 'a listener that takes what no chain matches',
      input: documents(
        gateway,
        list([inside]).replace(
          '        - filter_chains:',
          '        - default_filter_chain: {filters: [{name: tcp_proxy, typed_config: {cluster: c0}}]}\n          filter_chains:',
        ),
      ),
      boundary,
      path,
      found: '(any name)',
    },
    {
      name: 'a file that no reader of YAML takes',
      input: documents(gateway, list([inside]).replace('filter_chain_match: {', 'filter_chain_match: {{')),
      boundary,
      path,
      found: '(any name)',
      also: 1,
    },
    {
      name: 'every name below one',
      input: documents(gateway, list([{ names: '["*.klinik.example"]', host: 'identity.klinik.example' }])),
      boundary,
      path,
      found: '*.klinik.example',
    },
  ],
  indeterminate: [
    { name: 'a gateway without a list', input: gateway, path: 'spec.volumes', found: '(nothing)' },
    {
      name: 'a chain that leads to no cluster of the file',
      input: documents(gateway, list([{ names: '[identity.klinik.example]' }])),
      path,
      found: 'identity.klinik.example',
    },
    {
      name: 'a host that nobody claims',
      input: documents(gateway, list([{ names: '[identity.klinik.example]', host: 'identity.klinik.example' }])),
      path,
      found: 'identity.klinik.example',
    },
  ],
  unselected: [
    { name: 'a Service', input: 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {a: b}}\n' },
  ],
};
