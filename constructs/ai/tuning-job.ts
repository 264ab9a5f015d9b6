import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { DataSetApproval } from '../core/data-set-approval.ts';
import { DomicileError } from '../core/errors.ts';
import type { Images } from '../core/images/lock.ts';
import { PLATFORM_ANNOTATION } from '../core/labels.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { configVolume, type PodVolume, scratchVolume, type VolumeMount } from '../core/volumes.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { assertModelFiles, MODEL_VOLUME_PATH, pemOf, verifyFolderScript } from './model.ts';
import type { ModelCard } from './model-card.ts';
import { tuningProgram } from './tuning-program.ts';

/** Where the parts are inside the containers. */
export const TUNING_PATHS = {
  program: '/etc/tuning',
  certificate: '/etc/tls',
  data: '/data',
  output: '/output',
} as const;

/** Props of {@link TuningJob}. */
export interface TuningJobProps {
  /** Namespace for pseudonymised data. No health data is learned from. */
  readonly namespace: BoundaryNamespace;
  /** Name of the job, and of the model that comes of it: `medical-7b-letters`. A contract. */
  readonly name: string;
  readonly images: Images;
  /** Where each run is recorded, before it begins and after it ended. */
  readonly audit: AuditSink;
  /** The data set, as somebody approved it. There is no learning from any other. */
  readonly approval: DataSetApproval;
  /** Volume with the data set: `train.jsonl` (one conversation a line) beside its `SHA256SUMS`. Mounted read-only. */
  readonly dataVolume: PodVolume;
  /** The model to begin with, signed like every other. */
  readonly base: Pick<ModelCard, 'name' | 'digest' | 'trainedOn'>;
  /** Folder of that model below {@link MODEL_VOLUME_PATH}. */
  readonly basePath: string;
  readonly baseVolume: PodVolume;
  readonly signingKey: string;
  /** Volume that the tuned model is left on. */
  readonly outputVolume: PodVolume;
  readonly accelerator: 'cpu' | 'nvidia';
  /** Memory of the pod, as a Kubernetes quantity. */
  readonly memory: string;
  /** Passes over the data set. */
  readonly epochs: number;
  /** Hours after which a run is ended. */
  readonly deadlineHours: number;
}

const component = components.axolotl;

/**
 * Tunes a model on one approved data set, when somebody starts it. It reaches the audit collector and nothing else; what it
 * leaves is served only after an evaluation and a signature.
 */
export class TuningJob extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: TuningJobProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    assertPseudonymised(this, props.namespace);
    assertModelFiles(this, { name: props.base.name, digest: props.base.digest, path: props.basePath });
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate under which ${props.name} records what it learns from`,
      usages: ['client'],
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-program`,
      files: {
        'tune.py': tuningProgram,
        'plan.json': `${JSON.stringify(planOf(props), undefined, 2)}\n`,
        'axolotl.yaml': axolotlConfig(props),
        'key.pem': pemOf(props.signingKey),
      },
    });
    this.job = new ScheduledJob(this, 'job', {
      ...{ namespace: props.namespace, name: props.name, role: 'model-tuning', user: component.user },
      component: { id: component.id, version: props.images.version(component.id) },
      // Never by the clock: somebody decides that a model learns.
      ...{ schedule: '0 0 1 1 *', startedByHand: true, retries: 0, deadlineSeconds: props.deadlineHours * 3600 },
      annotations: { ...auditedBy(props.audit), [PLATFORM_ANNOTATION.dataSetApproval]: JSON.stringify(props.approval) },
      configuration: [configuration],
      dependsOn: [props.audit.ready],
      initContainers: [verification(props, configuration)],
      containers: [tuning(props, configuration, certificate)],
    });
    this.job.allowTo(props.audit.peer, { port: props.audit.httpPort, purpose: 'record what a model learns from' });
  }
}

