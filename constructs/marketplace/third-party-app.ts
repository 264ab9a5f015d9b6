import { Construct } from 'constructs';
import { type AuditSink, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { formatPath } from '../core/document/position.ts';
import { OutletSidecar } from '../core/envoy/outlet-sidecar.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import { objectionsTo, today } from '../core/marketplace/review.ts';
import type { ReviewedApp } from '../core/site/modules/marketplace.ts';
import { SovereignStack } from '../core/stack.ts';
import { scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { AppGateway, type ReadableRecord } from './app-gateway.ts';

/** Loopback port on which an app finds what it may read of the record. A contract with publishers. */
export const APP_FHIR_PORT = 8081;

/** Props of {@link ThirdPartyApp}. */
export interface ThirdPartyAppProps {
  /** Name under which it was reviewed: `radiology-assistant`. A contract. */
  readonly name: string;
  readonly app: ReviewedApp;
  /** The app's own namespace, in which nothing else runs. */
  readonly namespace: BoundaryNamespace;
  /** Where its gateway stands. */
  readonly gatewayNamespace: BoundaryNamespace;
  /** Host that the FHIR server knows all gateways of apps by. */
  readonly gatewayIdentity: string;
  readonly images: Images;
  /** Pods of its gateway. */
  readonly gatewayReplicas: number;
  readonly record: ReadableRecord;
  readonly audit: AuditSink;
  /** The day of the run as `YYYY-MM-DD`. @default - today by UTC */
  readonly day?: string;
}

/**
 * A reviewed app of somebody else: pods that hold no key and no token, in a namespace of their own, that can open a
 * connection to their gateway and to nothing else. Refused once its approval has expired, and when its publisher answers to
 * somebody beyond the boundary.
 */
export class ThirdPartyApp extends Construct {
  readonly workload: HardenedWorkload;
  readonly gateway: AppGateway;

  constructor(scope: Construct, id: string, props: ThirdPartyAppProps) {
    super(scope, id);
    assertAdmissible(this, props);
    const { name, app, namespace, images, audit } = props;
    const client = serviceHost(name, namespace.name);
    this.gateway = new AppGateway(this, 'gateway', {
      ...{ app, client, images, audit, record: props.record, identity: props.gatewayIdentity },
      ...{ namespace: props.gatewayNamespace, name: `app-${name}`, replicas: props.gatewayReplicas },
    });
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${app.title} towards its gateway; held by the sidecar, never by the app`,
      hosts: [client],
    });
    const sidecar = new OutletSidecar(this, 'outlet', {
      ...{ namespace, name, images, health: app.health },
      certificate: certificate.volume,
      outlet: { name: 'fhir', localPort: APP_FHIR_PORT, host: this.gateway.host, port: this.gateway.port },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, replicas: app.quota.replicas, user: { uid: app.user, gid: app.user } },
      role: 'third-party-app',
      component: { id: name, version: app.image.version },
      controller: 'deployment',
      annotations: auditedBy(audit),
      configuration: [sidecar.configuration],
      containers: [
        sidecar.container,
        {
          ...{ name: 'app', image: app.image.reference, probes: sidecar.probes },
          env: { FHIR_BASE_URL: `http://127.0.0.1:${APP_FHIR_PORT}/fhir` },
          mounts: [{ volume: scratchVolume('tmp', '256Mi'), path: '/tmp' }],
          resources: { cpu: '100m', cpuLimit: `${app.quota.processors}`, memory: app.quota.memory },
        },
      ],
    });
    this.workload.allowTo(this.gateway.workload, {
      port: this.gateway.port,
      purpose: `ask for what ${app.title} may read`,
    });
  }
}

// A site that was put together in code has not been checked.
function assertAdmissible(construct: Construct, { name, app, day = today() }: ThirdPartyAppProps): void {
  const [first, ...rest] = objectionsTo(app, SovereignStack.of(construct).site, day).map(
    ({ path, message, seen, mend }) => ({
      ...{ code: 'construct-props' as const, message: `${name}: ${formatPath(path)}: ${message}`, seen, mend },
      constructPath: construct.node.path,
    }),
  );
  if (first !== undefined) throw new DomicileError(first, ...rest);
}
