import { defineRule } from '../../engine/rule.ts';
import type { Value, Verdict } from '../../engine/types.ts';
import { openReason, placeholderIn } from '../shared/value.ts';
import { type ContainerView, containersOf, listOf, podOf, textOf, workloadKinds } from '../shared/workload.ts';

/** What a command line says: each flag with its last value, as the API server takes it. */
type Flags = ReadonlyMap<string, string>;

/** One guard of the API server. `stands` is undefined where a file that nobody sees here may say so instead. */
interface Guard {
  readonly flag: string;
  readonly stands: (flags: Flags) => boolean | undefined;
  /** Why another value is wrong, in one clause. */
  readonly because: string;
  readonly expected: string;
}

const is = (flag: string, wanted: string) => (flags: Flags) => flags.get(flag) === wanted;
const stated = (flag: string) => (flags: Flags) => (flags.get(flag) ?? '') !== '';
const names = (flags: Flags, flag: string) => (flags.get(flag) ?? '').split(',');
/** Unless a file decides in the flag's place: then nobody can say it here. */
const orFile = (file: string, stands: (flags: Flags) => boolean) => (flags: Flags) =>
  stands(flags) ? true : flags.has(file) ? undefined : false;

const GUARDIANS = [
  'NamespaceLifecycle',
  'NodeRestriction',
  'PodSecurity',
  'ServiceAccount',
  'ValidatingAdmissionPolicy',
];
const MODES = ['Node', 'RBAC'];

/** Defaults and meanings: kubernetes.io, reference of kube-apiserver's command line, v1.36, as of 2026-11-23. */
const guards: readonly Guard[] = [
  {
    flag: 'anonymous-auth',
    stands: orFile('authentication-config', is('anonymous-auth', 'false')),
    because: 'whoever names nobody is let in',
    expected: 'false',
  },
  {
    flag: 'authorization-mode',
    stands: orFile('authorization-config', (flags) => {
      const modes = names(flags, 'authorization-mode');
      return MODES.every((one) => modes.includes(one)) && !modes.includes('AlwaysAllow');
    }),
    because: 'without it everybody may do everything',
    expected: MODES.join(','),
  },
  {
    flag: 'token-auth-file',
    stands: (flags) => !flags.has('token-auth-file'),
    because: 'tokens in a file never end, and stand there in plain text',
    expected: 'no such flag',
  },
  {
    flag: 'enable-admission-plugins',
    stands: (flags) => {
      const plugins = names(flags, 'enable-admission-plugins');
      return plugins.includes('NodeRestriction') && !plugins.includes('AlwaysAdmit');
    },
    because: 'a machine that is taken over changes the others',
    expected: 'NodeRestriction among them, and not AlwaysAdmit',
  },
  {
    flag: 'disable-admission-plugins',
    stands: (flags) => !GUARDIANS.some((one) => names(flags, 'disable-admission-plugins').includes(one)),
    because: 'what refuses unfit objects is switched off',
    expected: `none of ${GUARDIANS.join(', ')}`,
  },
  {
    flag: 'audit-policy-file',
    stands: stated('audit-policy-file'),
    because: 'nothing is logged without a policy',
    expected: 'a policy of the site',
  },
  {
    flag: 'audit-log-path',
    stands: (flags) => stated('audit-log-path')(flags) || stated('audit-webhook-config-file')(flags),
    because: 'the audit log is written nowhere',
    expected: 'a file, or audit-webhook-config-file',
  },
  {
    flag: 'encryption-provider-config',
    stands: stated('encryption-provider-config'),
    because: 'Secrets lie in etcd, and in its snapshots, in plain text',
    expected: 'an EncryptionConfiguration',
  },
  {
    flag: 'service-account-extend-token-expiration',
    stands: is('service-account-extend-token-expiration', 'false'),
    because: 'a stolen token lives for a year',
    expected: 'false',
  },
  {
    flag: 'service-account-lookup',
    stands: (flags) => flags.get('service-account-lookup') !== 'false',
    because: 'the token of an account that is gone still opens',
    expected: 'true',
  },
  { flag: 'profiling', stands: is('profiling', 'false'), because: 'memory of the server is served', expected: 'false' },
];

/** An API server that runs as a pod shows its command line to whoever may read pods. */
export const apiServerStatesItsGuards = defineRule({
  id: 'CLU-010',
  title: 'An API server whose command line is seen states what guards the cluster.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/1.2.16-19', 'cis-k8s/1.2.27-28', 'grundschutz/APP.4.4.A3', 'grundschutz/APP.4.4.A13'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'No API tells with which flags the API server runs, but kubeadm, RKE2 and Talos Linux run it as a static pod, and the ' +
    'kubelet shows that pod in kube-system. A cluster can be changed on its machines after every file was judged.',
  remedy:
    "set the flag where the distribution takes it (kube-apiserver-arg of RKE2, extraArgs of kubeadm and Talos Linux), on each server, one after the other; a provider's own API server is asked for in its contract",
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    for (const view of containersOf(pod)) yield* judged(view);
  },
});

function* judged({ path, container }: ContainerView): Generator<Verdict> {
  const words = [...listOf(container.command), ...listOf(container.args)];
  if (!words.some((word) => /(?:^|\/)kube-apiserver$/.test(textOf(word) ?? ''))) return;
  const place = [...path, container.args === undefined ? 'command' : 'args'];
  const open = words.find((word) => textOf(word) === undefined || openReason(word) !== undefined);
  const flags = flagsIn(words);
  for (const { flag, stands, because, expected } of guards) {
    const verdict = { path: place, found: shown(flags, flag), because, expected: `${flag}: ${expected}`, aspect: flag };
    const right = stands(flags);
    if (right === true) yield { ...verdict, result: 'pass' };
    else if (right === false && open === undefined) yield { ...verdict, result: 'fail' };
    else yield { ...verdict, result: 'indeterminate', ...whyUnknown(open) };
  }
}

function whyUnknown(open: Value | undefined): Pick<Verdict, 'because'> & Partial<Pick<Verdict, 'found'>> {
  if (open === undefined) return { because: 'a file on the machine decides it, which is not seen here' };
  return { because: openReason(open) ?? 'a part of the command line is no text', found: placeholderIn(open) };
}

function shown(flags: Flags, flag: string): string {
  const value = flags.get(flag);
  return value === undefined ? `no ${flag}` : `${flag}=${value}`;
}

/** `--name=value`, `--name value`, and `--name` for `true`. */
function flagsIn(words: readonly Value[]): Flags {
  const texts = words.map((word) => textOf(word) ?? '');
  return new Map(
    texts.flatMap((text, index) => {
      const [, name = '', value] = /^--?([a-z][-a-z0-9]*)(?:=(.*))?$/s.exec(text) ?? [];
      if (name === '') return [];
      const next = texts[index + 1] ?? '-';
      return [[name, value ?? (next.startsWith('-') ? 'true' : next)] as const];
    }),
  );
}
