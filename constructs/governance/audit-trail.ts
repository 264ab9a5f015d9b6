import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import type { Database } from '../core/database.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import type { Site } from '../core/site/site.ts';
import { serviceHost } from '../core/workload.ts';
import { AuditCollector } from './audit-collector.ts';
import { AUDIT_INGEST_PORT, AuditStore } from './audit-store.ts';
import { COLLECTOR_PORT } from './collector-config.ts';
import type { RetentionDays } from './retention.ts';

/** Props of {@link AuditTrail}. */
export interface AuditTrailProps {
  readonly namespace: BoundaryNamespace;
  readonly images: Images;
  readonly storage: Site['storage'];
  readonly identity: IdentityProvider;
  /** An append-only database of its own. */
  readonly database: Database;
  readonly replicas: number;
  readonly retention: RetentionDays;
  /** Host of the archive, which may read the store by its certificate. @default - there is no archive */
  readonly archiveHost?: string | undefined;
}

const COLLECTOR = 'audit-collector';
const STORE = 'audit-store';

/** The audit trail: a collector that everything is wired to, and the store behind it that only the collector can write to. */
export class AuditTrail extends Construct {
  readonly collector: AuditCollector;
  readonly store: AuditStore;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { namespace, images, replicas } = props;
    this.store = new AuditStore(this, 'store', {
      ...props,
      name: STORE,
      collector: { host: serviceHost(COLLECTOR, namespace.name), port: COLLECTOR_PORT },
    });
    this.collector = new AuditCollector(this, 'collector', {
      namespace,
      name: COLLECTOR,
      images,
      replicas,
      storage: props.storage,
      store: { host: this.store.host, port: AUDIT_INGEST_PORT },
    });
    this.collector.peer.allowTo(this.store.workload, { port: AUDIT_INGEST_PORT, purpose: 'deliver audit records' });
    this.store.workload.allowTo(this.collector.peer, {
      port: COLLECTOR_PORT,
      purpose: 'record who reads the audit trail',
    });
  }
}
