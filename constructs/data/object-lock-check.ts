import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { Images } from '../core/images/lock.ts';
import type { ObjectStorage } from '../core/object-storage.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { configVolume, scratchVolume, secretVolume } from '../core/volumes.ts';
import { LOCK_CHECK_SCRIPT } from './lock-check-script.ts';

/** Props of {@link ObjectLockCheck}. */
export interface ObjectLockCheckProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the job: `backup-lock-check`. A contract. */
  readonly name: string;
  readonly images: Images;
  /** When it runs, as five cron fields in UTC. */
  readonly schedule: string;
  readonly storage: ObjectStorage;
}

const component = components.python;
const PATHS = { task: '/etc/check', store: '/etc/store' } as const;

/** Proves on the real bucket that the lock holds: writes a locked object, tries to get rid of it, and fails if that works. */
export class ObjectLockCheck extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: ObjectLockCheckProps) {
    super(scope, id);
    const { namespace, name, images, storage, schedule } = props;
    const { url, region, bucket, lock } = storage;
    const task = { url, region, bucket, days: lock.days };
    const configuration = new ConfigFiles(this, 'task', {
      namespace,
      name: `${name}-task`,
      files: { 'task.json': `${JSON.stringify(task, undefined, 2)}\n`, 'check.py': LOCK_CHECK_SCRIPT },
    });
    this.job = new ScheduledJob(this, 'job', {
      ...{ namespace, name, schedule, role: 'object-storage', user: component.user },
      component: { id: component.id, version: images.version(component.id) },
      deadlineSeconds: 600,
      configuration: [configuration],
      containers: [
        {
          name: 'check',
          image: images.reference(component.id),
          command: ['python3', '-I', `${PATHS.task}/check.py`, `${PATHS.task}/task.json`, `${PATHS.store}/ca.crt`],
          env: { ...component.switches },
          secretEnv: { ACCESS_KEY_ID: storage.keys.id, SECRET_ACCESS_KEY: storage.keys.secret },
          mounts: [
            { volume: configVolume('task', configuration.configMapName), path: PATHS.task },
            { volume: secretVolume('store', storage.keys.id.secretName, ['ca.crt']), path: PATHS.store },
            { volume: scratchVolume('tmp', '16Mi'), path: '/tmp' },
          ],
          resources: { cpu: '50m', cpuLimit: '500m', memory: '128Mi' },
        },
      ],
    });
    // The pod of a job ends when its steps have: a relay beside them would keep it running.
    this.job.allowToExternal(storage.endpoint, 'prove that the lock of the store holds');
  }
}
