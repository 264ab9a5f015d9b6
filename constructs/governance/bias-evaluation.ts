import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { DomicileError } from '../core/errors.ts';
import type { EvaluationThreshold } from '../core/evaluation.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { serviceHost } from '../core/service-host.ts';
import { configVolume, type PodVolume, scratchVolume } from '../core/volumes.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { biasProgram } from './bias-program.ts';

/** What the evaluation can measure: shares of cases between 0 and 1. */
export const biasMetrics = ['accuracy', 'selection-rate', 'recall', 'false-positive-rate'] as const;

/** One of {@link biasMetrics}. `selection-rate` is the share of yes; `recall` that of yes among those where yes is right. */
export type BiasMetric = (typeof biasMetrics)[number];

/** What a metric must keep to. At least one bound. */
export interface BiasThreshold extends EvaluationThreshold {
  readonly metric: BiasMetric;
}

/** Cases that no model was trained on, as one file of a volume: JSON, one case a line. */
export interface HeldOutData {
  readonly volume: PodVolume;
  /** Name of the file on the volume: `held-out.jsonl`. */
  readonly file: string;
  /** `sha256:…` of the file. The evaluation does not begin on any other. */
  readonly digest: string;
}

/** Props of {@link BiasEvaluation}. */
export interface BiasEvaluationProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the job: `bias-evaluation`. A contract: the model gateway admits its certificate by this name. */
  readonly name: string;
  readonly images: Images;
  /** The model that is asked, by name and digest. */
  readonly model: { readonly name: string; readonly digest: string };
  readonly modelGateway: { readonly workload: NetworkPeer; readonly host: string; readonly port: number };
  readonly heldOut: HeldOutData;
  /** Fields of a case by which people are grouped: `sex`, `age`, `language`, `insurance`. */
  readonly subgroups: readonly string[];
  /** A group, or what a metric rests on in it, that is smaller is neither reported nor taken for a pass. At least 10. */
  readonly minimumSubgroupSize: number;
  readonly thresholds: readonly BiasThreshold[];
  /** Five cron fields. */
  readonly schedule: string;
  /** Where the report goes. There is no evaluation without a record. */
  readonly audit: AuditSink;
  /** Whether it waits, because there is no model to ask. @default false */
  readonly isSuspended?: boolean;
  /** How many questions a minute, so that clinicians do not wait behind it. @default 30 */
  readonly questionsPerMinute?: number;
}

/** Where the parts are inside the container. */
export const BIAS_PATHS = { program: '/etc/evaluation', certificate: '/etc/tls', data: '/data' } as const;

/** What the evaluation asks of the model gateway, for its bounds there: a word in answer to each question. */
export const BIAS_DEMAND = {
  requestsPerMinute: 60,
  promptKibibytes: 64,
  answerTokens: 4,
  answerTokensPerMinute: 240,
} as const;

/** Fewest people whose answers may be told together. */
export const SMALLEST_SUBGROUP = 10;

const component = components.fairlearn;

/** Asks the model about held-out cases by the clock, and records how far its answers differ between groups of patients. */
export class BiasEvaluation extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: BiasEvaluationProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    assertMeasurable(this, props);
    const host = serviceHost(props.name, props.namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${host} towards model gateway and audit collector`,
      usages: ['client'],
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-program`,
      files: { 'evaluate.py': biasProgram, 'plan.json': `${JSON.stringify(biasPlan(props), undefined, 2)}\n` },
    });
    this.job = new ScheduledJob(this, 'job', {
      namespace: props.namespace,
      name: props.name,
      role: 'bias-evaluation',
      component: { id: component.id, version: props.images.version(component.id) },
      schedule: props.schedule,
      startedByHand: props.isSuspended ?? false,
      deadlineSeconds: 12 * 3600,
      user: component.user,
      // A model that fails its thresholds fails them again; the program itself tries again what could not be reached.
      retries: 0,
      annotations: auditedBy(props.audit),
      configuration: [configuration],
      dependsOn: [props.audit.ready],
      containers: [
        {
          name: 'evaluation',
          image: props.images.reference(component.id),
          command: ['python3', `${BIAS_PATHS.program}/evaluate.py`, `${BIAS_PATHS.program}/plan.json`],
          env: component.switches,
          mounts: [
            { volume: configVolume('program', configuration.configMapName), path: BIAS_PATHS.program },
            { volume: certificate.volume, path: BIAS_PATHS.certificate },
            { volume: props.heldOut.volume, path: BIAS_PATHS.data, readOnly: true },
            { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
          ],
          resources: { cpu: '250m', cpuLimit: '2', memory: '1Gi' },
        },
      ],
    });
    this.job.allowTo(props.modelGateway.workload, { port: props.modelGateway.port, purpose: 'ask the held-out cases' });
    this.job.allowTo(props.audit.peer, { port: props.audit.httpPort, purpose: 'record the evaluation' });
  }
}

/** The plan that the program reads. */
export function biasPlan(props: Omit<BiasEvaluationProps, 'images' | 'namespace'> & { namespace: { name: string } }) {
  const { model, modelGateway, audit, heldOut } = props;
  return {
    service: props.name,
    namespace: props.namespace.name,
    certificate: BIAS_PATHS.certificate,
    model: { name: model.name, digest: model.digest },
    gateway: { host: modelGateway.host, port: modelGateway.port },
    audit: { host: audit.host, port: audit.httpPort },
    dataSet: { path: `${BIAS_PATHS.data}/${heldOut.file}`, digest: heldOut.digest },
    subgroups: props.subgroups,
    minimumSubgroupSize: props.minimumSubgroupSize,
    questionsPerMinute: props.questionsPerMinute ?? 30,
    thresholds: props.thresholds,
  };
}

function assertMeasurable(construct: Construct, props: BiasEvaluationProps): void {
  const unbounded = props.thresholds.find(({ least, most, largestGap }) => (least ?? most ?? largestGap) === undefined);
  const wrong = [
    ...(props.thresholds.length === 0 ? ['thresholds: []'] : []),
    ...(unbounded === undefined ? [] : [`threshold of ${unbounded.metric} without a bound`]),
    ...(props.subgroups.length === 0 ? ['subgroups: []'] : []),
    ...(props.minimumSubgroupSize >= SMALLEST_SUBGROUP ? [] : [`minimumSubgroupSize: ${props.minimumSubgroupSize}`]),
    ...(/^[\w.-]+$/.test(props.heldOut.file) ? [] : [`heldOut.file: ${props.heldOut.file}`]),
  ];
  if (wrong.length === 0) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'the evaluation could pass without having measured, or tell of too few people',
    seen: wrong.join(', '),
    constructPath: construct.node.path,
    allowed: `a plain file name, a subgroup, a threshold with a bound, and at least ${SMALLEST_SUBGROUP} people in a group`,
    mend: 'complete modules.bias-evaluation in the site file',
  });
}
