import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { envoyFiles } from '../../constructs/core/envoy/certificates.ts';
import { CLIENT_AUTHORITY, ENVOY_PATHS } from '../../constructs/core/envoy/types.ts';
import { issueLeaf, type KeyPair } from '../../controlplane/certificates.ts';

/**
 * Envoy's configuration with its certificates in the folder `tls`, and the authority of clients in `clients`: beside them are
 * written the files that tell Envoy where to look.
 */
export function withCertificates(yaml: string, tls: string, clients = tls): string {
  const moved = (text: string) =>
    text.replaceAll(CLIENT_AUTHORITY.folder, clients).replaceAll(ENVOY_PATHS.certificate, tls);
  const { 'envoy.yaml': _, ...secrets } = envoyFiles(yaml, [CLIENT_AUTHORITY]);
  let text = moved(yaml);
  for (const [name, content] of Object.entries(secrets)) {
    writeFileSync(join(tls, name), moved(String(content)));
    text = text.replaceAll(`${ENVOY_PATHS.configuration}/${name}`, join(tls, name));
  }
  return text;
}

const FILES = ['tls.crt', 'tls.key', 'ca.crt'] as const;

/** A Secret as the kubelet mounts it: a folder for each version, links to its files, and one link that is moved at once. */
export class MountedCertificate {
  readonly folder = mkdtempSync(join(tmpdir(), 'domicile-mounted-'));
  private version = 0;

  constructor() {
    for (const name of FILES) symlinkSync(join('..data', name), join(this.folder, name));
  }

  /** Puts a new certificate for `localhost` in place, and gives its serial number. */
  async renew(authority: KeyPair): Promise<string> {
    const { certificate, key } = await issueLeaf(authority, { commonName: 'localhost', dnsNames: ['localhost'] });
    this.replace({ 'tls.crt': certificate, 'tls.key': key, 'ca.crt': authority.certificate });
    return new X509Certificate(certificate).serialNumber;
  }

  /** Puts these texts in place. */
  replace(files: Readonly<Record<(typeof FILES)[number], string>>): void {
    this.version += 1;
    const version = `..version-${this.version}`;
    mkdirSync(join(this.folder, version));
    for (const name of FILES) writeFileSync(join(this.folder, version, name), files[name], { mode: 0o600 });
    symlinkSync(version, join(this.folder, '..data-next'));
    renameSync(join(this.folder, '..data-next'), join(this.folder, '..data'));
  }
}

/** The serial number of what a server shows on loopback, and its answer to GET; the status is 0 when it hangs up. */
export function greeting(
  port: number,
  { path = '/', ...own }: { readonly path?: string; readonly cert?: string; readonly key?: string },
): Promise<{ readonly serial: string; readonly status: number }> {
  return new Promise((resolve) => {
    let serial = '';
    const asked = request({
      ...{ host: '127.0.0.1', port, servername: 'localhost', path, agent: false, rejectUnauthorized: false },
      ...own,
    });
    asked.on('socket', (socket) =>
      socket.on('secureConnect', () => {
        serial = (socket as TLSSocket).getPeerX509Certificate()?.serialNumber ?? '';
      }),
    );
    asked.on('response', (response) => {
      response.resume();
      resolve({ serial, status: response.statusCode ?? 0 });
    });
    asked.on('error', () => resolve({ serial, status: 0 }));
    asked.end();
  });
}
