import type { Subject } from '../../engine/types.ts';
import { typeOfKind } from '../../subjects/kubernetes/schema.ts';

/**
 * API groups of operators whose objects name places in fields that the judge reads: endpoints, regions, images, hosts.
 * An entry that starts with a dot stands for all groups below it. Source: the projects' own CRDs; as of 2026-11-22, recalled.
 */
const groups = new Set(
  [
    'velero.io cert-manager.io acme.cert-manager.io trust.cert-manager.io external-secrets.io generators.external-secrets.io',
    'postgresql.cnpg.io barmancloud.cnpg.io longhorn.io ceph.rook.io objectbucket.io snapshot.storage.k8s.io',
    'gateway.networking.k8s.io gateway.envoyproxy.io aigateway.envoyproxy.io inference.networking.k8s.io',
    'networking.istio.io security.istio.io telemetry.istio.io extensions.istio.io cilium.io policy.networking.k8s.io',
    'source.toolkit.fluxcd.io kustomize.toolkit.fluxcd.io helm.toolkit.fluxcd.io notification.toolkit.fluxcd.io',
    'image.toolkit.fluxcd.io argoproj.io serving.kserve.io serving.knative.dev eventing.knative.dev kafka.strimzi.io',
    'monitoring.coreos.com opentelemetry.io grafana.integreatly.org loki.grafana.com tempo.grafana.com perses.dev',
    'keda.sh kyverno.io templates.gatekeeper.sh constraints.gatekeeper.sh config.gatekeeper.sh traefik.io k8s.keycloak.org',
    'helm.cattle.io k3s.cattle.io upgrade.cattle.io metallb.io monitoring.grafana.com k8up.io stash.appscode.com',
    'bitnami.com secrets-store.csi.x-k8s.io cluster.x-k8s.io controlplane.cluster.x-k8s.io infrastructure.cluster.x-k8s.io',
    'kafka.banzaicloud.io rabbitmq.com redis.redis.opstreelabs.in mongodbcommunity.mongodb.com acid.zalan.do',
    'proxy.otoroshi.io pkg.crossplane.io apiextensions.crossplane.io autoscaling.k8s.io metrics.k8s.io',
    'kustomize.config.k8s.io kubeadm.k8s.io kubelet.config.k8s.io apiserver.config.k8s.io audit.k8s.io',
  ]
    .flatMap((line) => line.split(' '))
    .concat('elasticsearch.k8s.elastic.co', 'kibana.k8s.elastic.co'),
);
const families = /\.(upbound\.io|crossplane\.io|services\.k8s\.aws|cnrm\.cloud\.google\.com|azure\.com)$/;

/** Terraform providers whose resources the judge reads, by the prefix of their types. */
const providers = new Set(
  [
    'kubernetes helm kubectl kustomization flux argocd vault openbao keycloak postgresql mysql',
    'aws awscc google azurerm azuread azapi alicloud oci ibm ovh scaleway hcloud ionoscloud openstack opentelekomcloud',
    'stackit exoscale upcloud outscale clevercloud digitalocean linode vultr cloudflare elasticstack ec mongodbatlas',
    'datadog snowflake grafana newrelic pagerduty docker github gitlab minio rancher2 talos proxmox vsphere libvirt',
    'null terraform random tls time local archive cloudinit http external template dns btp sap tencentcloud huaweicloud',
    'confluent databricks auth0 okta signalfx honeycombio sentry',
  ].flatMap((line) => line.split(' ')),
);

/** Whether the judge knows what the fields of such a thing mean. */
export function isKnownKind(subject: Subject): boolean {
  if (subject.kind === 'Site') return true;
  if (subject.kind === 'terraform/resource' || subject.kind === 'terraform/data') {
    return providers.has(subject.type.split('_', 1)[0] ?? '');
  }
  if (subject.kind.startsWith('terraform/')) return true;
  if (typeOfKind(subject.type, subject.kind) !== undefined) return true;
  const group = subject.type.includes('/') ? (subject.type.split('/', 1)[0] ?? '') : '';
  return groups.has(group) || families.test(group);
}
