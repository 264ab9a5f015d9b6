import type { Path, Value } from '../../engine/types.ts';
import { isFields, isList, stringAt } from '../../subjects/fields.ts';
import { valueAt, withItem, withValue } from '../edit.ts';
import type { AttackClass, Mutation, PodTarget } from '../types.ts';

interface Weakness {
  readonly what: string;
  /** Below the container or the pod spec. */
  readonly at: Path;
  /** Undefined takes the value away. */
  readonly to: Value | undefined;
  readonly because: string;
  readonly caughtBy: readonly string[];
}

const security = (
  name: string,
  to: Value | undefined,
  because: string,
  what = `${name} ${to === undefined ? 'dropped' : 'flipped'}`,
): Weakness => ({
  ...{ what, at: ['securityContext', name], to, because, caughtBy: ['POD-'] },
});

const CONTAINER: readonly Weakness[] = [
  security('runAsNonRoot', false, 'the container may run as root'),
  security('runAsNonRoot', undefined, 'the provider sends the unset boolean as false'),
  security('allowPrivilegeEscalation', true, 'a program may gain more rights than its parent'),
  security('allowPrivilegeEscalation', undefined, 'unset, a program may gain more rights than its parent'),
  security('readOnlyRootFilesystem', false, 'a program can be replaced while it runs'),
  security('privileged', true, 'the container is root on the node'),
  security('capabilities', undefined, 'the container keeps the default capabilities'),
  {
    ...security(
      'capabilities',
      { add: ['SYS_ADMIN'], drop: ['ALL'] },
      'SYS_ADMIN is nearly root',
      'a capability added',
    ),
  },
  {
    what: 'the whole securityContext dropped',
    at: ['securityContext'],
    to: undefined,
    because: 'every default of Kubernetes is the weaker one',
    caughtBy: ['POD-'],
  },
];

const POD: readonly Weakness[] = [
  {
    what: 'the network of the node',
    at: ['hostNetwork'],
    to: true,
    because: 'no network policy holds there',
    caughtBy: ['NET-004'],
  },
  {
    what: 'the processes of the node',
    at: ['hostPID'],
    to: true,
    because: 'it sees every process of the node',
    caughtBy: ['POD-'],
  },
  {
    what: 'the IPC of the node',
    at: ['hostIPC'],
    to: true,
    because: 'it shares memory with the node',
    caughtBy: ['POD-'],
  },
  {
    what: 'the unset token switch',
    at: ['automountServiceAccountToken'],
    to: undefined,
    because: 'unset, the token is mounted',
    caughtBy: ['POD-'],
  },
];

function weaken(pod: PodTarget, owner: Path, { what, at, to, because, caughtBy }: Weakness): Mutation | undefined {
  const { subject } = pod;
  const path = [...owner, ...at];
  const before = valueAt(subject.body, path);
  if (before === to) return undefined;
  const body = withValue(subject.body, path, to);
  const value = `${at.join('.')}: ${JSON.stringify(before)} → ${JSON.stringify(to) ?? '(nothing)'}`;
  const shown = owner === pod.path ? 'anywhere' : owner;
  return { change: { do: 'edit', subject, body }, what, value, because, at: shown, caughtBy };
}

const pods: AttackClass = {
  id: 'pod-security',
  title: 'the security settings of a pod or a container, dropped or flipped',
  aim: 'hardening',
  caughtBy: ['POD-'],
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    return random.chance(0.7)
      ? weaken(pod, random.pick(pod.containers), random.pick(CONTAINER))
      : weaken(pod, pod.path, random.pick(POD));
  },
};

const hostPath: AttackClass = {
  id: 'node-files',
  title: 'a folder of the node in a pod',
  aim: 'hardening',
  caughtBy: ['POD-'],
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const path = random.pick(['/', '/etc', '/var/run/containerd', '/var/lib/kubelet']);
    const added = withItem(pod.subject.body, [...pod.path, 'volumes'], { name: 'node', hostPath: { path } });
    const change = { do: 'edit', subject: pod.subject, body: added.body } as const;
    return {
      change,
      what: 'a hostPath volume',
      value: path,
      because: 'it holds the secrets of every pod',
      at: added.path,
    };
  },
};

const tags: AttackClass = {
  id: 'image-tags',
  title: 'an image by tag in place of a digest',
  aim: 'hardening',
  caughtBy: ['IMG-'],
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const at = [...random.pick(pod.containers), 'image'];
    const image = String(valueAt(pod.subject.body, at) ?? '');
    if (!image.includes('@')) return undefined;
    const value = image.replace(/@.*$/, random.pick(['', ':latest', ':v1.2.3', '@sha256:abc']));
    const body = withValue(pod.subject.body, at, value);
    return {
      change: { do: 'edit', subject: pod.subject, body },
      what: 'the digest dropped',
      value,
      because: 'whoever owns the tag decides what runs',
      at,
    };
  },
};

