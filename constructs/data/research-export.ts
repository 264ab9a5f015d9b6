import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { Images } from '../core/images/lock.ts';
import type { WorkloadRole } from '../core/labels.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { serviceHost } from '../core/service-host.ts';
import type { ExportableResource } from '../core/site/research.ts';
import { configVolume, scratchVolume } from '../core/volumes.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { EXPORT_SCRIPT } from './export-script.ts';
import { DE_IDENTIFY_PATH } from './pseudonymisation-service.ts';

/** Elements of free text that an export may de-identify instead of dropping. Each is one text, directly in its resource. */
export const FREE_TEXT_ELEMENTS = {
  DiagnosticReport: ['conclusion'],
  Observation: ['valueString'],
} as const satisfies Partial<Readonly<Record<ExportableResource, readonly string[]>>>;

/** A server that an export calls: its pods, its host, and the port that admits the export by its certificate. */
export interface ExportTarget {
  readonly workload: NetworkPeer;
  readonly host: string;
  readonly port: number;
}

/** The two parts that de-identify free text, and its language as ISO 639-1. */
export interface TextTargets {
  readonly language: string;
  readonly analyzer: ExportTarget;
  readonly anonymizer: ExportTarget;
}

/** One approved cohort. */
export interface ResearchCohort {
  /** Name of the export, within its site: `sepsis-2026`. A contract: it names the job and its certificate. */
  readonly name: string;
  /** Who approved it, and under which number; written beside what is exported. */
  readonly approval: string;
  /** When it runs, as five cron fields. */
  readonly schedule: string;
  /** FHIR search on Patient that makes the cohort, without `Patient?`. */
  readonly patients: string;
  /** Kinds of resources to take along. */
  readonly resources: readonly ExportableResource[];
}

/** Props of {@link ResearchExport}. */
export interface ResearchExportProps {
  /** The trust centre's namespace. */
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly cohort: ResearchCohort;
  /** The collector that the servers on both sides record with. There is no export that nobody records. */
  readonly audit: AuditSink;
  /** The clinical FHIR server's door for readers. */
  readonly fhir: ExportTarget;
  readonly pseudonymisation: ExportTarget;
  /** @default - texts are dropped */
  readonly text?: TextTargets;
  /** The research store's door for exports. */
  readonly research: ExportTarget;
}

/** What a job that reads one cohort is made from. */
export interface CohortJobProps extends Pick<ResearchExportProps, 'namespace' | 'images' | 'cohort'> {
  readonly role: WorkloadRole;
  /** What its certificate is for. */
  readonly purpose: string;
  /** Python, called with the file of its task and the folder of its certificate. */
  readonly program: string;
  /** What the program is told, as JSON. */
  readonly task: object;
}

const PATHS = { task: '/etc/export', certificate: '/etc/tls' } as const;

const component = components.python;

/** Name of an export's job and account. */
export function exportName(cohort: Pick<ResearchCohort, 'name'>): string {
  return `research-export-${cohort.name}`;
}

/** The name in the certificate of an export, by which the servers on its way admit it. */
export function exportHost(cohort: Pick<ResearchCohort, 'name'>, namespace: string): string {
  return serviceHost(exportName(cohort), namespace);
}

/** A job that reads one approved cohort under a certificate of its own. */
export function cohortJob(scope: Construct, props: CohortJobProps): ScheduledJob {
  const { namespace, images, cohort } = props;
  const name = exportName(cohort);
  const configuration = new ConfigFiles(scope, 'task', {
    namespace,
    name: `${name}-task`,
    files: { 'task.json': `${JSON.stringify(props.task, undefined, 2)}\n`, 'export.py': props.program },
  });
  const certificate = new WorkloadCertificate(scope, 'certificate', {
    ...{ namespace, name, purpose: props.purpose, hosts: [exportHost(cohort, namespace.name)], usages: ['client'] },
  });
  return new ScheduledJob(scope, 'job', {
    ...{ namespace, name, role: props.role, user: component.user },
    component: { id: component.id, version: images.version(component.id) },
    schedule: cohort.schedule,
    deadlineSeconds: 6 * 3600,
    configuration: [configuration],
    containers: [
      {
        name: 'export',
        image: images.reference(component.id),
        command: ['python3', '-I', `${PATHS.task}/export.py`, `${PATHS.task}/task.json`, PATHS.certificate],
        env: { ...component.switches },
        mounts: [
          { volume: configVolume('task', configuration.configMapName), path: PATHS.task },
          { volume: certificate.volume, path: PATHS.certificate },
          { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
        ],
        resources: { cpu: '100m', cpuLimit: '1', memory: '1Gi' },
      },
    ],
  });
}

/** The only way from the clinical record to research: reads one approved cohort, has it pseudonymised, checks, writes. */
export class ResearchExport extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: ResearchExportProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    this.job = cohortJob(this, {
      ...props,
      role: 'pseudonymisation',
      purpose: `certificate under which the export ${props.cohort.name} reads, pseudonymises and writes`,
      program: EXPORT_SCRIPT,
      task: taskOf(props),
    });
    this.allowFlows(props);
  }

  private allowFlows({ fhir, pseudonymisation, text, research, cohort, audit }: ResearchExportProps): void {
    this.job.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record that the cohort was exported' });
    const to = ({ workload, port }: ExportTarget, purpose: string) => this.job.allowTo(workload, { port, purpose });
    to(fhir, `read the cohort ${cohort.name}`);
    to(pseudonymisation, `have the cohort ${cohort.name} pseudonymised`);
    if (text !== undefined) to(text.analyzer, 'find what points at people in free text');
    if (text !== undefined) to(text.anonymizer, 'replace what was found in free text');
    to(research, `write the pseudonymised cohort ${cohort.name}`);
  }
}

function taskOf({ cohort, fhir, pseudonymisation, text, research, audit }: ResearchExportProps) {
  const url = ({ host, port }: ExportTarget, path: string) => `https://${host}:${port}${path}`;
  return {
    name: cohort.name,
    approval: cohort.approval,
    patients: cohort.patients,
    resources: cohort.resources,
    fhir: url(fhir, '/fhir'),
    pseudonymisation: url(pseudonymisation, DE_IDENTIFY_PATH),
    ...(text === undefined
      ? {}
      : {
          text: {
            language: text.language,
            analyzer: url(text.analyzer, '/analyze'),
            anonymizer: url(text.anonymizer, '/anonymize'),
            elements: FREE_TEXT_ELEMENTS,
          },
        }),
    research: url(research, '/fhir'),
    lineage: `https://${audit.host}:${audit.httpPort}/v1/logs`,
  };
}
