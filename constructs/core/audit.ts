import type { Construct } from 'constructs';
import type { Awaited } from './dependencies.ts';
import { DomicileError } from './errors.ts';
import { PLATFORM_ANNOTATION, type StringMap } from './labels.ts';
import type { NetworkPeer } from './network-intent.ts';

/** Where audit records go: an OTLP/gRPC receiver that demands a client certificate. */
export interface AuditSink {
  readonly host: string;
  readonly port: number;
  /** Port for whoever must know that a record is kept before going on: OTLP/HTTP, answered once the record is on disk. */
  readonly httpPort: number;
  /** The pods to open a connection to. */
  readonly peer: NetworkPeer;
  /** What to wait for before anything that must be recorded starts. */
  readonly ready: Awaited;
}

/** Says on the workload who records it, for rules and reviewers. */
export function auditedBy(sink: Pick<AuditSink, 'host' | 'port'>): StringMap {
  return { [PLATFORM_ANNOTATION.auditSink]: `${sink.host}:${sink.port}` };
}

/** Throws a DomicileError when there is no collector: the type demands one, and JavaScript or a cast must not do without. */
export function assertRecorded(construct: Construct, audit: AuditSink | undefined): void {
  if (audit?.host !== undefined && audit.peer !== undefined) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'a workload that touches patients or their data has no audit collector',
    seen: 'audit: undefined',
    constructPath: construct.node.path,
    allowed: 'the AuditCollector of the platform',
    mend: 'give it: { …, audit: trail.collector }',
  });
}
