import { Construct } from 'constructs';
import type { Component } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerResources } from '../core/container.ts';
import { AccessGuard, type ExternalCall } from '../core/envoy/access-guard.ts';
import type { GuardDoor, GuardRoute } from '../core/envoy/types.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import type { WorkloadRole } from '../core/labels.ts';
import type { Site } from '../core/site/site.ts';
import { configVolume, perPodVolume, scratchVolume, type secretVolume } from '../core/volumes.ts';
import { HardenedWorkload, type ServicePort, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';

/** Port on which operators read, by token. */
export const OPERATOR_PORT = 9443;

/** What all parts that watch the platform are given. */
export interface WatchProps {
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly storage: Site['storage'];
  readonly identity: IdentityProvider;
  /** Realm role of those who may read. */
  readonly operatorRole: string;
  /** Where it is recorded who reads. */
  readonly audit: AuditSink;
}

/** Props of {@link GuardedStore}. */
export interface GuardedStoreProps extends WatchProps {
  /** A contract. */
  readonly name: string;
  readonly role: WorkloadRole;
  readonly component: Component;
  /** Port on the loopback of its pod. */
  readonly port: number;
  /** Size of its volume, as a Kubernetes quantity. */
  readonly size: string;
  /** Files that it reads; a function is asked once the whole tree stands. */
  readonly files: (guard: AccessGuard) => Readonly<Record<string, string | (() => string)>>;
  readonly args: readonly string[];
  readonly paths: { readonly configuration: string; readonly certificate: string; readonly data: string };
  readonly resources: ContainerResources;
  /** What operators may ask. */
  readonly operatorRoutes: readonly GuardRoute[];
  /** Doors for other parts of the platform. @default - none */
  readonly doors?: readonly GuardDoor[];
  /** A port of its own on which it speaks mutual TLS by itself. @default - none */
  readonly ownPort?: ServicePort;
  /** What it calls outside the cluster. @default - nothing */
  readonly calls?: readonly ExternalCall[];
}

/** A part that keeps what was observed on a volume of its own: on the loopback of its pod, behind a guard. */
export class GuardedStore extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;

  constructor(scope: Construct, id: string, props: GuardedStoreProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, component, images, audit, paths, storage } = props;
    this.host = serviceHost(name, namespace.name);
    const certificate = this.certificate(props).volume;
    const guard = this.guard(props, certificate);
    const configuration = new ConfigFiles(this, 'configuration', {
      ...{ namespace, name: `${name}-configuration`, files: props.files(guard) },
    });
    const own = props.ownPort === undefined ? [] : [props.ownPort];
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, role: props.role, controller: 'stateful-set', replicas: 1, user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      annotations: auditedBy(audit),
      configuration: [configuration, guard.configuration],
      servicePorts: [...guard.servicePorts, ...own],
      dependsOn: [audit.ready],
      volumePerPod: {
        ...{ name: 'data', storageClass: storage.class, encryption: storage.encryption.method, size: props.size },
      },
      containers: [
        {
          name: component.id,
          image: images.reference(component.id),
          args: props.args,
          env: component.switches,
          ports: own.map(({ name, port }) => ({ name, port })),
          mounts: [
            { volume: configVolume('configuration', configuration.configMapName), path: paths.configuration },
            { volume: certificate, path: paths.certificate },
            { volume: perPodVolume('data'), path: paths.data },
            { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
          ],
          resources: props.resources,
          probes: AccessGuard.probesThrough(healthOf(component), 300),
        },
        guard.container,
      ],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who reads what was observed' });
  }

  private certificate({ name, namespace }: GuardedStoreProps): WorkloadCertificate {
    return new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${this.host}, as server and towards the parts that it asks`,
    });
  }

  private guard(props: GuardedStoreProps, certificate: ReturnType<typeof secretVolume>): AccessGuard {
    const { namespace, name, role, images, audit, identity, operatorRole } = props;
    return new AccessGuard(this, 'guard', {
      ...{ namespace, name, role, images, audit, certificate },
      doors: [
        ...(props.doors ?? []),
        {
          name: 'read',
          port: OPERATOR_PORT,
          admission: { kind: 'token', identity, audience: 'observability', role: operatorRole },
          recorded: true,
          routes: props.operatorRoutes,
        },
      ],
      upstream: { kind: 'local', port: props.port },
      healthPaths: Object.values(props.component.health),
      ...(props.calls === undefined ? {} : { calls: props.calls }),
    });
  }
}

function healthOf({ health }: Component) {
  const { liveness = '/', readiness = '/' } = health;
  return { liveness, readiness };
}
