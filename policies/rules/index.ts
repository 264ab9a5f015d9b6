import { listRules, type Rule } from '../engine/rule.ts';
import { accountOnlyReads } from './ai/account-only-reads.ts';
import { auditRecordsAreKept } from './ai/audit-records-are-kept.ts';
import { modelIsEvaluated } from './ai/model-is-evaluated.ts';
import { noPathAroundApproval } from './ai/no-path-around-approval.ts';
import { telemetryOff } from './ai/telemetry-off.ts';
import { wiredToAudit } from './ai/wired-to-audit.ts';
import { apiServerStatesItsGuards } from './cluster/api-server-states-its-guards.ts';
import { hardenedAsItSays } from './cluster/hardened-as-it-says.ts';
import { imagesFromTheMirrorAlone } from './cluster/images-from-the-mirror-alone.ts';
import { keysOfTheReference } from './cluster/keys-of-the-reference.ts';
import { kubeletAsksWhoCalls } from './cluster/kubelet-asks-who-calls.ts';
import { podsRestrictedByDefault } from './cluster/pods-restricted-by-default.ts';
import { readsAreLogged } from './cluster/reads-are-logged.ts';
import { secretsEncryptedInEtcd } from './cluster/secrets-encrypted-in-etcd.ts';
import { snapshotsLeaveForAStatedPlace } from './cluster/snapshots-leave-for-a-stated-place.ts';
import { talosStaysAtHome } from './cluster/talos-stays-at-home.ts';
import { encryptedBeyondTheCluster } from './encryption/encrypted-beyond-the-cluster.ts';
import { encryptedInsideTheCluster } from './encryption/encrypted-inside-the-cluster.ts';
import { entranceHasTls } from './encryption/entrance-has-tls.ts';
import { volumeEncryptedAtRest } from './encryption/volume-encrypted-at-rest.ts';
import { profilesArePinned } from './health/profiles-are-pinned.ts';
import { recordsKeptTenYears } from './health/records-kept-ten-years.ts';
import { clusterHoldsTheSite } from './live/cluster-holds-the-site.ts';
import { clusterIsWhole } from './live/cluster-is-whole.ts';
import { appHasACeiling } from './marketplace/app-has-a-ceiling.ts';
import { appReachesItsGatewayAlone } from './marketplace/app-reaches-its-gateway-alone.ts';
import { appRunsWhatWasReviewed } from './marketplace/app-runs-what-was-reviewed.ts';
import { publisherWithinJurisdictions } from './marketplace/publisher-within-jurisdictions.ts';
import { reviewIsWrittenDown } from './marketplace/review-is-written-down.ts';
import { admittedNamespacesAreNamed } from './network/admitted-namespaces-are-named.ts';
import { dataTakesNamedClients } from './network/data-takes-named-clients.ts';
import { egressStaysInside } from './network/egress-stays-inside.ts';
import { egressThroughTheGateway } from './network/egress-through-the-gateway.ts';
import { gatewayLeadsInside } from './network/gateway-leads-inside.ts';
import { namesAskedOfResolvers } from './network/names-asked-of-resolvers.ts';
import { namesResolveInside } from './network/names-resolve-inside.ts';
import { namespaceDeniesByDefault } from './network/namespace-denies-by-default.ts';
import { noBorrowedDestinations } from './network/no-borrowed-destinations.ts';
import { noHostNetwork } from './network/no-host-network.ts';
import { podEgressGoverned } from './network/pod-egress-governed.ts';
import { researchOnlyThroughPseudonymisation } from './network/research-only-through-pseudonymisation.ts';
import { trustedNamespacesAreNamed } from './network/trusted-namespaces-are-named.ts';
import { workloadsOpenNoWay } from './network/workloads-open-no-way.ts';
import { bucketNamesItsPlace } from './residency/bucket-names-its-place.ts';
import { endpointWithinBoundary } from './residency/endpoint-within-boundary.ts';
import { everyValueDecided } from './residency/every-value-decided.ts';
import { imageByDigest } from './residency/image-by-digest.ts';
import { imageRegistryWithinBoundary } from './residency/image-registry-within-boundary.ts';
import { kindIsKnown } from './residency/kind-is-known.ts';
import { operatorWithinJurisdictions } from './residency/operator-within-jurisdictions.ts';
import { operatorWithoutNexus } from './residency/operator-without-nexus.ts';
import { regionWithinBoundary } from './residency/region-within-boundary.ts';
import { noSecretInConfiguration } from './secrets/no-secret-in-configuration.ts';
import { fetchedSourceIsSigned } from './supply-chain/fetched-source-is-signed.ts';
import { imagePolicyAsksForSbom } from './supply-chain/image-policy-asks-for-sbom.ts';
import { imagePolicyRefuses } from './supply-chain/image-policy-refuses.ts';
import { mirrorLeavesNoWayAround } from './supply-chain/mirror-leaves-no-way-around.ts';
import { backendStatesItsPlace } from './terraform/backend-states-its-place.ts';
import { moduleSourceKnown } from './terraform/module-source-known.ts';
import { noHiddenActions } from './terraform/no-hidden-actions.ts';
import { planIsWhole } from './terraform/plan-is-whole.ts';
import { providerStatesItsRegion } from './terraform/provider-states-its-region.ts';
import { resourceStatesItsPlace } from './terraform/resource-states-its-place.ts';
import { containerSecurityStated } from './workload/container-security-stated.ts';
import { namespaceEnforcesRestricted } from './workload/namespace-enforces-restricted.ts';
import { noUnaskedToken } from './workload/no-unasked-token.ts';
import { podSecurityStated } from './workload/pod-security-stated.ts';
import { podSharesNothingWithNode } from './workload/pod-shares-nothing-with-node.ts';

