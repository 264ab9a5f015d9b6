import { defineRule } from '../../engine/rule.ts';
import { plaintextUrls } from '../shared/plaintext.ts';
import { configTexts } from '../shared/text.ts';
import { workloadKinds } from '../shared/workload.ts';

/** Traffic between pods of the cluster is encrypted too. */
export const encryptedInsideTheCluster = defineRule({
  id: 'ENC-002',
  title: 'Traffic between pods of the cluster is encrypted too.',
  severity: 'medium',
  enforcement: 'warn',
  controls: ['gdpr/art-32-1-a', 'c5-2026/CRY-02', 'iso-27001/A.8.24'],
  selects: [...workloadKinds, 'ConfigMap'],
  whenSilent: 'pass',
  rationale:
    'Pods of one service talk across machines and racks. Where the cluster network encrypts node to node (WireGuard, ' +
    'IPsec) or a mesh does, plain http inside is covered; this rule cannot see that, so it warns.',
  remedy: 'use https between pods, or switch on the encryption of the cluster network and say so in the site file',
  *evaluate(subject) {
    for (const { text, path } of configTexts(subject)) {
      for (const { url, host, reach } of plaintextUrls(text)) {
        if (reach !== 'cluster' && reach !== 'open') continue;
        const result = reach === 'open' ? 'indeterminate' : 'fail';
        const because = `${host} is reached inside the cluster without encryption of its own`;
        yield { result, path, found: url, because, expected: 'https, or an encrypted cluster network' };
      }
    }
  },
});
