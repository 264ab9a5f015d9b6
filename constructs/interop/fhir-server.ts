import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { type Database, jdbcUrl } from '../core/database.ts';
import type { Images } from '../core/images/lock.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { scratchVolume, secretVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';

/** Props of {@link FhirServer}. */
export interface FhirServerProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the server: `fhir`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly database: Database;
  readonly replicas: number;
}

const component = components['hapi-fhir'];

/** FHIR R4 server. */
export class FhirServer extends Construct {
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: FhirServerProps) {
    super(scope, id);
    const host = serviceHost(props.name, props.namespace.name);
    const certificate = new GeneratedSecret(this, 'certificate', {
      namespace: props.namespace.name,
      name: `${props.name}-tls`,
      purpose: `certificate of the FHIR server ${host}`,
      contents: { kind: 'tls', dnsNames: [host], usages: ['server', 'client'] },
    });
    const { database } = props;
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'fhir',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      dependsOn: [database.ready],
      servicePorts: [{ name: 'https', port: 8443, appProtocol: 'https' }],
      containers: [
        {
          name: 'hapi-fhir',
          image: props.images.reference(component.id),
          env: {
            ...component.switches,
            SERVER_PORT: '8443',
            SERVER_SSL_CERTIFICATE: '/etc/tls/tls.crt',
            SERVER_SSL_CERTIFICATE_PRIVATE_KEY: '/etc/tls/tls.key',
            SPRING_DATASOURCE_URL: jdbcUrl(database, '/etc/tls/ca.crt'),
            SPRING_DATASOURCE_USERNAME: database.roles.user.name,
          },
          secretEnv: { SPRING_DATASOURCE_PASSWORD: database.roles.user.password },
          ports: [{ name: 'https', port: 8443 }],
          mounts: [
            { volume: secretVolume('certificate', certificate.secretName), path: '/etc/tls' },
            { volume: scratchVolume('tmp', '1Gi'), path: '/tmp' },
            { volume: scratchVolume('target', '1Gi'), path: '/app/target' },
          ],
          resources: { cpu: '500m', cpuLimit: '2', memory: '2Gi' },
          probes: {
            startup: { kind: 'http', path: '/readyz', port: 8443 },
            liveness: { kind: 'http', path: '/livez', port: 8443 },
            readiness: { kind: 'http', path: '/readyz', port: 8443 },
          },
        },
      ],
    });
    this.workload.allowTo(database.peer, { port: database.port, purpose: 'store and read FHIR resources' });
  }
}
