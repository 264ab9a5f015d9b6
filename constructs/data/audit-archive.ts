import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import type { ObjectStorage } from '../core/object-storage.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { serviceHost } from '../core/service-host.ts';
import { configVolume, scratchVolume, secretVolume } from '../core/volumes.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { AUDIT_ARCHIVE_SCRIPT } from './audit-archive-script.ts';
import { LOCK_CHECK_SCRIPT } from './lock-check-script.ts';

/** Props of {@link AuditArchive}. */
export interface AuditArchiveProps {
  /** Where the keys of the object store are. */
  readonly namespace: BoundaryNamespace;
  /** Name of the job: `audit-archive`. A contract: the audit store admits its certificate by this name. */
  readonly name: string;
  readonly images: Images;
  /** When it runs, as five cron fields in UTC. */
  readonly schedule: string;
  /** The bucket, whose lock is at least six months and as long as the records are to stay. */
  readonly storage: ObjectStorage;
  /** The audit store's door for the archive. */
  readonly trail: { readonly workload: NetworkPeer; readonly host: string; readonly port: number };
}

const component = components.python;
const PATHS = { task: '/etc/archive', store: '/etc/store', certificate: '/etc/tls' } as const;

/** Six months as days: Art. 19(1) and 26(6) of the AI Act. */
const SIX_MONTHS = 183;

/** Copies the audit trail into objects under a compliance lock, each batch chained to the one before by its hash. */
export class AuditArchive extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);
    const { namespace, name, images, storage, schedule, trail } = props;
    assertKept(this, storage);
    const host = serviceHost(name, namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${host} towards the audit store`,
      usages: ['client'],
    });
    const configuration = new ConfigFiles(this, 'task', {
      namespace,
      name: `${name}-task`,
      files: {
        'task.json': `${JSON.stringify(archiveTask(props), undefined, 2)}\n`,
        'archive.py': AUDIT_ARCHIVE_SCRIPT,
        'lock_check.py': LOCK_CHECK_SCRIPT,
      },
    });
    this.job = new ScheduledJob(this, 'job', {
      ...{ namespace, name, schedule, role: 'audit-archive', user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      deadlineSeconds: 6 * 3600,
      configuration: [configuration],
      containers: [
        {
          name: 'archive',
          image: images.reference(component.id),
          command: ['python3', '-I', `${PATHS.task}/archive.py`, `${PATHS.task}/task.json`, `${PATHS.store}/ca.crt`],
          env: { ...component.switches },
          secretEnv: { ACCESS_KEY_ID: storage.keys.id, SECRET_ACCESS_KEY: storage.keys.secret },
          mounts: [
            { volume: configVolume('task', configuration.configMapName), path: PATHS.task },
            { volume: secretVolume('store', storage.keys.id.secretName, ['ca.crt']), path: PATHS.store },
            { volume: certificate.volume, path: PATHS.certificate },
            { volume: scratchVolume('tmp', '16Mi'), path: '/tmp' },
          ],
          resources: { cpu: '100m', cpuLimit: '1', memory: '512Mi' },
        },
      ],
    });
    this.job.allowTo(trail.workload, { port: trail.port, purpose: 'copy audit records into locked objects' });
    // The pod of a job ends when its steps have: a relay beside them would keep it running.
    this.job.allowToExternal(storage.endpoint, 'keep audit records under a lock');
  }
}

/** The task that the program reads. */
export function archiveTask({ storage, trail }: Pick<AuditArchiveProps, 'storage' | 'trail'>) {
  const { url, region, bucket, lock } = storage;
  return {
    ...{ url, region, bucket, days: lock.days },
    trail: `https://${trail.host}:${trail.port}`,
    certificate: PATHS.certificate,
  };
}

function assertKept(construct: Construct, { bucket, lock }: ObjectStorage): void {
  if (lock.days >= SIX_MONTHS) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'the bucket of the audit archive does not keep records for six months',
    seen: `${bucket}: ${lock.days} days`,
    constructPath: construct.node.path,
    allowed: `at least ${SIX_MONTHS} days`,
    mend: 'raise retentionDays of that bucket in modules.objectStorage.buckets',
  });
}
