import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps } from '../core/container.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardOutlet, GuardRoute } from '../core/envoy/types.ts';
import type { Images } from '../core/images/lock.ts';
import { serviceHost } from '../core/service-host.ts';
import type { ExportableResource } from '../core/site/research.ts';
import { configVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { HEALTH_PATH, INTAKE_SCRIPT } from './intake-script.ts';
import { DE_IDENTIFY_PATH } from './pseudonymisation-service.ts';
import { type ExportTarget, FREE_TEXT_ELEMENTS, type TextTargets } from './research-export.ts';

/** Port on which the ingress gateway hands on what a hospital sends. */
export const INTAKE_PORT = 8443;

/** Path below which each export of a hospital takes batches: `/exports/sepsis-2026`. */
export const EXPORTS_PATH = '/exports';

/** What may be asked for at the trust centre's door, at both ends of the way. */
export const intakeRoutes: readonly GuardRoute[] = [{ methods: ['POST'], prefix: EXPORTS_PATH, timeoutSeconds: 300 }];

/** Largest batch in bytes, at both ends of the way. */
export const LARGEST_BATCH = 64 * 1024 * 1024;

/** What one hospital may send, as the trust centre approved it. */
export interface ApprovedExport {
  /** Name by which the hospital calls it: `sepsis-2026`. */
  readonly name: string;
  /** Who approved it, and under which number; written beside what comes in. */
  readonly approval: string;
  /** Kinds of resources that may come along with the patients. */
  readonly resources: readonly ExportableResource[];
  /** What becomes of findings in free text. */
  readonly freeText: 'drop' | 'de-identify';
}

/** Props of {@link ResearchIntake}. */
export interface ResearchIntakeProps {
  /** The trust centre's namespace. */
  readonly namespace: BoundaryNamespace;
  /** Name of the hospital, within the trust centre: `clinic-nord`. A contract: it names the workload. */
  readonly hospital: string;
  readonly images: Images;
  readonly replicas: number;
  /** Where every request is recorded. There is no intake without it. */
  readonly audit: AuditSink;
  readonly exports: readonly ApprovedExport[];
  /** Host in the certificate of the ingress gateway, through which alone the hospital comes. */
  readonly gatewayHost: string;
  /** The pseudonymisation of the hospital's own domain. */
  readonly pseudonymisation: ExportTarget;
  /** @default - texts are dropped */
  readonly text?: TextTargets;
  /** The research store's door for exports. */
  readonly research: ExportTarget;
}

const component = components.python;
const LOCAL = { intake: 8080, pseudonymisation: 8091, research: 8092, analyzer: 8093, anonymizer: 8094, records: 8095 };
const TASKS = '/etc/intake';

/** Name of a hospital's intake. */
export function intakeName(hospital: string): string {
  return `intake-${hospital}`;
}

/** The name in the certificate of a hospital's intake, by which the servers behind it admit it. */
export function intakeHost(hospital: string, namespace: string): string {
  return serviceHost(intakeName(hospital), namespace);
}

/**
 * Takes in the patients that one other hospital sends, for exports that were approved here: has them pseudonymised in that
 * hospital's domain, checks, and writes to the research store. The hospital learns how much was written, never a pseudonym.
 */
export class ResearchIntake extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = INTAKE_PORT;

  constructor(scope: Construct, id: string, props: ResearchIntakeProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, images, audit, hospital } = props;
    const name = intakeName(hospital);
    this.host = intakeHost(hospital, namespace.name);
    const guard = this.guard(props);
    const tasks = new ConfigFiles(this, 'tasks', {
      namespace,
      name: `${name}-tasks`,
      files: { 'tasks.json': `${JSON.stringify(tasksOf(props), undefined, 2)}\n`, 'intake.py': INTAKE_SCRIPT },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      ...{ namespace, name, role: 'pseudonymisation', controller: 'deployment', user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      replicas: props.replicas,
      annotations: auditedBy(audit),
      configuration: [tasks, guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [audit.ready],
      containers: [program(images, tasks), guard.container],
    });
    guard.connect(this.workload);
    this.allowFlows(props);
  }

  private guard(props: ResearchIntakeProps): AccessGuard {
    const { namespace, images, audit, hospital } = props;
    const name = intakeName(hospital);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      ...{ namespace, name },
      purpose: `certificate of ${this.host}, as server and towards what pseudonymises and stores`,
    });
    return new AccessGuard(this, 'guard', {
      ...{ namespace, images, audit, name, role: 'pseudonymisation', certificate: certificate.volume },
      doors: [
        {
          ...{ name: 'https', port: INTAKE_PORT, recorded: true, routes: intakeRoutes, maxRequestBytes: LARGEST_BATCH },
          admission: { kind: 'certificate', dnsNames: [props.gatewayHost] },
        },
      ],
      upstream: { kind: 'local', port: LOCAL.intake },
      outlets: outletsOf(props),
      healthPaths: [HEALTH_PATH],
    });
  }

  private allowFlows({ audit, pseudonymisation, text, research, hospital }: ResearchIntakeProps): void {
    const to = ({ workload, port }: ExportTarget, purpose: string) =>
      this.workload.allowTo(workload, { port, purpose });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: `record what ${hospital} sends` });
    this.workload.allowTo(audit.peer, { port: audit.httpPort, purpose: `record where data of ${hospital} went` });
    to(pseudonymisation, `have patients of ${hospital} pseudonymised`);
    if (text !== undefined) to(text.analyzer, 'find what points at people in free text');
    if (text !== undefined) to(text.anonymizer, 'replace what was found in free text');
    to(research, `write pseudonymised data of ${hospital}`);
  }
}

