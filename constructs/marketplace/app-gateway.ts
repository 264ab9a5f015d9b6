import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor } from '../core/envoy/types.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import type { ReviewedApp } from '../core/site/modules/marketplace.ts';
import { requestsOfAll } from '../core/smart/requests.ts';
import { objectionToApp, parseScope } from '../core/smart/scope.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';

/** Port of an app's gateway, over mutual TLS. */
export const APP_GATEWAY_PORT = 8443;

/** The FHIR server as gateways of apps see it: the port that answers reading requests alone. */
export interface ReadableRecord {
  readonly workload: NetworkPeer;
  readonly host: string;
  readonly port: number;
}

/** Props of {@link AppGateway}. */
export interface AppGatewayProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the gateway: `app-radiology-assistant`. A contract. */
  readonly name: string;
  readonly app: ReviewedApp;
  /** Host of the app's certificate: the only client. */
  readonly client: string;
  /** Host that the FHIR server knows all gateways of apps by. */
  readonly identity: string;
  readonly images: Images;
  readonly replicas: number;
  readonly record: ReadableRecord;
  /** Where every request of the app is recorded. There is no gateway without it. */
  readonly audit: AuditSink;
}

const component = components.envoy;

/**
 * What one app may ask of the record: its own certificate, the resource types that its scopes name, reading, so many
 * requests a minute, each with a record of the app and its purpose. A gateway for each app, so that taking one out
 * changes nothing of another.
 */
export class AppGateway extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = APP_GATEWAY_PORT;

  constructor(scope: Construct, id: string, props: AppGatewayProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, record, audit } = props;
    this.host = serviceHost(name, namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of the gateway of ${props.app.title}, as server and towards FHIR server and collector`,
      hosts: [this.host, props.identity],
    });
    const guard = new AccessGuard(this, 'guard', {
      ...{ namespace, name, images, audit, healthPaths: [] },
      role: 'app-gateway',
      certificate: certificate.volume,
      doors: [appDoor(props)],
      upstream: { kind: 'remote', host: record.host, port: record.port },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, replicas: props.replicas, user: component.user },
      role: 'app-gateway',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      annotations: auditedBy(audit),
      configuration: [guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [audit.ready],
      containers: [guard.container],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record every request of a third-party app' });
    this.workload.allowTo(record.workload, { port: record.port, purpose: 'hand on what a third-party app may read' });
  }
}

/** The one door of an app's gateway. */
export function appDoor({ app, client, replicas }: Pick<AppGatewayProps, 'app' | 'client' | 'replicas'>): GuardDoor {
  return {
    name: 'https',
    port: APP_GATEWAY_PORT,
    admission: { kind: 'certificate', dnsNames: [client] },
    purpose: `${app.title}: ${app.purpose}`,
    recorded: true,
    routes: requestsOfAll(app.scopes.filter((scope) => objectionToApp(parseScope(scope)) === undefined)),
    // Each pod counts for itself; together they let in no more than the quota.
    requestsPerMinute: Math.max(1, Math.floor(app.quota.requestsPerMinute / replicas)),
    maxRequestBytes: 1024,
  };
}
