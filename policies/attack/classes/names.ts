import type { Fields, Path } from '../../engine/types.ts';
import { foreignAddress, foreignName } from '../planted.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type Target } from '../types.ts';

interface Destination {
  readonly what: string;
  readonly object: (namespace: string, value: string) => Fields;
  readonly at: Path;
  readonly holds: 'name' | 'address';
}

const metadata = (namespace: string) => ({ name: 'store', namespace });
const service = (namespace: string, spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(namespace),
  spec,
});
const slice = (namespace: string, addressType: string, address: string): Fields => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { ...metadata(namespace), labels: { 'kubernetes.io/service-name': 'store' } },
  addressType,
  ports: [{ port: 443, protocol: 'TCP', name: 'https' }],
  endpoints: [{ addresses: [address] }],
});

const webhook = (name: string): Fields => ({
  name: 'check.klinik.internal',
  clientConfig: { url: `https://${name}/check` },
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['secrets'] }],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
});

const DESTINATIONS: readonly Destination[] = [
  {
    what: 'a Service that is another name for a host',
    object: (namespace, name) => service(namespace, { type: 'ExternalName', externalName: name }),
    at: ['spec', 'externalName'],
    holds: 'name',
  },
  {
    what: 'a Service that takes over a public address',
    object: (namespace, ip) =>
      service(namespace, { selector: { app: 'store' }, externalIPs: [ip], ports: [{ port: 443 }] }),
    at: ['spec', 'externalIPs', 0],
    holds: 'address',
  },
  {
    what: 'an EndpointSlice with a public address',
    object: (namespace, ip) => slice(namespace, 'IPv4', ip),
    at: ['endpoints', 0, 'addresses', 0],
    holds: 'address',
  },
  {
    what: 'an EndpointSlice with a name',
    object: (namespace, name) => slice(namespace, 'FQDN', name),
    at: ['endpoints', 0, 'addresses', 0],
    holds: 'name',
  },
  {
    what: 'Endpoints with a public address',
    object: (namespace, ip) => ({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: metadata(namespace),
      subsets: [{ addresses: [{ ip }], ports: [{ port: 443 }] }],
    }),
    at: ['subsets', 0, 'addresses', 0, 'ip'],
    holds: 'address',
  },
  {
    what: 'a webhook that every Secret is sent to',
    object: (_, name) => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'check' },
      webhooks: [webhook(name)],
    }),
    at: ['webhooks', 0, 'clientConfig', 'url'],
    holds: 'name',
  },
  {
    what: 'an Ingress that sends logins elsewhere',
    object: (namespace, name) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...metadata(namespace),
        annotations: { 'nginx.ingress.kubernetes.io/auth-url': `https://${name}/check` },
      },
      spec: { tls: [{ secretName: 'tls' }], rules: [{ http: { paths: [] } }] },
    }),
    at: ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/auth-url'],
    holds: 'name',
  },
];

function borrowed({ what, object, at, holds }: Destination, target: Target, random: Random): Mutation {
  const namespace = random.pick(target.namespaces);
  if (holds === 'address') {
    const { value, because } = foreignAddress(target, random);
    return {
      change: { do: 'add', object: object(namespace, value) },
      what,
      value,
      because: `${value} is ${because}`,
      at,
    };
  }
  const planted = foreignName(target, random);
  const change = { do: 'add', object: object(namespace, planted.text) } as const;
  return { change, what: `${what}: ${planted.what}`, value: planted.text, because: planted.because, at };
}

/** Attacks by a trusted name that leads elsewhere. */
export const nameClasses: readonly AttackClass[] = [
  {
    id: 'borrowed-names',
    title: 'a Service, endpoints, a webhook or an Ingress that leads elsewhere',
    aim: 'residency',
    caughtBy: PLACE_RULES,
    mutate(target, random) {
      return target.namespaces.length === 0 ? undefined : borrowed(random.pick(DESTINATIONS), target, random);
    },
  },
];
