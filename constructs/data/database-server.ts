import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import type { Database } from '../core/database.ts';
import type { Awaited } from '../core/dependencies.ts';
import type { Images } from '../core/images/lock.ts';
import type { WorkloadRole } from '../core/labels.ts';
import type { NetworkPeer } from '../core/network-intent.ts';
import type { Site } from '../core/site/site.ts';

/** What a database is made from, whichever way it is run. */
export interface DatabaseServerProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the database server: `fhir-database`. A contract: it names the volume. */
  readonly name: string;
  /** Name of the one database on it: lower-case letters and underscores. */
  readonly databaseName: string;
  readonly images: Images;
  readonly storage: Site['storage'];
  /** Size of the volume, as a Kubernetes quantity. */
  readonly size: string;
  /** Guaranteed and most memory, in MiB. A quarter becomes shared buffers. @default 1024 */
  readonly memoryMebibytes?: number;
  /** Tables of which the application may read and add rows, but neither change nor delete any. @default - none */
  readonly appendOnlyTables?: readonly string[];
  /** What the server is to the platform, and so who may reach it. @default 'database' */
  readonly role?: Extract<WorkloadRole, 'database' | 'vector-store'>;
  /** Whether a destroy is refused while the data exists. @default false */
  readonly protectFromDestroy?: boolean;
}

/** A database of the platform, with what a backup of it needs to know. */
export abstract class DatabaseServer extends Construct implements Database {
  readonly name: string;
  readonly namespace: BoundaryNamespace;
  readonly databaseName: string;
  /** Size of the volume, as a Kubernetes quantity. */
  readonly size: string;
  abstract readonly peer: NetworkPeer;
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly roles: Database['roles'];
  /** Name of the Secret whose `ca.crt` vouches for the server, in its namespace. */
  abstract readonly certificate: string;

  protected constructor(scope: Construct, id: string, props: DatabaseServerProps) {
    super(scope, id);
    this.name = props.name;
    this.namespace = props.namespace;
    this.databaseName = props.databaseName;
    this.size = props.size;
  }

  abstract get ready(): Awaited;
}

/** Name of each role of a database in PostgreSQL. */
export function roleNames(databaseName: string): Readonly<Record<'migration' | 'user' | 'purge', string>> {
  return {
    migration: `${databaseName}_migration`,
    user: `${databaseName}_user`,
    purge: `${databaseName}_purge`,
  };
}

/** Guaranteed and most memory of the server, in MiB. */
export function memoryOf(props: DatabaseServerProps): number {
  return props.memoryMebibytes ?? 1024;
}

/** Size of the shared buffers in PostgreSQL's units: a quarter of the memory. */
export function sharedBuffersOf(props: DatabaseServerProps): string {
  return `${Math.floor(memoryOf(props) / 4)}MB`;
}
