import type { CaseInput } from './rule-cases.ts';

/** A way past a residency check that must not work. */
export interface Bypass {
  readonly name: string;
  readonly input: CaseInput;
  /** The rule that must speak, at this path, with this value. */
  readonly rule: string;
  readonly result: 'fail' | 'indeterminate';
  readonly path: string;
  readonly found: string;
}

/** What looks like a way past, and is none. A judge that cries wolf is switched off. */
export interface Honest {
  readonly name: string;
  readonly input: CaseInput;
}

/** One way of getting past, tried several times, beside honest look-alikes. */
export interface BypassClass {
  readonly title: string;
  readonly bypasses: readonly [Bypass, Bypass, Bypass, ...Bypass[]];
  readonly honest: readonly [Honest, Honest, Honest, ...Honest[]];
}

/** A pod with this in its spec, under a policy that lets nothing out: only what is tried can be refused. */
export function fenced(spec: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: app
  namespace: clinical
spec:
${spec.trimEnd().replace(/^(?=.)/gm, '  ')}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: clinical
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`;
}

/** An image of a registry in Paris, by digest. */
export const image = `rg.fr-par.scw.cloud/klinik/app@sha256:${'7'.repeat(64)}`;

/** A container of that image with these environment variables. */
export function container(env: Readonly<Record<string, string>>): string {
  const variables = Object.entries(env).map(
    ([name, value]) => `      - {name: ${name}, value: ${JSON.stringify(value)}}`,
  );
  return `containers:\n  - name: app\n    image: ${image}\n    env:\n${variables.join('\n')}`;
}
