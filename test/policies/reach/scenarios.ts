import { parseCidr } from '../../../policies/rules/shared/cidr.ts';
import { adminPolicy, namespace, pod, policy, type Scenario } from './scenario.ts';

const [a, b, c] = [pod('clinic/a'), pod('clinic/b'), pod('tools/c', 'tier: batch')];
const spaces = [namespace('clinic', 'team: care'), namespace('tools', 'team: it')];
const all = [...spaces, a, b, c];
const every = 'podSelector: {}';
const onlyIn = `${every}, policyTypes: [Ingress]`;
const onlyOut = `${every}, policyTypes: [Egress]`;
const takes = (peers: string, ports = '') =>
  policy(`${onlyIn}, ingress: [{from: [${peers}]${ports && `, ports: [${ports}]`}}]`);
const sends = (peers: string, ports = '') =>
  policy(`${onlyOut}, egress: [{to: [${peers}]${ports && `, ports: [${ports}]`}}]`);

/** Each clause of `networking.k8s.io/v1` NetworkPolicy, in the order of its documentation. */
export const networkPolicyScenarios: readonly Scenario[] = [
  {
    clause: 'without a policy everything is open, to pods and to addresses',
    objects: all,
    packets: {
      'clinic/a → clinic/b TCP 80': 'open',
      'tools/c → clinic/a SCTP 9': 'open',
      'clinic/a → 8.8.8.8 TCP 443': 'open',
      '2001:db8::1 → clinic/a UDP 53': 'open',
    },
  },
  {
    clause: 'a policy that selects a pod closes what no policy allows, in the directions of its types alone',
    objects: [...all, policy('podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress]')],
    packets: {
      'clinic/b → clinic/a TCP 80': 'closed',
      '8.8.8.8 → clinic/a TCP 80': 'closed',
      'clinic/a → clinic/b TCP 80': 'open',
      'clinic/b → tools/c TCP 80': 'open',
    },
  },
  {
    clause: 'both ends must allow a connection',
    objects: [
      ...all,
      policy(
        'podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: b}}}]}]',
        'out',
      ),
      policy(
        'podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {team: it}}}]}]',
        'in',
      ),
    ],
    packets: {
      'clinic/a → clinic/b TCP 80': 'closed',
      'tools/c → clinic/b TCP 80': 'open',
      'clinic/a → tools/c TCP 80': 'closed',
    },
  },
  {
    clause: 'without policyTypes a policy is about ingress',
    objects: [...all, policy(every)],
    packets: { 'clinic/b → clinic/a TCP 80': 'closed', 'clinic/a → tools/c TCP 80': 'open' },
  },
  {
    clause: 'without policyTypes a policy with an egress rule is about both',
    objects: [...all, policy(`${every}, egress: [{to: [{podSelector: {}}]}]`)],
    packets: { 'tools/c → clinic/a TCP 80': 'closed', 'clinic/a → tools/c TCP 80': 'closed' },
  },
  {
    clause: 'without policyTypes an empty egress closes nothing',
    objects: [...all, policy(`${every}, egress: []`)],
    packets: { 'clinic/a → tools/c TCP 80': 'open', 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'rules of a direction that policyTypes does not list are not asked',
    objects: [...all, policy(`${every}, policyTypes: [Egress], ingress: [{}], egress: [{}]`), policy(onlyIn, 'closed')],
    packets: { 'clinic/b → clinic/a TCP 80': 'closed', 'clinic/a → tools/c TCP 80': 'open' },
  },
  {
    clause: 'a policy is about the pods of its own namespace',
    objects: [...all, policy(onlyIn)],
    packets: { 'clinic/a → tools/c TCP 80': 'open', 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'an empty podSelector selects every pod of the namespace, also those without labels',
    objects: [...all, policy(onlyIn), pod('clinic/bare').replace('labels: {app: bare}', 'labels: {}')],
    packets: { 'clinic/a → clinic/bare TCP 80': 'closed' },
  },
  {
    clause: 'policies add up: what one allows, none takes away',
    objects: [...all, policy(onlyIn, 'closed'), takes('{podSelector: {matchLabels: {app: b}}}')],
    packets: { 'clinic/b → clinic/a TCP 80': 'open', 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'an empty rule allows everybody on every port',
    objects: [...all, policy(`${onlyIn}, ingress: [{}]`)],
    packets: { 'tools/c → clinic/a UDP 9': 'open', '8.8.8.8 → clinic/a TCP 80': 'open' },
  },
  {
    clause: 'an empty list of peers is everybody, and an empty list of ports every port',
    objects: [...all, policy(`${onlyOut}, egress: [{to: [], ports: []}]`)],
    packets: { 'clinic/a → tools/c SCTP 7': 'open', 'clinic/a → 2001:db8::1 TCP 1': 'open' },
  },
  {
    clause: 'an empty list of rules allows nobody',
    objects: [...all, policy(`${onlyIn}, ingress: []`)],
    packets: { 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'a podSelector alone is about the policy’s own namespace',
    objects: [...all, takes('{podSelector: {}}')],
    packets: { 'clinic/b → clinic/a TCP 80': 'open', 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'a namespaceSelector alone is about all pods of the namespaces',
    objects: [...all, takes('{namespaceSelector: {matchLabels: {team: it}}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'open', 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'an empty namespaceSelector is every namespace, and no address',
    objects: [...all, takes('{namespaceSelector: {}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'open', '8.8.8.8 → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'both selectors in one peer must fit',
    objects: [...all, takes('{namespaceSelector: {matchLabels: {team: it}}, podSelector: {matchLabels: {app: b}}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'closed', 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'both selectors in two peers: either may fit',
    objects: [...all, takes('{namespaceSelector: {matchLabels: {team: it}}}, {podSelector: {matchLabels: {app: b}}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'open', 'clinic/b → clinic/a TCP 80': 'open' },
  },
  {
    clause: 'every namespace has the label kubernetes.io/metadata.name, also one that nobody wrote down',
    objects: [a, b, c, takes('{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: tools}}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'open', 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'the label kubernetes.io/metadata.name is the name, whatever somebody writes',
    objects: [
      ...[namespace('clinic'), namespace('tools', 'kubernetes.io/metadata.name: trusted'), a, c],
      takes('{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: trusted}}}'),
    ],
    packets: { 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'of a namespace that nobody wrote down no other label is known',
    objects: [a, b, c, takes('{namespaceSelector: {matchLabels: {team: it}}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'perhaps' },
  },
  ...(
    [
      ['In: one of the values', '{key: tier, operator: In, values: [web, batch]}', 'open', 'closed'],
      [
        'NotIn: none of the values, or no such label',
        '{key: tier, operator: NotIn, values: [batch]}',
        'closed',
        'open',
      ],
      ['Exists: the label, with any value', '{key: tier, operator: Exists}', 'open', 'closed'],
      ['DoesNotExist: no such label', '{key: tier, operator: DoesNotExist}', 'closed', 'open'],
    ] as const
  ).map(([clause, term, ofC, ofB]) => ({
    clause,
    objects: [...all, takes(`{namespaceSelector: {}, podSelector: {matchExpressions: [${term}]}}`)],
    packets: { 'tools/c → clinic/a TCP 80': ofC, 'clinic/b → clinic/a TCP 80': ofB },
  })),
  {
    clause: 'all terms of a selector must fit',
    objects: [
      ...all,
      takes(
        '{namespaceSelector: {}, podSelector: {matchLabels: {app: c}, matchExpressions: [{key: tier, operator: NotIn, values: [batch]}]}}',
      ),
    ],
    packets: { 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'a port without a protocol is TCP',
    objects: [...all, takes('{podSelector: {}}', '{port: 80}')],
    packets: {
      'clinic/b → clinic/a TCP 80': 'open',
      'clinic/b → clinic/a UDP 80': 'closed',
      'clinic/b → clinic/a TCP 81': 'closed',
    },
  },
  {
    clause: 'a protocol without a port is all of its ports',
    objects: [...all, takes('{podSelector: {}}', '{protocol: SCTP}')],
    packets: { 'clinic/b → clinic/a SCTP 65535': 'open', 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'endPort makes a range with both ends',
    objects: [...all, sends('{namespaceSelector: {}}', '{port: 8000, endPort: 8010}')],
    packets: {
      'clinic/a → clinic/b TCP 7999': 'closed',
      'clinic/a → clinic/b TCP 8000': 'open',
      'clinic/a → clinic/b TCP 8010': 'open',
      'clinic/a → clinic/b TCP 8011': 'closed',
    },
  },
  {
    clause: 'a named port is the number that the pod which listens gives it',
    objects: [
      ...all,
      sends('{namespaceSelector: {}}', '{port: http}'),
      pod('tools/odd').replace('containerPort: 80', 'containerPort: 81'),
    ],
    packets: {
      'clinic/a → clinic/b TCP 80': 'open',
      'clinic/a → tools/odd TCP 80': 'closed',
      'clinic/a → tools/odd TCP 81': 'open',
    },
  },
  {
    clause: 'a named port has the protocol of the rule and of the pod',
    objects: [...all, takes('{podSelector: {}}', '{port: dns}, {port: http, protocol: UDP}')],
    packets: { 'clinic/b → clinic/a UDP 53': 'closed', 'clinic/b → clinic/a UDP 80': 'closed' },
  },
  {
    clause: 'a named port is none of an address outside',
    objects: [...all, policy(`${onlyOut}, egress: [{ports: [{port: http}]}]`)],
    packets: { 'clinic/a → 8.8.8.8 TCP 80': 'closed', 'clinic/a → clinic/b TCP 80': 'open' },
  },
  {
    clause: 'a named port of ingress is the own pod’s, also for who comes from outside',
    objects: [...all, policy(`${onlyIn}, ingress: [{ports: [{port: dns, protocol: UDP}]}]`)],
    packets: { '8.8.8.8 → clinic/a UDP 53': 'open', '8.8.8.8 → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'an ipBlock is addresses, without its exceptions',
    objects: [...all, sends('{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.3.4/32]}}', '{port: 443}')],
    packets: {
      'clinic/a → 10.0.0.1 TCP 443': 'open',
      'clinic/a → 10.1.255.255 TCP 443': 'closed',
      'clinic/a → 10.2.3.4 TCP 443': 'closed',
      'clinic/a → 10.2.3.5 TCP 443': 'open',
      'clinic/a → 11.0.0.0 TCP 443': 'closed',
      'clinic/a → 10.0.0.1 TCP 80': 'closed',
    },
  },
  {
    clause: 'an exception of one block is no exception of another',
    objects: [...all, sends('{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {ipBlock: {cidr: 10.1.2.0/24}}')],
    packets: { 'clinic/a → 10.1.2.3 TCP 443': 'open', 'clinic/a → 10.1.3.3 TCP 443': 'closed' },
  },
  {
    clause: 'two halves are the world',
    objects: [...all, sends('{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}')],
    packets: {
      'clinic/a → 0.0.0.0 TCP 1': 'open',
      'clinic/a → 127.255.255.255 TCP 1': 'open',
      'clinic/a → 128.0.0.0 TCP 1': 'open',
      'clinic/a → 255.255.255.255 TCP 1': 'open',
      'clinic/a → 2001:db8::1 TCP 1': 'closed',
    },
  },
  {
    clause: 'IPv6 has blocks of its own',
    objects: [...all, takes('{ipBlock: {cidr: "2001:db8::/32", except: ["2001:db8:1::/48"]}}')],
    packets: {
      '2001:db8::1 → clinic/a TCP 1': 'open',
      '2001:db8:1::1 → clinic/a TCP 1': 'closed',
      '10.0.0.1 → clinic/a TCP 1': 'closed',
    },
  },
  {
    clause: 'a block may hold the addresses of pods, which network plugins treat differently',
    objects: [...all, takes('{ipBlock: {cidr: 10.0.0.0/8}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'perhaps' },
  },
  {
    clause: 'a block beside the pod networks holds no pod',
    objects: [...all, takes('{ipBlock: {cidr: 10.0.0.0/8}}')],
    packets: { 'tools/c → clinic/a TCP 80': 'closed', '10.0.0.1 → clinic/a TCP 80': 'open' },
    options: { podNetworks: [parseCidr('172.20.0.0/16')].flatMap((range) => range ?? []) },
  },
  {
    clause: 'no policy holds for a pod on its node’s network, and its node is always let in',
    objects: [...all, pod('clinic/agent', '', 'hostNetwork: true'), policy(`${every}, policyTypes: [Ingress, Egress]`)],
    packets: {
      'clinic/agent → 8.8.8.8 TCP 443': 'open',
      'clinic/agent → clinic/a TCP 80': 'perhaps',
      'clinic/a → clinic/agent TCP 80': 'perhaps',
      'clinic/a → clinic/b TCP 80': 'closed',
    },
  },
  {
    clause: 'a connection is opened by one end: the way back needs no rule',
    objects: [...all, sends('{namespaceSelector: {}}'), policy(onlyIn, 'closed')],
    packets: { 'clinic/a → tools/c TCP 80': 'open', 'tools/c → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'a policy of a network plugin with the same kind is not read as one of Kubernetes',
    objects: [...all, policy(onlyIn).replace('networking.k8s.io/v1', 'projectcalico.org/v3')],
    packets: { 'tools/c → clinic/a TCP 80': 'open' },
  },
  ...(
    [
      ['an address that is none', takes('{ipBlock: {cidr: 10.0.0.300/8}}')],
      ['an endPort below the port', takes('{podSelector: {}}', '{port: 80, endPort: 70}')],
      ['an endPort beside a name', takes('{podSelector: {}}', '{port: http, endPort: 90}')],
      ['a protocol that Kubernetes does not have', takes('{podSelector: {}}', '{port: 80, protocol: ICMP}')],
      ['a block beside a selector', takes('{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}')],
      ['a peer that says nothing', takes('{}')],
    ] as const
  ).map(
    ([clause, refused]): Scenario => ({
      clause: `${clause} is refused by the API server, and counts as unknown`,
      objects: [...all, refused],
      packets: { 'clinic/b → clinic/a TCP 80': 'perhaps' },
    }),
  ),
  ...(
    [
      ['whom it selects', policy('podSelector: {matchLabels: {app: "${APP}"}}, policyTypes: [Ingress]')],
      ['whom it lets in', takes('{podSelector: {matchLabels: {app: "${APP}"}}}')],
      ['its block', takes('{ipBlock: {cidr: "${BLOCK}"}}')],
      ['its port', takes('{podSelector: {}}', '{port: "${PORT}"}')],
      ['its types', policy(`${every}, policyTypes: ["\${TYPE}"]`)],
    ] as const
  ).map(
    ([clause, open]): Scenario => ({
      clause: `where a policy does not say yet ${clause}, a connection may be open`,
      objects: [...all, open],
      packets: { 'clinic/b → clinic/a TCP 80': 'perhaps' },
    }),
  ),
];

const deny = 'ingress: [{action: Deny, from: [{namespaces: {matchLabels: {team: it}}}]}]';
const allow = 'ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: it}}}]}]';
const pass = 'ingress: [{action: Pass, from: [{namespaces: {}}]}]';
const admin = 'AdminNetworkPolicy';
const baseline = 'BaselineAdminNetworkPolicy';
const packet = 'tools/c → clinic/a TCP 80';

/** Each clause of AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. */
export const adminPolicyScenarios: readonly Scenario[] = [
  {
    clause: 'Deny overrules what a namespace allows',
    objects: [...all, takes('{namespaceSelector: {}}'), adminPolicy(admin, deny)],
    packets: { [packet]: 'closed' },
  },
  {
    clause: 'Allow overrules what a namespace closes',
    objects: [...all, policy(onlyIn), adminPolicy(admin, allow)],
    packets: { [packet]: 'open', 'clinic/b → clinic/a TCP 80': 'closed' },
  },
  {
    clause: 'the lower priority is asked first',
    objects: [...all, adminPolicy(admin, deny, 5), adminPolicy(admin, allow, 4)],
    packets: { [packet]: 'open' },
  },
  {
    clause: 'within a policy the first rule that fits decides',
    objects: [...all, adminPolicy(admin, `${deny.slice(0, -1)}, {action: Allow, from: [{namespaces: {}}]}]`)],
    packets: { [packet]: 'closed' },
  },
  {
    clause: 'Pass leaves it to the namespace, past later rules',
    objects: [...all, policy(onlyIn), adminPolicy(admin, pass, 1), adminPolicy(admin, allow, 2)],
    packets: { [packet]: 'closed' },
  },
  {
    clause: 'what passes and no NetworkPolicy isolates comes to the baseline',
    objects: [...all, adminPolicy(admin, pass), adminPolicy(baseline, deny)],
    packets: { [packet]: 'closed', 'clinic/b → clinic/a TCP 80': 'open' },
  },
  {
    clause: 'where a NetworkPolicy isolates, no baseline is asked',
    objects: [...all, takes('{namespaceSelector: {}}'), adminPolicy(baseline, deny)],
    packets: { [packet]: 'open' },
  },
  {
    clause: 'a rule with ports is about these alone',
    objects: [
      ...all,
      adminPolicy(
        admin,
        `${deny.slice(0, -2)}, ports: [{portNumber: {protocol: TCP, port: 80}}, {portRange: {protocol: TCP, start: 90, end: 99}}, {namedPort: dns}]}]`,
      ),
    ],
    packets: {
      [packet]: 'closed',
      'tools/c → clinic/a TCP 95': 'closed',
      'tools/c → clinic/a UDP 53': 'closed',
      'tools/c → clinic/a TCP 81': 'open',
    },
  },
  {
    clause: 'networks are addresses outside of the cluster',
    objects: [...all, adminPolicy(admin, 'egress: [{action: Deny, to: [{networks: [10.0.0.0/8, "2001:db8::/32"]}]}]')],
    packets: {
      'clinic/a → 10.1.1.1 TCP 1': 'closed',
      'clinic/a → 2001:db8::1 TCP 1': 'closed',
      'clinic/a → 8.8.8.8 TCP 1': 'open',
    },
  },
  {
    clause: 'pods are named by both selectors',
    objects: [
      ...all,
      adminPolicy(
        admin,
        'ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: b}}}}]}]',
      ),
    ],
    packets: { 'clinic/b → clinic/a TCP 80': 'closed', [packet]: 'open' },
  },
  {
    clause: 'a ClusterNetworkPolicy says Accept, and the ports under protocols',
    objects: [
      ...all,
      policy(onlyIn),
      adminPolicy(
        'ClusterNetworkPolicy',
        'tier: Admin, ingress: [{action: Accept, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}]',
        1,
        'v1alpha2',
      ),
    ],
    packets: { [packet]: 'open', 'tools/c → clinic/a TCP 81': 'closed' },
  },
  {
    clause: 'a ClusterNetworkPolicy of the tier Baseline is asked last',
    objects: [
      ...all,
      takes('{namespaceSelector: {}}'),
      adminPolicy('ClusterNetworkPolicy', `tier: Baseline, ${deny}`, 1, 'v1alpha2'),
    ],
    packets: { [packet]: 'open' },
  },
  {
    clause: 'whether a name or a node lies at an address nobody knows',
    objects: [
      ...all,
      policy(onlyOut),
      adminPolicy(admin, 'egress: [{action: Allow, to: [{domainNames: [klinik.example]}]}]'),
    ],
    packets: { 'clinic/a → 8.8.8.8 TCP 443': 'perhaps' },
  },
  {
    clause: 'an action that is not known may open and may close',
    objects: [...all, adminPolicy(admin, deny.replace('Deny', '"${ACTION}"'))],
    packets: { [packet]: 'perhaps' },
  },
];
