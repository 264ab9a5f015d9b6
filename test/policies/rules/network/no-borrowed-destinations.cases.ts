import { noBorrowedDestinations } from '../../../../policies/rules/network/no-borrowed-destinations.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata:
  name: store
  namespace: backup
spec:
${spec.replace(/^(?=.)/gm, '  ')}
`;
const slice = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: store-1
  namespace: backup
  labels: {kubernetes.io/service-name: store}
addressType: IPv4
endpoints: [{addresses: [10.20.0.7]}]
`;

const endpoints = `apiVersion: v1
kind: Endpoints
metadata: {name: store, namespace: backup}
subsets: [{addresses: [{ip: 10.20.0.7}]}]
`;

export const cases: RuleCases = {
  rule: noBorrowedDestinations,
  compliant: [
    { name: 'a Service that selects pods', input: service('selector: {app: store}'), silent: true },
    { name: 'a Service whose endpoints stand beside it', input: documents(service('ports: []'), slice) },
    { name: 'a name known to lie in Paris', input: service('type: ExternalName\nexternalName: s3.fr-par.scw.cloud') },
    {
      name: 'a Service whose endpoints stand beside it in the older kind',
      input: documents(service('ports: []'), endpoints),
    },
  ],
  nonCompliant: [
    {
      name: 'an internal name for a bucket in Oregon',
      input: service('type: ExternalName\nexternalName: s3.us-west-2.amazonaws.com'),
      path: 'spec.externalName',
      found: 's3.us-west-2.amazonaws.com',
    },
    {
      name: 'a Service that takes over an address',
      input: service('selector: {app: store}\nexternalIPs: [10.0.0.53]'),
      path: 'spec.externalIPs[0]',
      found: '10.0.0.53',
    },
  ],
  indeterminate: [
    {
      name: 'a Service without a selector and without endpoints',
      input: service('ports: [{port: 443}]'),
      path: 'spec.selector',
      found: '(nothing)',
    },
    {
      name: 'a name that nobody has declared',
      input: service('type: ExternalName\nexternalName: store.klinik.example'),
      path: 'spec.externalName',
      found: 'store.klinik.example',
    },
    ...[
      ['endpoints of another name', endpoints.replace('name: store', 'name: other')],
      ['endpoints of another namespace', endpoints.replace('namespace: backup', 'namespace: lab')],
      ['an EndpointSlice of another Service', slice.replace('service-name: store', 'service-name: other')],
      ['an EndpointSlice of another namespace', slice.replace('namespace: backup', 'namespace: lab')],
    ].map(([name, other = '']) => ({
      name: `a Service without a selector beside ${name}`,
      input: documents(service('ports: [{port: 443}]'), other),
      path: 'spec.selector',
      found: '(nothing)',
    })),
    ...[
      ['an empty name', '""', ''],
      ['no name', 'null', 'null'],
    ].map(([name, written, found = '']) => ({
      name: `a Service that leads to ${name}`,
      input: service(`type: ExternalName\nexternalName: ${written}`),
      path: 'spec.externalName',
      found,
    })),
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
