import { findRegions } from '../../../catalog/regions/index.ts';

/** Roots of Terraform references whose value stands outside of the configuration's own resources. */
const OUTSIDE = /^(?:var|local|data|module|each|count|path|terraform|self|ephemeral)\b/;
const WHOLE_REFERENCE = /^\$\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]*\])+)\s*\}(?:(?:\/[\w.*-]+)*\/?|:\*)$/;

/**
 * Whether a text is nothing but a reference to an attribute of a resource of the same configuration, such as
 * `${aws_kms_key.k.arn}`, alone or before a path: that resource is a subject of its own and is judged where it stands.
 */
export function isOwnReference(text: string): boolean {
  if (!text.includes('${')) return false;
  const reference = WHOLE_REFERENCE.exec(text)?.[1];
  return (
    (reference?.includes('_') === true && isOwn(reference)) || isOwnExpression(text) || isAmount(text) || isDigest(text)
  );
}

const DIGEST = /^\$\{\s*(?:base64)?(?:sha1|sha256|sha512|md5)\(([\s\S]{0,5000})\)\s*\}$/;

/** `sha256(jsonencode(…))`: a digest, whatever went into it. */
function isDigest(text: string): boolean {
  const inner = DIGEST.exec(text)?.[1];
  if (inner === undefined) return false;
  let depth = 0;
  for (const char of inner) {
    if (char === '(') depth += 1;
    if (char === ')' && --depth < 0) return false;
  }
  return true;
}

/** `local.days + 1`, `var.a != ""`: sums are numbers, and comparisons truth values, whatever is put in. */
function isAmount(text: string): boolean {
  const expression = /^\$\{([^{}?]{1,300})\}$/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  if (/[,[]|\bfor\b|"/.test(expression)) return false;
  return /[\w)\]]\s+[+*%-]\s+[\w(]/.test(expression) || /^!|[^=!<>]\s*(?:==|!=|>=|<=|&&|\|\|)\s*/.test(expression);
}

/** Data sources whose answer somebody else writes: another state, a program, a document, a parameter, a secret. */
const WRITTEN_ELSEWHERE =
  /^(?:terraform_remote_state|external|http|local_file|local_sensitive_file|dns_\w+|\w*_ssm_parameters?\w*|\w*secret\w*|vault_\w+|consul_\w+|tfe_\w+|kubernetes_\w+|aws_cloudformation_\w+|\w*_app_configuration\w*)$/;
/** What such a source says of itself: who it is, never where anything is sent. */
const IDENTITY =
  /(?:^|_)(?:id|ids|arn|arns|name|names|number|numeric_id|account_id|partition|json|version|versions|latest_\w+|self_link|object_id|tenant_id|subscription_id|client_id|project_id|image_id|fingerprint|thumbprint|oid|urn|email)$/;
/** Lists of the zones of the region that the provider, or the source's own argument, names. */
const ZONES =
  /^(?:aws_availability_zones?|aws_region|aws_regions|google_compute_zones|google_compute_regions|oci_identity_availability_domains?|openstack_compute_availability_zones_v2|opentelekomcloud_\w*availability_zones\w*|scaleway_availability_zones|hcloud_datacenters?|exoscale_zones)$/;

/** Whether a reference leads to a resource, or to a data source that only repeats what stands in this input. */
function isOwn(reference: string): boolean {
  if (!OUTSIDE.test(reference)) return true;
  const [, type = '', rest = ''] = /^data\.([A-Za-z_]\w*)\.[\w-]+((?:\.[\w-]+|\[[^\]]*\])+)$/.exec(reference) ?? [];
  if (type === '' || WRITTEN_ELSEWHERE.test(type)) return false;
  const attribute = /\.([A-Za-z_]\w*)(?:\[[^\]]*\]|\.\d+)*$/.exec(rest)?.[1] ?? '';
  return ZONES.test(type) || IDENTITY.test(attribute);
}

/** Functions that only cut, join or count what they are given. */
const PURE = new Set(
  'cidrsubnet cidrhost cidrnetmask join concat flatten compact distinct element slice length toset tolist tostring one keys values sort lower upper range min max sum floor ceil'.split(
    ' ',
  ),
);
const KEYWORD = /^(?:for|in|if|true|false|null)$/;
const TEXTS = /"(?:[\w ,%-]|\$\{\w+\})*"/g;
/** Addresses cut out of one's own network: what counts them moves them nowhere else. */
const ADDRESSES = /^\$\{\s*cidr(?:host|subnet)\(/;

/**
 * Whether an expression is made of nothing but own resources, numbers and words that are no places:
 * `cidrsubnet(aws_vpc.v.cidr_block, 4, 1)`, `aws_subnet.a[*].id`, `{ for i in range(3) : "node-${i}" => { index = i } }`.
 */
function isOwnExpression(text: string): boolean {
  const expression = text.length > 1000 ? undefined : /^\$\{([\s\S]*)\}$/.exec(text)?.[1];
  if (expression === undefined) return false;
  const texts = expression.match(TEXTS) ?? [];
  const bare = expression.replace(TEXTS, '');
  if (/["$]/.test(bare) || (bare.includes('{') && !/\bfor\b/.test(bare)) || texts.some(isLikeRegion)) return false;
  const loops = new Set([...bare.matchAll(/\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(([, a, b]) => [a, b]));
  const counts = ADDRESSES.test(text);
  const names = [...bare.matchAll(/([A-Za-z_][\w-]*)((?:\.[\w*-]+|\[[^\]]*\])*)(\s*\(|\s*=(?!=|>))?/g)];
  const known = names.map(([, root = '', steps = '', after = '']) => {
    if (after.endsWith('(')) return PURE.has(root) && steps === '';
    if (after.endsWith('=') && steps === '') return true;
    if (KEYWORD.test(root) || loops.has(root)) return true;
    if (counts && /^(?:each|count)$/.test(root)) return true;
    if (root === 'count' && steps === '.index') return true;
    return (root.includes('_') || root === 'data') && steps !== '' && isOwn(root + steps);
  });
  return known.every(Boolean) && (loops.size > 0 || names.some(([, , steps]) => steps !== ''));
}

/** `"ash"`, `"eu-west-9"`: some provider's region, or a word that could be one. */
function isLikeRegion(text: string): boolean {
  const word = text.slice(1, -1);
  if (/^[a-z]{2,12}(?:-[a-z]+)*-?\d[a-z]?$/i.test(word) || /(?:north|south|east|west|central)/i.test(word)) return true;
  return findRegions(word).length > 0;
}
