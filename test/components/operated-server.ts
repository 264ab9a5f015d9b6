import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { idsOf, pathOf } from './programs.ts';

/** A real PostgreSQL that reads the files which CloudNativePG makes; it listens on a socket in its own folder and nowhere else. */
export class OperatedServer {
  readonly #home = mkdtempSync(join(tmpdir(), 'domicile-operated-'));
  // The server wants an operating-system user named like its superuser, and refuses to run as root.
  readonly #ids = process.getuid?.() === 0 ? idsOf('postgres') : undefined;

  /** Makes the database `fhir` of that owner, as the operator does before anything else runs in it. */
  constructor(files: Readonly<Record<string, string>>, owner: string) {
    if (this.#ids !== undefined) chownSync(this.#home, this.#ids.uid, this.#ids.gid);
    const data = join(this.#home, 'data');
    this.#run(
      'initdb',
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=peer',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    );
    for (const [name, text] of Object.entries(files)) writeFileSync(join(data, name), this.#local(name, text));
    this.#run('pg_ctl', `--pgdata=${data}`, '--wait', `--log=${join(this.#home, 'log')}`, 'start');
    this.#sql('postgres', `create role ${owner} login`);
    this.#sql('postgres', `create database fhir owner ${owner}`);
  }

  /** What the superuser is answered in the database, columns with a bar between; throws with what the server says. */
  query(sql: string): string {
    return this.#sql('fhir', sql);
  }

  stop(): void {
    this.#run('pg_ctl', `--pgdata=${join(this.#home, 'data')}`, '--wait', '--mode=immediate', 'stop');
  }

  #sql(database: string, sql: string): string {
    const to = [`--host=${this.#home}`, '--username=postgres', `--dbname=${database}`];
    return this.#run('psql', ...to, '--no-psqlrc', '--quiet', '-At', '-v', 'ON_ERROR_STOP=1', '-c', sql).trim();
  }

  #run(program: string, ...args: readonly string[]): string {
    const bin = dirname(realpathSync(pathOf('postgres')));
    // A server that is left running must not hold the pipe on which an end is waited for.
    const stdio: ['ignore', 'pipe' | 'ignore', 'pipe' | 'ignore'] =
      program === 'pg_ctl' ? ['ignore', 'ignore', 'ignore'] : ['ignore', 'pipe', 'pipe'];
    return (
      execFileSync(join(bin, program), [...args], { ...this.#ids, cwd: this.#home, encoding: 'utf8', stdio }) ?? ''
    );
  }

  // What an instance has and a test machine has not: its paths, its certificates, an extension that Debian packs apart, a setting of version 17.
  #local(name: string, text: string): string {
    if (name !== 'postgresql.conf') return text;
    return text
      .replace("listen_addresses = '*'", "listen_addresses = ''")
      .replace(/^unix_socket_directories.*$/m, `unix_socket_directories = '${this.#home}'`)
      .replace(/^log_directory.*$/m, `log_directory = '${this.#home}'`)
      .replace(/^(?:shared_preload_libraries|ssl_(?:ca|cert|key)_file|archive_mode|allow_alter_system).*$/gm, '')
      .replace("ssl = 'on'", "ssl = 'off'");
  }
}
