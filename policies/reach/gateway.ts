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

type Chain = Omit<GatewayRoute, 'subject' | 'path'>;

/** Whoever judges one configuration after another, changed a little each time, meets the same list again and again. */
let last: { readonly text: string; readonly chains: readonly Chain[] } | undefined;

function routesInText(text: string, subject: Subject, path: Path): readonly GatewayRoute[] {
  if (last?.text !== text) last = { text, chains: chainsIn(text) };
  return last.chains.map((chain) => ({ ...chain, subject, path }));
}

/** Where a file cannot be read, or takes its listeners from elsewhere, anything may be let through. */
const anything: Chain = { serverNames: [], destinations: [], clients: undefined };

function chainsIn(text: string): readonly Chain[] {
  const { documents, problems } = readYaml('envoy.yaml', text);
  if (problems.length > 0) return [anything];
  return documents.flatMap(({ value }) => {
    const { static_resources: written, dynamic_resources: elsewhere } = fieldsOf(value);
    const resources = fieldsOf(written);
    const clusters = listOf(resources.clusters).map(fieldsOf);
    const chains = listOf(resources.listeners).flatMap((listener) => {
      const { filter_chains: own, default_filter_chain: other } = fieldsOf(listener);
      return [...listOf(own), ...(other === undefined ? [] : [other])];
    });
    const read = chains.flatMap((chain) => chainOf(fieldsOf(chain), clusters));
    return elsewhere === undefined ? read : [...read, anything];
  });
}

/** A chain that hands no connection on, such as one that answers itself, leads nowhere. */
function chainOf(chain: Fields, clusters: readonly Fields[]): readonly Chain[] {
  return listOf(chain.filters)
    .map(fieldsOf)
    .flatMap((filter) => {
      const config = filter.typed_config ?? null;
      const names = [
        ...valuesAt(config, 'cluster'),
        ...valuesAt(config, 'clusters')
          .flatMap(listOf)
          .map((one) => fieldsOf(one).name),
      ];
      const isDynamic = /forward_proxy/.test(JSON.stringify(filter)) || valuesAt(config, 'cluster_header').length > 0;
      const named = clusters.filter(({ name }) => name !== undefined && names.includes(name));
      const isOwn = named.length > 0 && named.length === new Set(names).size && named.every(isOfThePod);
      if (!isDynamic && (names.length === 0 || isOwn)) return [];
      const asked = texts(fieldsOf(chain.filter_chain_match).server_names);
      return [
        {
          serverNames: asked.length > 0 ? asked : valuesAt(config, 'domains').flatMap(texts),
          destinations: named.flatMap(destinationsOf),
          clients: clientsOf(chain),
        },
      ];
    });
}

function destinationsOf(cluster: Fields): readonly Destination[] {
  return addressesOf(cluster).flatMap(({ socket_address: socket }) => {
    const { address, port_value: port } = fieldsOf(socket);
    return typeof address === 'string' ? [{ host: address, port: typeof port === 'number' ? port : undefined }] : [];
  });
}

/** Whether a cluster is the pod itself: a socket in its file system, or its loopback address. */
function isOfThePod(cluster: Fields): boolean {
  const addresses = addressesOf(cluster);
  const hosts = destinationsOf(cluster).map(({ host }) => host);
  const isKnown = addresses.every(({ pipe, socket_address: socket }) => pipe !== undefined || socket !== undefined);
  return addresses.length > 0 && isKnown && hosts.every((host) => host === '127.0.0.1' || host === '::1');
}

function addressesOf(cluster: Fields): readonly Fields[] {
  return listOf(fieldsOf(cluster.load_assignment).endpoints)
    .flatMap((locality) => listOf(fieldsOf(locality).lb_endpoints))
    .map((endpoint) => fieldsOf(fieldsOf(fieldsOf(endpoint).endpoint).address));
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
