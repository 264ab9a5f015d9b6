import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps, InitContainerProps } from '../core/container.ts';
import type { Database } from '../core/database.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor, GuardOutlet, GuardRoute } from '../core/envoy/types.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import { GeneratedSecret, type SecretReference } from '../core/secrets.ts';
import { configVolume, type PodVolume, scratchVolume, secretVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { APPROVAL_ENGINE_PORT, APPROVAL_PATHS, approvalConfig } from './approval-config.ts';

/** Port on which clinicians reach the approval service. */
export const APPROVAL_PORT = 8443;

/** A server that the approval service, and only it, stands in front of. */
export interface ApprovalTarget {
  readonly workload: NetworkPeer;
  readonly host: string;
  /** Port on which it admits the approval service by its certificate. */
  readonly port: number;
}

/** Loopback ports of the approval service's pod: what its processes call, each under the service's own certificate. */
export const APPROVAL_OUTLETS = { fhir: 9100, models: 9101, retrieval: 9102, lineage: 9103, overdue: 9104 } as const;

/** Props of {@link ApprovalService}. */
export interface ApprovalServiceProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the service: `approval`. A contract: the model gateway admits its certificate by this name. */
  readonly name: string;
  readonly images: Images;
  readonly database: Database;
  readonly replicas: number;
  readonly identity: IdentityProvider;
  /** Group of the identity provider whose members may approve. */
  readonly clinicianRole: string;
  /** Secret in which the platform's own identity provider keeps this client's secret. @default - the site creates it */
  readonly clientSecretFrom?: { readonly namespace: string; readonly name: string; readonly key: string };
  /** Group whose members administer the engine. @default 'approval-administrator' */
  readonly administratorRole?: string;
  /** Where every request, and so every decision, is recorded. There is no approval service without it. */
  readonly audit: AuditSink;
  /** Where suggestions come from. */
  readonly modelGateway: ApprovalTarget;
  /** Where passages of the hospital's documents are searched. @default - no workflow searches */
  readonly retrieval?: ApprovalTarget;
  /** Where approved suggestions go. */
  readonly fhir: ApprovalTarget;
  /** The clinical workflows as BPMN 2.0, by file name: `coding.bpmn`. At least one. */
  readonly processes: Readonly<Record<string, string>>;
}

const component = components.operaton;

