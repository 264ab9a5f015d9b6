import { Construct } from 'constructs';
import { type AuditSink, assertRecorded } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import type { Database } from '../core/database.ts';
import type { GuardDoor, GuardRoute } from '../core/envoy/types.ts';
import type { Profiles } from '../core/hapi/profiles.ts';
import { HapiServer } from '../core/hapi/server.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import { SMART_CONFIGURATION, type SmartGrants, scopesOf, smartConfiguration } from '../core/smart/discovery.ts';
import type { HardenedWorkload } from '../core/workload.ts';

/** Props of {@link FhirServer}. */
export interface FhirServerProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the server: `fhir`. A contract: clients and certificates know it. */
  readonly name: string;
  readonly images: Images;
  readonly database: Database;
  readonly replicas: number;
  /** Whose tokens are accepted; every request needs one. */
  readonly identity: IdentityProvider;
  /** Where every access is recorded. There is no FHIR server without it. */
  readonly audit: AuditSink;
  /** Value that the `aud` claim must contain. @default - the server's name */
  readonly audience?: string;
  /**
   * SMART clients: the server tells them where to get a token, and each token opens what its scopes grant.
   * @default - no scopes: a token for this server opens all of it
   */
  readonly smart?: SmartGrants;
  /** What it validates by beside FHIR R4 itself. @default - nothing, and only when it is asked */
  readonly profiles?: Profiles;
  /** Hosts of the platform's own services that read and write on {@link FHIR_SYSTEM_PORT} under their certificates. @default - none */
  readonly systems?: readonly string[];
  /** Hosts of the platform's own services that read, and only read, on {@link FHIR_READER_PORT} under their certificates. @default - none */
  readonly readers?: readonly string[];
}

/** Port of the FHIR interface, for those who have a token. */
export const FHIR_PORT = 8443;

/** Port of the FHIR interface for named services, over mutual TLS. */
export const FHIR_SYSTEM_PORT = 8445;

/** Port of the FHIR interface for named services that may only read, over mutual TLS. */
export const FHIR_READER_PORT = 8446;

/** The FHIR interface. */
export const fhirRoutes: readonly GuardRoute[] = [
  { methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], prefix: '/fhir' },
];

/** FHIR R4 (4.0.1) server with its own database: TLS, a token for every request, and a record of every access. */
export class FhirServer extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  /** Base address of the FHIR interface: `https://fhir.…svc:8443/fhir`. */
  readonly baseUrl: string;
  readonly port = FHIR_PORT;
  readonly systemPort = FHIR_SYSTEM_PORT;
  readonly readerPort = FHIR_READER_PORT;

  constructor(scope: Construct, id: string, props: FhirServerProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const server = new HapiServer(this, 'hapi', {
      ...props,
      role: 'fhir',
      dependsOn: [props.audit.ready],
      doors: [tokenDoor(props), ...systemDoors(props.systems ?? []), ...readerDoors(props.readers ?? [])],
    });
    this.workload = server.workload;
    this.host = server.host;
    this.baseUrl = `https://${server.host}:${FHIR_PORT}/fhir`;
    this.workload.allowTo(props.audit.peer, { port: props.audit.port, purpose: 'record who read or changed what' });
  }
}

const LARGEST_REQUEST = 64 * 1024 * 1024;

/** The door for those who have a token. */
export function tokenDoor({
  name,
  identity,
  audience = name,
  smart,
}: Pick<FhirServerProps, 'name' | 'identity' | 'audience' | 'smart'>): GuardDoor {
  const admission = { kind: 'token', identity, audience } as const;
  const door = { name: 'https', port: FHIR_PORT, recorded: true, routes: fhirRoutes, maxRequestBytes: LARGEST_REQUEST };
  if (smart === undefined) return { ...door, admission };
  return {
    ...door,
    admission: { ...admission, scopes: { granted: scopesOf(smart), userRole: smart.userRole } },
    documents: [{ path: `/fhir${SMART_CONFIGURATION}`, content: smartConfiguration(identity, smart) }],
  };
}

function systemDoors(hosts: readonly string[]): readonly GuardDoor[] {
  if (hosts.length === 0) return [];
  return [
    {
      name: 'https-systems',
      port: FHIR_SYSTEM_PORT,
      admission: { kind: 'certificate', dnsNames: hosts },
      recorded: true,
      routes: fhirRoutes,
      maxRequestBytes: LARGEST_REQUEST,
    },
  ];
}

// Search by GET alone: a POST to `_search` is a POST, and the guard does not look into requests.
function readerDoors(hosts: readonly string[]): readonly GuardDoor[] {
  if (hosts.length === 0) return [];
  return [
    {
      name: 'https-readers',
      port: FHIR_READER_PORT,
      admission: { kind: 'certificate', dnsNames: hosts },
      recorded: true,
      routes: [{ methods: ['GET', 'HEAD'], prefix: '/fhir', timeoutSeconds: 300 }],
    },
  ];
}
