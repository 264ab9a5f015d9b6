import type { Awaited } from './dependencies.ts';
import type { NetworkPeer } from './network-intent.ts';
import type { SecretReference } from './secrets.ts';

/** A login of a database: its name, and where its password is. */
export interface DatabaseRole {
  readonly name: string;
  readonly password: SecretReference;
}

/** What an application needs to know of its database, whichever way that is run. */
export interface Database {
  /** The pods to open a connection to. */
  readonly peer: NetworkPeer;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  /** `migration` owns and changes the schema; `user` works with rows; `purge` is the only one that deletes for good. */
  readonly roles: Readonly<Record<'migration' | 'user' | 'purge', DatabaseRole>>;
  /** What to wait for before connecting. */
  readonly ready: Awaited;
}

/** JDBC address that refuses a server whose certificate or name does not check out. */
export function jdbcUrl(database: Database, certificateAuthorityFile: string): string {
  const query = `sslmode=verify-full&sslrootcert=${certificateAuthorityFile}`;
  return `jdbc:postgresql://${database.host}:${database.port}/${database.databaseName}?${query}`;
}
