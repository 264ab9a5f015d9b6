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
    { name: 'a certificate for whatever host is asked for', input: ingress('[{secretName: tls}]') },
    {
      name: 'a certificate for several hosts',
      input: ingress('[{hosts: [portal.klinik.example, fhir.klinik.example], secretName: tls}]'),
    },
    {
      name: 'a rule without a host',
      input: ingress('[{hosts: [portal.klinik.example], secretName: tls}]').replace(
        '- host: fhir.klinik.example',
        '- http: {paths: []}',
      ),
    },
    { name: 'a Gateway that passes TLS on', input: gateway('TLS') },
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
    ...['"*.research.example"', '"klinik.example"', '7'].map((name) => ({
      name: `a certificate for ${name}`,
      input: ingress(`[{hosts: [${name}], secretName: tls}]`),
      path: 'spec.rules[0].host',
      found: 'fhir.klinik.example',
    })),
    {
      name: 'a name that looks like the domain of the host, without its star',
      input: ingress('[{hosts: ["x.klinik.example"], secretName: tls}]'),
      path: 'spec.rules[0].host',
      found: 'fhir.klinik.example',
    },
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