function planOf({ namespace, name, audit, approval, base }: TuningJobProps) {
  return {
    ...{ service: name, namespace: namespace.name, job: name, certificate: TUNING_PATHS.certificate },
    audit: { host: audit.host, port: audit.httpPort },
    approval,
    base: { name: base.name, digest: base.digest, trainedOn: base.trainedOn },
    output: TUNING_PATHS.output,
  };
}

/** Axolotl's configuration: low-rank adaptation on one local file, from a local model, the same each time it runs. */
export function axolotlConfig({ basePath, epochs, accelerator }: TuningJobProps): string {
  return stringify({
    base_model: basePath,
    trust_remote_code: false,
    datasets: [
      { path: `${TUNING_PATHS.data}/train.jsonl`, ds_type: 'json', type: 'chat_template', field_messages: 'messages' },
    ],
    dataset_prepared_path: '/tmp/prepared',
    // What a model is judged by is held out by whoever evaluates it, not by whoever trains it.
    val_set_size: 0,
    output_dir: TUNING_PATHS.output,
    adapter: 'lora',
    ...{ lora_r: 16, lora_alpha: 32, lora_target_linear: true },
    ...{ sequence_len: 4096, micro_batch_size: 1, gradient_accumulation_steps: 8, num_epochs: epochs },
    ...{ learning_rate: 0.0001, lr_scheduler: 'cosine', optimizer: 'adamw_torch', seed: 42 },
    bf16: accelerator === 'nvidia',
  });
}

function verification(props: TuningJobProps, configuration: ConfigFiles) {
  const base = { path: props.basePath, digest: props.base.digest };
  const data = { path: TUNING_PATHS.data, digest: props.approval.digest };
  return {
    name: 'verify',
    image: props.images.reference(component.id),
    command: [
      '/bin/sh',
      '-c',
      [verifyFolderScript(base, `${TUNING_PATHS.program}/key.pem`), verifyFolderScript(data)].join('\n'),
    ],
    env: component.switches,
    mounts: inputs(props, configuration),
    resources: { cpu: '1', cpuLimit: '4', memory: '512Mi' },
  };
}

function tuning(props: TuningJobProps, configuration: ConfigFiles, certificate: WorkloadCertificate) {
  const gpus = props.accelerator === 'nvidia' ? { gpus: 1 } : {};
  return {
    name: 'tuning',
    image: props.images.reference(component.id),
    command: ['python3', `${TUNING_PATHS.program}/tune.py`, TUNING_PATHS.program],
    env: { ...component.switches, HOME: '/tmp', HF_HOME: '/tmp/hf', XDG_CACHE_HOME: '/tmp/cache' },
    mounts: [
      ...inputs(props, configuration),
      { volume: certificate.volume, path: TUNING_PATHS.certificate },
      { volume: props.outputVolume, path: TUNING_PATHS.output },
      { volume: scratchVolume('shared-memory', '2Gi', 'Memory'), path: '/dev/shm' },
    ],
    resources: { cpu: '4', cpuLimit: '16', memory: props.memory, ...gpus },
  };
}

function inputs(props: TuningJobProps, configuration: ConfigFiles): readonly VolumeMount[] {
  return [
    { volume: configVolume('program', configuration.configMapName), path: TUNING_PATHS.program },
    { volume: props.baseVolume, path: MODEL_VOLUME_PATH, readOnly: true },
    { volume: props.dataVolume, path: TUNING_PATHS.data, readOnly: true },
    { volume: scratchVolume('tmp', '16Gi'), path: '/tmp' },
  ];
}

function assertPseudonymised(construct: Construct, { dataClass, name }: BoundaryNamespace): void {
  if (dataClass === 'pseudonymised') return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'a model would learn in a namespace that is not for pseudonymised data',
    seen: `${name}: ${dataClass}`,
    constructPath: construct.node.path,
    allowed: 'a namespace of the data class pseudonymised',
    mend: "create the namespace with dataClass: 'pseudonymised', and have the data pseudonymised on its way there",
  });
}
