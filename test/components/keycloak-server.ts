import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { components } from '../../catalog/components.ts';
import { KEYCLOAK_PATHS, keycloakConf } from '../../constructs/identity/keycloak-config.ts';
import { type RealmProps, realmImport } from '../../constructs/identity/realm.ts';
import { PostgresServer } from './postgres-server.ts';
import { eventually, freePort, pathOf, start, stop } from './programs.ts';
import { runToEnd } from './run.ts';

/** The public address that the server says, wherever it is asked. */
export const publicUrl = 'https://identity.hospital.example';

const passwords = { MIGRATION_PASSWORD: 'm', USER_PASSWORD: 'u', PURGE_PASSWORD: 'p' };

/** A real Keycloak on a real PostgreSQL, in the three runs of the pod: build, import, start. */
export class KeycloakServer {
  readonly port: number;
  readonly database: PostgresServer;
  private readonly folder: string;
  private process: ReturnType<typeof start> | undefined;

  private constructor(folder: string, port: number, database: PostgresServer) {
    this.folder = folder;
    this.port = port;
    this.database = database;
  }

  /** `stored` adds to the realm what an administrator would: public keys, people. */
  static async start(realm: RealmProps, stored: (text: string) => string = (text) => text): Promise<KeycloakServer> {
    const folder = mkdtempSync(join(tmpdir(), 'domicile-keycloak-'));
    // The distribution is somebody's installation, and a build writes into it.
    cpSync(dirname(dirname(pathOf('keycloak'))), join(folder, 'keycloak'), { recursive: true });
    mkdirSync(join(folder, 'keycloak/data'), { recursive: true });
    const roles = { migration: 'identity_migration', user: 'identity_user', purge: 'identity_purge' };
    const shape = { databaseName: 'identity', roles, sharedBuffers: '32MB', appendOnlyTables: [] };
    const database = await PostgresServer.start(shape, passwords);
    const server = new KeycloakServer(folder, await freePort(), database);
    await server.run(stored(realmImport(realm)));
    return server;
  }

  private async run(realm: string): Promise<void> {
    const conf = keycloakConf({
      database: { host: 'localhost', port: this.database.port, databaseName: 'identity' },
      ...{ publicUrl, administrationUrl: 'https://localhost:9443', replicas: 1 },
    });
    writeFileSync(
      join(this.folder, 'keycloak.conf'),
      conf.replaceAll(KEYCLOAK_PATHS.authority, this.database.tls).replace('http-port=8080', `http-port=${this.port}`),
    );
    writeFileSync(join(this.folder, 'realm.json'), realm);
    await runToEnd(this.program, this.command('build'), this.env('user'));
    await this.import();
    this.process = start(this.program, this.command('start', '--optimized'), this.env('user'));
    await eventually(
      () => fetch(`http://127.0.0.1:${this.port}/health/ready`).then(({ status }) => status),
      (status) => status === 200,
      240,
    );
  }

  /** The run of a pod that starts again, with a realm file that has changed. */
  async importChanged(change: (realm: string) => string): Promise<void> {
    const file = join(this.folder, 'realm.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    await this.import();
  }

  private import(): Promise<unknown> {
    const file = `--file=${join(this.folder, 'realm.json')}`;
    return runToEnd(
      this.program,
      this.command('import', '--optimized', file, '--override=false'),
      this.env('migration'),
    );
  }

  private get program(): string {
    return join(this.folder, 'keycloak/bin/kc.sh');
  }

  private command(...words: string[]): string[] {
    return [`--config-file=${join(this.folder, 'keycloak.conf')}`, ...words];
  }

  private env(role: 'migration' | 'user') {
    return {
      ...process.env,
      ...components.keycloak.switches,
      KC_DB_USERNAME: `identity_${role}`,
      KC_DB_PASSWORD: role === 'user' ? 'u' : 'm',
      KC_BOOTSTRAP_ADMIN_USERNAME: 'bootstrap',
      KC_BOOTSTRAP_ADMIN_PASSWORD: 'only for a minute',
      CLIENT_APPROVAL: 'secret of the approval service',
    };
  }

  /** Asks the realm `care`. */
  realm(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}/realms/care${path}`, init);
  }

  async stop(): Promise<void> {
    await stop(this.process);
    await this.database.stop();
  }
}
