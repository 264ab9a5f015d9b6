import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../boundary-namespace.ts';
import { ConfigFiles } from '../config-files.ts';
import type { ContainerProps } from '../container.ts';
import { type EgressRelay, PROXY_PORT, relayOf, relayPort } from '../egress/relay.ts';
import type { Images } from '../images/lock.ts';
import type { ExternalEndpoint } from '../network-intent.ts';
import type { HardenedPods } from '../pods.ts';
import type { Probes } from '../probes.ts';
import { METRICS_PORT, telemetryRouteOf } from '../telemetry/route.ts';
import { beWatched } from '../telemetry/watch.ts';
import type { PodVolume, VolumeMount } from '../volumes.ts';
import type { ServicePort } from '../workload.ts';
import { envoyFiles } from './certificates.ts';
import { envoyConfig } from './config.ts';
import { envoyContainer } from './container.ts';
import { type Authority, ENVOY_HEALTH_PORT, type EnvoyProps } from './types.ts';

/** A destination outside the cluster that a pod needs, and why. */
export interface ExternalCall {
  readonly endpoint: ExternalEndpoint;
  readonly purpose: string;
}

/** Props of {@link AccessGuard}. */
export interface AccessGuardProps extends Omit<EnvoyProps, 'namespace' | 'serviceName' | 'relay' | 'telemetry'> {
  readonly namespace: BoundaryNamespace;
  /** Name of the workload that it guards; also its name in audit records. */
  readonly name: string;
  readonly images: Images;
  /** Volume with `tls.crt`, `tls.key` and `ca.crt` of the workload. */
  readonly certificate: PodVolume;
  /** Folders of authorities that upstreams name. @default - none */
  readonly mounts?: readonly VolumeMount[];
  /** What the guarded application itself calls outside the cluster. @default - nothing */
  readonly calls?: readonly ExternalCall[];
}

/**
 * The only network entrance of a pod: ends TLS, admits, records every request with the audit collector, and forwards.
 * It calls itself unready while no audit collector can be reached, so that nothing is served unrecorded for long.
 */
export class AccessGuard extends Construct {
  readonly container: ContainerProps;
  readonly configuration: ConfigFiles;
  readonly servicePorts: readonly ServicePort[];
  /** The loopback proxy that the application goes out through; undefined when it calls nothing, or the site has no gateway. */
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
  private readonly calls: readonly ExternalCall[];
  private readonly relay: EgressRelay | undefined;

  constructor(scope: Construct, id: string, props: AccessGuardProps) {
    super(scope, id);
    const { namespace, name, calls = [] } = props;
    const own = ownCalls(props);
    const relay = relayOf(
      this,
      own.map(({ endpoint }) => endpoint),
      calls.map(({ endpoint }) => endpoint),
    );
    const telemetry = telemetryRouteOf(this);
    this.calls = [...own, ...calls];
    this.relay = relay;
    this.proxy = relay === undefined || calls.length === 0 ? undefined : { host: '127.0.0.1', port: PROXY_PORT };
    this.configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-guard`,
      files: envoyFiles(
        envoyConfig({
          ...props,
          namespace: namespace.name,
          serviceName: name,
          ...(relay === undefined ? {} : { relay }),
          ...(telemetry === undefined ? {} : { telemetry }),
        }),
        authoritiesOf(props),
      ),
    });
    this.servicePorts = [
      ...props.doors.map(({ name, port }) => ({ name, port, appProtocol: 'https' })),
      ...(props.streams ?? []).map(({ name, port }) => ({ name, port, appProtocol: 'tls' })),
    ];
    this.container = envoyContainer({
      name: 'access-guard',
      images: props.images,
      configuration: this.configuration,
      certificate: props.certificate,
      ports: [
        ...[...props.doors, ...(props.streams ?? [])].map(({ name, port }) => ({ name, port })),
        ...(telemetry === undefined ? [] : [{ name: 'metrics', port: METRICS_PORT }]),
      ],
      ...(props.mounts === undefined ? {} : { mounts: props.mounts }),
    });
  }

  /** Permits what guard and application need outside the cluster, and puts their workload under watch, once it exists. */
  connect(workload: HardenedPods): void {
    for (const { endpoint, purpose } of this.calls) workload.allowOut(endpoint, purpose);
    beWatched(workload, 'scraped');
  }

  /** Where an application that knows no proxy dials a host that it calls: the loopback end of the way there, or the host. */
  wayTo({ host, port }: ExternalEndpoint): { readonly host: string; readonly port: number } {
    return this.relay === undefined
      ? { host, port }
      : { host: '127.0.0.1', port: relayPort(this.relay, { host, port }) };
  }

  /** Probes for the guarded container, asked through the guard; `paths` are among its `healthPaths`. */
  static probesThrough(
    paths: { readonly liveness: string; readonly readiness: string },
    startupSeconds: number,
  ): Probes {
    const ask = (path: string) => ({ kind: 'http', path, port: ENVOY_HEALTH_PORT }) as const;
    return {
      startup: ask(paths.readiness),
      liveness: ask(paths.liveness),
      readiness: ask(paths.readiness),
      startupSeconds,
    };
  }
}

function authoritiesOf({ upstream, furtherUpstreams = {} }: AccessGuardProps): readonly Authority[] {
  return [upstream, ...Object.values(furtherUpstreams)].flatMap((one) =>
    one.kind === 'external' && one.authority !== undefined ? [one.authority] : [],
  );
}

function ownCalls({ doors, upstream, furtherUpstreams = {} }: AccessGuardProps): readonly ExternalCall[] {
  const identity = doors.find(({ admission }) => admission.kind === 'token')?.admission;
  return [
    ...(identity?.kind === 'token'
      ? [{ endpoint: identity.identity.endpoint, purpose: 'fetch the keys that tokens are signed with' }]
      : []),
    ...[upstream, ...Object.values(furtherUpstreams)].flatMap((one) =>
      one.kind === 'external' ? [{ endpoint: one.endpoint, purpose: one.purpose }] : [],
    ),
  ];
}
