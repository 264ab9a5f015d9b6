/** A running cluster that was read, and what of it nobody expected. */
export interface ClusterSummary {
  /** The kubeconfig context, or `in-cluster`. */
  readonly context: string;
  /** UID of the kube-system namespace; null when it could not be read. */
  readonly identity: string | null;
  /** What the API server says of itself: `v1.36.3`. */
  readonly version: string;
  readonly kinds: number;
  readonly objects: number;
  /** Of these, earlier revisions of workloads that run no pod: what they once held is not in force, and not judged. */
  readonly earlierRevisions: number;
  /** Kinds that could not be listed, each with the reason; findings of LIV-001. */
  readonly unlisted: readonly { readonly what: string; readonly reason: string }[];
  /** Whether the cluster was compared with a site; its differences are findings of LIV-002. */
  readonly compared: boolean;
  /** Objects that neither the toolkit nor Kubernetes itself made. They are judged like all others. */
  readonly others: readonly {
    readonly kind: string;
    readonly namespace: string | null;
    readonly name: string;
    /** Who wrote it and when, as the API server recorded it. */
    readonly by: string;
  }[];
}
