import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { envoyFiles } from '../core/envoy/certificates.ts';
import { envoyContainer } from '../core/envoy/container.ts';
import type { Images } from '../core/images/lock.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { PORTAL_PAGE, PORTAL_PORT, portalConfig } from './portal-config.ts';
import { type PortalPageProps, portalPage } from './portal-page.ts';

/** Props of {@link Portal}. */
export interface PortalProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the portal: `portal`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
  /** Host of the ingress gateway, the only client. */
  readonly client: string;
  readonly audit: AuditSink;
  readonly page: PortalPageProps;
}

const component = components.envoy;

/** The page of the App Store, made from the reviews: no program, no database, nothing to log in to. */
export class Portal extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = PORTAL_PORT;

  constructor(scope: Construct, id: string, props: PortalProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, client, audit } = props;
    this.host = serviceHost(name, namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of the page of the App Store ${this.host}, as server and towards the collector`,
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-page`,
      files: {
        ...envoyFiles(portalConfig({ serviceName: name, namespace: namespace.name, client, audit })),
        [PORTAL_PAGE]: portalPage(props.page),
      },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, replicas: props.replicas, user: component.user },
      role: 'developer-portal',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      annotations: auditedBy(audit),
      configuration: [configuration],
      servicePorts: [{ name: 'https', port: PORTAL_PORT, appProtocol: 'https' }],
      dependsOn: [audit.ready],
      containers: [
        envoyContainer({
          ...{ name: 'page', images, configuration, certificate: certificate.volume },
          ports: [{ name: 'https', port: PORTAL_PORT }],
        }),
      ],
    });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who looked at the page' });
  }
}
