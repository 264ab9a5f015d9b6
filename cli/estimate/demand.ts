import type { RenderedLayer, RenderedObject } from '../../engines/render.ts';
import { byCodeUnit } from '../../policies/engine/order.ts';
import { type Amount, none, type PodSpec, plus, requestOf, times } from './pod.ts';
import { quantity } from './quantity.ts';

/** What one layer of a platform asks of a cluster. */
export interface LayerDemand {
  readonly layer: string;
  /** Workloads that run all the time. */
  readonly always: Amount;
  /** Jobs, if all of them ran at once. */
  readonly atTimes: Amount;
  /** Bytes of volumes by storage class; `(default)` where none is named. */
  readonly volumes: Readonly<Record<string, number>>;
}

/** What a platform asks of a cluster. */
export interface Demand {
  readonly layers: readonly LayerDemand[];
  /** Objects that may take something which nothing here can count: custom resources of operators, and pods of every machine. */
  readonly uncounted: readonly string[];
}

interface Body {
  readonly spec?: {
    readonly replicas?: number;
    readonly parallelism?: number;
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: Body['spec'] };
    readonly volumeClaimTemplates?: readonly Claim[];
  };
}

interface Claim {
  readonly spec?: {
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: string } };
  };
}

/** What CloudNativePG makes of one of its clusters: an instance is a pod with the requests and the volumes that stand here. */
interface DatabaseSpec {
  readonly instances?: number;
  readonly resources?: NonNullable<PodSpec['containers']>[number]['resources'];
  readonly storage?: { readonly size?: string; readonly storageClass?: string };
  readonly walStorage?: { readonly size?: string; readonly storageClass?: string };
}

function databaseCluster({ instances = 1, resources = {}, storage, walStorage }: DatabaseSpec): Partial<LayerDemand> {
  const volumes = [storage, walStorage].flatMap((volume) => (volume === undefined ? [] : [asClaim(volume)]));
  const pod = requestOf({ containers: [{ name: 'postgres', resources }] });
  return { always: times(pod, instances), volumes: claimed(volumes, instances) };
}

function asClaim({ size, storageClass }: NonNullable<DatabaseSpec['storage']>): Claim {
  const requests = size === undefined ? {} : { storage: size };
  return {
    spec: { ...(storageClass === undefined ? {} : { storageClassName: storageClass }), resources: { requests } },
  };
}

/** How many pods of an object run at once, and when. */
const running: Readonly<Record<string, (spec: NonNullable<Body['spec']>) => Partial<LayerDemand>>> = {
  Cluster: (spec) => databaseCluster(spec as DatabaseSpec),
  Deployment: ({ template, replicas = 1 }) => ({ always: times(requestOf(template?.spec ?? {}), replicas) }),
  StatefulSet: ({ template, replicas = 1, volumeClaimTemplates = [] }) => ({
    always: times(requestOf(template?.spec ?? {}), replicas),
    volumes: claimed(volumeClaimTemplates, replicas),
  }),
  Job: ({ template, parallelism = 1 }) => ({ atTimes: times(requestOf(template?.spec ?? {}), parallelism) }),
  CronJob: ({ jobTemplate }) => ({
    atTimes: times(requestOf(jobTemplate?.spec?.template?.spec ?? {}), jobTemplate?.spec?.parallelism ?? 1),
  }),
};

/** API groups whose objects take nothing of a machine, besides the kinds above: what their operators run is not the site's. */
const groups: ReadonlySet<string> = new Set([
  ...['', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'networking.k8s.io'],
  ...['admissionregistration.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io', 'cert-manager.io', 'external-secrets.io'],
]);

/** Kinds of operators that are counted above, or take nothing themselves. */
const counted: ReadonlySet<string> = new Set([
  'postgresql.cnpg.io Cluster',
  'postgresql.cnpg.io ScheduledBackup',
  'barmancloud.cnpg.io ObjectStore',
]);

/** Sums up what the objects of every layer ask for. @throws RangeError for a quantity that cannot be read, with its object */
export function demandOf(layers: readonly RenderedLayer[]): Demand {
  return {
    layers: layers.map(({ name, objects }) => ({ layer: name, ...objects.map(one).reduce(together, nothing) })),
    uncounted: layers.flatMap(({ objects }) => objects.filter(isUncounted).map(named)).sort(byCodeUnit),
  };
}

type Sum = Omit<LayerDemand, 'layer'>;
const nothing: Sum = { always: none, atTimes: none, volumes: {} };

/** Everything that layers ask for, together. */
export function totalOf(layers: readonly Sum[]): Sum {
  return layers.reduce(together, nothing);
}

function together(one: Sum, other: Sum): Sum {
  const classes = [...new Set([...Object.keys(one.volumes), ...Object.keys(other.volumes)])].sort(byCodeUnit);
  return {
    always: plus(one.always, other.always),
    atTimes: plus(one.atTimes, other.atTimes),
    volumes: Object.fromEntries(classes.map((name) => [name, (one.volumes[name] ?? 0) + (other.volumes[name] ?? 0)])),
  };
}

function one(object: RenderedObject): Sum {
  try {
    if (object.kind === 'PersistentVolumeClaim') return { ...nothing, volumes: claimed([object.body as Claim], 1) };
    const { spec = {} } = object.body as Body;
    return { ...nothing, ...running[object.kind]?.(spec) };
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${named(object)}: ${error.message}`);
    throw error;
  }
}

function claimed(claims: readonly Claim[], replicas: number): Readonly<Record<string, number>> {
  const volumes: Record<string, number> = {};
  for (const { spec = {} } of claims) {
    const size = spec.resources?.requests?.storage;
    const bytes = size === undefined ? undefined : quantity(size);
    if (bytes === undefined) throw new RangeError(`a volume asks for storage: ${size}, which is no quantity`);
    const name = spec.storageClassName ?? '(default)';
    volumes[name] = (volumes[name] ?? 0) + bytes * replicas;
  }
  return volumes;
}

function isUncounted({ kind, body }: RenderedObject): boolean {
  const [group = ''] = body.apiVersion.includes('/') ? body.apiVersion.split('/') : [''];
  if (counted.has(`${group} ${kind}`)) return false;
  return !groups.has(group) || ['DaemonSet', 'Pod', 'ReplicaSet', 'ReplicationController'].includes(kind);
}

function named({ kind, namespace, name }: RenderedObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
