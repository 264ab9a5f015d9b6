import { parseAllDocuments } from 'yaml';

/** A Kubernetes object as the command renders it. */
export interface Rendered {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly template?: Template };
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly {
      readonly image: string;
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
}

/** A pod as it is sent to the API server. */
export interface StandIn {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: object };
  readonly spec: {
    readonly containers: readonly { readonly ports: readonly { readonly containerPort: number }[] }[];
    readonly [field: string]: unknown;
  };
}

const PLAYED = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
/** Pods that the control plane would make, and what is only about them or their volumes. */
const LEFT_OUT = new Set([...PLAYED, 'CronJob', 'Job', 'PodDisruptionBudget', 'PersistentVolumeClaim']);

/** Everything else that was rendered: namespaces, quotas, services, network policies, admission policies, as they are. */
export function asTheyAre(rendered: string): readonly Rendered[] {
  return objectsIn(rendered).filter(({ kind }) => !LEFT_OUT.has(kind));
}

/** The repository of an image that the site uses. */
export function repositoryIn(rendered: string): string {
  const images = objectsIn(rendered).flatMap(
    ({ spec }) => spec?.template?.spec.containers.map(({ image }) => image) ?? [],
  );
  const [repository] = (images[0] ?? '').split('@');
  if (repository === undefined || repository === '') throw new Error('no workload names an image');
  return repository;
}

/** A pod for each of these workloads (`namespace/name`): its labels, and somebody who answers on each of its ports. */
export function standInsFor(rendered: string, workloads: readonly string[], image: string): readonly StandIn[] {
  const byName = new Map<string, Template>(
    objectsIn(rendered).flatMap(({ kind, metadata, spec }) =>
      PLAYED.has(kind) && spec?.template !== undefined
        ? [[`${metadata.namespace}/${metadata.name}`, spec.template] as const]
        : [],
    ),
  );
  return workloads.map((workload) => {
    const template = byName.get(workload);
    if (template === undefined) throw new Error(`the site has no ${workload}, but ${[...byName.keys()].join(', ')}`);
    const [namespace = '', name = ''] = workload.split('/');
    return standIn(namespace, `${name}-0`, template, image);
  });
}

function objectsIn(rendered: string): readonly Rendered[] {
  return parseAllDocuments(rendered).flatMap((document) => {
    const object = document.toJS() as Rendered | null;
    return object === null ? [] : [object];
  });
}

/** A pod with the labels of the template, and somebody who answers on each port of its containers. */
export function standIn(namespace: string, name: string, { metadata, spec }: Template, image: string): StandIn {
  const ports = spec.containers.flatMap(({ ports = [] }) => ports);
  const unprivileged = { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: metadata.labels },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: unprivileged,
      containers: ports.map(({ name: named, containerPort }) => answering(named, containerPort, image, unprivileged)),
    },
  };
}

// A container for each port: a readiness probe asks for one, and by it `domicile probe` knows that somebody answers there.
function answering(name: string | undefined, containerPort: number, image: string, unprivileged: object) {
  const resources = { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '8Mi' };
  return {
    name: `port-${containerPort}`,
    image,
    command: ['httpd', '-f', '-p', `${containerPort}`, '-h', '/www'],
    ports: [{ containerPort, ...(name === undefined ? {} : { name }) }],
    readinessProbe: { tcpSocket: { port: containerPort }, periodSeconds: 2, failureThreshold: 10 },
    securityContext: {
      ...unprivileged,
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    resources: { requests: resources, limits: { ...resources, cpu: '200m' } },
  };
}
