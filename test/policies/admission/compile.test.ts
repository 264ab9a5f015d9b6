import { describe, expect, test } from 'vitest';
import { admissionPolicies } from '../../../policies/admission/compile.ts';
import { limits } from '../../../policies/admission/limits.ts';
import { compiledRules } from '../../../policies/admission/rules.ts';
import { scopeOf } from '../../../policies/admission/scope.ts';
import type { AdmissionScope } from '../../../policies/admission/types.ts';
import { rules } from '../../../policies/rules/index.ts';
import { readInputs } from '../../../policies/subjects/index.ts';
import { scopeFor } from '../../support/admission.ts';
import { toInput } from '../../support/rule-cases.ts';

const deployers = { users: ['deployer'], groups: [] };

function scopeOfText(text: string): AdmissionScope {
  return scopeOf({ site: 'hospital', subjects: readInputs([toInput(text)]).subjects, deployers });
}

const networkPolicy = (block: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: importer, namespace: lab}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: importer, domicile.internal/dns: cluster}}
  policyTypes: [Egress]
  egress: [{to: [{ipBlock: ${block}}, {podSelector: {matchLabels: {app.kubernetes.io/name: fhir}}}]}]
`;

describe('every rule', () => {
  test('is compiled, or has a reason why not', () => {
    const compiled = compiledRules.map(({ id }) => id);
    expect([...compiled, ...Object.keys(limits)].sort()).toEqual(rules.map(({ id }) => id));
  });
});

describe('every policy', () => {
  const manifests = admissionPolicies(scopeFor('hospital'));
  const policies = manifests.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');

  test('fails closed, denies, and has one binding of its own', () => {
    const bindings = manifests.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
    const named = (one: { readonly [key: string]: unknown }) => (one.metadata as { readonly name: string }).name;
    expect(bindings.map(named)).toEqual(policies.map(named));
    for (const { spec } of policies) expect(spec).toMatchObject({ failurePolicy: 'Fail' });
    for (const { spec } of bindings) expect(spec).toMatchObject({ validationActions: ['Deny', 'Audit'] });
  });

  test('has no parameter, and no place in a namespace is named by a label that anybody sets', () => {
    for (const { spec } of policies) {
      const { matchConstraints, paramKind } = spec as {
        readonly matchConstraints: object;
        readonly paramKind?: object;
      };
      expect(paramKind).toBeUndefined();
      const { namespaceSelector } = matchConstraints as { readonly namespaceSelector?: object };
      if (namespaceSelector === undefined) continue;
      expect(namespaceSelector).toEqual({
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['hospital'] }],
      });
    }
  });

  test('says in its message what to do', () => {
    for (const { spec } of policies) {
      const { validations } = spec as { readonly validations: readonly { readonly message: string }[] };
      for (const { message } of validations) expect(message).toMatch(/^[^\n]+ Mend: [^\n]+$/);
    }
  });
});

describe('a scope', () => {
  test('is what the judged objects have', () => {
    const scope = scopeOfText(networkPolicy('{cidr: 185.12.64.0/24}'));
    expect(scope.networks).toEqual(['185.12.64.0/24']);
  });

  test('takes no block that is right only because of its exceptions', () => {
    expect(scopeOfText(networkPolicy('{cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/1]}')).networks).toEqual([]);
  });

  test.each([
    ['registry.hospital.example:5000/app:1.4', 'registry.hospital.example:5000/app'],
    [`registry.hospital.example/a/b:2@sha256:${'0'.repeat(64)}`, 'registry.hospital.example/a/b'],
    ['registry.hospital.example:5000/app', 'registry.hospital.example:5000/app'],
  ])('takes the repository of %s', (image, repository) => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "${image}"}]}\n`;
    expect(scopeOfText(pod).repositories).toEqual([repository]);
  });
});
