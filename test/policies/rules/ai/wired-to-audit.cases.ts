import { wiredToAudit } from '../../../../policies/rules/ai/wired-to-audit.ts';
import { configMap, documents, pod, type RuleCases } from '../../../support/rule-cases.ts';
import { flows, member, service } from './platform.ts';

const collector = documents(member('audit', 'audit-collector'), service('audit'));
const model = (endpoint: string) => member('model', 'ai-model', { AUDIT_ENDPOINT: endpoint });
const open = documents(flows('model', ['audit'], []), flows('audit', [], ['model']));

export const cases: RuleCases = {
  rule: wiredToAudit,
  compliant: [
    {
      name: 'a model that is told, and let',
      input: documents(model('https://audit.clinical.svc:4318'), collector, open),
    },
    {
      name: 'a FHIR server that reads it from its mounted configuration',
      input: documents(
        pod(
          'containers: []\nvolumes: [{name: config, configMap: {name: fhir}}]',
          'name: fhir\nnamespace: clinical\nlabels: {domicile.internal/role: fhir}',
        ),
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fhir, namespace: clinical}\ndata: {application.yaml: "sink: audit.clinical.svc:4318"}',
        collector,
      ),
    },
    { name: 'a workload that takes no decision', input: member('portal', 'portal'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a model that is told nothing',
      input: documents(member('model', 'ai-model'), collector),
      path: 'spec.containers',
      found: '(nothing)',
    },
    {
      name: 'a model that is told, but not let out',
      input: documents(model('https://audit.clinical.svc:4318'), collector, flows('model', [], [])),
      path: 'spec.containers[0].env[0].value',
      found: 'audit.clinical.svc',
    },
    {
      name: 'a collector that does not take from the model',
      input: documents(model('https://audit.clinical.svc:4318'), collector, flows('audit', [], ['fhir'])),
      path: 'spec.containers[0].env[0].value',
      found: 'audit.clinical.svc',
    },
    {
      name: 'an endpoint behind which no collector stands',
      input: documents(model('https://logs.clinical.svc:4318'), collector),
      path: 'spec.containers',
      found: '(nothing)',
    },
  ],
  indeterminate: [
    {
      name: 'an endpoint that a template fills in',
      input: documents(model('${AUDIT_URL}'), collector),
      path: 'spec.containers[0].env[0].value',
      found: '${AUDIT_URL}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
