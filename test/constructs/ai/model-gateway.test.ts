import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type GatewayUpstream, ModelGateway } from '../../../constructs/ai/model-gateway.ts';
import { ModelServer } from '../../../constructs/ai/model-server.ts';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { claimVolume } from '../../../constructs/core/volumes.ts';
import { modelCard, recordedWorkbench, signingKey } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const clients = [
  {
    ...{ host: 'approval.place.svc', requestsPerMinute: 120, promptKibibytes: 512 },
    ...{ answerTokens: 4096, answerTokensPerMinute: 200_000 },
  },
  {
    ...{ host: 'evaluation.place.svc', requestsPerMinute: 30, promptKibibytes: 64 },
    ...{ answerTokens: 256, answerTokensPerMinute: 7680 },
  },
];

type Bench = ReturnType<typeof recordedWorkbench>;

function inCluster({ stack, namespace, images, trail }: Bench, audit = trail.collector): GatewayUpstream {
  const server = new ModelServer(stack, 'model', {
    ...{ namespace, images, audit, name: 'model-server', replicas: 1, accelerator: 'cpu' },
    ...{ card: modelCard(), path: '/models/medical', signingKey },
    modelVolume: claimVolume('models', 'models', true),
  });
  return { kind: 'in-cluster', server };
}

function build(upstreamOf: (bench: Bench) => GatewayUpstream = inCluster, further: readonly GatewayUpstream[] = []) {
  const bench = recordedWorkbench();
  const { stack, namespace, images, trail } = bench;
  new ModelGateway(stack, 'gateway', {
    ...{ namespace, images, audit: trail.collector, name: 'model-gateway', replicas: 2 },
    clients,
    upstreams: [upstreamOf(bench), ...further],
  });
  const resources = resourcesOf(stack);
  const envoy = parse(resource(resources, 'config_map_v1', 'model-gateway-guard').data['envoy.yaml']).static_resources;
  const flows = intentsOf(stack).filter(({ from }) => from.name === 'model-gateway');
  return { resources, envoy, flows };
}

interface Share {
  readonly entries: readonly { readonly value: string }[];
  readonly token_bucket: { readonly max_tokens: number };
}

const { envoy, flows, resources } = build();
const [door] = envoy.listeners;
const http = door.filter_chains[0].filters[0].typed_config;
const address = (cluster: {
  load_assignment: { endpoints: { lb_endpoints: { endpoint: { address: object } }[] }[] };
}) => cluster.load_assignment.endpoints[0]?.lb_endpoints[0]?.endpoint.address;

