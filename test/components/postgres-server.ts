import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  initialiseScript,
  POSTGRES_PATHS,
  type PostgresConfigProps,
  pgHbaConf,
  postgresqlConf,
  rolesSql,
  serveScript,
} from '../../constructs/data/postgres-config.ts';
import { certificateFolder, eventually, freePort, idsOf, pathOf, stop } from './programs.ts';

/** Passwords of the three roles, as the pod has them in its environment. */
export interface DatabasePasswords {
  readonly MIGRATION_PASSWORD: string;
  readonly USER_PASSWORD: string;
  readonly PURGE_PASSWORD: string;
}

/** A real PostgreSQL, initialised and configured by the construct's own files, on a free port of loopback. */
export class PostgresServer {
  readonly port: number;
  /** Folder with the `ca.crt` that its certificate can be checked with. */
  readonly tls: string;
  readonly #props: PostgresConfigProps;
  readonly #home = mkdtempSync(join(tmpdir(), 'domicile-postgres-'));
  // The server wants an operating-system user named like its superuser, and refuses to run as root.
  readonly #ids = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  #process: ChildProcess | undefined;

  private constructor(props: PostgresConfigProps, port: number) {
    this.#props = props;
    this.port = port;
    this.tls = this.#at('tls');
  }

  /** Makes the data directory and starts; resolves once connections are taken. */
  static async start(props: PostgresConfigProps, passwords: DatabasePasswords): Promise<PostgresServer> {
    const server = new PostgresServer(props, await freePort());
    await server.#write();
    await server.initialise(passwords);
    await server.run(passwords.USER_PASSWORD);
    return server;
  }

  /** Runs the init container's script; throws with its message when it fails. */
  async initialise(passwords: DatabasePasswords): Promise<void> {
    const { status, stderr } = spawnSync('/bin/sh', [this.#at('configuration/initialise.sh')], {
      ...this.#ids,
      env: { ...process.env, ...passwords, PATH: `${bin()}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`initialise.sh: ${stderr}`);
  }

  /** Starts the server, and waits until it takes the connections of its user. */
  async run(userPassword: string): Promise<void> {
    this.#process = spawn('/bin/sh', [this.#at('configuration/serve.sh')], {
      ...this.#ids,
      env: { ...process.env, PATH: `${bin()}:${process.env.PATH}` },
      stdio: 'ignore',
    });
    await eventually(
      async () => this.query('user', userPassword, 'select 1').stdout.trim(),
      (answer) => answer === '1',
    );
  }

  /** Puts a new certificate in place, of a new authority, the one file that the server is asked to follow last. */
  async renew(): Promise<void> {
    const tls = await certificateFolder(['localhost']);
    for (const name of ['ca.crt', 'tls.key', 'tls.crt']) {
      copyFileSync(join(tls, name), this.#at(`tls/${name}.next`));
      chmodSync(this.#at(`tls/${name}.next`), name === 'tls.key' ? 0o600 : 0o644);
      this.#own(`tls/${name}.next`);
      renameSync(this.#at(`tls/${name}.next`), this.#at(`tls/${name}`));
    }
  }

  stop(): Promise<void> {
    return stop(this.#process);
  }

  /** One statement over the network; the role by its kind or, for another, by its name. */
  query(role: string, password: string, sql: string, sslmode = 'verify-full', database = this.#props.databaseName) {
    const name = { ...this.#props.roles }[role as 'user'] ?? role;
    const connection = `host=localhost port=${this.port} dbname=${database} user=${name}`;
    const arguments_ = [
      `${connection} sslmode=${sslmode} sslrootcert=${this.#at('tls/ca.crt')}`,
      '--no-psqlrc',
      '-Atc',
      sql,
    ];
    const env = { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '5' };
    return spawnSync(join(bin(), 'psql'), arguments_, { env, encoding: 'utf8' });
  }

  #at(name: string): string {
    return join(this.#home, name);
  }

  // What the pod has and a test machine has not: its paths, its port, and an extension that Debian packs apart.
  #local(text: string): string {
    return text
      .replaceAll(POSTGRES_PATHS.data, this.#at('data'))
      .replaceAll(POSTGRES_PATHS.configuration, this.#at('configuration'))
      .replaceAll(POSTGRES_PATHS.certificate, this.#at('tls'))
      .replaceAll(POSTGRES_PATHS.socket, this.#at('socket'))
      .replace("listen_addresses = '*'", "listen_addresses = '127.0.0.1'")
      .replace('port = 5432', `port = ${this.port}`)
      .replace(/^(shared_preload_libraries|pgaudit).*$/gm, '');
  }

  async #write(): Promise<void> {
    for (const folder of ['configuration', 'tls', 'socket']) mkdirSync(this.#at(folder));
    await this.renew();
    const files = {
      'postgresql.conf': postgresqlConf(this.#props),
      'pg_hba.conf': pgHbaConf(this.#props),
      'roles.sql': rolesSql(this.#props),
      'initialise.sh': initialiseScript(this.#props),
      'serve.sh': serveScript().replace('sleep 60', 'sleep 1'),
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(this.#at(`configuration/${name}`), this.#local(text));
    this.#own('.', 'configuration', 'tls', 'socket');
  }

  #own(...names: readonly string[]): void {
    if (this.#ids !== undefined) for (const name of names) chownSync(this.#at(name), this.#ids.uid, this.#ids.gid);
  }
}

// What PATH has may be a link to the one program, without the others beside it.
function bin(): string {
  return dirname(realpathSync(pathOf('postgres')));
}
