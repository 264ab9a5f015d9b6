import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../boundary-namespace.ts';
import { ConfigFiles } from '../config-files.ts';
import type { ContainerProps } from '../container.ts';
import type { Images } from '../images/lock.ts';
import type { Probes } from '../probes.ts';
import type { PodVolume } from '../volumes.ts';
import { AccessGuard } from './access-guard.ts';
import { envoyFiles } from './certificates.ts';
import { cluster, outletCluster } from './clusters.ts';
import { bootstrap } from './config.ts';
import { envoyContainer } from './container.ts';
import { applicationHealthListener, GUARD_LIVE_PATH, outletListener } from './listeners.ts';
import type { GuardOutlet } from './types.ts';

const APPLICATION = 'application';

/** Props of {@link OutletSidecar}. */
export interface OutletSidecarProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the pods that it is for. */
  readonly name: string;
  readonly images: Images;
  /** Volume with `tls.crt`, `tls.key` and `ca.crt` of the pods. The application never sees it. */
  readonly certificate: PodVolume;
  /** The one server that the application reaches. */
  readonly outlet: GuardOutlet;
  /** How the application is asked for its health: loopback port, and path. */
  readonly health: { readonly port: number; readonly path: string };
}

/**
 * The way to one server for pods whose program is not trusted with a key: the program speaks plain HTTP on its own
 * loopback, and what leaves the pod is mutual TLS. Nothing enters but the kubelet's question after its health.
 */
export class OutletSidecar extends Construct {
  readonly container: ContainerProps;
  readonly configuration: ConfigFiles;
  /** Probes for the application's container, asked through the sidecar. */
  readonly probes: Probes;

  constructor(scope: Construct, id: string, props: OutletSidecarProps) {
    super(scope, id);
    const { namespace, name, images, certificate, outlet, health } = props;
    this.configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-outlet`,
      files: envoyFiles(outletConfig({ namespace: namespace.name, name, outlet, health })),
    });
    this.container = {
      ...envoyContainer({ ...{ name: 'outlet', images, configuration: this.configuration, certificate, ports: [] } }),
      probes: AccessGuard.probesThrough({ liveness: GUARD_LIVE_PATH, readiness: GUARD_LIVE_PATH }, 60),
    };
    this.probes = AccessGuard.probesThrough({ liveness: health.path, readiness: health.path }, 120);
  }
}

/** Envoy's bootstrap configuration: one loopback port to one server, and the health of the application. */
export function outletConfig(props: {
  readonly namespace: string;
  readonly name: string;
  readonly outlet: GuardOutlet;
  readonly health: { readonly port: number; readonly path: string };
}): string {
  return bootstrap(
    { namespace: props.namespace, serviceName: props.name },
    {
      listeners: [outletListener(props.outlet), applicationHealthListener(props.health.path, APPLICATION)],
      clusters: [outletCluster(props.outlet), cluster(APPLICATION, '127.0.0.1', props.health.port, { type: 'STATIC' })],
    },
  );
}
