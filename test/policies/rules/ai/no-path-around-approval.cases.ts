import { noPathAroundApproval } from '../../../../policies/rules/ai/no-path-around-approval.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { beside } from '../network/where-data-is.ts';
import { flows, member } from './platform.ts';

const pods = [member('gateway', 'ai-gateway'), member('approval', 'approval'), member('fhir', 'fhir')];
const path = 'metadata.labels["domicile.internal/role"]';

export const cases: RuleCases = {
  rule: noPathAroundApproval,
  compliant: [
    {
      name: 'the gateway reaches approval, and only approval reaches the FHIR server',
      input: documents(
        ...pods,
        flows('gateway', ['approval'], []),
        flows('approval', ['fhir'], ['gateway']),
        flows('fhir', [], ['approval']),
      ),
    },
    {
      name: 'the gateway would send anywhere, but the FHIR server takes from approval alone',
      input: documents(...pods, flows('approval', ['fhir'], []), flows('fhir', [], ['approval'])),
    },
    {
      name: 'the gateway may leave on one port, and the FHIR server takes on another',
      input: documents(
        ...pods,
        flows('gateway', ['approval', 'fhir'], [], { out: '{port: 443}', in: '{port: 443}' }),
        flows('fhir', [], ['approval', 'gateway'], { out: '{port: 1}', in: '{port: "8443", protocol: TCP}' }),
      ),
    },
    {
      name: 'the same port of another protocol',
      input: documents(
        ...pods,
        flows('gateway', ['fhir'], [], { out: '{port: 8443, protocol: UDP}', in: '{port: 1}' }),
        flows('fhir', [], ['gateway'], { out: '{port: 1}', in: '{port: 8443}' }),
      ),
    },
    { name: 'a workload without AI', input: member('portal', 'portal'), silent: true },
  ],
  nonCompliant: [
    {
      name: 'the gateway may send straight to the FHIR server',
      input: documents(
        ...pods,
        flows('gateway', ['approval', 'fhir'], []),
        flows('approval', ['fhir'], ['gateway']),
        flows('fhir', [], ['approval', 'gateway']),
      ),
      path,
      found: 'Pod/clinical/gateway → Pod/clinical/fhir',
    },
    {
      name: 'a cache between them is a way round',
      input: documents(
        ...pods,
        member('cache', 'cache'),
        flows('gateway', ['approval', 'cache'], []),
        flows('cache', ['fhir'], ['gateway']),
        flows('approval', ['fhir'], ['gateway']),
        flows('fhir', [], ['approval', 'cache']),
      ),
      path,
      found: 'Pod/clinical/gateway → Pod/clinical/cache → Pod/clinical/fhir',
    },
    {
      name: 'a port by its name is the one that the pod gives it',
      input: documents(
        ...pods.map((pod) => pod.replace('env:', 'ports: [{name: https, containerPort: 443}]\n      env:')),
        flows('gateway', ['fhir'], [], { out: '{port: 443}', in: '{port: 1}' }),
        flows('fhir', [], ['gateway'], { out: '{port: 1}', in: '{port: https}' }),
      ),
      path,
      found: 'Pod/clinical/gateway → Pod/clinical/fhir',
    },
    {
      name: 'a range of ports has the one that is taken',
      input: documents(
        ...pods,
        flows('gateway', ['fhir'], [], { out: '{port: 8000, endPort: 9000}', in: '{port: 1}' }),
        flows('fhir', [], ['gateway'], { out: '{port: 1}', in: '{port: 8443}' }),
      ),
      path,
      found: 'Pod/clinical/gateway → Pod/clinical/fhir',
    },
    {
      name: 'no policy closes anything',
      input: documents(...pods),
      path,
      found: 'Pod/clinical/gateway → Pod/clinical/fhir',
    },
  ],
  indeterminate: beside(
    path,
    ...pods,
    flows('gateway', ['approval'], []),
    flows('approval', ['fhir'], ['gateway']),
    flows('fhir', [], ['approval']),
  ),
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
