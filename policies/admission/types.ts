import type { Rule } from '../engine/rule.ts';

/** Who may change what the platform made: names as the API server knows them. Groups of everybody are refused. */
export interface Deployers {
  /** User names: `system:serviceaccount:flux-system:kustomize-controller`, `deployer@hospital.example`. */
  readonly users: readonly string[];
  /** Groups: `system:masters`, `oidc:platform-engineers`. */
  readonly groups: readonly string[];
}

/**
 * What admission policies of one site allow. Everything in it was judged before: the policies repeat the judge's answers
 * inside the API server, which has no catalogue.
 */
export interface AdmissionScope {
  /** Name of the site; every policy's name begins with it. */
  readonly site: string;
  /** Namespaces that the policies hold in. */
  readonly namespaces: readonly string[];
  /** Image repositories without tag or digest: `registry.hospital.example/docker.io/envoyproxy/envoy`. */
  readonly repositories: readonly string[];
  /** Networks that egress may be opened to: `10.20.0.0/16`. */
  readonly networks: readonly string[];
  /** Names that Services of type ExternalName may stand for. */
  readonly externalNames: readonly string[];
  /** StorageClasses whose parameters show that they encrypt. */
  readonly encryptingClasses: readonly string[];
  /** Accounts of AI workloads, as `namespace/name`: they may be bound to nothing that writes. */
  readonly readOnlyAccounts: readonly string[];
  /** Roles that only read, as `namespace/name`, and ClusterRoles that do, by name. */
  readonly readingRoles: readonly string[];
  readonly deployers: Deployers;
}

/** What one admission policy looks at. Checks of contents name rows and no wildcard, so that the API server checks their types. */
export interface Target {
  /** Last part of the policy's name: `pods`. */
  readonly id: string;
  readonly resources: readonly ResourceRule[];
  /** CEL variables in the order in which they build on each other. */
  readonly variables?: readonly (readonly [name: string, expression: string])[];
  /** True for objects that stand in no namespace. */
  readonly clusterWide?: true;
}

/** Rows of a policy's `resourceRules`. */
export interface ResourceRule {
  readonly group: string;
  readonly versions: readonly string[];
  readonly resources: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT')[];
}

/** A rule of the judge, or a part of one, in CEL. */
export interface Check {
  /** The rule whose words are the message. */
  readonly rule: Rule;
  /** True for what is admitted. */
  readonly holds: string;
  /** CEL text of what was seen, for the message. @default - the message is the rule's words alone */
  readonly seen?: string;
}

/** A Kubernetes object, as it is applied. */
export type Manifest = { readonly [key: string]: unknown };
