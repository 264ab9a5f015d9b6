import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps, InitContainerProps } from '../core/container.ts';
import type { Database } from '../core/database.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor } from '../core/envoy/types.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import { GeneratedSecret, type SecretReference } from '../core/secrets.ts';
import { configVolume, scratchVolume, secretVolume, type VolumeMount } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { researchResources } from './anonymisation/resources.ts';
import { anonymisationFile, pseudonymNamespaces } from './anonymisation/rules.ts';

/** Port on which named exports hand in what is to be pseudonymised. */
export const PSEUDONYMISATION_PORT = 8443;

/** Port on which a pseudonym is led back to a person, where the site has named a role for it. */
export const REIDENTIFICATION_PORT = 8446;

/** Path of the operation that applies the rules. */
export const DE_IDENTIFY_PATH = '/fhir/$de-identify';

/** Value that the `aud` claim of a token for {@link REIDENTIFICATION_PORT} must contain. */
export const TRUST_CENTRE_AUDIENCE = 'trust-centre';

/** Who may lead pseudonyms back to people. */
export interface Reidentification {
  readonly identity: IdentityProvider;
  /** Role of the trust centre's staff. */
  readonly role: string;
}

/** Props of {@link PseudonymisationService}. */
export interface PseudonymisationServiceProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the service: `pseudonymisation`. A contract: exports know its host. */
  readonly name: string;
  readonly images: Images;
  /** Its own database, which holds the only table from pseudonyms to people. */
  readonly database: Database;
  readonly replicas: number;
  /** Where every request is recorded. There is no pseudonymisation without it. */
  readonly audit: AuditSink;
  /** Hosts in the certificates of the exports that may hand in data. */
  readonly clients: readonly string[];
  /** Domain that its pseudonyms are of, apart from all others. Its hash key is its own in any case. @default - the site's own */
  readonly domain?: string;
  /** @default - nobody, by any way */
  readonly reidentification?: Reidentification;
}

const component = components['fhir-pseudonymizer'];
const LARGEST_REQUEST = 64 * 1024 * 1024;

/** Loopback ports inside the pod; nothing but the guard and the parts of the pod can reach them. */
const LOCAL = { pseudonymizer: 8080, vfps: 8090, vfpsGrpc: 8091, vfpsMetrics: 8092 } as const;
const PATHS = { rules: '/etc/anonymization.yaml', authority: '/etc/authority' } as const;

/**
 * The pseudonymisation of the trust centre: the rules engine, and beside it in the same pod the service that keeps which
 * pseudonym stands for whom. That service has no door at all; the engine has one for named exports, which cannot reverse
 * anything.
 */
export class PseudonymisationService extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = PSEUDONYMISATION_PORT;

  constructor(scope: Construct, id: string, props: PseudonymisationServiceProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit, database } = props;
    this.host = serviceHost(name, namespace.name);
    const guard = this.guard(props);
    const rules = new ConfigFiles(this, 'rules', {
      namespace,
      name: `${name}-rules`,
      files: { 'anonymization.yaml': anonymisationFile(researchResources, props.domain) },
    });
    const mounts = mappingMounts(props);
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'pseudonymisation',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      replicas: props.replicas,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [rules, guard.configuration],
      servicePorts: guard.servicePorts,
      dependsOn: [database.ready, audit.ready],
      initContainers: [
        migration(props, mounts, 'efbundle', 'migrate-schema'),
        migration(props, mounts, 'efbundle-dataprotection', 'migrate-keys'),
      ],
      containers: [this.engine(props, rules), mapping(props, mounts), guard.container],
    });
    guard.connect(this.workload);
    this.workload.allowTo(database.peer, { port: database.port, purpose: 'keep which pseudonym stands for whom' });
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who had what pseudonymised' });
  }

  private guard(props: PseudonymisationServiceProps): AccessGuard {
    const certificate = new WorkloadCertificate(this, 'certificate', {
      namespace: props.namespace,
      name: props.name,
      purpose: `certificate of ${this.host}, as server and towards the audit collector`,
    });
    return new AccessGuard(this, 'guard', {
      namespace: props.namespace,
      name: props.name,
      role: 'pseudonymisation',
      images: props.images,
      certificate: certificate.volume,
      doors: doorsOf(props),
      upstream: { kind: 'local', port: LOCAL.pseudonymizer },
      audit: props.audit,
      healthPaths: Object.values(component.health),
    });
  }

  private engine(props: PseudonymisationServiceProps, rules: ConfigFiles): ContainerProps {
    const hashKey = new GeneratedSecret(this, 'hash-key', {
      namespace: props.namespace.name,
      name: `${props.name}-hash-key`,
      purpose:
        'key of the hashes that replace ids in research data; who changes it cuts every link to what was exported before',
      contents: {
        kind: 'passwords',
        keys: ['key'],
        keep: 'a new key cuts every link to what was exported before',
      },
    }).key('key');
    return {
      name: 'fhir-pseudonymizer',
      image: props.images.reference(component.id),
      env: {
        ...component.switches,
        ASPNETCORE_URLS: `http://127.0.0.1:${LOCAL.pseudonymizer}`,
        AnonymizationEngineConfigPath: PATHS.rules,
        PseudonymizationService: 'Vfps',
        Vfps__Address: `http://127.0.0.1:${LOCAL.vfpsGrpc}`,
        Vfps__UseTls: 'false',
        UseSystemTextJsonFhirSerializer: 'true',
        // What has been through the rules says so; the export refuses whatever does not.
        Anonymization__ShouldAddSecurityTag: 'true',
      },
      secretEnv: { Anonymization__CryptoHashKey: hashKey, ...this.reversingKey(props) },
      mounts: [
        { volume: configVolume('rules', rules.configMapName), path: PATHS.rules, subPath: 'anonymization.yaml' },
        { volume: scratchVolume('tmp', '256Mi'), path: '/tmp' },
      ],
      resources: { cpu: '250m', cpuLimit: '2', memory: '512Mi' },
      probes: AccessGuard.probesThrough(component.health, 120),
    };
  }

  // Without a key the engine refuses to reverse anything, whoever asks. With one, a person needs both: role and key.
  private reversingKey(props: PseudonymisationServiceProps): Readonly<Record<string, SecretReference>> {
    if (props.reidentification === undefined) return {};
    const key = new GeneratedSecret(this, 'reidentification-key', {
      namespace: props.namespace.name,
      name: `${props.name}-reidentification-key`,
      purpose: 'second key for leading a pseudonym back to a person, for somebody who does not hold the role',
      contents: { kind: 'passwords', keys: ['key'] },
    });
    return { ApiKey: key.key('key') };
  }
}