/** The clinician's approval: the one service that reaches both the AI and the record, so that nothing passes without a person. */
export class ApprovalService extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = APPROVAL_PORT;

  constructor(scope: Construct, id: string, props: ApprovalServiceProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    this.host = serviceHost(props.name, props.namespace.name);
    const guard = this.guard(props);
    const configuration = this.configuration(props);
    const engine: Engine = {
      mounts: engineMounts(props, configuration),
      client: this.clientSecret(props),
      proxy: guard.proxy,
    };
    this.workload = new HardenedWorkload(this, 'server', {
      namespace: props.namespace,
      name: props.name,
      role: 'approval',
      component: { id: component.id, version: props.images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(props.audit),
      configuration: [configuration, guard.configuration],
      servicePorts: guard.servicePorts,
      rolloutSeconds: 900,
      dependsOn: [props.database.ready, props.audit.ready],
      initContainers: [trustStore(props, engine.mounts), migration(props, engine)],
      containers: [
        {
          ...engineContainer(props, engine, 'user'),
          name: 'operaton',
          probes: AccessGuard.probesThrough(component.health, 300),
        } satisfies ContainerProps,
        guard.container,
      ],
    });
    guard.connect(this.workload);
    this.allowFlows(props);
  }

  private guard(props: ApprovalServiceProps): AccessGuard {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as server and towards model gateway and collector`,
    });
    return new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: 'approval',
      images: props.images,
      certificate: certificate.volume,
      doors: [clinicianDoor],
      upstream: { kind: 'local', port: APPROVAL_ENGINE_PORT },
      outlets: [
        outlet('fhir', props.fhir),
        outlet('models', props.modelGateway),
        outlet('lineage', { host: props.audit.host, port: props.audit.httpPort }),
        // The same place by another door: its guard counts what waits too long apart.
        outlet('overdue', { host: props.audit.host, port: props.audit.httpPort }),
        ...(props.retrieval === undefined ? [] : [outlet('retrieval', props.retrieval)]),
      ],
      audit: props.audit,
      healthPaths: Object.values(component.health),
      calls: [{ endpoint: props.identity.endpoint, purpose: 'let clinicians log in' }],
    });
  }

  private configuration(props: ApprovalServiceProps): ConfigFiles {
    return new ConfigFiles(this, 'configuration', {
      namespace: props.namespace,
      name: `${props.name}-configuration`,
      files: {
        ...props.processes,
        'production.yml': approvalConfig({
          database: props.database,
          identity: props.identity,
          clientId: props.name,
          administratorRole: props.administratorRole ?? APPROVAL_ADMINISTRATORS,
        }),
      },
    });
  }

  private clientSecret(props: ApprovalServiceProps): SecretReference {
    return new GeneratedSecret(this, 'oidc-client', {
      namespace: props.namespace.name,
      name: `${props.name}-oidc-client`,
      purpose: `secret of the client "${props.name}" at the identity provider ${props.identity.issuer}`,
      contents:
        props.clientSecretFrom === undefined
          ? { kind: 'external', keys: ['client-secret'] }
          : {
              kind: 'copy',
              keys: { 'client-secret': props.clientSecretFrom.key },
              from: secretOf(props.clientSecretFrom),
            },
    }).key('client-secret');
  }

  private allowFlows({ audit, database, fhir, modelGateway, retrieval }: ApprovalServiceProps): void {
    this.workload.allowTo(database.peer, { port: database.port, purpose: 'keep what waits for approval' });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who approved what' });
    this.workload.allowTo(audit.peer, { port: audit.httpPort, purpose: 'record what was approved came from' });
    this.workload.allowTo(fhir.workload, { port: fhir.port, purpose: 'write what a clinician approved' });
    this.workload.allowTo(modelGateway.workload, { port: modelGateway.port, purpose: 'ask for suggestions' });
    if (retrieval === undefined) return;
    this.workload.allowTo(retrieval.workload, { port: retrieval.port, purpose: 'search in documents' });
  }
}

function secretOf({ namespace, name }: { readonly namespace: string; readonly name: string }) {
  return { namespace, name };
}

/** What of the service is reachable at all. */
export const approvalRoutes: readonly GuardRoute[] = [
  // The engine's REST interface is not among them: in this version it knows passwords only, no single sign-on.
  ...['/operaton', '/oauth2', '/login', '/logout'].map(
    (prefix): GuardRoute => ({ methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], prefix }),
  ),
];

function outlet(
  name: keyof typeof APPROVAL_OUTLETS,
  { host, port }: Pick<ApprovalTarget, 'host' | 'port'>,
): GuardOutlet {
  return { name, localPort: APPROVAL_OUTLETS[name], host, port };
}

const clinicianDoor: GuardDoor = {
  name: 'https',
  port: APPROVAL_PORT,
  admission: { kind: 'application' },
  recorded: true,
  routes: approvalRoutes,
};

function engineMounts(props: ApprovalServiceProps, configuration: ConfigFiles): readonly VolumeMount[] {
  const authority: PodVolume = secretVolume('authority', `${props.name}-tls`, ['ca.crt']);
  return [
    {
      volume: configVolume('configuration', configuration.configMapName),
      path: APPROVAL_PATHS.configuration,
      subPath: 'production.yml',
    },
    ...Object.keys(props.processes).map((file) => ({
      volume: configVolume('configuration', configuration.configMapName),
      path: `${APPROVAL_PATHS.processes}/${file}`,
      subPath: file,
    })),
    { volume: authority, path: APPROVAL_PATHS.authority },
    { volume: scratchVolume('trust', '1Mi'), path: APPROVAL_PATHS.trust },
    { volume: scratchVolume('tmp', '512Mi'), path: '/tmp' },
  ];
}

// Java reads no PEM file as its store of trusted authorities. The store holds public certificates only.
function trustStore(props: ApprovalServiceProps, mounts: readonly VolumeMount[]): InitContainerProps {
  return {
    name: 'trust-authority',
    image: props.images.reference(component.id),
    command: [
      ...['keytool', '-importcert', '-noprompt', '-alias', 'site', '-file', `${APPROVAL_PATHS.authority}/ca.crt`],
      ...['-keystore', `${APPROVAL_PATHS.trust}/authorities.p12`, '-storetype', 'PKCS12', '-storepass', 'certificates'],
    ],
    mounts,
    resources: { cpu: '100m', cpuLimit: '1', memory: '256Mi' },
  };
}

// Spring leaves as soon as its beans exist, and the schema with them: the engine proper never sees this role.
function migration(props: ApprovalServiceProps, engine: Engine): InitContainerProps {
  const container = engineContainer(props, engine, 'migration');
  return {
    ...container,
    name: 'migrate-schema',
    env: {
      ...container.env,
      JAVA_TOOL_OPTIONS: `${container.env.JAVA_TOOL_OPTIONS} -Dspring.context.exit=onRefresh`,
      OPERATON_BPM_DATABASE_SCHEMA_UPDATE: 'true',
    },
  };
}

/** Path to which a login returns, for the registration of the client: Spring Security's own for a provider `site`. */
export const APPROVAL_LOGIN_PATH = '/login/oauth2/code/site';

/** Group whose members administer the engine. */
export const APPROVAL_ADMINISTRATORS = 'approval-administrator';

/** What both runs of the engine share. */
interface Engine {
  readonly mounts: readonly VolumeMount[];
  readonly client: SecretReference;
  readonly proxy: AccessGuard['proxy'];
}

function engineContainer(props: ApprovalServiceProps, { mounts, client, proxy }: Engine, as: 'migration' | 'user') {
  const role = props.database.roles[as];
  const trust = `-Djavax.net.ssl.trustStore=${APPROVAL_PATHS.trust}/authorities.p12`;
  return {
    image: props.images.reference(component.id),
    command: ['/operaton/internal/run.sh', 'start', '--production', '--webapps', '--oauth2'],
    env: {
      ...component.switches,
      SPRING_DATASOURCE_USERNAME: role.name,
      JAVA_TOOL_OPTIONS: [
        `-XX:MaxRAMPercentage=70 ${trust} -Djavax.net.ssl.trustStoreType=PKCS12`,
        ...(proxy === undefined ? [] : [`-Dhttps.proxyHost=${proxy.host} -Dhttps.proxyPort=${proxy.port}`]),
      ].join(' '),
    },
    secretEnv: {
      SPRING_DATASOURCE_PASSWORD: role.password,
      SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_SITE_CLIENT_SECRET: client,
    },
    mounts,
    resources: { cpu: '250m', cpuLimit: '2', memory: '1Gi' },
  };
}
