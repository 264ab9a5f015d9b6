import { defineRule } from '../../engine/rule.ts';
import type { Fields, Path, Verdict } from '../../engine/types.ts';
import { exactly, judgeSetting } from '../shared/stated.ts';
import { show, valueAt } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

/** Namespaces whose pods need rights on their machine: those of the distributions themselves. */
const ofTheSystem = new Set(['kube-system', 'calico-system', 'tigera-operator', 'calico-apiserver', 'cilium-secrets']);

/** A namespace without a label is restricted. */
export const podsRestrictedByDefault = defineRule({
  id: 'CLU-002',
  title: 'Pod Security holds every namespace to `restricted`, and exempts only those of the system, by name.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/5.2.1', 'pod-security/restricted', 'grundschutz/SYS.1.6.A17', 'grundschutz/APP.4.4.A4'],
  selects: ['AdmissionConfiguration'],
  whenSilent: 'fail',
  rationale:
    'Without a default, a namespace that somebody forgot to label lets a pod do anything on its machine. An exempted user or ' +
    'runtime class takes the limit away everywhere.',
  remedy: 'configure the PodSecurity plugin with enforce: restricted, and exempt only namespaces of the network plugin',
  *evaluate({ body }) {
    const plugins = listOf(body.plugins).map(fieldsOf);
    const index = plugins.findIndex(({ name }) => name === 'PodSecurity');
    if (index < 0) return;
    const at: Path = ['plugins', index, 'configuration'];
    yield judgeSetting(body, {
      path: [...at, 'defaults', 'enforce'],
      allows: exactly('restricted'),
      because: 'a namespace without a label is held to this',
      expected: 'restricted',
    });
    yield* exemptions(body, [...at, 'exemptions']);
  },
});

function* exemptions(body: Fields, at: Path): Iterable<Verdict> {
  for (const kind of ['usernames', 'runtimeClasses', 'namespaces'] as const) {
    for (const [index, exempt] of listOf(valueAt(body, [...at, kind])).entries()) {
      const isOfSystem = kind === 'namespaces' && ofTheSystem.has(show(exempt));
      const because = isOfSystem
        ? 'the network plugin runs there'
        : 'whatever is exempt may do anything on its machine';
      const path = [...at, kind, index];
      const expected = `namespaces among ${[...ofTheSystem].join(', ')}`;
      yield { result: isOfSystem ? 'pass' : 'fail', path, found: show(exempt), because, expected };
    }
  }
}
