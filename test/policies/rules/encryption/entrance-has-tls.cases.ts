import { entranceHasTls } from '../../../../policies/rules/encryption/entrance-has-tls.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const ingress = (tls: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: fhir
  namespace: clinical
spec:
  tls: ${tls}
  rules:
    - host: fhir.klinik.example
`;
const gateway = (protocol: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: entrance, namespace: ingress}
spec:
  listeners:
    - {name: web, port: 443, protocol: ${protocol}}
`;

export const cases: RuleCases = {
  rule: entranceHasTls,
  compliant: [
    {
      name: 'an Ingress with a certificate for its host',
      input: ingress('[{hosts: [fhir.klinik.example], secretName: fhir-tls}]'),
    },
    {
      name: 'an Ingress with a certificate for all names below',
      input: ingress('[{hosts: ["*.klinik.example"], secretName: tls}]'),
    },
    { name: 'a Gateway that speaks HTTPS', input: gateway('HTTPS') },
  ],
  nonCompliant: [
    { name: 'an Ingress without a certificate', input: ingress('[]'), path: 'spec.tls', found: '(nothing)' },
    {
      name: 'an Ingress with a certificate for another host',
      input: ingress('[{hosts: [portal.klinik.example], secretName: tls}]'),
      path: 'spec.rules[0].host',
      found: 'fhir.klinik.example',
    },
    { name: 'a Gateway that speaks HTTP', input: gateway('HTTP'), path: 'spec.listeners[0].protocol', found: 'HTTP' },
  ],
  indeterminate: [
    {
      name: 'a protocol that a template fills in',
      input: gateway('"${PROTOCOL}"'),
      path: 'spec.listeners[0].protocol',
      found: '${PROTOCOL}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
