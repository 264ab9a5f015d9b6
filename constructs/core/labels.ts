/** Keys that the platform puts on its objects. The judge and the admission policies read the same keys. */
export const PLATFORM_LABEL = {
  role: 'domicile.internal/role',
  dataClass: 'domicile.internal/data-class',
  module: 'domicile.internal/module',
  /** `cluster` on pods that may resolve names through the cluster's DNS; absent on all others. */
  dns: 'domicile.internal/dns',
  /** `true` on volume claims whose storage the site states to be encrypted. */
  encryptedAtRest: 'domicile.internal/encrypted-at-rest',
} as const;

/** Annotations: facts that a reviewer or a rule reads and no selector uses. */
export const PLATFORM_ANNOTATION = {
  /** `host:port` of the collector that records what this workload does. */
  auditSink: 'domicile.internal/audit-sink',
  /** Why a network policy exists, in words. */
  purpose: 'domicile.internal/purpose',
  /** `sha256:…` of the model that the workload serves. */
  modelDigest: 'domicile.internal/model-digest',
  /** `sha256:…` of each data set that the model learned from, with a blank between. */
  trainedOn: 'domicile.internal/trained-on',
  /** The record of the evaluation that lets the model be served, as JSON. */
  evaluation: 'domicile.internal/evaluation',
  /** The approval of the data set that a job learns from, as JSON. */
  dataSetApproval: 'domicile.internal/data-set-approval',
  /** What an operator puts into the pods that it makes, by digest, with a blank between. */
  injectedImages: 'domicile.internal/injected-images',
  /** Hash of the mounted configuration, so that a change of configuration rolls the pods. */
  configuration: 'domicile.internal/configuration-sha256',
  /** How the storage encrypts, as the site states it: `luks`, `csi`, `provider`. */
  encryptionMethod: 'domicile.internal/encryption-method',
  /** Why an AI service runs no pod, since when, and who said so. */
  outOfUse: 'domicile.internal/out-of-use',
  /** Days that audit records stay: `183..3650`. */
  retentionDays: 'domicile.internal/retention-days',
  /** Who makes a third-party app, where its seat is, and who controls it: `Nordlicht GmbH`, `DE`. */
  publisher: 'domicile.internal/publisher',
  publisherCountry: 'domicile.internal/publisher-country',
  publisherParent: 'domicile.internal/publisher-parent',
  publisherParentCountry: 'domicile.internal/publisher-parent-country',
  /** `sha256:…` of the image that was reviewed. */
  imageDigest: 'domicile.internal/image-digest',
  /** `sha256:…` of the public key that the image's signature was checked with. */
  signedBy: 'domicile.internal/signed-by',
  /** `sha256:…` of the bill of materials that was reviewed. */
  sbomDigest: 'domicile.internal/sbom-digest',
  /** Last day of the approval: `2027-01-31`. */
  approvedUntil: 'domicile.internal/approved-until',
  /** Where the review is written down. */
  reviewTicket: 'domicile.internal/review-ticket',
} as const;

/** What a workload is to the platform; rules about who may reach whom are written in these words. */
export const workloadRoles = [
  // models
  ...(['ai-model', 'ai-gateway', 'model-registry', 'model-tuning', 'vector-store', 'retrieval'] as const),
  // records and data
  ...(['fhir', 'database', 'database-cluster', 'object-storage'] as const),
  ...(['pseudonymisation', 'de-identification', 'research-fhir'] as const),
  ...(['record-sender', 'trust-centre-gateway'] as const),
  // hospital systems
  ...(['hl7-gateway', 'imaging', 'integration'] as const),
  // oversight
  ...([
    'audit-collector',
    'audit-store',
    'audit-archive',
    'approval',
    'lineage',
    'bias-evaluation',
    'compliance-check',
  ] as const),
  // third parties
  ...(['app-gateway', 'developer-portal', 'third-party-app'] as const),
  // what everything stands on
  ...(['identity', 'ingress', 'egress', 'name-server', 'secret-store', 'registry-mirror', 'backup'] as const),
  // what watches it
  ...(['metrics', 'alerts', 'logs', 'traces', 'dashboards', 'telemetry-collector'] as const),
] as const;

/** One of {@link workloadRoles}. */
export type WorkloadRole = (typeof workloadRoles)[number];

/** The most protected data that a namespace holds. */
export type DataClass = 'health' | 'pseudonymised' | 'audit' | 'operational';

/** The part of the platform that a namespace or workload belongs to. */
export type PlatformModule =
  | 'interop'
  | 'repository'
  | 'trust-centre'
  | 'research'
  | 'ai'
  | 'governance'
  | 'audit'
  | 'marketplace'
  | 'services'
  | 'observability';

/** The object-valued shape of labels and annotations. */
export type StringMap = Readonly<Record<string, string>>;

/** The labels by which policies, Services and controllers select one workload's pods. Never changes once deployed. */
export function selectorLabels(workload: { readonly name: string }): StringMap {
  return { 'app.kubernetes.io/name': workload.name };
}

/** The recommended labels of Kubernetes plus the platform's own. */
export function workloadLabels(workload: {
  readonly name: string;
  readonly role: WorkloadRole;
  readonly module: PlatformModule;
  readonly component: string;
  readonly version: string;
}): StringMap {
  return {
    ...selectorLabels(workload),
    'app.kubernetes.io/component': workload.component,
    'app.kubernetes.io/version': workload.version,
    'app.kubernetes.io/part-of': 'domicile',
    'app.kubernetes.io/managed-by': 'domicile',
    [PLATFORM_LABEL.role]: workload.role,
    [PLATFORM_LABEL.module]: workload.module,
  };
}

/** Metadata of a volume claim: the site's word that its storage encrypts, and how. */
export function encryptionClaim(method: string): {
  labels: Record<string, string>;
  annotations: Record<string, string>;
} {
  return {
    labels: { [PLATFORM_LABEL.encryptedAtRest]: 'true' },
    annotations: { [PLATFORM_ANNOTATION.encryptionMethod]: method },
  };
}
