import { boundaryOf } from '../../../../policies/boundary.ts';
import { moduleSourceKnown } from '../../../../policies/rules/terraform/module-source-known.ts';
import { configMap, plan, type RuleCases, terraform } from '../../../support/rule-cases.ts';

const release = { name: 'fhir', chart: 'hapi-fhir', repository: 'oci://registry.klinik.example/charts' };
const order = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: fhir, namespace: interop}
spec: {chart: {spec: {chart: hapi-fhir}}}
`;
const rendered = `apiVersion: v1
kind: Service
metadata: {name: fhir, labels: {app.kubernetes.io/instance: fhir}}
`;

export const cases: RuleCases = {
  rule: moduleSourceKnown,
  compliant: [
    {
      name: 'a module in a plan, which shows what it makes',
      input: plan({
        configuration: { root_module: { module_calls: { bucket: { source: './bucket', module: {} } } } },
      }),
    },
    {
      name: 'a chart, which is owed as an obligation where recalled facts count',
      input: terraform({ resource: { helm_release: { fhir: release } } }),
      silent: true,
    },
    {
      name: 'a chart beside what it renders, where only what is shown counts',
      input: `${order}---\n${rendered}`,
      boundary: { ...boundaryOf('EEA'), facts: 'confirmed' },
      silent: true,
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
    {
      name: 'a chart that nobody rendered, where only what is shown counts',
      input: terraform({ resource: { helm_release: { fhir: release } } }),
      boundary: { ...boundaryOf('EEA'), facts: 'confirmed' },
      path: 'chart',
      found: 'hapi-fhir',
    },
    {
      name: 'a chart of Flux beside objects of another release, where only what is shown counts',
      input: `${order}---\n${rendered.replaceAll('fhir', 'lab')}`,
      boundary: { ...boundaryOf('EEA'), facts: 'confirmed' },
      path: 'spec.chart',
      found: 'hapi-fhir',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
