import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { Authority } from '../core/envoy/types.ts';
import type { Images } from '../core/images/lock.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import type { ScheduledJob } from '../core/scheduled-job.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { serviceHost } from '../core/service-host.ts';
import { secretVolume } from '../core/volumes.ts';
import { HardenedWorkload } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { cohortJob, type ExportTarget, exportHost, type ResearchCohort } from './research-export.ts';
import { EXPORTS_PATH, intakeRoutes, LARGEST_BATCH } from './research-intake.ts';
import { SENDER_SCRIPT } from './sender-script.ts';

/** Port on which the site's own exports hand in what goes to the trust centre. */
export const TRUST_CENTRE_GATEWAY_PORT = 8443;

/** Props of {@link TrustCentreAccess}. */
export interface TrustCentreAccessProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the gateway: `trust-centre`. A contract: its host is the one in the certificate that the trust centre admits. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
  /** Where every request to the trust centre is recorded. There is no way there without it. */
  readonly audit: AuditSink;
  /** The trust centre's door for this hospital. */
  readonly endpoint: ExternalEndpoint;
  readonly cohorts: readonly ResearchCohort[];
  /** The clinical FHIR server's door for readers. */
  readonly fhir: ExportTarget;
}

/** The authority that signed the certificate of the trust centre's door; the site brings it. */
const TRUST_CENTRE_AUTHORITY: Authority = { name: 'trust-centre-authority', folder: '/etc/trust-centre' };

/**
 * The way of a hospital to a trust centre that runs elsewhere. Jobs read approved cohorts and cannot leave the cluster; a gateway
 * takes what they read to the trust centre, through the egress gateway, and cannot read the record. Neither holds a key of the
 * pseudonyms, nor learns one.
 */
export class TrustCentreAccess extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = TRUST_CENTRE_GATEWAY_PORT;
  readonly jobs: readonly ScheduledJob[];

  constructor(scope: Construct, id: string, props: TrustCentreAccessProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit } = props;
    const component = components.envoy;
    this.host = serviceHost(name, namespace.name);
    const guard = this.guard(props);
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, role: 'trust-centre-gateway', controller: 'deployment', user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      replicas: props.replicas,
      annotations: auditedBy(audit),
      configuration: [guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [audit.ready],
      containers: [guard.container],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record what goes to the trust centre' });
    this.jobs = props.cohorts.map((cohort) => this.job(props, cohort));
  }

  private guard(props: TrustCentreAccessProps): AccessGuard {
    const { namespace, name, images, audit, endpoint, cohorts } = props;
    const certificate = new WorkloadCertificate(this, 'certificate', {
      ...{ namespace, name },
      purpose: `certificate of ${this.host}, as server and towards the trust centre at ${endpoint.host}`,
    });
    const authority = new GeneratedSecret(this, 'authority', {
      namespace: namespace.name,
      name: TRUST_CENTRE_AUTHORITY.name,
      purpose: `certificate (ca.crt) of the authority that signed the certificate of ${endpoint.host}`,
      contents: { kind: 'external', keys: ['ca.crt'] },
    });
    return new AccessGuard(this, 'guard', {
      ...{ namespace, images, audit, name, role: 'trust-centre-gateway', certificate: certificate.volume },
      doors: [
        {
          ...{ name: 'https', port: TRUST_CENTRE_GATEWAY_PORT, recorded: true, maxRequestBytes: LARGEST_BATCH },
          admission: { kind: 'certificate', dnsNames: cohorts.map((one) => exportHost(one, namespace.name)) },
          routes: intakeRoutes.map((one) => ({ ...one, hostAs: endpoint.host })),
        },
      ],
      upstream: {
        kind: 'external',
        endpoint,
        authority: TRUST_CENTRE_AUTHORITY,
        purpose: 'have approved cohorts pseudonymised by the trust centre',
      },
      mounts: [
        {
          volume: secretVolume(TRUST_CENTRE_AUTHORITY.name, authority.secretName),
          path: TRUST_CENTRE_AUTHORITY.folder,
        },
      ],
      healthPaths: [],
    });
  }

  private job(props: TrustCentreAccessProps, cohort: ResearchCohort): ScheduledJob {
    const { fhir, audit } = props;
    const job = cohortJob(new Construct(this, cohort.name), {
      ...{ ...props, cohort, role: 'record-sender', program: SENDER_SCRIPT, task: this.task(props, cohort) },
      purpose: `certificate under which the export ${cohort.name} reads, and hands on to the trust centre`,
    });
    job.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record that the cohort was sent' });
    job.allowTo(fhir.workload, { port: fhir.port, purpose: `read the cohort ${cohort.name}` });
    job.allowTo(this.workload, { port: this.port, purpose: `send the cohort ${cohort.name} to the trust centre` });
    return job;
  }

  private task({ fhir, audit }: TrustCentreAccessProps, { name, patients, resources }: ResearchCohort) {
    return {
      ...{ name, patients, resources },
      fhir: `https://${fhir.host}:${fhir.port}/fhir`,
      trustCentre: `https://${this.host}:${this.port}${EXPORTS_PATH}/${name}`,
      lineage: `https://${audit.host}:${audit.httpPort}/v1/logs`,
    };
  }
}