function doorsOf({ clients, reidentification }: PseudonymisationServiceProps): readonly GuardDoor[] {
  const exports: GuardDoor = {
    name: 'https',
    port: PSEUDONYMISATION_PORT,
    admission: { kind: 'certificate', dnsNames: clients },
    recorded: true,
    // The engine also has an operation that takes rules from the caller: it stays behind the guard.
    routes: [{ methods: ['POST'], prefix: DE_IDENTIFY_PATH, timeoutSeconds: 300 }],
    maxRequestBytes: LARGEST_REQUEST,
  };
  if (reidentification === undefined) return [exports];
  const { identity, role } = reidentification;
  return [
    exports,
    {
      name: 'https-reverse',
      port: REIDENTIFICATION_PORT,
      admission: { kind: 'token', identity, audience: TRUST_CENTRE_AUDIENCE, role },
      recorded: true,
      routes: [{ methods: ['POST'], prefix: '/fhir/$de-pseudonymize' }],
      requestsPerMinute: 10,
    },
  ];
}

function mappingMounts(props: PseudonymisationServiceProps): readonly VolumeMount[] {
  return [
    { volume: secretVolume('authority', `${props.name}-tls`, ['ca.crt']), path: PATHS.authority },
    { volume: scratchVolume('mapping-tmp', '512Mi'), path: '/tmp' },
  ];
}

// Npgsql takes user and password from the variables that PostgreSQL's own clients know.
function mappingContainer(
  props: PseudonymisationServiceProps,
  mounts: readonly VolumeMount[],
  as: 'migration' | 'user',
) {
  const { database, images } = props;
  const role = database.roles[as];
  return {
    image: images.reference(components.vfps.id),
    env: {
      ...components.vfps.switches,
      ConnectionStrings__PostgreSQL: [
        `Host=${database.host};Port=${database.port};Database=${database.databaseName}`,
        `SSL Mode=VerifyFull;Root Certificate=${PATHS.authority}/ca.crt;Application Name=vfps`,
      ].join(';'),
      PGUSER: role.name,
    },
    secretEnv: { PGPASSWORD: role.password },
    mounts,
    resources: { cpu: '100m', cpuLimit: '1', memory: '512Mi' },
  };
}

function migration(
  props: PseudonymisationServiceProps,
  mounts: readonly VolumeMount[],
  bundle: string,
  name: string,
): InitContainerProps {
  return { ...mappingContainer(props, mounts, 'migration'), name, command: [`/opt/vfps/${bundle}`] };
}

function mapping(props: PseudonymisationServiceProps, mounts: readonly VolumeMount[]): ContainerProps {
  const container = mappingContainer(props, mounts, 'user');
  const namespaces = Object.values(pseudonymNamespaces(props.domain)).flatMap((namespace, index) => {
    const key = `Init__v1__Namespaces__${index}`;
    return [
      [`${key}__Name`, namespace],
      [`${key}__PseudonymGenerationMethod`, 'SecureRandomBase64UrlEncoded'],
      [`${key}__PseudonymLength`, '32'],
    ];
  });
  // Counts, without any value; the one port that the kubelet can ask, since all others are on loopback.
  const alive = { kind: 'tcp', port: LOCAL.vfpsMetrics } as const;
  return {
    ...container,
    name: 'vfps',
    env: {
      ...container.env,
      Kestrel__Endpoints__Http__Url: `http://127.0.0.1:${LOCAL.vfps}`,
      Kestrel__Endpoints__Http__Protocols: 'Http1',
      Kestrel__Endpoints__HttpGrpc__Url: `http://127.0.0.1:${LOCAL.vfpsGrpc}`,
      MetricsPort: `${LOCAL.vfpsMetrics}`,
      ForceRunDatabaseMigrations: 'false',
      ...Object.fromEntries(namespaces),
    },
    probes: { startup: alive, liveness: alive, readiness: alive, startupSeconds: 120 },
  };
}
