import type { Context, Fields, Path, Subject, Value } from '../engine/types.ts';
import { configMapsOf } from '../rules/shared/mounted.ts';
import { roleOf } from '../rules/shared/roles.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { isFields, isList } from '../subjects/fields.ts';
import { readYaml } from '../subjects/text/yaml.ts';
import type { Endpoint } from './endpoint.ts';

/** The role of a workload through which others leave the cluster. */
export const EGRESS_ROLE = 'egress';

/** One way through an egress gateway: a filter chain of Envoy that hands a connection on. */
export interface GatewayRoute {
  /** The ConfigMap, and where its text stands in it. */
  readonly subject: Subject;
  readonly path: Path;
  /** The names that a client has to ask for; empty when any name will do. */
  readonly serverNames: readonly string[];
  /** Where it leads: hosts and ports, as Envoy dials them; empty when nobody can say. */
  readonly destinations: readonly Destination[];
  /** Names in the certificates of those who may go; undefined when anybody may. */
  readonly clients: readonly string[] | undefined;
}

export interface Destination {
  readonly host: string;
  readonly port: number | undefined;
}

/** Whether a workload is an egress gateway, as its role says. */
export function isEgressGateway({ pod }: Pick<Endpoint, 'pod'>): boolean {
  return roleOf(pod) === EGRESS_ROLE;
}

/** Every way through a gateway, out of the Envoy configuration that it mounts; empty when it mounts none that can be read. */
export function routesOf(gateway: Endpoint, context: Context): readonly GatewayRoute[] {
  return configMapsOf(gateway.pod, gateway.namespace, context).flatMap(routesIn);
}

/** The ways that an Envoy configuration in a ConfigMap opens. */
export function routesIn(subject: Subject): readonly GatewayRoute[] {
  return Object.entries(fieldsOf(subject.body.data)).flatMap(([key, text]) =>
    typeof text === 'string' && text.includes('filter_chains') ? routesInText(text, subject, ['data', key]) : [],
  );
}

function routesInText(text: string, subject: Subject, path: Path): readonly GatewayRoute[] {
  return readYaml(subject.name, text).documents.flatMap(({ value }) => {
    const resources = fieldsOf(fieldsOf(value).static_resources);
    const clusters = listOf(resources.clusters).map(fieldsOf);
    return listOf(resources.listeners)
      .flatMap((listener) => listOf(fieldsOf(listener).filter_chains))
      .flatMap((chain) => routeOf(fieldsOf(chain), clusters, { subject, path }));
  });
}

/** A chain that hands no connection on, such as one that answers itself, leads nowhere. */
function routeOf(
  chain: Fields,
  clusters: readonly Fields[],
  place: Pick<GatewayRoute, 'subject' | 'path'>,
): readonly GatewayRoute[] {
  const proxies = listOf(chain.filters)
    .map(fieldsOf)
    .filter(({ name }) => /tcp_proxy|forward_proxy/.test(`${name}`));
  return proxies.map((proxy) => {
    const { cluster, weighted_clusters: weighted } = fieldsOf(proxy.typed_config);
    const names = [cluster, ...listOf(fieldsOf(weighted).clusters).map((one) => fieldsOf(one).name)];
    return {
      ...place,
      serverNames: texts(fieldsOf(chain.filter_chain_match).server_names),
      destinations: clusters.filter(({ name }) => name !== undefined && names.includes(name)).flatMap(destinationsOf),
      clients: clientsOf(chain),
    };
  });
}

function destinationsOf(cluster: Fields): readonly Destination[] {
  return listOf(fieldsOf(cluster.load_assignment).endpoints)
    .flatMap((locality) => listOf(fieldsOf(locality).lb_endpoints))
    .flatMap((endpoint) => {
      const { address, port_value: port } = fieldsOf(
        fieldsOf(fieldsOf(fieldsOf(endpoint).endpoint).address).socket_address,
      );
      return typeof address === 'string' ? [{ host: address, port: typeof port === 'number' ? port : undefined }] : [];
    });
}

function clientsOf(chain: Fields): readonly string[] | undefined {
  const found = valuesAt(chain.transport_socket ?? null, 'match_typed_subject_alt_names');
  const required = valuesAt(chain.transport_socket ?? null, 'require_client_certificate').includes(true);
  if (!required || found.length === 0) return undefined;
  return found.flatMap(listOf).flatMap((matcher) => texts([fieldsOf(fieldsOf(matcher).matcher).exact ?? null]));
}

/** Every value that stands under a key, at any depth. */
function valuesAt(value: Value, key: string): readonly Value[] {
  if (isList(value)) return value.flatMap((inner) => valuesAt(inner, key));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : valuesAt(inner, key)));
}

function texts(value: Value | undefined): readonly string[] {
  return listOf(value).filter((text) => typeof text === 'string');
}
