import { ClusterRoleBindingV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1/index.js';
import { ClusterRoleV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-v1/index.js';
import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { Images } from '../core/images/lock.ts';
import type { ExternalEndpoint } from '../core/network-intent.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import { serviceHost } from '../core/service-host.ts';
import { configVolume, scratchVolume } from '../core/volumes.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { checkProgram } from './check-program.ts';
import { kubernetesKinds, type ReadableKinds } from './cluster-kinds.ts';

/** Props of {@link ComplianceCheck}. */
export interface ComplianceCheckProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the job and its account: `compliance-check`. A contract. */
  readonly name: string;
  readonly images: Images;
  /** The site file's text. It names no secret; it says what the judge judges by. */
  readonly siteFile: string;
  /** Where the API server listens, as pods reach it. */
  readonly apiServer: ExternalEndpoint;
  /**
   * Whether values of Secrets are judged. Kubernetes has no right to see a Secret without its value: whoever judges them holds
   * them all. Without it the check can never pass, since what it did not read is undecided.
   */
  readonly readsSecrets: boolean;
  /** Kinds of custom resources in the cluster, which the role must name. A kind that it does not name is undecided. */
  readonly customResources: readonly ReadableKinds[];
  /** Five cron fields. */
  readonly schedule: string;
  /** Where the report goes. There is no check without a record. */
  readonly audit: AuditSink;
}

/** Where the parts are inside the container. */
export const CHECK_PATHS = { configuration: '/etc/domicile', certificate: '/etc/tls' } as const;

const component = components.domicile;

/** The judge as a job in the cluster: judges what runs by the rules that judged its configuration, and records the report. */
export class ComplianceCheck extends Construct {
  readonly job: ScheduledJob;

  constructor(scope: Construct, id: string, props: ComplianceCheckProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const host = serviceHost(props.name, props.namespace.name);
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${host} towards the audit collector`,
      usages: ['client'],
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-program`,
      files: {
        'check.mjs': checkProgram,
        'plan.json': `${JSON.stringify(checkPlan(props), undefined, 2)}\n`,
        'site.yaml': props.siteFile,
      },
    });
    this.job = this.scheduled(props, configuration, certificate);
    this.job.allowTo(props.audit.peer, { port: props.audit.httpPort, purpose: 'record the report of the check' });
    this.job.allowToExternal(props.apiServer, 'read the cluster');
    this.role(props);
  }

  private scheduled(
    props: ComplianceCheckProps,
    configuration: ConfigFiles,
    certificate: WorkloadCertificate,
  ): ScheduledJob {
    return new ScheduledJob(this, 'job', {
      namespace: props.namespace,
      name: props.name,
      role: 'compliance-check',
      component: { id: component.id, version: props.images.version(component.id) },
      schedule: props.schedule,
      deadlineSeconds: 3600,
      user: component.user,
      // What does not comply does not comply the next minute; the program itself tries again what could not be reached.
      retries: 0,
      serviceAccountToken: true,
      annotations: auditedBy(props.audit),
      configuration: [configuration],
      dependsOn: [props.audit.ready],
      containers: [
        {
          name: 'check',
          image: props.images.reference(component.id),
          command: ['node', `${CHECK_PATHS.configuration}/check.mjs`, `${CHECK_PATHS.configuration}/plan.json`],
          env: component.switches,
          mounts: [
            { volume: configVolume('program', configuration.configMapName), path: CHECK_PATHS.configuration },
            { volume: certificate.volume, path: CHECK_PATHS.certificate },
            { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
          ],
          resources: { cpu: '250m', cpuLimit: '2', memory: '2Gi' },
        },
      ],
    });
  }

  // Lists, by name, and gets the one namespace by which the cluster is recognised: no write, no watch, no log, no exec.
  private role(props: ComplianceCheckProps): void {
    const name = `${props.namespace.name}-${props.name}`;
    const dependsOn = [...this.job.inNamespace];
    const role = new ClusterRoleV1(this, 'role', {
      metadata: { name },
      rule: [
        ...readable(props).map(({ group, resources }) => ({
          apiGroups: [group],
          resources: [...resources],
          verbs: ['list'],
        })),
        { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
      ],
    });
    new ClusterRoleBindingV1(this, 'role-binding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subject: [{ kind: 'ServiceAccount', name: props.name, namespace: props.namespace.name, apiGroup: '' }],
      dependsOn: [role, ...dependsOn],
    });
  }
}

function readable({ readsSecrets, customResources }: ComplianceCheckProps): readonly ReadableKinds[] {
  const own = kubernetesKinds.map(({ group, resources }) => ({
    group,
    resources: resources.filter((resource) => readsSecrets || group !== '' || resource !== 'secrets'),
  }));
  return [...own, ...customResources];
}

/** The plan that the program reads. */
export function checkPlan(
  props: Pick<ComplianceCheckProps, 'name' | 'audit' | 'readsSecrets'> & { readonly namespace: { name: string } },
) {
  const { name, namespace, audit, readsSecrets } = props;
  return {
    service: name,
    namespace: namespace.name,
    certificate: CHECK_PATHS.certificate,
    audit: { host: audit.host, port: audit.httpPort },
    command: [
      ...['domicile', 'check', '--live', '--in-cluster', '--site', `${CHECK_PATHS.configuration}/site.yaml`],
      ...['--format', 'json', ...(readsSecrets ? [] : ['--secrets', 'none'])],
    ],
  };
}
