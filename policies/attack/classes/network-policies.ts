import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { valueAt, withItem, withValue } from '../edit.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type Target } from '../types.ts';

const common = { aim: 'residency', caughtBy: PLACE_RULES } as const;
const policiesOf = ({ subjects }: Target) => subjects.filter(({ kind }) => kind === 'NetworkPolicy');
const specOf = (subject: Subject) => valueAt(subject.body, ['spec']) as Fields | undefined;
const types = (subject: Subject) => valueAt(subject.body, ['spec', 'policyTypes']);
const isEgress = (subject: Subject) => (types(subject) as readonly Value[] | undefined)?.includes('Egress') === true;

/** Policies that a rule of egress can be added to with effect. */
function egressPolicy(target: Target, random: Random): Subject | undefined {
  const policies = policiesOf(target).filter(isEgress);
  return policies.length === 0 ? undefined : random.pick(policies);
}

const blocks = (...cidrs: readonly string[]): Fields => ({ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })) });
const internet = 'most addresses of the internet lie in it, and nobody can say where they are';

interface Hole {
  readonly what: string;
  readonly rule: (address: string) => Fields;
  /** Below the rule. */
  readonly at: Path;
  readonly because: string;
}

const HOLES: readonly Hole[] = [
  { what: 'everything, IPv4', rule: () => blocks('0.0.0.0/0'), at: ['to', 0], because: internet },
  { what: 'everything, IPv6', rule: () => blocks('::/0'), at: ['to', 0], because: internet },
  { what: 'every IPv6 address in use', rule: () => blocks('2000::/3'), at: ['to', 0], because: internet },
  { what: 'two halves', rule: () => blocks('0.0.0.0/1', '128.0.0.0/1'), at: ['to'], because: internet },
  {
    what: 'four quarters',
    rule: () => blocks('0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2'),
    at: ['to'],
    because: internet,
  },
  {
    what: 'all but private networks',
    rule: () => ({
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }],
    }),
    at: ['to', 0],
    because: internet,
  },
  {
    what: 'a rule without destinations',
    rule: () => ({}),
    at: [],
    because: 'a rule without `to` allows every destination',
  },
  {
    what: 'a rule with ports alone',
    rule: () => ({ ports: [{ port: 443, protocol: 'TCP' }] }),
    at: [],
    because: 'a rule without `to` allows every destination',
  },
  {
    what: 'one public address',
    rule: (address) => blocks(`${address}/32`),
    at: ['to', 0],
    because: 'a public address that the site does not claim',
  },
  {
    what: 'one public network beside a private one',
    rule: (address) => blocks('10.0.0.0/8', `${address.split('.').slice(0, 2).join('.')}.0.0/16`),
    at: ['to', 1],
    because: 'a public network that the site does not claim',
  },
  {
    what: 'a mapped IPv6 network',
    rule: (address) => blocks(`::ffff:${address}/128`),
    at: ['to', 0],
    because: 'the IPv6 form of a public address',
  },
  {
    what: 'a namespace label that anyone may set',
    rule: () => ({ to: [{ namespaceSelector: { matchLabels: { zone: 'trusted' } } }] }),
    at: ['to', 0],
    because: 'whoever may label a namespace lets itself be a destination',
  },
  {
    what: 'every namespace',
    rule: () => ({ to: [{ namespaceSelector: {} }] }),
    at: ['to', 0],
    because: 'the namespaces of every other tenant are in it',
  },
];

const holes: AttackClass = {
  id: 'policy-holes',
  title: 'an egress rule that lets out',
  ...common,
  mutate(target, random) {
    const subject = egressPolicy(target, random);
    if (subject === undefined) return undefined;
    const { what, rule, at, because } = random.pick(HOLES);
    const value = rule(target.foreign.address(random));
    const { body, path } = withItem(subject.body, ['spec', 'egress'], value);
    const place = JSON.stringify(value);
    return {
      change: { do: 'edit', subject, body },
      what: `egress to ${what}`,
      value: place,
      because,
      at: [...path, ...at],
    };
  },
};

const added: AttackClass = {
  id: 'policy-added',
  title: 'a policy of its own that lets out: policies add up',
  ...common,
  mutate(target, random) {
    if (target.namespaces.length === 0) return undefined;
    const { what, rule, at, because } = random.pick(HOLES);
    const value = rule(target.foreign.address(random));
    const metadata = { name: 'added', namespace: random.pick(target.namespaces) };
    const spec = { podSelector: {}, policyTypes: ['Egress'], egress: [value] };
    const object = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
    const path = ['spec', 'egress', 0, ...at];
    return {
      change: { do: 'add', object },
      what: `a new policy to ${what}`,
      value: JSON.stringify(value),
      because,
      at: path,
    };
  },
};

/** A policy that selects every pod and opens nothing, in a namespace of this configuration. */
function isDefaultDeny(subject: Subject): boolean {
  const spec = specOf(subject);
  const all = isFields(spec?.podSelector) && Object.keys(spec.podSelector).length === 0;
  const opens = [spec?.egress, spec?.ingress].some((rules) => isList(rules) && rules.length > 0);
  return all && !opens;
}

const WEAKER: readonly (readonly [string, (subject: Subject) => Fields | undefined])[] = [
  ['taken away', () => undefined],
  ['without Egress', (subject) => withValue(subject.body, ['spec', 'policyTypes'], ['Ingress'])],
  [
    'without types',
    (subject) => withValue(withValue(subject.body, ['spec', 'policyTypes'], undefined), ['spec', 'egress'], []),
  ],
  ['for some pods only', (subject) => withValue(subject.body, ['spec', 'podSelector'], { matchLabels: { tier: 'x' } })],
  ['in another namespace', (subject) => withValue(subject.body, ['metadata', 'namespace'], 'elsewhere')],
  ['with a rule for everything', (subject) => withValue(subject.body, ['spec', 'egress'], [{}])],
];

const weaker: AttackClass = {
  id: 'default-deny',
  title: 'the default-deny policy of a namespace, dropped or weakened',
  aim: 'hardening',
  caughtBy: ['NET-'],
  mutate(target, random) {
    const own = new Set(target.subjects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
    const policies = policiesOf(target).filter((one) => isDefaultDeny(one) && own.has(one.namespace ?? ''));
    const alone = policies.filter((one) => policies.every((two) => two === one || two.namespace !== one.namespace));
    return alone.length === 0 ? undefined : weakened(random.pick(alone), random);
  },
};

function weakened(subject: Subject, random: Random): Mutation {
  const [how, make] = random.pick(WEAKER);
  const body = make(subject);
  return {
    change: body === undefined ? { do: 'remove', subject } : { do: 'edit', subject, body },
    what: `default-deny ${how}`,
    value: `${subject.namespace}/${subject.name}`,
    because: 'pods that no other policy selects may now send anywhere',
    at: 'anywhere',
  };
}

/** Attacks on network policies. */
export const networkPolicyClasses: readonly AttackClass[] = [holes, added, weaker];
