import type { Fields, Subject } from '../../engine/types.ts';
import { fieldsAt } from '../fields.ts';

/**
 * API groups of operators whose kinds hold their places in plain strings (regions, endpoints, hosts, images), so that
 * classifying every string of such an object says all there is to say. The kinds of every other group stay undecided.
 * Recalled from the projects' API references, as of 2026-11-22.
 */
const GROUPS = new Set(
  [
    'stackgres.io mlops.seldon.io machinelearning.seldon.io acid.zalan.do acme.cert-manager.io argoproj.io autoscaling.k8s.io bitnami.com cert-manager.io cilium.io crd.projectcalico.org',
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
    'core.gardener.cloud extensions.gardener.cloud kagent.dev core.k8sgpt.ai leaderworkerset.x-k8s.io sparkoperator.k8s.io kubeflow.org',
    'psmdb.percona.com pxc.percona.com pgv2.percona.com mongodbcommunity.mongodb.com k8ssandra.io cassandra.datastax.com solr.apache.org',
    'projectcontour.io route.openshift.io secrets-store.csi.x-k8s.io spire.spiffe.io tekton.dev templates.gatekeeper.sh topolvm.io',
    'camel.apache.org access.strimzi.io core.strimzi.io agent.k8s.elastic.co apm.k8s.elastic.co beat.k8s.elastic.co elasticsearch.k8s.elastic.co',
    'enterprisesearch.k8s.elastic.co kibana.k8s.elastic.co logstash.k8s.elastic.co packageregistry.k8s.elastic.co maps.k8s.elastic.co autoscaling.k8s.elastic.co',
    'stackconfigpolicy.k8s.elastic.co addons.cluster.x-k8s.io bootstrap.cluster.x-k8s.io controlplane.cluster.x-k8s.io',
    'collectors.grafana.com infrastructure.cluster.x-k8s.io ipam.cluster.x-k8s.io operator.cluster.x-k8s.io clusterctl.cluster.x-k8s.io metal3.io',
    'apisix.apache.org apps.emqx.io apps.gitlab.com app.redislabs.com argocd-image-updater.argoproj.io authzed.com awx.ansible.com',
    'azmonitoring.coreos.com barmancloud.cnpg.io bmc.tinkerbell.org tinkerbell.org catalog.cattle.io fleet.cattle.io management.cattle.io',
    'provisioning.cattle.io rke.cattle.io upgrade.cattle.io resources.cattle.io certmanager.step.sm clickhouse.altinity.com',
    'clickhouse-keeper.altinity.com cluster.redpanda.com clustersecret.io core.openfeature.dev csi.ceph.io databases.spotahome.com',
    'flows.knative.dev chainsaw.kyverno.io workload.codeflare.dev dapr.io db.atlasgo.io dex.coreos.com dragonflydb.io druid.apache.org eraser.sh eventing.keda.sh eventing.knative.dev',
    'messaging.knative.dev operator.knative.dev sources.knative.dev expansion.gatekeeper.sh mutations.gatekeeper.sh',
    'externaldata.gatekeeper.sh status.gatekeeper.sh constraints.gatekeeper.sh flink.apache.org fluentbit.fluent.io fluentd.fluent.io',
    'fluxcd.controlplane.io gateway.nginx.org k8s.nginx.org gateway.solo.io gloo.solo.io generators.external-secrets.io',
    'groupsnapshot.storage.k8s.io http.keda.sh infra.contrib.fluxcd.io ingress.v1.haproxy.org core.haproxy.org jetstream.nats.io job.min.io',
    'minio.min.io sts.min.io k0smotron.io k6.io kargo.akuity.io kro.run kubeflow.org kubescape.io logging.banzaicloud.io',
    'logging-extensions.banzaicloud.io logging.openshift.io mongodbcommunity.mongodb.com mongodb.com monitoring.grafana.com mysql.oracle.com',
    'mysql.presslabs.org networking.internal.knative.dev node.k8s.io openreports.io operators.coreos.com pg.percona.com ps.percona.com',
    'psmdb.percona.com pxc.percona.com pgv2.percona.com policy.cert-manager.io pyrra.dev rbacmanager.reactiveops.io',
    'redis.redis.opstreelabs.in reports.kyverno.io scylla.scylladb.com seaweed.seaweedfs.com secretgenerator.mittwald.de security.openshift.io',
    'sloth.slok.dev snapscheduler.backube volsync.backube source.extensions.fluxcd.io sparkoperator.k8s.io stunner.l7mp.io',
    'talos.dev templates.kluctl.io temporal.io tests.testkube.io testworkflows.testkube.io executor.testkube.io traefik.containo.us',
    'trident.netapp.io valkey.io vault.banzaicloud.com zfs.openebs.io local.openebs.io cstor.openebs.io instancetype.kubevirt.io clone.kubevirt.io',
    'export.kubevirt.io snapshot.kubevirt.io migrations.kubevirt.io pool.kubevirt.io forklift.konveyor.io config.openshift.io',
    'machineconfiguration.openshift.io operator.openshift.io apps.openshift.io build.openshift.io image.openshift.io',
    'console.openshift.io oauth.openshift.io project.openshift.io authorization.openshift.io user.openshift.io replication.storage.openshift.io',
    'batch.volcano.sh scheduling.volcano.sh descheduler.alpha.kubernetes.io kubeadm.k8s.io kubelet.config.k8s.io kubeproxy.config.k8s.io',
    'apiserver.config.k8s.io apiserver.k8s.io audit.k8s.io kind.x-k8s.io kustomize.config.k8s.io hnc.x-k8s.io leaderworkerset.x-k8s.io',
    'resource.k8s.io scheduling.x-k8s.io node.x-k8s.io metrics.k8s.io custom.metrics.k8s.io authentication.concierge.pinniped.dev',
    'bitnami.com sealedsecrets.bitnami.com idp.supervisor.pinniped.dev config.supervisor.pinniped.dev config.concierge.pinniped.dev',
    'configuration.rke2.io kubeconfig.kubernetes.io machine.talos.dev',
    'velero.io wgpolicyk8s.io work.karmada.io x-k8s.io inference.networking.k8s.io inference.networking.x-k8s.io',
  ].flatMap((line) => line.split(' ')),
);

/** Families of groups, by suffix: Crossplane providers name one group for each service. */
const FAMILIES = ['.upbound.io', '.crossplane.io', '.toolkit.fluxcd.io', '.istio.io', '.cnpg.io'];

/** Operators of the clouds themselves: what does not state its place lies where the operator or the cloud decides. */
const CLOUD_FAMILIES = ['.azure.com', '.cnrm.cloud.google.com', '.services.k8s.aws'];

/** Whether the strings of an object of a custom kind say everything about its places. */
export function isKnownCustom({ type, body }: Pick<Subject, 'type' | 'body'>): boolean {
  const group = type.split('/', 1)[0] ?? '';
  if (GROUPS.has(group) || FAMILIES.some((suffix) => group.endsWith(suffix))) return true;
  return CLOUD_FAMILIES.some((suffix) => group.endsWith(suffix)) && statesPlace(body);
}

function statesPlace(body: Fields): boolean {
  const annotations = fieldsAt(fieldsAt(body, 'metadata') ?? {}, 'annotations') ?? {};
  const spec = fieldsAt(body, 'spec') ?? {};
  const places = [spec.location, spec.region, spec.zone, annotations['services.k8s.aws/region']];
  return places.some((place) => typeof place === 'string' && place !== '');
}
