import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { LINEAGE_ATTRIBUTE } from '../../../constructs/core/lineage.ts';
import { type EngineConfigProps, engineConfig } from '../../../constructs/interop/hl7/engine-config.ts';
import { INTEGRATION_PATHS, INTEGRATION_PORTS } from '../../../constructs/interop/hl7/routes.ts';
import { pathOf, start, stop } from '../programs.ts';

/** Ports of this machine in place of those that the engine has in its pod. */
export interface EnginePorts {
  readonly health: number;
  readonly fhir: number;
  /** Where a stand-in for the audit collector listens. */
  readonly lineage: number;
  /** @default - there is no archive */
  readonly imaging?: number;
}

/** The real engine on loopback, with the generated files and nothing changed but folders and ports. */
export class Engine {
  readonly folder = mkdtempSync(join(tmpdir(), 'domicile-camel-'));
  private program: ReturnType<typeof start> | undefined;
  private readonly ports: EnginePorts;
  /** Events of OpenLineage that it has recorded. */
  // biome-ignore lint/suspicious/noExplicitAny: events are looked into by expectations
  readonly events: any[] = [];
  private readonly collector = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [record] = JSON.parse(body).resourceLogs[0].scopeLogs[0].logRecords;
      const about = record.attributes.find(({ key }: { key: string }) => key === LINEAGE_ATTRIBUTE);
      this.events.push(JSON.parse(about.value.stringValue));
      response.end('{}');
    });
  });

  constructor(props: EngineConfigProps, ports: EnginePorts) {
    this.ports = ports;
    for (const name of ['etc', 'store', 'drops']) mkdirSync(join(this.folder, name));
    for (const [name, text] of Object.entries(engineConfig(props))) {
      const local = text
        .replaceAll(INTEGRATION_PATHS.configuration, join(this.folder, 'etc'))
        .replaceAll(INTEGRATION_PATHS.store, join(this.folder, 'store'))
        .replaceAll(INTEGRATION_PATHS.drops, join(this.folder, 'drops'))
        .replaceAll(`port=${INTEGRATION_PORTS.health}`, `port=${ports.health}`)
        .replaceAll(`127.0.0.1:${INTEGRATION_PORTS.fhir}/`, `127.0.0.1:${ports.fhir}/`)
        .replaceAll(`127.0.0.1:${INTEGRATION_PORTS.lineage}/`, `127.0.0.1:${ports.lineage}/`)
        .replaceAll(
          `127.0.0.1:${INTEGRATION_PORTS.imaging}`,
          `127.0.0.1:${ports.imaging ?? INTEGRATION_PORTS.imaging}`,
        );
      writeFileSync(join(this.folder, 'etc', name), local);
    }
  }

  start(): void {
    if (!this.collector.listening) this.collector.listen(this.ports.lineage, '127.0.0.1').unref();
    const classes = `${join(this.folder, 'etc')}:${dirname(pathOf('camel'))}/*`;
    this.program = start(pathOf('java'), ['-Xmx256m', '-cp', classes, 'org.apache.camel.main.Main']);
  }

  /** Answers whether the engine calls itself ready. */
  async ready(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.ports.health}/health/ready`);
    return answer.ok;
  }

  get log(): string {
    return this.program?.log.join('') ?? '';
  }

  /** Names of the files below a folder of the store, without those that are still being written. */
  stored(folder: 'spool' | 'dead-letters' | 'replay'): readonly string[] {
    const at = join(this.folder, 'store', folder);
    try {
      const names = readdirSync(at, { recursive: true, encoding: 'utf8' });
      return names
        .filter((name) => !name.split('/').some((part) => part.startsWith('.')) && /[.]\w+$/.test(name))
        .sort();
    } catch {
      return [];
    }
  }

  read(folder: 'spool' | 'dead-letters', name: string): string {
    return readFileSync(join(this.folder, 'store', folder, name), 'utf8');
  }

  stop(): Promise<void> {
    return stop(this.program);
  }
}

/** A FHIR server that keeps what it is sent, and fails as it is told. */
export class FhirStub {
  // biome-ignore lint/suspicious/noExplicitAny: transactions are looked into by expectations
  readonly transactions: any[] = [];
  status = 200;
  private server: Server | undefined;

  async listen(port: number): Promise<void> {
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        if (this.status === 200) this.transactions.push(JSON.parse(body));
        response.writeHead(this.status, { 'content-type': 'application/fhir+json' });
        // Every transaction is the first of a new server's: resource after resource, version 1.
        const kinds = this.status === 200 ? this.transactions.at(-1).entry : [];
        const entry = kinds.map(({ resource }: { resource: { resourceType: string } }, index: number) => ({
          response: {
            status: '201',
            location: `${resource.resourceType}/${this.transactions.length}-${index}/_history/1`,
          },
        }));
        response.end(JSON.stringify({ resourceType: 'Bundle', type: 'transaction-response', entry }));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Sends one message over MLLP with TLS; resolves to the acknowledgement, or to why there is none. */
export function send(
  message: Buffer,
  tls: { readonly port: number; readonly folder?: string; readonly authority: string },
): Promise<string> {
  const own =
    tls.folder === undefined
      ? {}
      : { cert: readFileSync(join(tls.folder, 'tls.crt')), key: readFileSync(join(tls.folder, 'tls.key')) };
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({
      ...{ host: '127.0.0.1', port: tls.port, ca: tls.authority, checkServerIdentity: () => undefined, ...own },
    });
    const end = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => socket.write(Buffer.concat([Buffer.of(0x0b), message, Buffer.of(0x1c, 0x0d)])));
    socket.once('data', (data) => end(data.toString('latin1')));
    socket.once('error', () => end('cut'));
    socket.once('close', () => end('cut'));
    socket.setTimeout(50_000, () => end('silence'));
  });
}
