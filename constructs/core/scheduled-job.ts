import { CronJobV1 } from '@cdktf/provider-kubernetes/lib/cron-job-v1/index.js';
import type { Construct } from 'constructs';
import type { ConfigFiles } from './config-files.ts';
import type { InitContainerProps, PodUser } from './container.ts';
import { type Awaited, withinStack } from './dependencies.ts';
import { DomicileError } from './errors.ts';
import type { StringMap } from './labels.ts';
import { podMetadata, renderPod } from './pod.ts';
import { HardenedPods, type PodsProps } from './pods.ts';
import { assertRunnable } from './workload-checks.ts';

/** Props of {@link ScheduledJob}. */
export interface ScheduledJobProps extends PodsProps {
  /** When it runs, as five cron fields: `15 2 * * *`. */
  readonly schedule: string;
  /** Time zone of the schedule, as the IANA database names it: `Europe/Berlin`. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** Seconds after which a run is ended and counts as failed. */
  readonly deadlineSeconds: number;
  readonly user: PodUser;
  /** What runs side by side until all have ended; the run succeeds when all do. */
  readonly containers: readonly InitContainerProps[];
  /** Run one after the other before those. @default - none */
  readonly initContainers?: readonly InitContainerProps[];
  /** Mounted configuration. @default - none */
  readonly configuration?: readonly ConfigFiles[];
  /** Extra annotations of the job and its pods. @default - none */
  readonly annotations?: StringMap;
  /** Whether the pods may resolve names through the cluster's DNS. @default true */
  readonly clusterDns?: boolean;
  /** Whether the pods get a token for the Kubernetes API. @default false */
  readonly serviceAccountToken?: boolean;
  /** True for a job that a person starts (`kubectl create job --from=cronjob/…`), never the clock. @default false */
  readonly startedByHand?: boolean;
  /** How often a failed run is tried again; 0 where a failure is a result. @default 2 */
  readonly retries?: number;
  /** What must be ready before the job exists, as far as it is in the same stack. @default - nothing */
  readonly dependsOn?: readonly Awaited[];
}

/** A job that runs by the clock or by hand, one run at a time, in pods that meet Pod Security `restricted`. */
export class ScheduledJob extends HardenedPods {
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id, props);
    assertRunnable(this, props);
    assertSchedule(this, props.schedule);
    new CronJobV1(this, 'controller', {
      metadata: {
        name: this.name,
        namespace: this.namespace,
        labels: { ...this.labels },
        annotations: { ...props.annotations },
      },
      spec: {
        schedule: props.schedule,
        timezone: props.timeZone ?? 'Etc/UTC',
        // Two runs at once would write the same evidence twice.
        concurrencyPolicy: 'Forbid',
        suspend: props.startedByHand ?? false,
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: { ...this.labels } },
          spec: {
            activeDeadlineSeconds: props.deadlineSeconds,
            backoffLimit: props.retries ?? 2,
            template: this.template(props),
          },
        },
      },
      dependsOn: [...this.inNamespace, this.account, ...withinStack(this, props.dependsOn ?? [])],
    });
  }

  private template(props: ScheduledJobProps) {
    return renderPod({
      serviceAccountName: this.name,
      serviceAccountToken: props.serviceAccountToken ?? false,
      user: props.user,
      ...podMetadata(this.labels, props),
      spreadBy: this.podLabels,
      containers: props.containers,
      initContainers: props.initContainers ?? [],
      terminationGraceSeconds: 30,
      restartPolicy: 'Never',
      runtimeClassName: undefined,
    });
  }
}

function assertSchedule(construct: Construct, schedule: string): void {
  if (/^([\d*/,-]+ ){4}[\d*/,-]+$/.test(schedule)) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'the schedule is not five cron fields',
    seen: schedule,
    constructPath: construct.node.path,
    allowed: 'minute hour day month weekday, in digits: 15 2 * * *',
    mend: 'state the schedule as five fields',
  });
}
