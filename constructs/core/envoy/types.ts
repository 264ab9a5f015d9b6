import type { AuditSink } from '../audit.ts';
import type { EgressRelay } from '../egress/relay.ts';
import type { IdentityProvider } from '../identity.ts';
import type { WorkloadRole } from '../labels.ts';
import type { ExternalEndpoint } from '../network-intent.ts';
import type { TelemetryRoute } from '../telemetry/route.ts';

/** Where the parts of a guard are inside its container. */
export const ENVOY_PATHS = { configuration: '/etc/envoy', certificate: '/etc/tls' } as const;

/** An authority that signs certificates: the folder of its `ca.crt` in the container, and its name in the configuration. */
export interface Authority {
  readonly name: string;
  readonly folder: string;
}

/** The authority of hospital systems, which the site brings; mounted where such systems come in. */
export const CLIENT_AUTHORITY: Authority = { name: 'client-authority', folder: '/etc/clients' };

/** The authority of another hospital, which the site brings; mounted where that hospital comes in. */
export function hospitalAuthority(hospital: string): Authority {
  return { name: `hospital-${hospital}`, folder: `/etc/hospitals/${hospital}` };
}

/** Port on which a guard answers probes: TLS, but no certificate asked, and no data served. */
export const ENVOY_HEALTH_PORT = 8444;

/**
 * Who may come in.
 * `certificate`: clients whose certificate, signed by the site's authority, names one of `dnsNames`.
 * `token`: bearers of a token of the identity provider, for `audience`, with `role` and within `scopes` when these are stated.
 * `application`: anyone; what stands behind asks for itself.
 */
export type Admission =
  | { readonly kind: 'certificate'; readonly dnsNames: readonly string[] }
  | {
      readonly kind: 'token';
      readonly identity: IdentityProvider;
      readonly audience: string;
      /** Realm role that the token must carry. @default - any valid token */
      readonly role?: string;
      /**
       * SMART scopes that are known here: a bearer may ask for what those in its token grant, and within those of a person
       * (`user/…`) only with `userRole`. @default - whatever the routes name
       */
      readonly scopes?: { readonly granted: readonly string[]; readonly userRole: string };
    }
  | { readonly kind: 'application' };

/** One thing that may be asked for. Whatever no route names is answered with 404. */
export interface GuardRoute {
  readonly methods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** Path, and everything below it. */
  readonly prefix: string;
  /** RE2 that the whole of path and query must match besides, as they were sent. @default - whatever stands below the path */
  readonly pattern?: string;
  /** Path that the upstream is asked for instead of the prefix. @default - unchanged */
  readonly rewriteTo?: string;
  /** Host that the upstream is asked for, where it answers for several. @default - unchanged */
  readonly hostAs?: string;
  /** Seconds that an answer may take. @default 60 */
  readonly timeoutSeconds?: number;
  /** Only requests of which a filter of the door has noted this. @default - all */
  readonly noted?: { readonly filter: string; readonly key: string; readonly value: string };
  /** Which of the guard's further upstreams it leads to. @default - its upstream */
  readonly to?: string;
}

/** What a guard itself answers a GET for a path with, to anyone who may open a connection: nothing that needs a token. */
export interface GuardDocument {
  readonly path: string;
  /** Sent as JSON. */
  readonly content: object;
}

/** One TLS port of a guard. */
export interface GuardDoor {
  readonly name: string;
  readonly port: number;
  readonly admission: Admission;
  readonly routes: readonly GuardRoute[];
  /** What the guard answers by itself. @default - nothing */
  readonly documents?: readonly GuardDocument[];
  /** What whoever comes in may use the data for; part of each audit record. @default - not said */
  readonly purpose?: string;
  /** Whether each request leaves an audit record. False only where records, logs or alerts are delivered. */
  readonly recorded: boolean;
  /** Requests that each guard lets in per minute. @default - no limit */
  readonly requestsPerMinute?: number;
  /** Largest request body in bytes. @default 8388608 */
  readonly maxRequestBytes?: number;
  /** Lua that sees requests on their way in. @default - none */
  readonly script?: string;
  /** HTTP filters of its own, which a request meets last, its body already bounded and buffered. @default - none */
  readonly filters?: readonly object[];
}

/** What a guard stands in front of: the same pod, another server that it knows by its certificate, or one outside. */
export type GuardUpstream =
  | { readonly kind: 'local'; readonly port: number }
  | { readonly kind: 'remote'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'external';
      readonly endpoint: ExternalEndpoint;
      readonly purpose: string;
      /** Who signs its certificate; the folder must be mounted. @default - the site's own authority */
      readonly authority?: Authority;
    };

/** A loopback port of the pod that leads to one server inside the cluster, over TLS and under the workload's own certificate. */
export interface GuardOutlet {
  /** What is there: `fhir`. */
  readonly name: string;
  /** Port on 127.0.0.1 that the application calls in plain HTTP. */
  readonly localPort: number;
  readonly host: string;
  readonly port: number;
}

/** One TLS port of a guard behind which another protocol than HTTP is spoken: HL7 v2 over MLLP, DICOM. */
export interface GuardStream {
  readonly name: string;
  readonly port: number;
  /** DNS names of which the client's certificate must have one. */
  readonly clients: readonly string[];
  /** Who signs these certificates. @default - the site's own authority */
  readonly authority?: Authority;
  /** A loopback port of the pod, in the clear, or a server inside the cluster over TLS under the own certificate. */
  readonly to:
    | { readonly kind: 'local'; readonly port: number }
    | { readonly kind: 'remote'; readonly host: string; readonly port: number };
}

/** Everything from which a guard's configuration is made. */
export interface EnvoyProps {
  /** Name in audit records: `fhir`. */
  readonly serviceName: string;
  readonly namespace: string;
  readonly role: WorkloadRole;
  readonly doors: readonly GuardDoor[];
  /** Ports behind which something else than HTTP is spoken. @default - none */
  readonly streams?: readonly GuardStream[];
  readonly upstream: GuardUpstream;
  /** What else it stands in front of, by the name that routes use. @default - nothing */
  readonly furtherUpstreams?: Readonly<Record<string, GuardUpstream>>;
  /** Where the application itself calls inside the cluster. @default - nowhere */
  readonly outlets?: readonly GuardOutlet[];
  readonly audit: Pick<AuditSink, 'host' | 'port'>;
  /** Where a door's own filters record what they must know to be kept. @default - they record nothing */
  readonly recorder?: Pick<AuditSink, 'host' | 'httpPort'>;
  /** Upstream paths that probes may ask for through the health port. */
  readonly healthPaths: readonly string[];
  /** Who watches the guard, and where it tells how requests went. @default - nobody */
  readonly telemetry?: TelemetryRoute;
  /** The pod's end of the egress gateway. @default - what lies outside is reached directly */
  readonly relay?: EgressRelay;
}
