import { auditRecordsAreKept } from '../../../../policies/rules/ai/audit-records-are-kept.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const store = (annotations: string, role = 'audit-store') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: audit-store
  namespace: audit
  labels: {domicile.internal/role: ${role}}
  annotations: ${annotations}
spec: {template: {spec: {containers: [{name: store, image: store}]}}}
`;
const path = 'metadata.annotations["domicile.internal/retention-days"]';

export const cases: RuleCases = {
  rule: auditRecordsAreKept,
  compliant: [
    { name: 'at least six months, at most ten years', input: store('{domicile.internal/retention-days: "183..3650"}') },
    { name: 'exactly ten years', input: store('{domicile.internal/retention-days: "3650..3650"}') },
    {
      name: 'a store that says so on its pods',
      input: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: audit-store, namespace: audit}
spec:
  template:
    metadata:
      labels: {domicile.internal/role: audit-store}
      annotations: {domicile.internal/retention-days: "200..400"}
    spec: {containers: [{name: store, image: store}]}
`,
    },
  ],
  nonCompliant: [
    { name: 'a store that says nothing', input: store('{}'), path, found: '(nothing)' },
    { name: 'thirty days', input: store('{domicile.internal/retention-days: "30..365"}'), path, found: '30..365' },
    { name: 'a day too few', input: store('{domicile.internal/retention-days: "182..365"}'), path, found: '182..365' },
    { name: 'no end', input: store('{domicile.internal/retention-days: "183.."}'), path, found: '183..' },
    {
      name: 'an end before the beginning',
      input: store('{domicile.internal/retention-days: "400..300"}'),
      path,
      found: '400..300',
    },
  ],
  indeterminate: [
    {
      name: 'a number that a template fills in',
      input: store('{domicile.internal/retention-days: "${DAYS}"}'),
      path,
      found: '${DAYS}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
