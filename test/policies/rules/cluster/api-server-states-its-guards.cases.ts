import { apiServerStatesItsGuards } from '../../../../policies/rules/cluster/api-server-states-its-guards.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const guarded = [
  '--anonymous-auth=false',
  '--authorization-mode=Node,RBAC',
  '--enable-admission-plugins=NodeRestriction,DenyServiceExternalIPs',
  '--audit-policy-file=/etc/kubernetes/audit.yaml',
  '--audit-log-path=/var/log/kubernetes/audit.log',
  '--encryption-provider-config=/etc/kubernetes/encryption.yaml',
  '--service-account-extend-token-expiration=false',
  '--profiling=false',
];
const image = `registry.klinik.example/kube-apiserver@sha256:${'a'.repeat(64)}`;
const pod = (command: readonly string[], args?: readonly string[]) => `apiVersion: v1
kind: Pod
metadata: { name: kube-apiserver-node-1, namespace: kube-system }
spec:
  containers:
    - name: kube-apiserver
      image: ${image}
      command: ${JSON.stringify(command)}
${args === undefined ? '' : `      args: ${JSON.stringify(args)}\n`}`;
const kubeadm = (flags: readonly string[]) => pod(['kube-apiserver', ...flags]);
const without = (flag: string) => guarded.filter((one) => !one.startsWith(`--${flag}=`));
const violation = (name: string, flags: readonly string[], found: string) => ({
  ...{ name, input: kubeadm(flags), path: 'spec.containers[0].command', found },
});

export const cases: RuleCases = {
  rule: apiServerStatesItsGuards,
  compliant: [
    { name: 'as kubeadm runs it', input: kubeadm(guarded) },
    { name: 'as RKE2 and Talos Linux run it', input: pod(['/usr/local/bin/kube-apiserver'], guarded) },
    {
      name: 'with values apart from their flags, and the last of two',
      input: kubeadm([
        ...without('anonymous-auth'),
        ...['--anonymous-auth=true', '--anonymous-auth=false', '--tls-min-version', 'VersionTLS13'],
      ]),
    },
    {
      name: 'that sends its log away instead',
      input: kubeadm([...without('audit-log-path'), '--audit-webhook-config-file=/etc/kubernetes/collector.yaml']),
    },
    { name: 'no API server', input: pod(['/kube-proxy'], ['--anonymous-auth=true']), silent: true },
  ],
  nonCompliant: [
    violation('that lets strangers in', without('anonymous-auth'), 'no anonymous-auth'),
    violation('whose last word lets strangers in', [...guarded, '--anonymous-auth', 'true'], 'anonymous-auth=true'),
    violation('that asks nobody what they may', without('authorization-mode'), 'no authorization-mode'),
    violation(
      'that allows everything besides',
      [...without('authorization-mode'), '--authorization-mode=Node,RBAC,AlwaysAllow'],
      'authorization-mode=Node,RBAC,AlwaysAllow',
    ),
    violation('with tokens in a file', [...guarded, '--token-auth-file=/etc/t.csv'], 'token-auth-file=/etc/t.csv'),
    violation(
      'whose machines may change each other',
      without('enable-admission-plugins'),
      'no enable-admission-plugins',
    ),
    violation(
      'that admits everything',
      [...without('enable-admission-plugins'), '--enable-admission-plugins=NodeRestriction,AlwaysAdmit'],
      'enable-admission-plugins=NodeRestriction,AlwaysAdmit',
    ),
    violation(
      'with Pod Security switched off',
      [...guarded, '--disable-admission-plugins=PodSecurity'],
      'disable-admission-plugins=PodSecurity',
    ),
    violation('that logs by no policy', without('audit-policy-file'), 'no audit-policy-file'),
    violation('that logs to nowhere', without('audit-log-path'), 'no audit-log-path'),
    violation('that encrypts no Secret', without('encryption-provider-config'), 'no encryption-provider-config'),
    violation(
      'whose tokens live for a year',
      without('service-account-extend-token-expiration'),
      'no service-account-extend-token-expiration',
    ),
    violation(
      'that does not look whether an account is gone',
      [...guarded, '--service-account-lookup=false'],
      'service-account-lookup=false',
    ),
    violation('that shows its memory', without('profiling'), 'no profiling'),
  ],
  indeterminate: [
    {
      name: 'where a file says who is let in',
      input: kubeadm([...without('anonymous-auth'), '--authentication-config=/etc/kubernetes/who.yaml']),
      path: 'spec.containers[0].command',
      found: 'no anonymous-auth',
    },
    {
      name: 'where a file says who may do what',
      input: kubeadm([...without('authorization-mode'), '--authorization-config=/etc/kubernetes/may.yaml']),
      path: 'spec.containers[0].command',
      found: 'no authorization-mode',
    },
    {
      name: 'with flags that a template fills in',
      input: kubeadm([...without('profiling'), '${MORE}']),
      path: 'spec.containers[0].command',
      found: '${MORE}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
