/** One answer of an API server to a GET: its text, or why there is none. */
export interface Answered {
  readonly ok: boolean;
  readonly text: string;
}

/** What is read of a Node. */
export interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly kubeletVersion?: string };
  };
}

/** What was read of a running cluster, and only read. */
export interface RunningCluster {
  /** `gitVersion` of the API server: `v1.36.3+rke2r1`. */
  readonly version: string;
  /** `/readyz?verbose`. */
  readonly readyz: Answered;
  readonly nodes: readonly NodeObject[];
  /** `configz` of each kubelet, by node. */
  readonly kubelets: ReadonlyMap<string, Answered>;
}
