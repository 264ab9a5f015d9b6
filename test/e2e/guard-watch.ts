import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../engines/kubectl.ts';

const GUARDS = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'] as const;
const GUARDED = ['namespaces', 'pods'] as const;
const LINE =
  '{.type} {.object.kind} {.object.metadata.namespace}/{.object.metadata.name} {.object.metadata.resourceVersion}{"\\n"}';

const END = 'end-of-the-watch';
const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['bindings'] };
const secured = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
/** One object of each kind that is watched. */
const LAST = [
  {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name: END } },
    spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }] },
  },
  {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' },
    ...{ metadata: { name: END }, spec: { policyName: END, validationActions: ['Deny'] } },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: END } },
  {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: END, namespace: 'default' } },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'main', image: 'registry.example/x:1', securityContext: secured }],
    },
  },
];

/** One change, in the order in which the API server's store made it. */
export interface Change {
  readonly gone: boolean;
  readonly kind: string;
  /** `namespace/name`, or `/name` */
  readonly name: string;
  /** Revision of the store: one order for objects of all kinds. */
  readonly revision: number;
}

/** Watches policies, bindings, namespaces and pods from its start to its end, through the API server. */
export class GuardWatch {
  readonly #changes: Change[] = [];
  readonly #watches: readonly ChildProcess[];
  readonly #kubectl: Kubectl;

  constructor(kubectl: Kubectl) {
    this.#kubectl = kubectl;
    this.#watches = [...GUARDS, ...GUARDED].map((resource) => {
      const args = ['get', resource, '-A', '--watch', '--output-watch-events', '-o', `jsonpath=${LINE}`];
      const child = kubectl.start(args);
      createInterface(child.stdout).on('line', (line) => this.#changes.push(changeIn(line)));
      return child;
    });
  }

  /** Ends the watches, once they have seen what happened until now, and gives everything in order. */
  async end(): Promise<readonly Change[]> {
    // A watch is in order: which has seen the last object of its kind has seen all before it.
    await this.#kubectl.text(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: LAST }));
    const isSeen = ({ kind }: { readonly kind: string }) =>
      this.#changes.some((change) => change.kind === kind && change.name.endsWith(`/${END}`));
    for (const deadline = Date.now() + 60_000; !LAST.every(isSeen); await sleep(100)) {
      const ended = this.#watches.filter(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
      if (ended.length > 0) throw new Error(`${ended.length} watches ended before their time: not all was seen`);
      if (Date.now() > deadline) throw new Error('the watches are more than a minute behind');
    }
    for (const watch of this.#watches) watch.kill('SIGTERM');
    return [...this.#changes].sort((a, b) => a.revision - b.revision);
  }
}

function changeIn(line: string): Change {
  const [type = '', kind = '', name = '', revision = ''] = line.split(' ');
  return { gone: type === 'DELETED', kind, name, revision: Number(revision) };
}

/** What {@link unguarded} looks for. */
export interface Guarded {
  /** Names of every policy and every binding that the site has. */
  readonly guards: readonly string[];
  readonly namespaces: readonly string[];
}

/** The moments at which a namespace or a pod of the site was there, and one of its policies or bindings was not. */
export function unguarded(changes: readonly Change[], { guards, namespaces }: Guarded): readonly string[] {
  const there = new Set<string>();
  const guarded = new Set<string>();
  const moments: string[] = [];
  for (const { gone, kind, name, revision } of changes) {
    const isGuard = kind.startsWith('ValidatingAdmissionPolicy');
    const [namespace = '', own = ''] = name.split('/');
    const isOfSite = kind === 'Namespace' ? namespaces.includes(own) : namespaces.includes(namespace);
    if (!isGuard && !isOfSite) continue;
    const set = isGuard ? there : guarded;
    if (gone) set.delete(`${kind} ${name}`);
    else set.add(`${kind} ${name}`);
    const absent = guards.filter((guard) => !there.has(guard));
    if (guarded.size > 0 && absent.length > 0) {
      moments.push(`revision ${revision}: ${absent.join(', ')} absent beside ${[...guarded].join(', ')}`);
    }
  }
  return moments;
}
