/**
 * The public entry point of Domicile: a site, an app that judges what it writes, and the stacks that stand in it.
 *
 * Start with {@link loadSite}, {@link SovereignApp} and {@link SovereignStack}; wrap the program in {@link runApp}.
 */

export { type Component, type ComponentId, components } from './catalog/components.ts';
export type { ModelClient, ServedModel } from './constructs/ai/clients.ts';
export type { ModelFiles } from './constructs/ai/model.ts';
export type { ModelCard, TrainingDataSet } from './constructs/ai/model-card.ts';
export { type GatewayUpstream, ModelGateway, type ModelGatewayProps } from './constructs/ai/model-gateway.ts';
export { type Accelerator, ModelServer, type ModelServerProps } from './constructs/ai/model-server.ts';
export { RetrievalService, type RetrievalServiceProps } from './constructs/ai/retrieval-service.ts';
export { TuningJob, type TuningJobProps } from './constructs/ai/tuning-job.ts';
export type { AuditSink } from './constructs/core/audit.ts';
export {
  BoundaryNamespace,
  type BoundaryNamespaceProps,
  type NamespaceQuota,
} from './constructs/core/boundary-namespace.ts';
export { ConfigFiles, type ConfigFilesProps } from './constructs/core/config-files.ts';
export type {
  ContainerPort,
  ContainerProps,
  ContainerResources,
  InitContainerProps,
  PodUser,
} from './constructs/core/container.ts';
export type { DataSetApproval } from './constructs/core/data-set-approval.ts';
export type { Database, DatabaseRole } from './constructs/core/database.ts';
export type { DocumentPath, Position } from './constructs/core/document/position.ts';
export { AccessGuard, type AccessGuardProps, type ExternalCall } from './constructs/core/envoy/access-guard.ts';
export type { Admission, GuardDoor, GuardRoute, GuardUpstream } from './constructs/core/envoy/types.ts';
export { DomicileError, type ErrorCode, errorTitles, type Problem } from './constructs/core/errors.ts';
export type { EvaluationThreshold, ModelEvaluation, SubgroupResult } from './constructs/core/evaluation.ts';
export { ExternalSecrets, type ExternalSecretsProps, type OpenBao } from './constructs/core/external-secrets.ts';
export { type IdentityProvider, identityProviderOf } from './constructs/core/identity.ts';
export { type Images, loadImages } from './constructs/core/images/lock.ts';
export { IssuedCertificates, type IssuedCertificatesProps } from './constructs/core/issued-certificates.ts';
export type { DataClass, PlatformModule, WorkloadRole } from './constructs/core/labels.ts';
export {
  type ExternalEndpoint,
  intentsOf,
  type NetworkFlow,
  type NetworkPeer,
  type TrafficProps,
} from './constructs/core/network-intent.ts';
export type { ObjectStorage } from './constructs/core/object-storage.ts';
export { HardenedPods, type PodsProps } from './constructs/core/pods.ts';
export type { ProbeAction, Probes } from './constructs/core/probes.ts';
export { ScheduledJob, type ScheduledJobProps } from './constructs/core/scheduled-job.ts';
export type { SecretContents, SecretRequirement } from './constructs/core/secret-contents.ts';
export {
  GeneratedSecret,
  generatedSecretsOf,
  type SecretReference,
  secretRequirementsOf,
} from './constructs/core/secrets.ts';
export { loadSite, parseSite, SiteError } from './constructs/core/site/load.ts';
export type { ReviewedApp } from './constructs/core/site/modules/marketplace.ts';
export type { SiteDocument } from './constructs/core/site/schema.ts';
export { defaultSiteFile, loadSelectedSite, selectedSiteFile } from './constructs/core/site/select.ts';
export type { Site, SiteSource } from './constructs/core/site/site.ts';
export { type Layer, layers, SovereignStack, type SovereignStackProps } from './constructs/core/stack.ts';
export {
  claimVolume,
  configVolume,
  type PodVolume,
  scratchVolume,
  secretVolume,
  type VolumeMount,
} from './constructs/core/volumes.ts';
export {
  HardenedWorkload,
  type HardenedWorkloadProps,
  type ServiceExposure,
  type ServicePort,
  serviceHost,
} from './constructs/core/workload.ts';
export { AuditArchive, type AuditArchiveProps } from './constructs/data/audit-archive.ts';
export { DatabaseBackup, type DatabaseBackupProps } from './constructs/data/database-backup.ts';
export { DatabaseServer, type DatabaseServerProps } from './constructs/data/database-server.ts';
export { EncryptedVolumeClaim, type EncryptedVolumeClaimProps } from './constructs/data/encrypted-volume-claim.ts';
export { ObjectLockCheck, type ObjectLockCheckProps } from './constructs/data/object-lock-check.ts';
export type { DatabaseArchive } from './constructs/data/operated/archive.ts';
export {
  type DatabaseOperator,
  OperatedDatabase,
  type OperatedDatabaseProps,
} from './constructs/data/operated/operated-database.ts';
export { PgVectorStore, type PgVectorStoreProps } from './constructs/data/pgvector-store.ts';
export { PostgresDatabase, type PostgresDatabaseProps } from './constructs/data/postgres-database.ts';
export {
  PseudonymisationService,
  type PseudonymisationServiceProps,
} from './constructs/data/pseudonymisation-service.ts';
export { type ResearchCohort, ResearchExport, type ResearchExportProps } from './constructs/data/research-export.ts';
export {
  type ApprovedExport,
  ResearchIntake,
  type ResearchIntakeProps,
} from './constructs/data/research-intake.ts';
export { ResearchStore, type ResearchStoreProps } from './constructs/data/research-store.ts';
export { TextDeidentification, type TextDeidentificationProps } from './constructs/data/text-deidentification.ts';
export { TrustCentreAccess, type TrustCentreAccessProps } from './constructs/data/trust-centre-access.ts';
export { ApprovalService, type ApprovalServiceProps } from './constructs/governance/approval-service.ts';
export { AuditCollector, type AuditCollectorProps } from './constructs/governance/audit-collector.ts';
export { AUDIT_STORE_TABLES, AuditStore, type AuditStoreProps } from './constructs/governance/audit-store.ts';
export { AuditTrail, type AuditTrailProps } from './constructs/governance/audit-trail.ts';
export {
  BiasEvaluation,
  type BiasEvaluationProps,
  type BiasMetric,
  type BiasThreshold,
  biasMetrics,
  type HeldOutData,
} from './constructs/governance/bias-evaluation.ts';
export type { ReadableKinds } from './constructs/governance/cluster-kinds.ts';
export { ComplianceCheck, type ComplianceCheckProps } from './constructs/governance/compliance-check.ts';
export type { RetentionDays } from './constructs/governance/retention.ts';
export { IdentityService, type IdentityServiceProps } from './constructs/identity/identity-service.ts';
export { type RealmProps, realmImport } from './constructs/identity/realm.ts';
export { FhirServer, type FhirServerProps } from './constructs/interop/fhir-server.ts';
export { ImagingArchive, type ImagingArchiveProps } from './constructs/interop/imaging-archive.ts';
export { IntegrationEngine, type IntegrationEngineProps } from './constructs/interop/integration-engine.ts';
export { SystemsGateway, type SystemsGatewayProps } from './constructs/interop/systems-gateway.ts';
export { AppGateway, type AppGatewayProps, type ReadableRecord } from './constructs/marketplace/app-gateway.ts';
export { appNamespace } from './constructs/marketplace/app-namespace.ts';
export { Portal, type PortalProps } from './constructs/marketplace/portal.ts';
export type { PortalPageProps } from './constructs/marketplace/portal-page.ts';
export { ThirdPartyApp, type ThirdPartyAppProps } from './constructs/marketplace/third-party-app.ts';
export { EgressGateway, type EgressGatewayProps } from './constructs/network/egress-gateway.ts';
export { firewallList } from './constructs/network/firewall-list.ts';
export type { PublicDoor } from './constructs/network/ingress-config.ts';
export { IngressGateway, type IngressGatewayProps } from './constructs/network/ingress-gateway.ts';
export { strictRules, type WebFirewall } from './constructs/network/web-firewall.ts';
export { bpmnOf, type WorkflowContext } from './constructs/workflow/bpmn.ts';
export type { ClinicalWorkflow, WorkflowField, WorkflowInput, WorkflowStart } from './constructs/workflow/workflow.ts';
export { workflowsOf } from './constructs/workflow/workflows.ts';
export { type JudgedStack, readRecord, type SynthRecord } from './gate/record.ts';
export { RefusalError } from './gate/refusal.ts';
export { runApp } from './gate/run.ts';
export { SovereignApp, type SovereignAppProps } from './gate/sovereign-app.ts';
export { buildPlatform, type Platform } from './stacks/platform.ts';
