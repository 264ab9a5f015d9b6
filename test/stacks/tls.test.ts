import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../constructs/core/network-intent.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { SovereignStack } from '../../constructs/core/stack.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp, controllersOf, type Resource, resourcesOf } from '../support/synthesized.ts';

function build(file: string) {
  const app = bareApp();
  const stacks = Object.values(buildPlatform(app, loadSite(file))).filter(
    (stack): stack is SovereignStack => stack !== undefined,
  );
  return { app, resources: stacks.flatMap((stack) => resourcesOf(stack)) };
}

const sites = [
  ['the hospital', build('sites/reference-hospital.yaml')],
  ['the clinic', build('sites/clinic.yaml')],
] as const;

/** What is spoken in TLS from the first byte. */
const tlsProtocols = ['https', 'grpcs', 'tls'];

/** Everything that says so in another way, each reviewed: what is spoken, and what makes sure of TLS. */
const reviewed: Readonly<Record<string, string>> = {
  // PostgreSQL begins in the clear and asks for TLS: pg_hba.conf lets nobody in without, as the test below sees.
  postgresql: 'hostssl',
  // Keycloak's pods among themselves: JGroups over mutual TLS with certificates of its own making (transport-stack jdbc-ping).
  'identity:7800': 'JGroups over mutual TLS',
};

interface Chain {
  readonly transport_socket?: { readonly name: string };
}
interface Listener {
  readonly name: string;
  readonly address: { readonly socket_address: { readonly address: string; readonly port_value: number } };
  readonly filter_chains: readonly Chain[];
}

function filesOf(resources: readonly Resource[], file: string): readonly (readonly [string, string])[] {
  return resources
    .filter(({ type, body }) => type === 'config_map_v1' && body.data[file] !== undefined)
    .map(({ namespace, name, body }) => [`${namespace}/${name}`, body.data[file] as string] as const);
}

describe.each(sites)('between the pods of %s', (_, { app, resources }) => {
  const services = resources.filter(({ type }) => type === 'service_v1');
  const ports = services.flatMap(({ namespace, name, body }) =>
    (body.spec.port as { port: number; app_protocol: string }[]).map(({ port, app_protocol }) => ({
      namespace,
      name,
      port,
      app_protocol,
    })),
  );

  test('every port of a Service speaks TLS, or is reviewed', () => {
    expect(ports.length).toBeGreaterThan(4);
    const others = ports.filter(({ app_protocol }) => !tlsProtocols.includes(app_protocol));
    expect(others.filter(({ app_protocol }) => reviewed[app_protocol] === undefined)).toEqual([]);
  });

  test('every port that a network policy opens is one of these, or is reviewed', () => {
    const known = new Set(
      ports.map(({ namespace, name, port }) => `${namespace}/${name.replace(/-metrics$/, '')}:${port}`),
    );
    const opened = intentsOf(app).flatMap(({ to, port }) =>
      to.kind === 'workload' ? [{ key: `${to.namespace}/${to.name}:${port}`, short: `${to.name}:${port}` }] : [],
    );
    expect(opened.filter(({ key, short }) => !known.has(key) && reviewed[short] === undefined)).toEqual([]);
  });

  test('every listener of an Envoy that is not on loopback demands TLS in each of its chains', () => {
    const files = filesOf(resources, 'envoy.yaml');
    expect(files.length).toBeGreaterThan(1);
    for (const [name, text] of files) {
      const { listeners } = parse(text).static_resources as { listeners: readonly Listener[] };
      const open = listeners.filter(({ address }) => address.socket_address.address !== '127.0.0.1');
      const plain = open.filter(({ filter_chains }) =>
        filter_chains.some(({ transport_socket }) => transport_socket?.name !== 'envoy.transport_sockets.tls'),
      );
      expect([name, plain.map((one) => one.name)]).toEqual([name, []]);
    }
  });

  test('every certificate that an Envoy looks for has its file beside the configuration, and is read again when it is renewed', () => {
    for (const { name, body } of resources.filter(({ body }) => body.data?.['envoy.yaml'] !== undefined)) {
      const wanted = [...(body.data['envoy.yaml'] as string).matchAll(/path: \/etc\/envoy\/(.+)/g)].map(
        ([, file]) => file,
      );
      expect([name, new Set(wanted).has('own-certificate.yaml')]).toEqual([name, true]);
      for (const file of new Set(wanted)) {
        const [{ tls_certificate, validation_context }] = parse(body.data[file ?? ''] ?? 'resources: [{}]').resources;
        expect([name, file, (tls_certificate ?? validation_context)?.watched_directory?.path]).toEqual([
          ...[name, file],
          expect.stringMatching(/^\/etc\/(?:tls|clients)$/),
        ]);
      }
    }
  });

  test('every database refuses a connection without TLS', () => {
    const files = filesOf(resources, 'pg_hba.conf');
    expect(files.length).toBeGreaterThan(0);
    for (const [name, text] of files) {
      const remote = text.split('\n').filter((line) => /^host/.test(line));
      expect([name, remote.filter((line) => !/^hostssl /.test(line) && !/reject$/.test(line))]).toEqual([name, []]);
      expect(remote.length).toBeGreaterThan(0);
    }
  });

  test('every receiver of a collector demands a client certificate', () => {
    for (const [, text] of filesOf(resources, 'config.yaml').filter(([, one]) => one.includes('receivers:'))) {
      const { receivers = {}, distributor } = parse(text);
      const { protocols } = receivers.otlp ?? distributor.receivers.otlp;
      for (const { tls } of Object.values<{ tls?: { client_ca_file?: string } }>(protocols)) {
        expect(tls?.client_ca_file).toBe('/etc/tls/ca.crt');
      }
    }
  });

  test('every container port is one that the above have looked at', () => {
    const known = new Set(
      ports.map(({ namespace, name, port }) => `${namespace}/${name.replace(/-metrics$/, '')}:${port}`),
    );
    // The kubelet asks for health over TLS, and no policy lets anybody else there.
    const health = new Set([8444, 13133]);
    const unknown = controllersOf(resources).flatMap(({ namespace, name, body }) =>
      (body.spec.template.spec.container as { port?: { container_port: number }[] }[])
        .flatMap(({ port = [] }) => port.map(({ container_port }) => container_port))
        .filter((port) => !health.has(port) && !known.has(`${namespace}/${name}:${port}`))
        .map((port) => `${name}:${port}`),
    );
    expect(unknown.filter((one) => reviewed[one] === undefined)).toEqual([]);
  });

  test('every probe over HTTP speaks TLS', () => {
    const probes = controllersOf(resources).flatMap(({ body }) =>
      (body.spec.template.spec.container as Record<string, { http_get?: { scheme: string } } | undefined>[]).flatMap(
        (container) => [
          container.liveness_probe?.http_get,
          container.readiness_probe?.http_get,
          container.startup_probe?.http_get,
        ],
      ),
    );
    const asked = probes.filter((probe) => probe !== undefined);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter(({ scheme }) => scheme !== 'HTTPS')).toEqual([]);
  });
});
