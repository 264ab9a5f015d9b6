import { defineRule } from '../../engine/rule.ts';
import type { Fields, Verdict } from '../../engine/types.ts';
import { flagOf, rke2Role, settingsOf } from '../shared/rke2.ts';
import { exactly, judgeSetting, type Setting, someText } from '../shared/stated.ts';

const everywhere: readonly Setting[] = [
  {
    path: ['profile'],
    allows: exactly('cis'),
    because: 'RKE2 checks nothing of the machine without it',
    expected: 'cis',
  },
  {
    path: ['protect-kernel-defaults'],
    allows: exactly(true),
    because: 'the kubelet starts on a kernel with other settings',
    expected: 'true',
  },
];

const onServers: readonly Setting[] = [
  {
    path: ['audit-policy-file'],
    allows: someText,
    because: 'the profile alone installs an audit policy of level None',
    expected: 'a policy of the site',
  },
  {
    path: ['pod-security-admission-config-file'],
    allows: someText,
    because: 'the exemptions are those of the distribution',
    expected: 'an AdmissionConfiguration of the site',
  },
];

const flags = [
  ['service-account-extend-token-expiration', 'false', 'a stolen token lives for a year'],
  ['anonymous-auth', 'false', 'whoever names nobody is let in'],
  ['audit-webhook-config-file', undefined, 'the log ends with the machine, after thirty days at the latest'],
] as const;

/** A machine that says it is hardened is. */
export const hardenedAsItSays = defineRule({
  id: 'CLU-006',
  title: 'A configuration of RKE2 that says it is hardened states what the profile leaves out.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/1.2.16-19', 'ai-act/art-26-6', 'grundschutz/SYS.1.6.A21', 'c5-2026/OPS-11'],
  selects: ['Rke2Configuration', 'Rke2Part'],
  whenSilent: 'pass',
  rationale:
    'profile: cis passes a benchmark and logs nothing: the audit policy that it brings is of level None, and its log is kept for ' +
    'thirty days on the machine, where six months are due. Tokens of service accounts keep their year.',
  remedy:
    'state profile, protect-kernel-defaults, the two files and the three flags of kube-apiserver-arg that this rule names',
  *evaluate(subject) {
    const { kind, body } = subject;
    const isPart = kind === 'Rke2Part';
    const isAgent = !isPart && rke2Role(body) === 'agent';
    const asked = isAgent ? everywhere : [...everywhere, ...onServers];
    for (const setting of settingsOf(subject, asked)) yield judgeSetting(body, setting);
    if (isAgent || (isPart && body['kube-apiserver-arg'] === undefined)) return;
    for (const [name, wanted, because] of flags) yield judgeFlag(body, name, wanted, because);
  },
});

function judgeFlag(body: Fields, name: string, wanted: string | undefined, because: string): Verdict {
  const value = flagOf(body, 'kube-apiserver-arg', name);
  const right = wanted === undefined ? value !== undefined && value !== '' : value === wanted;
  const expected = `${name}=${wanted ?? 'FILE'}`;
  const found = value === undefined ? `no ${name}` : `${name}=${value}`;
  return { result: right ? 'pass' : 'fail', path: ['kube-apiserver-arg'], found, because, expected, aspect: name };
}
