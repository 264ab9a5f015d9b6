import { egressThroughTheGateway } from '../../../../policies/rules/network/egress-through-the-gateway.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { beside, clinical, pod, policy } from './where-data-is.ts';

const [fhir, gateway] = [pod('fhir', 'fhir'), pod('gateway', 'egress')];
const path = 'metadata.labels';
const sends = (to: string) => policy(`egress: [{to: [${to}], ports: [{port: 443}]}]`);

export const cases: RuleCases = {
  rule: egressThroughTheGateway,
  compliant: [
    {
      name: 'the FHIR server sends to the gateway',
      input: documents(
        clinical,
        fhir,
        gateway,
        sends('{podSelector: {matchLabels: {domicile.internal/role: egress}}}'),
      ),
    },
    {
      name: 'a backup goes to the store by itself',
      input: documents(clinical, pod('backup', 'backup'), gateway, sends('{ipBlock: {cidr: 10.20.0.0/16}}')),
      silent: true,
    },
    {
      name: 'a name server asks its resolvers by itself: the gateway finds its destinations by it',
      input: documents(clinical, pod('names', 'name-server'), gateway, sends('{ipBlock: {cidr: 10.20.0.53/32}}')),
      silent: true,
    },
    {
      name: 'a platform without a gateway',
      input: documents(clinical, fhir, sends('{ipBlock: {cidr: 10.20.0.0/16}}')),
      silent: true,
    },
    {
      name: 'a namespace that holds no data',
      input: documents(fhir, gateway, sends('{ipBlock: {cidr: 10.20.0.0/16}}')),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'the FHIR server sends to an address block beside the gateway',
      input: documents(clinical, fhir, gateway, sends('{ipBlock: {cidr: 10.20.0.0/16}}')),
      path,
      found: '10.20.0.0/16 on TCP 443',
    },
    {
      name: 'two halves are the world',
      input: documents(
        ...[clinical, fhir, gateway],
        sends(
          '{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}, {ipBlock: {cidr: "::/1"}}, {ipBlock: {cidr: "8000::/1"}}',
        ),
      ),
      path,
      found: '0.0.0.0/0, ::/0 on TCP 443',
    },
    {
      name: 'no policy closes the way out',
      input: documents(clinical, fhir, gateway),
      path,
      found: '0.0.0.0/0, ::/0 on every port',
    },
  ],
  indeterminate: [
    {
      name: 'a block that a template fills in',
      input: documents(clinical, fhir, gateway, sends('{ipBlock: {cidr: "${STORE}"}}')),
      path,
      found: '0.0.0.0/0, ::/0 on TCP 443',
    },
    ...beside(path, clinical, fhir, gateway, sends('{podSelector: {matchLabels: {domicile.internal/role: egress}}}')),
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
