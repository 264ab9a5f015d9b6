/**
 * API groups of operators whose kinds hold their places in plain strings (regions, endpoints, hosts, images), so that
 * classifying every string of such an object says all there is to say. The kinds of every other group stay undecided.
 * Recalled from the projects' API references, as of 2026-11-22.
 */
const GROUPS = new Set(
  [
    'acid.zalan.do acme.cert-manager.io argoproj.io autoscaling.k8s.io bitnami.com cert-manager.io cilium.io crd.projectcalico.org',
    'external-secrets.io flagger.app gateway.envoyproxy.io gateway.networking.k8s.io grafana.integreatly.org',
    'helm.toolkit.fluxcd.io image.toolkit.fluxcd.io k8s.cni.cncf.io k8s.mariadb.com k8up.io kafka.strimzi.io keda.sh',
    'keycloak.org k8s.keycloak.org kustomize.toolkit.fluxcd.io kyverno.io loki.grafana.com longhorn.io metallb.io',
    'monitoring.coreos.com networking.istio.io notification.toolkit.fluxcd.io objectstorage.k8s.io opentelemetry.io',
    'operator.victoriametrics.com policies.kyverno.io policy.networking.k8s.io postgresql.cnpg.io rabbitmq.com ray.io',
    'rook.io ceph.rook.io security.istio.io secrets.hashicorp.com serving.knative.dev serving.kserve.io',
    'snapshot.storage.k8s.io source.toolkit.fluxcd.io telemetry.istio.io tempo.grafana.com traefik.io trust.cert-manager.io',
    'aigateway.envoyproxy.io aquasecurity.github.io capsule.clastix.io cdi.kubevirt.io chaos-mesh.org cluster.x-k8s.io config.gatekeeper.sh',
    'configuration.konghq.com externaldns.k8s.io gateway.kgateway.dev helm.cattle.io jaegertracing.io jobset.x-k8s.io k3s.cattle.io',
    'karpenter.sh kubevirt.io kueue.x-k8s.io linkerd.io networking.gke.io nfd.k8s-sigs.io nvidia.com objectbucket.io openebs.io',
    'operator.tigera.io perses.dev piraeus.io policy.linkerd.io policy.sigstore.dev postgres-operator.crunchydata.com projectcalico.org',
    'projectcontour.io route.openshift.io secrets-store.csi.x-k8s.io spire.spiffe.io tekton.dev templates.gatekeeper.sh topolvm.io',
    'velero.io wgpolicyk8s.io work.karmada.io x-k8s.io inference.networking.k8s.io inference.networking.x-k8s.io',
  ].flatMap((line) => line.split(' ')),
);

/** Families of groups, by suffix: Crossplane providers name one group for each service. */
const FAMILIES = ['.upbound.io', '.crossplane.io', '.toolkit.fluxcd.io', '.istio.io', '.cnpg.io'];

/** Whether the strings of a kind of this `apiVersion` say everything about its places. */
export function isKnownGroup(apiVersion: string): boolean {
  const group = apiVersion.split('/', 1)[0] ?? '';
  return GROUPS.has(group) || FAMILIES.some((suffix) => group.endsWith(suffix));
}