describe('a model gateway', () => {
  test('admits clients by their certificate, and names them one by one', () => {
    const tls = door.filter_chains[0].transport_socket.typed_config;
    expect(tls.require_client_certificate).toBe(true);
    expect(
      tls.common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names,
    ).toEqual([
      { san_type: 'DNS', matcher: { exact: 'approval.place.svc' } },
      { san_type: 'DNS', matcher: { exact: 'evaluation.place.svc' } },
    ]);
  });

  test('knows the model server, the collector and who watches it, and nothing else', () => {
    expect(envoy.clusters.map(address)).toEqual([
      { socket_address: { address: 'model-server.place.svc', port_value: 8000 } },
      { socket_address: { address: 'audit-collector.place.svc', port_value: 4317 } },
      { socket_address: { address: 'audit-collector.place.svc', port_value: 4318 } },
      // Who watches the platform: counters, over the pod's own file, and how requests went, without what was asked.
      { pipe: { path: '/tmp/admin.sock' } },
      {
        socket_address: { address: 'telemetry-collector.reference-hospital-observability.svc', port_value: 4317 },
      },
    ]);
    expect(flows.map(({ to }) => (to.kind === 'workload' ? to.name : to.host))).toEqual([
      'audit-collector',
      'audit-collector',
      'model-server',
    ]);
  });

  test('offers two calls of a model, each with a limit, and answers nothing else', () => {
    const routes = http.route_config.virtual_hosts[0].routes;
    expect(routes.map((one: { match: { path_separated_prefix: string } }) => one.match.path_separated_prefix)).toEqual([
      '/v1/chat/completions',
      '/v1/embeddings',
    ]);
    for (const { route } of routes) expect(route.timeout).toMatch(/^\d+s$/);
  });

  test('hands a question to the model that it names, and knows no other', () => {
    const partner = { host: 'models.partner.example', port: 443, networks: ['10.30.0.0/16'] };
    const model = { name: 'partner', digest: `sha256:${'1'.repeat(64)}` };
    const both = build(inCluster, [{ kind: 'declared', basePath: '/v1', endpoint: partner, model }]);
    const [virtualHost] = both.envoy.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts;
    const ways = virtualHost.routes.map(
      ({ match, route }: { match: { dynamic_metadata: object[] }; route: { cluster: string } }) => [
        match.dynamic_metadata,
        route.cluster,
      ],
    );
    const named = (exact: string) => [
      { filter: 'domicile.question', path: [{ key: 'name' }], value: { string_match: { exact } } },
    ];
    expect(ways).toEqual([
      [named('medical'), 'upstream'],
      [named('medical'), 'upstream'],
      [named('partner'), 'upstream-partner'],
      [named('partner'), 'upstream-partner'],
    ]);
  });

  test('gives each client limits of its own', () => {
    const limits = http.http_filters.filter(({ name }: { name: string }) => name.endsWith('local_ratelimit'));
    const shares = limits.map(({ typed_config }: { typed_config: { descriptors: Share[] } }) =>
      typed_config.descriptors.map(({ entries, token_bucket }) => [entries[0]?.value, token_bucket.max_tokens]),
    );
    expect(shares).toEqual([
      [
        ['approval.place.svc', 120],
        ['evaluation.place.svc', 30],
      ],
      [
        ['approval.place.svc', 200_000],
        ['evaluation.place.svc', 7680],
      ],
    ]);
  });

  test('reads no more of a question than its most talkative client may send', () => {
    const buffer = http.http_filters.find(({ name }: { name: string }) => name.endsWith('buffer')).typed_config;
    expect(buffer.max_request_bytes).toBe(512 * 1024);
  });

  test('asks who it is and how often before it reads, and records before it counts tokens and hands on', () => {
    expect(http.http_filters.map(({ name }: { name: string }) => name.split('.').at(-1))).toEqual([
      'buffer',
      'identify',
      'local_ratelimit',
      'question',
      'local_ratelimit',
      'router',
    ]);
  });

  test('records every request', () => {
    expect(http.access_log[0].typed_config.grpc_service.envoy_grpc.cluster_name).toBe('audit-collector');
    expect(
      resource(resources, 'deployment_v1', 'model-gateway').metadata.annotations['domicile.internal/audit-sink'],
    ).toBe('audit-collector.place.svc:4317');
  });
});

describe('a gateway to a model that the site declares elsewhere', () => {
  const declared = build(() => ({
    kind: 'declared',
    basePath: '/openai/v1',
    model: { name: 'partner', digest: `sha256:${'1'.repeat(64)}` },
    endpoint: { host: 'models.partner.example', port: 443, networks: ['10.30.0.0/16'] },
  }));

  test('names that host where the judge reads it, and believes no server that is not certified as it', () => {
    const tls = declared.envoy.clusters[0].transport_socket.typed_config;
    expect(tls.sni).toBe('models.partner.example');
    expect(
      tls.common_tls_context.combined_validation_context.default_validation_context.match_typed_subject_alt_names,
    ).toEqual([{ san_type: 'DNS', matcher: { exact: 'models.partner.example' } }]);
  });

  test('goes there through its own end of the egress gateway', () => {
    expect(address(declared.envoy.clusters[0])).toEqual({
      socket_address: { address: '127.0.0.1', port_value: 15001 },
    });
  });

  test('reaches it in the declared networks alone', () => {
    expect(declared.flows.map(({ to }) => to)).toContainEqual({
      kind: 'external',
      host: 'models.partner.example',
      networks: ['10.30.0.0/16'],
      via: 'egress',
    });
  });

  test('asks below the path of the declared address', () => {
    const routes =
      declared.envoy.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes;
    expect(routes[0].route.prefix_rewrite).toBe('/openai/v1/chat/completions');
  });
});

test('a gateway and a model server that name different collectors are refused', () => {
  const elsewhere = { host: 'audit-collector.elsewhere.svc', port: 4317 };
  expect(() =>
    build((bench) => inCluster(bench, Object.assign(Object.create(bench.trail.collector), elsewhere))),
  ).toThrow(/name different audit collectors/);
});
