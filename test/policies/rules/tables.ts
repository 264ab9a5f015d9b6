import type { RuleCases } from '../../support/rule-cases.ts';
import { cases as accountOnlyReads } from './ai/account-only-reads.cases.ts';
import { cases as auditRecordsAreKept } from './ai/audit-records-are-kept.cases.ts';
import { cases as modelIsEvaluated } from './ai/model-is-evaluated.cases.ts';
import { cases as noPathAroundApproval } from './ai/no-path-around-approval.cases.ts';
import { cases as telemetryOff } from './ai/telemetry-off.cases.ts';
import { cases as wiredToAudit } from './ai/wired-to-audit.cases.ts';
import { cases as apiServerStatesItsGuards } from './cluster/api-server-states-its-guards.cases.ts';
import { cases as hardenedAsItSays } from './cluster/hardened-as-it-says.cases.ts';
import { cases as imagesFromTheMirrorAlone } from './cluster/images-from-the-mirror-alone.cases.ts';
import { cases as keysOfTheReference } from './cluster/keys-of-the-reference.cases.ts';
import { cases as kubeletAsksWhoCalls } from './cluster/kubelet-asks-who-calls.cases.ts';
import { cases as podsRestrictedByDefault } from './cluster/pods-restricted-by-default.cases.ts';
import { cases as readsAreLogged } from './cluster/reads-are-logged.cases.ts';
import { cases as secretsEncryptedInEtcd } from './cluster/secrets-encrypted-in-etcd.cases.ts';
import { cases as snapshotsLeaveForAStatedPlace } from './cluster/snapshots-leave-for-a-stated-place.cases.ts';
import { cases as talosStaysAtHome } from './cluster/talos-stays-at-home.cases.ts';
import { cases as encryptedBeyondTheCluster } from './encryption/encrypted-beyond-the-cluster.cases.ts';
import { cases as encryptedInsideTheCluster } from './encryption/encrypted-inside-the-cluster.cases.ts';
import { cases as entranceHasTls } from './encryption/entrance-has-tls.cases.ts';
import { cases as volumeEncryptedAtRest } from './encryption/volume-encrypted-at-rest.cases.ts';
import { cases as profilesArePinned } from './health/profiles-are-pinned.cases.ts';
import { cases as recordsKeptTenYears } from './health/records-kept-ten-years.cases.ts';
import { cases as clusterHoldsTheSite } from './live/cluster-holds-the-site.cases.ts';
import { cases as clusterIsWhole } from './live/cluster-is-whole.cases.ts';
import { cases as appHasACeiling } from './marketplace/app-has-a-ceiling.cases.ts';
import { cases as appReachesItsGatewayAlone } from './marketplace/app-reaches-its-gateway-alone.cases.ts';
import { cases as appRunsWhatWasReviewed } from './marketplace/app-runs-what-was-reviewed.cases.ts';
import { cases as publisherWithinJurisdictions } from './marketplace/publisher-within-jurisdictions.cases.ts';
import { cases as reviewIsWrittenDown } from './marketplace/review-is-written-down.cases.ts';
import { cases as admittedNamespacesAreNamed } from './network/admitted-namespaces-are-named.cases.ts';
import { cases as dataTakesNamedClients } from './network/data-takes-named-clients.cases.ts';
import { cases as egressStaysInside } from './network/egress-stays-inside.cases.ts';
import { cases as egressThroughTheGateway } from './network/egress-through-the-gateway.cases.ts';
import { cases as gatewayLeadsInside } from './network/gateway-leads-inside.cases.ts';
import { cases as namesAskedOfResolvers } from './network/names-asked-of-resolvers.cases.ts';
import { cases as namesResolveInside } from './network/names-resolve-inside.cases.ts';
import { cases as namespaceDeniesByDefault } from './network/namespace-denies-by-default.cases.ts';
import { cases as noBorrowedDestinations } from './network/no-borrowed-destinations.cases.ts';
import { cases as noHostNetwork } from './network/no-host-network.cases.ts';
import { cases as podEgressGoverned } from './network/pod-egress-governed.cases.ts';
import { cases as researchOnlyThroughPseudonymisation } from './network/research-only-through-pseudonymisation.cases.ts';
import { cases as trustedNamespacesAreNamed } from './network/trusted-namespaces-are-named.cases.ts';
import { cases as workloadsOpenNoWay } from './network/workloads-open-no-way.cases.ts';
import { cases as bucketNamesItsPlace } from './residency/bucket-names-its-place.cases.ts';
import { cases as endpointWithinBoundary } from './residency/endpoint-within-boundary.cases.ts';
import { cases as everyValueDecided } from './residency/every-value-decided.cases.ts';
import { cases as imageByDigest } from './residency/image-by-digest.cases.ts';
import { cases as imageRegistryWithinBoundary } from './residency/image-registry-within-boundary.cases.ts';
import { cases as kindIsKnown } from './residency/kind-is-known.cases.ts';
import { cases as operatorWithinJurisdictions } from './residency/operator-within-jurisdictions.cases.ts';
import { cases as operatorWithoutNexus } from './residency/operator-without-nexus.cases.ts';
import { cases as regionWithinBoundary } from './residency/region-within-boundary.cases.ts';
import { cases as noSecretInConfiguration } from './secrets/no-secret-in-configuration.cases.ts';
import { cases as fetchedSourceIsSigned } from './supply-chain/fetched-source-is-signed.cases.ts';
import { cases as imagePolicyAsksForSbom } from './supply-chain/image-policy-asks-for-sbom.cases.ts';
import { cases as imagePolicyRefuses } from './supply-chain/image-policy-refuses.cases.ts';
import { cases as mirrorLeavesNoWayAround } from './supply-chain/mirror-leaves-no-way-around.cases.ts';
import { cases as backendStatesItsPlace } from './terraform/backend-states-its-place.cases.ts';
import { cases as moduleSourceKnown } from './terraform/module-source-known.cases.ts';
import { cases as noHiddenActions } from './terraform/no-hidden-actions.cases.ts';
import { cases as planIsWhole } from './terraform/plan-is-whole.cases.ts';
import { cases as providerStatesItsRegion } from './terraform/provider-states-its-region.cases.ts';
import { cases as resourceStatesItsPlace } from './terraform/resource-states-its-place.cases.ts';
import { cases as containerSecurityStated } from './workload/container-security-stated.cases.ts';
import { cases as namespaceEnforcesRestricted } from './workload/namespace-enforces-restricted.cases.ts';
import { cases as noUnaskedToken } from './workload/no-unasked-token.cases.ts';
import { cases as podSecurityStated } from './workload/pod-security-stated.cases.ts';
import { cases as podSharesNothingWithNode } from './workload/pod-shares-nothing-with-node.cases.ts';

/** Every rule's table. */
export const tables: readonly RuleCases[] = [
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
];