/** Programs' switches, as their own documentation names them. */
const SWITCHES = [
  ...['VLLM_NO_USAGE_STATS', 'DO_NOT_TRACK', 'HF_HUB_OFFLINE', 'HF_HUB_DISABLE_TELEMETRY'],
  ...['SPRING_AI_MCP_SERVER_ENABLED', 'OTOROSHI_ANONYMOUS_REPORTING_ENABLED', 'DAIKOKU_ANONYMOUS_REPORTING_ENABLED'],
];

const telemetry: AttackClass = {
  id: 'telemetry',
  title: 'a telemetry switch dropped or flipped',
  aim: 'hardening',
  caughtBy: ['TEL-'],
  mutate(target, random) {
    const all = target.pods.flatMap((pod) => pod.containers.flatMap((container) => switchesIn(pod, container)));
    if (all.length === 0) return undefined;
    const { subject, at, name, value } = random.pick(all);
    const flipped = value === '1' || value === 'true' ? '0' : 'true';
    const isDropped = random.chance(0.5);
    const body = withValue(subject.body, isDropped ? at : [...at, 'value'], isDropped ? undefined : flipped);
    const because = 'the program reports its use, fetches models or opens a server unless the switch says otherwise';
    return {
      change: { do: 'edit', subject, body },
      what: `${name} ${isDropped ? 'dropped' : 'flipped'}`,
      value: name,
      because,
      at: at.slice(0, -1),
    };
  },
};

function switchesIn({ subject }: PodTarget, container: Path) {
  const list = valueAt(subject.body, [...container, 'env']);
  return (isList(list) ? list : []).flatMap((item, index) => {
    const name = isFields(item) ? (stringAt(item, 'name') ?? '') : '';
    const value = isFields(item) ? (stringAt(item, 'value') ?? '') : '';
    return SWITCHES.includes(name) ? [{ subject, at: [...container, 'env', index] as Path, name, value }] : [];
  });
}

interface Removal {
  readonly what: string;
  readonly kind: string;
  readonly at: Path;
  readonly caughtBy: readonly string[];
  readonly because: string;
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ENCRYPTED = 'domicile.internal/encrypted-at-rest';

const REMOVALS: readonly Removal[] = [
  {
    what: 'the enforced pod security of a namespace',
    kind: 'Namespace',
    at: ['metadata', 'labels', ENFORCE],
    caughtBy: ['POD-'],
    because: 'the API server takes any pod there',
  },
  {
    what: 'the word that a volume is encrypted',
    kind: 'PersistentVolumeClaim',
    at: ['metadata', 'labels', ENCRYPTED],
    caughtBy: ['ENC-004'],
    because: 'nothing says that the disk is encrypted',
  },
  {
    what: 'the word that volumes are encrypted',
    kind: 'StatefulSet',
    at: ['spec', 'volumeClaimTemplates', 0, 'metadata', 'labels', ENCRYPTED],
    caughtBy: ['ENC-004'],
    because: 'nothing says that the disks are encrypted',
  },
];

const labels: AttackClass = {
  id: 'vouching-labels',
  title: 'a label on which a guarantee hangs, dropped',
  aim: 'hardening',
  caughtBy: ['POD-', 'ENC-'],
  mutate({ subjects }, random) {
    const all = REMOVALS.flatMap((removal) =>
      subjects
        .filter(({ kind, body }) => kind === removal.kind && valueAt(body, removal.at) !== undefined)
        .map((subject) => ({ removal, subject })),
    );
    if (all.length === 0) return undefined;
    const {
      removal: { what, at, because, caughtBy },
      subject,
    } = random.pick(all);
    const body = withValue(subject.body, at, undefined);
    return {
      change: { do: 'edit', subject, body },
      what: `${what} dropped`,
      value: String(at.at(-1)),
      because,
      at: 'anywhere',
      caughtBy,
    };
  },
};

const SECRETS: readonly (readonly [string, string])[] = [
  ['DB_PASSWORD', 'correct-horse-battery-7'],
  ['API_KEY', `sk-${'4f9c'.repeat(8)}`],
  ['SPRING_DATASOURCE_PASSWORD', 'Winter2026!'],
];

const secrets: AttackClass = {
  id: 'written-secrets',
  title: 'a secret written into the configuration',
  aim: 'hardening',
  caughtBy: ['SEC-'],
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const [name, value] = random.pick(SECRETS);
    const added = withItem(pod.subject.body, [...random.pick(pod.containers), 'env'], { name, value });
    const change = { do: 'edit', subject: pod.subject, body: added.body } as const;
    return {
      change,
      what: `variable ${name}`,
      value,
      because: 'whoever reads the configuration has it',
      at: added.path,
    };
  },
};

/** Attacks that take a protection away. */
export const hardeningClasses: readonly AttackClass[] = [pods, hostPath, tags, telemetry, labels, secrets];
