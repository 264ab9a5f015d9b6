import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corefile, NAME_SERVER_PATHS, NAMES_PORT } from '../../constructs/network/corefile.ts';
import { certificateFolder, describeWith, eventually, freePort, pathOf, start, stop } from './programs.ts';

const own = 'fhir.hospital.example';
const foreign = 'patient-4711.tunnel.example';
const REFUSED = 5;

/** A question for one address in DNS's own format, with its length before it, as it goes over TLS (RFC 7858). */
function question(name: string): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const message = Buffer.concat([
    Buffer.from([0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]),
    ...labels,
    Buffer.from([0, 0, 1, 0, 1]),
  ]);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 0xff]), message]);
}

/**
 * The address of the first answer record of type A: its data follows the type, the class, a lifetime and a length. Of what it
 * remembers the server says a shorter lifetime from second to second.
 */
function addressIn(answer: Buffer): string {
  // The question has the same type and class, and no data.
  const record = answer.lastIndexOf(Buffer.from([0, 1, 0, 1]));
  expect(answer.readUInt16BE(record + 8)).toBe(4);
  return [...answer.subarray(record + 10, record + 14)].join('.');
}

/** A real CoreDNS with the generated file, between a client and a second one that stands for the site's resolver. */
describeWith(['coredns'], "the name service behind the cluster's own", () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-names-'));
  const programs: (ChildProcess & { readonly log: string[] })[] = [];
  let port: number;
  let ca: string;

  const run = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    const program = start(pathOf('coredns'), ['-conf', join(folder, name)]);
    programs.push(program);
    return program;
  };

  beforeAll(async () => {
    const tls = await certificateFolder(['localhost', 'dns.hospital.example']);
    const [front = 0, behind = 0] = await Promise.all([freePort(), freePort()]);
    port = front;
    ca = join(tls, 'ca.crt');
    run(
      'resolver',
      `tls://.:${behind} {\n  bind 127.0.0.1\n  tls ${tls}/tls.crt ${tls}/tls.key\n  log\n` +
        '  template IN A {\n    answer "{{ .Name }} 60 IN A 10.20.0.7"\n  }\n}\n',
    );
    const generated = corefile({
      ...{ names: ['hospital.example'], resolvers: ['127.0.0.1'], certifiedAs: 'dns.hospital.example' },
    });
    const text = generated
      .replaceAll(`:${NAMES_PORT} {\n`, `:${port} {\n    bind 127.0.0.1\n`)
      .replaceAll('tls://127.0.0.1 {', `tls://127.0.0.1:${behind} {`)
      .replaceAll(NAME_SERVER_PATHS.resolverAuthority, tls)
      .replaceAll(NAME_SERVER_PATHS.certificate, tls);
    const server = run('Corefile', text);
    await eventually(
      async () => {
        if (server.exitCode !== null) throw new Error(server.log.join(''));
        return (await ask(own)).code;
      },
      (code) => code === 0,
    );
  });
  afterAll(async () => {
    for (const program of programs) await stop(program);
  });

  /** The code of the answer, and the address in it. */
  function ask(name: string): Promise<{ readonly code: number; readonly address: string | undefined }> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ca: readFileSync(ca), servername: 'localhost' }, () =>
        socket.write(question(name)),
      );
      socket.once('error', reject);
      socket.once('data', (answer) => {
        socket.end();
        const answers = answer.readUInt16BE(8);
        resolve({
          code: answer.readUInt8(5) & 0xf,
          address: answers === 0 ? undefined : addressIn(answer),
        });
      });
    });
  }

  test("asks the site's resolver over TLS for the names that the site declares", async () => {
    expect(await ask(own)).toEqual({ code: 0, address: '10.20.0.7' });
  });

  test('refuses every other name, and nobody outside hears of it', async () => {
    expect(await ask(foreign)).toEqual({ code: REFUSED, address: undefined });
    const [resolver] = programs;
    expect(resolver?.log.join('')).toContain(own);
    expect(resolver?.log.join('')).not.toContain('tunnel.example');
  });

  test('logs each question with who asked', async () => {
    await eventually(
      async () => programs[1]?.log.join('') ?? '',
      (log) => log.includes(`127.0.0.1`) && log.includes(own) && log.includes(foreign),
    );
  });
});
