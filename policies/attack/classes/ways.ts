import type { Fields, Path, Subject } from '../../engine/types.ts';
import { stringAt } from '../../subjects/fields.ts';
import { valueAt, withItem, withValue } from '../edit.ts';
import { foreignHost } from '../planted.ts';
import type { Random } from '../random.ts';
import type { AttackClass, PodTarget, Target } from '../types.ts';

const DATA = 'domicile.internal/data-class';
const ROLE = 'domicile.internal/role';
const NAME = 'kubernetes.io/metadata.name';
const ACCESS = 'rbac.authorization.k8s.io';
const aim = 'hardening';

function namespacesWithData({ subjects }: Target): readonly string[] {
  const labels = (subject: Subject) => valueAt(subject.body, ['metadata', 'labels', DATA]);
  return subjects
    .filter((subject) => subject.kind === 'Namespace' && typeof labels(subject) === 'string')
    .map(({ name }) => name);
}

/** Policies of namespaces with data that already say something of a direction. */
function policiesWithData(target: Target, direction: 'ingress' | 'egress'): readonly Subject[] {
  const namespaces = new Set(namespacesWithData(target));
  return target.subjects.filter(
    ({ kind, namespace = '', body }) =>
      kind === 'NetworkPolicy' && namespaces.has(namespace) && valueAt(body, ['spec', direction, 0]) !== undefined,
  );
}

const named: Fields = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'added' } } };
const ports = [{ port: 8443, protocol: 'TCP' }];

/** Rules that open a way without naming who may use it, or on which port; and where in the rule that shows. */
const UNNAMED: readonly (readonly [what: string, rule: (list: 'from' | 'to') => Fields, at: Path])[] = [
  ['every pod of the namespace', (list) => ({ [list]: [{ podSelector: {} }], ports }), [0]],
  [
    'every pod of another namespace',
    (list) => ({ [list]: [{ namespaceSelector: { matchLabels: { [NAME]: 'elsewhere' } } }], ports }),
    [0],
  ],
  [
    'every pod of another namespace, beside one that is named',
    (list) => ({ [list]: [named, { namespaceSelector: { matchLabels: { [NAME]: 'x' } }, podSelector: {} }], ports }),
    [1],
  ],
];

const unnamed: AttackClass = {
  id: 'unnamed-ways',
  title: 'a way into or out of a namespace with data that names no workload, or no port',
  aim,
  caughtBy: ['NET-010'],
  mutate(target, random) {
    const [direction, list] = random.pick([
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const);
    const policies = policiesWithData(target, direction);
    if (policies.length === 0) return undefined;
    const subject = random.pick(policies);
    const because =
      'whoever puts a pod there, or listens on another port, is let through without anybody having said so';
    const [what, rule, at] = random.pick([
      ...UNNAMED.map(([words, make, place]) => [words, make(list), [list, ...place]] as const),
      ['every port', { [list]: [named] }, ['ports']] as const,
    ]);
    const { body, path } = withItem(subject.body, ['spec', direction], rule);
    const change = { do: 'edit', subject, body } as const;
    return { change, what: `${direction}: ${what}`, value: JSON.stringify(rule), because, at: [...path, ...at] };
  },
};

/** Roles that leave the cluster themselves. */
const LEAVING = /^(?:egress|name-server|backup|audit-archive|object-storage|compliance-check)$/;

const besideGateway: AttackClass = {
  id: 'beside-the-gateway',
  title: 'a way out of the cluster beside the egress gateway',
  aim,
  caughtBy: ['NET-011'],
  mutate(target, random) {
    const roleOf = ({ labels }: PodTarget) => stringAt(labels, ROLE) ?? '';
    if (!target.pods.some((pod) => roleOf(pod) === 'egress')) return undefined;
    const holding = new Set(namespacesWithData(target));
    const pods = target.pods.filter((pod) => holding.has(pod.subject.namespace ?? '') && !LEAVING.test(roleOf(pod)));
    if (pods.length === 0) return undefined;
    const { subject, labels } = random.pick(pods);
    const cidr = random.pick(['10.77.0.0/16', '192.168.7.0/24', '172.20.0.5/32', 'fd00:77::/48']);
    const object = {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      metadata: { name: 'added', namespace: subject.namespace ?? '' },
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ port: 443 }] }],
      },
    };
    const because = 'no name is asked for there, and nothing records who went where';
    const what = `${subject.name} to a network`;
    return { change: { do: 'add', object }, what, value: cidr, because, at: 'anywhere' };
  },
};

/** What is written into the list of an egress gateway, given the host that it leads to now. */
type Rewrite = (text: string, host: string, target: Target, random: Random) => readonly [text: string, value: string];

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const listed = (host: string) => new RegExp(`(server_names:\\n\\s+- )(?:port-\\d+\\.)?${escaped(host)}\\n`);

const REWRITES: readonly (readonly [what: string, rewrite: Rewrite])[] = [
  [
    'a host that a chain leads to',
    (text, host, target, random) => {
      const foreign = foreignHost(target, random).value;
      return [text.replaceAll(`address: ${host}\n`, `address: ${foreign}\n`), foreign];
    },
  ],
  ['any name', (text, host) => [text.replace(listed(host), '$1"*"\n'), '*']],
  [
    'every name below a domain',
    (text, host) => {
      const pattern = `*.${host.split('.').slice(-2).join('.')}`;
      return [text.replace(listed(host), `$1"${pattern}"\n`), pattern];
    },
  ],
  [
    'a chain for whatever no other is for',
    (text) => {
      const chain = 'default_filter_chain: {filters: [{name: tcp, typed_config: {cluster: anywhere}}]}';
      return [text.replace(/\n( +)filter_chains:\n/, `\n$1${chain}\n$1filter_chains:\n`), chain];
    },
  ],
  [
    'a chain that goes where the client says',
    (text) => {
      const filter = '{name: envoy.filters.network.sni_dynamic_forward_proxy, typed_config: {port_value: 443}}';
      return [text.replace(/\n( +)filter_chains:\n/, `\n$1filter_chains:\n$1  - filters: [${filter}]\n`), filter];
    },
  ],
  [
    'listeners from elsewhere',
    (text) => [`${text}dynamic_resources: {lds_config: {path: /etc/more.yaml}}\n`, 'dynamic_resources'],
  ],
];

