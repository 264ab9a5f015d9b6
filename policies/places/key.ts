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
  /** A link that people follow: a runbook, a manual, a home page. */
  readonly manual: boolean;
  /** An expression: PromQL, CEL, JMESPath, SQL. It selects or computes, and its bare words are names of fields. */
  readonly code: boolean;
  /** What is no place by its own meaning: a path, a revision, an amount, a credential. */
  readonly neutral: boolean;
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
  manual: false,
  code: false,
  neutral: false,
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
  'phone attr time dns hosted private forward reverse security trust stub auth web config log file mount path store script backup cert root',
);
/** Words before `region` that make it the prefix of a telephone number or the form of a date. */
const NO_REGION = set('phone locale language calling');
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
  'summary description descriptions title message messages messagetemplate msg text comment comments note notes help display displayname legend legendformat legend_format doc documentation',
);
const MANUAL = set(
  `runbook runbook_url runbook_uri runbooks documentation documentation_url documentation_link docs docs_url doc_url docs_link external_docs
   homepage home_page home_page_url homepage_url wiki wiki_url manual manual_url help_url help_link info_url learn_more read_more
   rights_url licence_url privacy_url imprint_url terms_url
   terms_of_service policy_url license_url changelog changelog_url release_notes advisory advisories`
    .trim()
    .split(/\s+/)
    .join(' '),
);
const CODE = set(
  `expr expression expressions enabled_if message_expression value_expression jmespath jmes_path jsonpath json_path jq query queries sql promql logql traceql cel
   condition conditions when predicate filter filters`
    .trim()
    .split(/\s+/)
    .join(' '),
);
const NEUTRAL = set(
  `path paths file files filename dir directory folder branch revision revisions ref refs sha commit port ports count replicas size storage capacity
   memory cpu limit limits timeout interval duration ttl retention enabled disabled password passwd token secret credential credentials
   username user users id ids uid prefix suffix database dbname db schema table topic queue index environment env stage level mode state
   status locale language timezone tz job pod container namespace namespaces node cluster app application digest checksum hash date year
   month day time timestamp subject format kind kinds version class classname reason severity priority weight team tenant role roles
   group groups type types flavor sku tier engine plan replacement owner number amount total min max threshold quantity key keys label labels annotation annotations when failure provider instances desired minimum maximum
   flavour colour color theme currency unit units precision ratio percent percentage quota width height length offset seed retries attempts
   content contents payload body assignee candidates pattern patterns extract
   workers threads concurrency parallelism verbosity debug verbose schedule cron period age delay window salutation greeting`
    .trim()
    .split(/\s+/)
    .join(' '),
);
const IDENTIFIER = set(
  `apiversion api_version apigroup apigroups api_group api_groups group groups key topologykey topology_key topologykeys driver
   provisioner controller controllername controller_name signername signer_name fieldpath field_path jsonpath finalizers finalizer
   class classname class_name driver_class_name package logger type kind storageclassname ingressclassname gatewayclassname
   profile profiles module modules handler callable wsgi_application system canonical codesystem valueset schema xmlns namespace plugin plugins audience audiences resources resource
   labels_allowlist annotations_allowlist fieldref workload_pool oauth_scopes labelselector label labels annotation annotations manager pathtype mimetype content_type scopes scope`
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
  if (last === 'region' && NO_REGION.has(before)) return undefined;
  if (REGION.has(last) || REGION_PAIRS.has(`${before}_${last}`)) return 'strong';
  return PLACE.has(last) && !OTHER_ZONES.has(before) ? 'weak' : undefined;
}

/** `cluster_name`, but not `host_name`: a name of something that nobody dials. */
function isNamed(words: readonly string[]): boolean {
  const before = words.at(-2) ?? '';
  return (
    words.at(-1) === 'name' && !ENDPOINT.has(before) && !REGION.has(before) && !PLACE.has(before) && before !== 'dns'
  );
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
    manual: has(MANUAL),
    code: has(CODE) || CODE.has(words.join('')),
    neutral: has(NEUTRAL) || isNamed(words),
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
