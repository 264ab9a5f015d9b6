import type { JsonObject } from '../engines/output.ts';
import type { RenderedLayer } from '../engines/render.ts';
import { layerFolder } from '../engines/render.ts';
import type { Account } from './account.ts';
import { FLUX_CONTENT } from './artefact.ts';
import type { FleetDocument } from './schema.ts';

/** A site of a fleet, rendered. */
export interface FleetSite {
  readonly name: string;
  /** Digest of its artefact: `sha256:…`. */
  readonly digest: string;
  readonly layers: readonly RenderedLayer[];
}

/** A site that other sites wait for. */
export type Predecessor = Pick<FleetSite, 'name' | 'digest'> & { readonly layers: readonly string[] };

/** Where Flux, and a person, find what belongs to a fleet. */
export function namespaceOf({ name }: Pick<FleetDocument, 'name'>): string {
  return `fleet-${name}`;
}

/** The account that the platform of every site of a fleet is changed by. */
export function accountOf(fleet: Pick<FleetDocument, 'name'>): Account {
  return { name: 'rollout', namespace: namespaceOf(fleet) };
}

/** Where the artefact of a site lies: registry, path and name, without tag or digest. */
export function repositoryOf({ artefacts, name }: FleetDocument, site: string): string {
  return `${artefacts.registry}/${name}/${site}`;
}

/** Kubernetes' Pod Security for a namespace in which nothing runs. */
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** The namespace of a fleet, in which no pod runs and none could be reached. */
export function namespaceObjects(fleet: FleetDocument): readonly JsonObject[] {
  const namespace = namespaceOf(fleet);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: RESTRICTED } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ];
}

/** The source: one artefact, by digest, with the signature that it must have. */
export function sourceObject(fleet: FleetDocument, site: FleetSite): JsonObject {
  const { intervalMinutes, authority, credentials } = fleet.artefacts;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name: site.name, namespace: namespaceOf(fleet) },
    spec: {
      interval: `${intervalMinutes}m`,
      url: `oci://${repositoryOf(fleet, site.name)}`,
      ref: { digest: site.digest },
      provider: 'generic',
      layerSelector: { mediaType: FLUX_CONTENT, operation: 'extract' },
      verify: { provider: 'cosign', secretRef: { name: fleet.signers.secret } },
      ...(authority === undefined ? {} : { certSecretRef: { name: authority } }),
      ...(credentials === undefined ? {} : { secretRef: { name: credentials } }),
    },
  };
}

/** One object for each layer, each waiting for the health of those before it; the first also for `predecessors`. */
export function layerObjects(
  fleet: FleetDocument,
  site: FleetSite,
  predecessors: readonly Predecessor[],
): readonly JsonObject[] {
  return site.layers.map((layer, index) => {
    const own = layer.dependencies.map((dependency) => ({ name: `${site.name}-${dependency}` }));
    const earlier = index === 0 ? predecessors.flatMap((one) => healthOf(one)) : [];
    return {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: `${site.name}-${layer.name}`, namespace: namespaceOf(fleet) },
      spec: {
        interval: `${fleet.artefacts.intervalMinutes}m`,
        retryInterval: '2m',
        timeout: `${fleet.healthMinutes}m`,
        sourceRef: { kind: 'OCIRepository', name: site.name },
        path: `./${layerFolder(index, layer.name)}`,
        dependsOn: [...earlier, ...own],
        wait: true,
        prune: true,
        force: false,
        // Who takes a site out of the fleet does not switch off its hospital.
        deletionPolicy: 'Orphan',
        serviceAccountName: accountOf(fleet).name,
        ...kubeconfigOf(fleet, site.name),
      },
    };
  });
}

function kubeconfigOf({ reach }: FleetDocument, site: string): JsonObject {
  if (reach.kind === 'own-cluster') return {};
  return { kubeConfig: { secretRef: { name: `${reach.kubeconfigs}-${site}` } } };
}

// A site that is healthy with what it had before is no reason to go on: it must be so with this artefact.
function healthOf({ name, digest, layers }: Predecessor) {
  return layers.map((layer) => ({
    name: `${name}-${layer}`,
    readyExpr: [
      "dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
      'dep.status.observedGeneration == dep.metadata.generation',
      `dep.status.lastAppliedRevision.endsWith('${digest}')`,
    ].join(' && '),
  }));
}
