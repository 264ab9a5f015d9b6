import { Construct } from 'constructs';
import { type ComponentId, components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { Images } from '../core/images/lock.ts';
import { configVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { analyzerFile, languageFile, type PresidioConfigProps, recognizersFile } from './presidio-config.ts';

/** Port of both parts, over mutual TLS. */
export const TEXT_PORT = 8443;

/** Names of the two parts. A contract: exports know their hosts. */
export const TEXT_PARTS = { analyzer: 'text-analyzer', anonymizer: 'text-anonymizer' } as const;

/** Props of {@link TextDeidentification}. */
export interface TextDeidentificationProps extends PresidioConfigProps {
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly replicas: number;
  /** Where every request is recorded, without its text. */
  readonly audit: AuditSink;
  /** Hosts in the certificates of the exports that may hand in texts. */
  readonly clients: readonly string[];
}

interface Part {
  readonly id: Extract<ComponentId, 'presidio-analyzer' | 'presidio-anonymizer'>;
  readonly name: string;
  /** The one thing that it may be asked for. */
  readonly route: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly memory: string;
}

const LOCAL_PORT = 3000;
const FOLDER = '/etc/presidio';

/**
 * De-identification of free text: what the analyzer finds, the anonymizer replaces by the kind of what it was. Neither keeps
 * a text. Recognition is never complete: what comes out is for a secured research environment, not for publication.
 */
export class TextDeidentification extends Construct {
  readonly analyzer: HardenedWorkload;
  readonly anonymizer: HardenedWorkload;

  constructor(scope: Construct, id: string, props: TextDeidentificationProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    this.analyzer = this.part(props, {
      ...{ id: 'presidio-analyzer', name: TEXT_PARTS.analyzer, route: '/analyze', memory: '2Gi' },
      files: {
        'recognizers.yaml': recognizersFile(props),
        'language.yaml': languageFile(props),
        'analyzer.yaml': analyzerFile(props),
      },
      env: {
        RECOGNIZER_REGISTRY_CONF_FILE: `${FOLDER}/recognizers.yaml`,
        NLP_CONF_FILE: `${FOLDER}/language.yaml`,
        ANALYZER_CONF_FILE: `${FOLDER}/analyzer.yaml`,
      },
    });
    this.anonymizer = this.part(props, {
      ...{ id: 'presidio-anonymizer', name: TEXT_PARTS.anonymizer, route: '/anonymize', memory: '512Mi' },
      ...{ files: {}, env: {} },
    });
  }

  private part(props: TextDeidentificationProps, part: Part): HardenedWorkload {
    const scope = new Construct(this, part.name);
    const { namespace, images, audit } = props;
    const component = components[part.id];
    const guard = guardOf(scope, props, part);
    const mounted = Object.keys(part.files).length > 0;
    const configuration = mounted
      ? [new ConfigFiles(scope, 'configuration', { namespace, name: `${part.name}-configuration`, files: part.files })]
      : [];
    const workload = new HardenedWorkload(scope, 'server', {
      ...{ namespace, name: part.name, role: 'de-identification', controller: 'deployment', user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      replicas: props.replicas,
      annotations: auditedBy(audit),
      configuration: [...configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [audit.ready],
      containers: [
        {
          name: part.id,
          image: images.reference(component.id),
          // The image's own start script would listen on every address of the pod.
          command: ['gunicorn', '--workers=1', '--worker-tmp-dir=/tmp', `--bind=127.0.0.1:${LOCAL_PORT}`],
          args: ['app:create_app()'],
          env: { ...component.switches, ...part.env },
          mounts: [
            ...configuration.map((files) => ({
              volume: configVolume('configuration', files.configMapName),
              path: FOLDER,
            })),
            { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
          ],
          resources: { cpu: '250m', cpuLimit: '2', memory: part.memory },
          probes: AccessGuard.probesThrough(component.health, 180),
        },
        guard.container,
      ],
    });
    guard.connect(workload);
    workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who had texts de-identified' });
    return workload;
  }
}

function guardOf(scope: Construct, props: TextDeidentificationProps, part: Part): AccessGuard {
  const { namespace, images, audit, clients } = props;
  const host = serviceHost(part.name, namespace.name);
  const certificate = new WorkloadCertificate(scope, 'certificate', {
    namespace,
    name: part.name,
    purpose: `certificate of ${host}, as server and towards the audit collector`,
  });
  return new AccessGuard(scope, 'guard', {
    ...{ namespace, images, audit, name: part.name, role: 'de-identification' },
    certificate: certificate.volume,
    doors: [
      {
        ...{ name: 'https', port: TEXT_PORT, recorded: true },
        admission: { kind: 'certificate', dnsNames: clients },
        routes: [{ methods: ['POST'], prefix: part.route }],
      },
    ],
    upstream: { kind: 'local', port: LOCAL_PORT },
    healthPaths: [components[part.id].health.readiness],
  });
}
