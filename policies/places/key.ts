import { providerId } from '../../catalog/regions/index.ts';

/** What the name of a field, variable, flag or property says about the value that stands under it. */
export interface KeyMeaning {
  /** `strong`: whatever stands here is a region. `weak`: a region may stand here. */
  readonly region: 'strong' | 'weak' | undefined;
  /** A host, URL or address stands here, so that a dotted word is no file name and no code. */
  readonly endpoint: boolean;
  readonly image: boolean;
  /** Text for people, or a template for it. */
  readonly prose: boolean;
  /** A name in a registry of names: an API group, driver, class or key. */
  readonly identifier: boolean;
  readonly version: boolean;
  readonly contact: boolean;
  readonly model: boolean;
  /** The provider that the key itself names: `AWS_REGION`. */
  readonly provider: string | undefined;
  /** The key in lower case, words joined by `_`. */
  readonly words: string;
}

const NOTHING: KeyMeaning = {
  region: undefined,
  endpoint: false,
  image: false,
  prose: false,
  identifier: false,
  version: false,
  contact: false,
  model: false,
  provider: undefined,
  words: '',
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const REGION = set('region regions subregion subregions datacenter datacenters datacentre datacentres az azs');
const REGION_PAIRS = set(
  'availability_zone availability_zones data_center data_centers failure_domain failure_domains',
);
const PLACE = set(
  'location locations zone zones site realm geo geography geographies place places residency continent',
);
/** Words before `zone`, `location` or `site` that make it something else. */
const OTHER_ZONES = set(
  'time dns hosted private forward reverse security trust stub auth web config log file mount path store script backup cert root',
);
const ENDPOINT = set(
  `addr address addresses addrs api backend backends base broker brokers callback collector connection connectionstring dest
   destination domain domains dsn endpoint endpoints forwarder forwarders gateway home host hostname hostnames hosts href issuer
   jwks jwks_uri link links mirror mirrors nameserver nameservers ntp origin origins peer peers proxies proxy pull push
   redirect registry relay remote repo repository resolver resolvers sentinel sentinels server servers service sink site
   source target targets tracker upstream upstreams uri uris url urls webhook webhooks`
    .trim()
    .split(/\s+/)
    .join(' '),
);
const IMAGE = set('image images');
const PROSE = set(
  'summary description title message text comment comments note notes help display displayname legend legendformat doc documentation expr expression query',
);
const IDENTIFIER = set(
  `apiversion api_version apigroup apigroups api_group api_groups group groups key topologykey topology_key topologykeys driver
   provisioner controller controllername controller_name signername signer_name fieldpath field_path jsonpath finalizers finalizer
   class classname class_name driver_class_name package logger type kind storageclassname ingressclassname gatewayclassname
   profile profiles module modules handler callable wsgi_application system canonical codesystem valueset schema xmlns namespace plugin plugins audience audiences resources resource
   fieldref labelselector label labels annotation annotations manager pathtype mimetype content_type scopes scope`
    .trim()
    .split(/\s+/)
    .join(' '),
);
const VERSION = set('version versions tag tags revision release semver chart');
const CONTACT = set('email mail contact maintainer maintainers author authors owner owners user username login');
const MODEL = set('model models model_id modelid model_name model_path model_uri');
/** Words that end a key without changing what its value is: `region_name`, `endpoint_default`. */
const EMPTY_ENDINGS = set('name names id ids code codes default override value primary secondary list');

/** `AWS_DEFAULT_REGION`, `awsDefaultRegion` and `aws.default-region` all give `aws_default_region`. */
function wordsOf(key: string): readonly string[] {
  // A key without small letters has no camel's humps: `O11Y_REALM`.
  const parted = /[a-z]/.test(key) ? key.replace(/([a-z0-9])([A-Z])/g, '$1_$2') : key;
  return parted
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function regionOf(words: readonly string[]): KeyMeaning['region'] {
  const core = [...words];
  while (core.length > 1 && EMPTY_ENDINGS.has(core.at(-1) ?? '')) core.pop();
  const last = core.at(-1) ?? '';
  const before = core.at(-2) ?? '';
  if (REGION.has(last) || REGION_PAIRS.has(`${before}_${last}`)) return 'strong';
  return PLACE.has(last) && !OTHER_ZONES.has(before) ? 'weak' : undefined;
}

function read(key: string): KeyMeaning {
  const words = wordsOf(key.length > 200 ? key.slice(-200) : key);
  const last = words.at(-1) ?? '';
  const joined = words.join('_');
  const has = (wanted: ReadonlySet<string>) =>
    wanted.has(last) || wanted.has(joined) || wanted.has(words.slice(-2).join('_'));
  return {
    region: regionOf(words),
    endpoint: has(ENDPOINT),
    image: has(IMAGE),
    prose: has(PROSE) || PROSE.has(words.join('')),
    identifier: has(IDENTIFIER) || IDENTIFIER.has(words.join('')),
    version: has(VERSION),
    contact: has(CONTACT),
    model: has(MODEL),
    provider: providerId(words[0] ?? ''),
    words: joined,
  };
}

const known = new Map<string, KeyMeaning>();

/** What a key says. Remembered, because a run meets few keys many times. */
export function keyMeaning(key: string | undefined): KeyMeaning {
  if (key === undefined || key === '') return NOTHING;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size > 5000) known.clear();
  const meaning = read(key);
  known.set(key, meaning);
  return meaning;
}
