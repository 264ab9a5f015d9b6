import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe as ProviderProbe } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';

/** How the kubelet asks a container whether it is well. HTTP probes speak TLS unless `scheme` says otherwise. */
export type ProbeAction =
  | { readonly kind: 'http'; readonly path: string; readonly port: number; readonly scheme?: 'HTTP' | 'HTTPS' }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** The three questions. All are required: a container that is never asked is never restarted. */
export interface Probes {
  /** Has it started? Until it has, the other two wait. */
  readonly startup: ProbeAction;
  /** Is it stuck? A failure restarts it. */
  readonly liveness: ProbeAction;
  /** May it get traffic? */
  readonly readiness: ProbeAction;
  /** Seconds that a start may take. @default - 300 */
  readonly startupSeconds?: number;
}

const PERIOD_SECONDS = 10;

/** The three probes in the provider's shape, with every timing stated. */
export function renderProbes(
  probes: Probes,
): Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', ProviderProbe> {
  const attempts = Math.ceil((probes.startupSeconds ?? 300) / PERIOD_SECONDS);
  return {
    startupProbe: renderProbe(probes.startup, attempts),
    livenessProbe: renderProbe(probes.liveness, 6),
    readinessProbe: renderProbe(probes.readiness, 3),
  };
}

function renderProbe(action: ProbeAction, failureThreshold: number): ProviderProbe {
  return {
    ...renderAction(action),
    failureThreshold,
    initialDelaySeconds: 0,
    periodSeconds: PERIOD_SECONDS,
    successThreshold: 1,
    timeoutSeconds: 5,
  };
}

function renderAction(action: ProbeAction): ProviderProbe {
  switch (action.kind) {
    case 'http':
      return { httpGet: { path: action.path, port: `${action.port}`, scheme: action.scheme ?? 'HTTPS' } };
    case 'tcp':
      return { tcpSocket: [{ port: `${action.port}` }] };
    case 'exec':
      return { exec: { command: [...action.command] } };
  }
}
