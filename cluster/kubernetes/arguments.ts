/** Flags of a program, without dashes. */
export type Flags = Readonly<Record<string, string>>;

/** Where the API server finds its files, and leaves its log. */
export interface ApiServerFiles {
  readonly folder: string;
  readonly auditLog: string;
}

/** Days and files that stay on a machine: enough to look something up when the collector is away. */
const onMachine = { days: '30', files: '100', megabytes: '100' } as const;

/**
 * Flags of the API server, besides what the distribution sets.
 *
 * Source: kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver; CIS Kubernetes Benchmark 1.11,
 * section 1.2 (recalled). As of 2026-11-22.
 */
export function apiServerFlags({ folder, auditLog }: ApiServerFiles): Flags {
  return {
    'anonymous-auth': 'false',
    'audit-log-path': auditLog,
    'audit-log-maxage': onMachine.days,
    'audit-log-maxbackup': onMachine.files,
    'audit-log-maxsize': onMachine.megabytes,
    'audit-webhook-config-file': `${folder}/audit-collector.yaml`,
    'audit-webhook-mode': 'batch',
    // What a machine that burns down takes with it; by default half a minute.
    'audit-webhook-batch-max-wait': '5s',
    'enable-admission-plugins': 'NodeRestriction,DenyServiceExternalIPs,EventRateLimit',
    'encryption-provider-config': `${folder}/encryption.yaml`,
    profiling: 'false',
    // Without it a stolen token of a service account lives for a year.
    'service-account-extend-token-expiration': 'false',
    'service-account-lookup': 'true',
    'tls-min-version': 'VersionTLS13',
  };
}

/** Flags of the controller manager, besides what the distribution sets. */
export const controllerManagerFlags: Flags = {
  profiling: 'false',
  'terminated-pod-gc-threshold': '1000',
  'tls-min-version': 'VersionTLS13',
  'use-service-account-credentials': 'true',
};

/** Flags of the scheduler, besides what the distribution sets. */
export const schedulerFlags: Flags = { profiling: 'false', 'tls-min-version': 'VersionTLS13' };

/** As a distribution takes them: `name=value`. */
export function assignments(flags: Flags): readonly string[] {
  return Object.entries(flags).map(([name, value]) => `${name}=${value}`);
}
