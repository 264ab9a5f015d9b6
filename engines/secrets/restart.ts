import { waitForRollout } from '../apply/rollout.ts';
import type { Progress } from '../engine.ts';
import type { Kubectl, KubernetesObject } from '../kubectl.ts';

const ROLLOUT_LIMIT_SECONDS = 900;
/** kubectl's own mark of a wanted restart: both engines, and the comparison with the live cluster, leave it alone. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** What a restart is given. */
export interface RestartOptions {
  readonly kubectl: Kubectl;
  /** As `namespace/name`. */
  readonly secrets: ReadonlySet<string>;
  /** The restart, by its time: a workload that bears it is not restarted again. */
  readonly at: string;
  readonly onProgress: Progress;
}

/**
 * Replaces the pods of every Deployment and StatefulSet that reads one of the Secrets, and waits until the new ones are
 * ready: databases before all others. Jobs read their Secrets at their next run. Returns `Kind namespace/name`, in order.
 */
export async function restartReaders(options: RestartOptions): Promise<readonly string[]> {
  const { kubectl, secrets } = options;
  const readers: KubernetesObject[] = [];
  for (const namespace of new Set([...secrets].map((secret) => secret.split('/')[0]))) {
    const all = await kubectl.objects(['get', 'deployments,statefulsets', `--namespace=${namespace}`]);
    readers.push(
      ...all.filter((one) => secretsOf(templateOf(one).spec).some((name) => secrets.has(`${namespace}/${name}`))),
    );
  }
  const databases = readers.filter(isDatabase);
  const others = readers.filter((one) => !isDatabase(one));
  await restart(databases, options);
  await restart(others, options);
  return [...databases, ...others].map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`);
}

async function restart(workloads: readonly KubernetesObject[], { kubectl, at, onProgress }: RestartOptions) {
  const patch = JSON.stringify({ spec: { template: { metadata: { annotations: { [RESTARTED_AT]: at } } } } });
  for (const workload of workloads) {
    const { kind, metadata } = workload;
    if (templateOf(workload).metadata?.annotations?.[RESTARTED_AT] === at) continue;
    onProgress(`restarting ${metadata.namespace}/${metadata.name}`);
    const where = [kind.toLowerCase(), metadata.name, `--namespace=${metadata.namespace}`];
    await kubectl.text(['patch', ...where, '--type=strategic', `--patch=${patch}`, '-o', 'name']);
  }
  const awaited = workloads.map((body) => ({
    kind: body.kind,
    name: body.metadata.name,
    namespace: body.metadata.namespace,
    body: { apiVersion: body.apiVersion, kind: body.kind, metadata: identityOf(body) },
  }));
  await waitForRollout(kubectl, awaited, ROLLOUT_LIMIT_SECONDS, onProgress);
}

function identityOf({ metadata: { name, namespace } }: KubernetesObject) {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

interface Template {
  readonly metadata?: {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

function templateOf(workload: KubernetesObject): Template {
  return (workload.spec as { readonly template: Template }).template;
}

function isDatabase(workload: KubernetesObject): boolean {
  return templateOf(workload).metadata?.labels?.['domicile.internal/role'] === 'database';
}

const REFERENCES = { secret: ['secretName', 'name'], secretKeyRef: ['name'], secretRef: ['name'] } as const;

/** The Secrets that a pod's spec names, wherever it does: in a volume, a projection, a variable, or all its variables. */
function secretsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const keys: readonly string[] = field in REFERENCES ? REFERENCES[field as keyof typeof REFERENCES] : [];
    const here = keys.map((key) => (inner as Readonly<Record<string, unknown>>)[key]);
    return [...here.filter((name) => typeof name === 'string'), ...secretsOf(inner)];
  });
}