function outletsOf({ audit, pseudonymisation, text, research }: ResearchIntakeProps): readonly GuardOutlet[] {
  const to = (name: keyof typeof LOCAL, { host, port }: Omit<ExportTarget, 'workload'>) => ({
    ...{ name, localPort: LOCAL[name], host, port },
  });
  return [
    to('pseudonymisation', pseudonymisation),
    to('research', research),
    to('records', { host: audit.host, port: audit.httpPort }),
    ...(text === undefined ? [] : [to('analyzer', text.analyzer), to('anonymizer', text.anonymizer)]),
  ];
}

function tasksOf({ hospital, exports, text }: ResearchIntakeProps) {
  const url = (outlet: keyof typeof LOCAL, path: string) => `http://127.0.0.1:${LOCAL[outlet]}${path}`;
  const texts = {
    text: {
      language: text?.language,
      analyzer: url('analyzer', '/analyze'),
      anonymizer: url('anonymizer', '/anonymize'),
      elements: FREE_TEXT_ELEMENTS,
    },
  };
  const task = ({ name, approval, resources, freeText }: ApprovedExport) => ({
    ...{ name: `${hospital}/${name}`, approval, resources },
    ...(freeText === 'de-identify' && text !== undefined ? texts : {}),
    pseudonymisation: url('pseudonymisation', DE_IDENTIFY_PATH),
    research: url('research', '/fhir'),
    lineage: url('records', '/v1/logs'),
  });
  return {
    port: LOCAL.intake,
    exports: Object.fromEntries(exports.map((one) => [`${EXPORTS_PATH}/${one.name}`, task(one)])),
  };
}

function program(images: Images, tasks: ConfigFiles): ContainerProps {
  return {
    name: 'intake',
    image: images.reference(component.id),
    command: ['python3', '-I', `${TASKS}/intake.py`, `${TASKS}/tasks.json`],
    env: { ...component.switches },
    mounts: [
      { volume: configVolume('tasks', tasks.configMapName), path: TASKS },
      { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
    ],
    resources: { cpu: '100m', cpuLimit: '1', memory: '1Gi' },
    probes: AccessGuard.probesThrough({ liveness: HEALTH_PATH, readiness: HEALTH_PATH }, 60),
  };
}
