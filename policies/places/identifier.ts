import { CANONICAL_PATH_PARTS, CANONICAL_URLS, NAME_DOMAINS } from '../../catalog/hosts/identifiers.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';

/** The fields of FHIR resources, schemas and XML that hold canonical URLs. */
const CANONICAL_KEYS =
  /^(?:.*_)?(?:system|profile|profiles|url|\$?schema|schema_?url|\$?id|\$?ref|canonical|valueset|codesystem|definition|instantiatescanonical|instantiates_canonical|targetprofile|target_profile|xmlns.*|xsi.*|schemalocation|schema_location|type|uri|identifier|namespace|code|dataabsentreason|security|implementationguide|context|vocabulary|base|basedefinition|base_definition|derivedfrom|supported_?profiles?|(?:oauth_)?scopes?)$/i;

/** Keys of settings that are dialled, whatever stands there. */
const DIALLED =
  /endpoint|server|host|proxy|upstream|target|backend|gateway|mirror|registry|webhook|sink|broker|_url$|_uri$/i;

/** Authorities of XML and claim vocabularies: nothing has been served there for decades, whatever the key. */
const ONLY_NAMES = new Set([
  'schemas.xmlsoap.org',
  'schemas.microsoft.com',
  'docs.oasis-open.org',
  'unitsofmeasure.org',
]);

/**
 * True when a URL is only a name: an exact authority that the catalogue lists, a path that it lists for it, and a
 * position in which names stand. A setting that is dialled (`ENDPOINT`, `FHIR_SERVER_URL`) is none, whatever it holds.
 */
export function isCanonicalUrl(authority: string, rest: string, key: KeyMeaning, before: string): boolean {
  const paths = Object.hasOwn(CANONICAL_URLS, authority) ? CANONICAL_URLS[authority] : undefined;
  if (paths === undefined) return false;
  const listed = paths.some((path) => (path === '' ? rest === '' || rest.startsWith('|') : rest.startsWith(path)));
  if (!listed) return false;
  if (CANONICAL_PATH_PARTS.some((part) => rest.includes(part))) return true;
  if (isXmlNamespace(before) || isJsonName(before)) return true;
  if (DIALLED.test(key.words)) return false;
  if (ONLY_NAMES.has(authority)) return true;
  if (authority === 'www.w3.org' && /^\/(?:(?:19|20)\d\d\/(?:\d\d\/|XMLSchema)|ns\/)/.test(rest)) return true;
  if (FETCHES.test(before)) return false;
  if (key.words === '' || CANONICAL_KEYS.test(key.words)) return true;
  // Under any other key a vocabulary is named, unless a program is told to go there.
  return authority !== 'www.w3.org' && !key.endpoint && !isToldToDial(before);
}

/** `--server http://…`, `"endpoint": "http://…"`: the word just before the URL says what is done with it. */
function isToldToDial(before: string): boolean {
  const [, word] = /([\w$.-]{1,64})["']?\s{0,4}(?:=>|[:=]|\s)\s{0,4}[["'(]{0,3}$/.exec(before) ?? [];
  if (word === undefined || CANONICAL_KEYS.test(word)) return false;
  return DIALLED.test(word) || keyMeaning(word).endpoint;
}

/** A command or a call just before the URL that fetches it. */
const FETCHES =
  /\b(?:curl|wget|https?|ncat|httpie)\s[^\n;|&]{0,200}$|\b(?:fetch|axios|get|post|put|patch|head|request\w*|urlopen|open|load|import|download|connect|clone|new\s+URL|URI)\s*\(\s*["'`]?$/i;

/** `codesystem loinc: '` of CQL, `xmlns="`, `xmlns:x='`, `xsi:schemaLocation="…`, `targetNamespace="` just before the URL. */
function isXmlNamespace(before: string): boolean {
  return (
    /(?:xmlns(?::[\w.-]+)?|schemaLocation|[nN]amespace|uri)\s*=\s*["'][^"'<>]*$/.test(before) ||
    /\b(?:cc|Coding)\(\s*["']$/.test(before) ||
    /\b(?:codesystem|valueset)\s+["']?[\w .-]{1,80}["']?\s*:\s*["']$/.test(before)
  );
}

/** `"system":"` just before the URL: a field of FHIR or a schema inside a text, such as a script that makes resources. */
function isJsonName(before: string): boolean {
  const [, field] = /(?:^|["'\s{,])([\w$]{1,64})["']?\s{0,8}:\s{0,8}\[?\s{0,8}["']$/.exec(before) ?? [];
  return field !== undefined && CANONICAL_KEYS.test(field) && !DIALLED.test(field);
}

/** The domain under which software names its annotations, API groups, drivers or finalizers, when the name lies in one. */
export function nameDomain(host: string): string | undefined {
  for (let at = 0; at >= 0; ) {
    const domain = host.slice(at);
    if (NAME_DOMAINS.has(domain)) return domain;
    const dot = host.indexOf('.', at);
    at = dot < 0 ? -1 : dot + 1;
  }
  return undefined;
}