const gatewayList: AttackClass = {
  id: 'gateway-list',
  title: 'the list of the egress gateway, widened or led elsewhere',
  aim,
  caughtBy: ['NET-012'],
  mutate(target, random) {
    const namespaces = new Set(
      target.pods.filter(({ labels }) => stringAt(labels, ROLE) === 'egress').map(({ subject }) => subject.namespace),
    );
    const lists = target.configMaps
      .filter(({ namespace }) => namespaces.has(namespace))
      .flatMap((subject) =>
        Object.entries((subject.body.data ?? {}) as Fields).map((entry) => [subject, ...entry] as const),
      )
      .flatMap(([subject, key, text]) =>
        typeof text === 'string' && text.includes('filter_chains:') ? [{ subject, key, text }] : [],
      );
    if (lists.length === 0) return undefined;
    const { subject, key, text } = random.pick(lists);
    const hosts = [...text.matchAll(/server_names:\n\s+- (?:port-\d+\.)?(\S+)\n/g)].flatMap(([, host = '']) =>
      text.includes(`address: ${host}\n`) ? [host] : [],
    );
    if (hosts.length === 0) return undefined;
    const [what, rewrite] = random.pick(REWRITES);
    const [changed, value] = rewrite(text, random.pick(hosts), target, random);
    if (changed === text) throw new Error(`the list of the egress gateway has no place for: ${what}`);
    const at = ['data', key];
    const change = { do: 'edit', subject, body: withValue(subject.body, at, changed) } as const;
    return { change, what, value, because: 'the gateway is the boundary at run time: what it lets through leaves', at };
  },
};

const foreignResolver: AttackClass = {
  id: 'foreign-resolver',
  title: 'names asked of somebody who is no resolver of the cluster or the site',
  aim,
  caughtBy: ['NET-013'],
  mutate(target, random) {
    const policies = policiesWithData(target, 'egress');
    if (policies.length === 0) return undefined;
    const subject = random.pick(policies);
    const [what, peer] = random.pick<readonly [string, Fields]>([
      ['a public address', { ipBlock: { cidr: `${target.foreign.address(random)}/32` } }],
      ['pods of another name', { podSelector: { matchLabels: { 'k8s-app': 'my-dns' } } }],
      [
        'pods of the right name in another namespace',
        {
          namespaceSelector: { matchLabels: { [NAME]: 'elsewhere' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      [
        'pods of the right name in any namespace',
        { namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
      ],
    ]);
    const asked = random.pick([
      [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
      [{ port: 53, protocol: 'UDP' }],
      [{ port: 50, endPort: 60, protocol: 'UDP' }],
    ]);
    const { body, path } = withItem(subject.body, ['spec', 'egress'], { to: [peer], ports: asked });
    const because = 'a question for a name can carry data in the name, to whoever is asked';
    const change = { do: 'edit', subject, body } as const;
    return { change, what: `port 53 of ${what}`, value: JSON.stringify(peer), because, at: [...path, 'to', 0] };
  },
};

const openedByLabel: AttackClass = {
  id: 'labels-that-open',
  title: 'rights of a workload to set the labels that open a way, or to write the policies that read them',
  aim,
  caughtBy: ['NET-014'],
  mutate(target, random) {
    const holding = new Set(namespacesWithData(target));
    const pods = target.pods.filter(({ subject }) => holding.has(subject.namespace ?? ''));
    if (pods.length === 0) return undefined;
    const { subject, spec } = random.pick(pods);
    const account = {
      ...{ kind: 'ServiceAccount', name: stringAt(spec, 'serviceAccountName') ?? 'default' },
      namespace: subject.namespace ?? '',
    };
    const [resource, verb] = [
      random.pick(['pods', 'deployments', 'jobs', 'namespaces', 'networkpolicies', '*']),
      random.pick(['create', 'update', 'patch', '*']),
    ];
    const everywhere = random.chance(0.5);
    const metadata = { name: 'added', ...(everywhere ? {} : { namespace: account.namespace }) };
    const kinds = everywhere ? ['ClusterRole', 'ClusterRoleBinding'] : ['Role', 'RoleBinding'];
    const [role = '', binding = ''] = kinds;
    const items = [
      {
        ...{ apiVersion: `${ACCESS}/v1`, kind: role, metadata },
        rules: [{ apiGroups: ['*'], resources: [resource], verbs: ['get', verb] }],
      },
      {
        ...{ apiVersion: `${ACCESS}/v1`, kind: binding, metadata },
        roleRef: { apiGroup: ACCESS, kind: role, name: 'added' },
        subjects: [account],
      },
    ];
    const because = 'who may choose the labels of a pod, or write the policies, lets itself in';
    const value = `${verb} ${resource}`;
    const what = `a ${role} for the account of ${subject.name}`;
    const change = { do: 'add', object: { apiVersion: 'v1', kind: 'List', items } } as const;
    return { change, what, value, because, at: 'anywhere' };
  },
};

/** Attacks on what may be reached from where data is. */
export const wayClasses: readonly AttackClass[] = [unnamed, besideGateway, gatewayList, foreignResolver, openedByLabel];
