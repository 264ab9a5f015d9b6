import { defineRule } from '../../engine/rule.ts';
import { isFields } from '../../subjects/fields.ts';
import { openReason, show } from '../shared/value.ts';
import { fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

/** Names in a pod mean what the cluster's own name service says. */
export const namesResolveInside = defineRule({
  id: 'NET-007',
  title: "Names in a pod mean what the cluster's own name service says.",
  severity: 'medium',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'nis2/art-21-2'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'hostAliases, own nameservers and dnsPolicy None or Default make a trusted name lead elsewhere, or send every lookup ' +
    'to a resolver that the site does not run: a log of who asks for what, and a way out for data.',
  remedy: 'remove hostAliases and dnsConfig.nameservers, and leave dnsPolicy at ClusterFirst',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    const { dnsPolicy, hostAliases, dnsConfig } = pod.spec;
    const expected = 'the cluster name service alone';
    const because = 'names would be resolved past the cluster';
    if (dnsPolicy !== undefined && dnsPolicy !== null && dnsPolicy !== 'ClusterFirst') {
      const path = [...pod.path, 'dnsPolicy'];
      const unknown = openReason(dnsPolicy);
      const result = unknown === undefined ? 'fail' : 'indeterminate';
      yield { result, path, found: show(dnsPolicy), because: unknown ?? because, expected: 'ClusterFirst' };
    }
    for (const [index, alias] of listOf(hostAliases).entries()) {
      const found = isFields(alias) ? `${show(alias.ip)} ${show(alias.hostnames)}` : show(alias);
      yield { result: 'fail', path: [...pod.path, 'hostAliases', index], found, because, expected };
    }
    for (const [index, server] of listOf(fieldsOf(dnsConfig).nameservers).entries()) {
      const path = [...pod.path, 'dnsConfig', 'nameservers', index];
      yield { result: 'fail', path, found: show(server), because, expected };
    }
  },
});
