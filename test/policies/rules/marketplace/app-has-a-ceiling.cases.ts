import { appHasACeiling } from '../../../../policies/rules/marketplace/app-has-a-ceiling.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { appNamespace } from './app.ts';

const quota = (hard: string, namespace = 'app') => `apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: ${namespace}}
spec: {hard: {${hard}}}
`;
const whole = 'pods: "2", limits.cpu: "4", limits.memory: 8Gi';

export const cases: RuleCases = {
  rule: appHasACeiling,
  compliant: [
    { name: 'a quota for all three', input: documents(appNamespace({}), quota(whole)) },
    { name: "a namespace of the platform's own", input: appNamespace({}, 'fhir'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'no ceiling for memory',
      input: documents(appNamespace({}), quota('pods: "2", limits.cpu: "4"')),
      path: 'metadata.name',
      found: 'app',
    },
    {
      name: 'the quota of another namespace',
      input: documents(appNamespace({}), quota(whole, 'other')),
      path: 'metadata.name',
      found: 'app',
      also: 2,
    },
  ],
  indeterminate: [
    {
      name: 'a ceiling that something fills in later',
      input: documents(appNamespace({}), quota(`pods: "2", limits.cpu: "4", limits.memory: "$${'{MEMORY}'}"`)),
      path: 'metadata.name',
      found: 'app',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
