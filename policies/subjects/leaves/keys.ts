import type { Value } from '../../engine/types.ts';
import { isFields } from '../fields.ts';

/** Keys of unknown data that hold a word for people or a handle: only a value that resolves to a place counts. */
const NAMES = new Set(
  [
    'name namespace title description comment summary label labels tag tags id uid uuid kind version type_name display_name displayName',
    'bucket key username user owner team project serviceAccountName secretName configMapName existingSecret clusterName cluster_name',
  ].flatMap((line) => line.split(' ')),
);
const NAME_SUFFIX = /(?:^|_|[a-z])(?:[nN]ame|_ids?|Ids?|_uid|_arn|Ref)$/;
/** The same in the spelling of environment variables, for what nobody dials. */
const VARIABLE =
  /(?:^|_)(?:QUEUE|TOPIC|TEAM|APP|JOB|CLIENT|USER|ROLE|GROUP|DATABASE|DB|TABLE|SCHEMA|INDEX|NODE|POD|NAMESPACE|PROJECT|TENANT|PROFILE|FILE|CLASS|MODULE|CONSUMER|STREAM|EXCHANGE)_NAME$/;
/** Names that are hosts or places after all. */
const NOT_NAMES = /host|server|domain|region|zone|location|endpoint|dns|common_name|external|image|model/i;

/** Whether a key of unknown data holds a name. */
export function isNameKey(key: string | undefined): boolean {
  if (key === undefined || NOT_NAMES.test(key)) return false;
  return NAMES.has(key) || NAME_SUFFIX.test(key) || VARIABLE.test(key);
}

/** Keys whose values are identifiers by the format's own definition, whatever they look like. */
const IDENTIFIERS =
  /^(?:\$schema|@type|@id|@vocab|@base|jsonSchemaDialect|\$id|\$ref|\$defs|apiVersion|kind|xmlns|xmlns:.+|xsi:schemaLocation|targetNamespace|schemaLocation)$/;
/** FHIR R4: canonical and system URIs identify, they are not fetched. */
const FHIR_IDENTIFIERS = new Set(['system', 'profile', 'valueSet', 'instantiatesCanonical', 'fullUrl', 'url']);

/** Whether a key holds an identifier in every format that has it. */
export function isIdentifierName(key: string | undefined): boolean {
  return key !== undefined && IDENTIFIERS.test(key);
}

/** Whether a field of an object is an identifier: JSON Schema, XML namespaces, FHIR canonicals. */
export function isIdentifierKey(parent: Value, key: string): boolean {
  if (isIdentifierName(key)) return true;
  // What a profile is mapped to, and the vocabulary that a resource is described by.
  if (key === 'uri' && isFields(parent)) return 'identity' in parent;
  if (!FHIR_IDENTIFIERS.has(key) || !isFields(parent)) return false;
  if (key === 'system') return 'code' in parent || 'value' in parent || 'unit' in parent;
  if (key === 'profile') return 'versionId' in parent || 'lastUpdated' in parent || Array.isArray(parent.profile);
  return key === 'url' ? Object.keys(parent).some((other) => /^value[A-Z]/.test(other)) : true;
}

/** Whether a key is the second half of a name and value pair, so that the name is the context. */
export function isNamedValue(key: string): boolean {
  return key === 'value' || key === 'values' || key === 'default';
}

const CREDENTIAL =
  /(?:token|password|passwd|passphrase|secret|credentials?|api_?key|access_?key|private_?key|client_?key|user(?:_?name)?)$/i;

/** Whether a key holds a credential: a value that proves who somebody is says nothing about where anything is. */
export function isCredentialKey(key: string | undefined): boolean {
  return key !== undefined && CREDENTIAL.test(key);
}

const PLACE_KEY = /^(?:region|location|zone|datacenter|data_center|availability_zone)s?$/;
const REGIONAL = new Set([
  'aws',
  'azure',
  'gcp',
  'scaleway',
  'exoscale',
  'upcloud',
  'hetzner',
  'ionos',
  'stackit',
  'otc',
  'oci',
  'alibaba',
  'linode',
  'vultr',
  'digitalocean',
]);

/** Whether a key of a known provider's block can hold nothing but one of that provider's place names. */
export function isPlaceKey(key: string | undefined, provider: string | undefined): boolean {
  return key !== undefined && provider !== undefined && PLACE_KEY.test(key) && REGIONAL.has(provider);
}
