import { Construct } from 'constructs';
import { type AuditSink, assertRecorded } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import type { Database } from '../core/database.ts';
import type { GuardDoor, GuardRoute } from '../core/envoy/types.ts';
import { HapiServer } from '../core/hapi/server.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import type { HardenedWorkload } from '../core/workload.ts';

/** Port on which researchers read, with a token. */
export const RESEARCH_PORT = 8443;

/** Port on which named exports of the trust centre write. */
export const RESEARCH_EXPORT_PORT = 8445;

/** Props of {@link ResearchStore}. */
export interface ResearchStoreProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the server: `research-fhir`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly database: Database;
  readonly replicas: number;
  /** Whose tokens are accepted, for the audience of the server's name. */
  readonly identity: IdentityProvider;
  /** Role that a researcher's token must carry. */
  readonly researcherRole: string;
  /** Where every access is recorded. There is no research store without it. */
  readonly audit: AuditSink;
  /** Hosts in the certificates of the exports that may write. */
  readonly writers: readonly string[];
}

/** Reading and searching; nothing that a researcher sends changes anything. */
export const researchRoutes: readonly GuardRoute[] = [{ methods: ['GET', 'HEAD'], prefix: '/fhir' }];

/** FHIR R4 store of pseudonymised data: researchers read, named exports of the trust centre write, nobody else comes in. */
export class ResearchStore extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = RESEARCH_PORT;

  constructor(scope: Construct, id: string, props: ResearchStoreProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { identity, researcherRole, writers, name } = props;
    const server = new HapiServer(this, 'hapi', {
      ...props,
      role: 'research-fhir',
      dependsOn: [props.audit.ready],
      // A cohort is a part of the record: references lead to what stayed behind.
      partial: true,
      doors: [
        {
          ...{ name: 'https', port: RESEARCH_PORT, recorded: true, routes: researchRoutes },
          admission: { kind: 'token', identity, audience: name, role: researcherRole },
        },
        ...exportDoors(writers),
      ],
    });
    this.workload = server.workload;
    this.host = server.host;
    this.workload.allowTo(props.audit.peer, { port: props.audit.port, purpose: 'record who read what for research' });
  }
}

// A transaction is a POST to the server's root; nothing but new versions of resources comes in this way.
function exportDoors(hosts: readonly string[]): readonly GuardDoor[] {
  if (hosts.length === 0) return [];
  return [
    {
      ...{ name: 'https-export', port: RESEARCH_EXPORT_PORT, recorded: true },
      admission: { kind: 'certificate', dnsNames: hosts },
      routes: [{ methods: ['POST'], prefix: '/fhir', timeoutSeconds: 300 }],
      maxRequestBytes: 64 * 1024 * 1024,
    },
  ];
}