/** Every rule there is, by identifier. */
export const rules: readonly Rule[] = listRules([
  accountOnlyReads,
  noPathAroundApproval,
  telemetryOff,
  wiredToAudit,
  auditRecordsAreKept,
  modelIsEvaluated,
  profilesArePinned,
  recordsKeptTenYears,
  fetchedSourceIsSigned,
  imagePolicyAsksForSbom,
  imagePolicyRefuses,
  mirrorLeavesNoWayAround,
  readsAreLogged,
  podsRestrictedByDefault,
  secretsEncryptedInEtcd,
  imagesFromTheMirrorAlone,
  snapshotsLeaveForAStatedPlace,
  hardenedAsItSays,
  keysOfTheReference,
  kubeletAsksWhoCalls,
  talosStaysAtHome,
  apiServerStatesItsGuards,
  encryptedBeyondTheCluster,
  encryptedInsideTheCluster,
  entranceHasTls,
  volumeEncryptedAtRest,
  clusterHoldsTheSite,
  clusterIsWhole,
  appHasACeiling,
  appReachesItsGatewayAlone,
  appRunsWhatWasReviewed,
  publisherWithinJurisdictions,
  reviewIsWrittenDown,
  admittedNamespacesAreNamed,
  egressStaysInside,
  namesResolveInside,
  namespaceDeniesByDefault,
  noBorrowedDestinations,
  noHostNetwork,
  podEgressGoverned,
  researchOnlyThroughPseudonymisation,
  dataTakesNamedClients,
  egressThroughTheGateway,
  gatewayLeadsInside,
  namesAskedOfResolvers,
  workloadsOpenNoWay,
  trustedNamespacesAreNamed,
  bucketNamesItsPlace,
  endpointWithinBoundary,
  everyValueDecided,
  imageByDigest,
  imageRegistryWithinBoundary,
  kindIsKnown,
  operatorWithinJurisdictions,
  operatorWithoutNexus,
  regionWithinBoundary,
  noSecretInConfiguration,
  backendStatesItsPlace,
  moduleSourceKnown,
  noHiddenActions,
  planIsWhole,
  providerStatesItsRegion,
  resourceStatesItsPlace,
  containerSecurityStated,
  namespaceEnforcesRestricted,
  noUnaskedToken,
  podSecurityStated,
  podSharesNothingWithNode,
]);
