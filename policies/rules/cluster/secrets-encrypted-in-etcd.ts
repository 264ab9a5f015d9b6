import { defineRule } from '../../engine/rule.ts';
import type { Fields, Verdict } from '../../engine/types.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const encrypting = ['secretbox', 'aescbc', 'aesgcm', 'kms'];
const holdsSecrets = new Set(['secrets', 'secrets.', '*.', '*.*']);

/** The API server encrypts Secrets before they reach etcd. */
export const secretsEncryptedInEtcd = defineRule({
  id: 'CLU-003',
  title: 'The API server encrypts Secrets before they reach etcd.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/1.2.27-28', 'gdpr/art-32-1-a', 'c5-2026/CRY-03', 'grundschutz/APP.4.4.A20'],
  selects: ['EncryptionConfiguration'],
  whenSilent: 'fail',
  rationale:
    'Snapshots of etcd leave the machines. The first provider of the list writes; when that is `identity`, every new Secret is ' +
    'written in plain text, whatever else the list names.',
  remedy:
    'put secretbox, aescbc or kms first for the resource secrets; identity stands last, while old Secrets are rewritten',
  *evaluate({ body }) {
    const groups = listOf(body.resources).map(fieldsOf);
    const index = groups.findIndex(({ resources }) => listOf(resources).some((one) => holdsSecrets.has(String(one))));
    const group = groups[index];
    if (group !== undefined) yield judge(group, index);
  },
});

function judge(group: Fields, index: number): Verdict {
  const first = Object.keys(fieldsOf(listOf(group.providers)[0]))[0] ?? '(nothing)';
  const path = ['resources', index, 'providers', 0];
  const expected = encrypting.join(', ');
  const result = encrypting.includes(first) ? 'pass' : 'fail';
  return { result, path, found: first, because: 'the first provider writes what is new', expected };
}
