import { protobuf } from '../core/envoy/protobuf.ts';
import type { VolumeMount } from '../core/volumes.ts';

/**
 * What looks at requests before they are let in, as HTTP filters of Envoy. {@link strictRules} is the one that comes with
 * the platform; a site that has a module for Envoy (Coraza with the OWASP Core Rule Set, for one) states it here.
 */
export interface WebFirewall {
  /** In the order in which a request meets them. */
  readonly filters: readonly object[];
  /** Files that the filters read. @default - none */
  readonly mounts?: readonly VolumeMount[];
}

interface Deny {
  readonly header: string;
  /** RE2; searched for anywhere in the value. @default - the header must be absent */
  readonly pattern?: string;
  /** RE2 for the whole value; where the header is there, it must be this. @default - decided by `pattern` */
  readonly onlyIf?: string;
}

/**
 * What no client of the platform has a reason to send. A short list that a reviewer can read, not a rule set against every
 * known attack: it stands in front of services that check for themselves.
 */
const denied: Readonly<Record<string, readonly Deny[]>> = {
  // Paths are normalised before this: what is left was encoded to get past it.
  'path-traversal': [
    { header: ':path', pattern: String.raw`(?i)(%2e|\.)(%2e|\.)(%2f|%5c|[/\\]|$|\?)|%00|%25(2e|2f|5c|00)` },
  ],
  'control-characters': [{ header: ':path', pattern: '(?i)%0[0-9a-f]|%1[0-9a-f]|%7f' }],
  'script-in-query': [{ header: ':path', pattern: String.raw`(?i)(<|%3c)(\s|%20|\+)*(script|iframe|svg|img)\b` }],
  'lookup-expressions': [
    { header: ':path', pattern: String.raw`(?i)(\$|%24)(\{|%7b)` },
    { header: 'user-agent', pattern: String.raw`(?i)\$\{` },
    { header: 'referer', pattern: String.raw`(?i)\$(\{|%7b)` },
    { header: 'cookie', pattern: String.raw`(?i)\$\{` },
  ],
  'statement-in-query': [
    { header: ':path', pattern: String.raw`(?i)[?&][^=]*=[^&]*('|%27)(\s|%20|\+)*(or|and|union|;|%3b)` },
  ],
  // A gateway decides by method and path: what asks the server to read another is refused.
  'overridden-request': [
    ...['x-http-method-override', 'x-method-override', 'x-original-url', 'x-rewrite-url'].map((header) => ({ header })),
  ],
  // What the parts behind take: JSON and XML of FHIR, forms, files, images. No XML of other kinds, no objects of a language.
  'unknown-content': [
    {
      header: 'content-type',
      onlyIf:
        String.raw`(?i)(application/([-a-z0-9.]+\+)?json|application/fhir\+xml|application/x-www-form-urlencoded|` +
        String.raw`application/dicom|multipart/(form-data|related)|text/plain)(\s*;.*)?`,
    },
    { header: 'content-encoding', onlyIf: '(?i)identity' },
  ],
  // Another protocol on the same connection would pass all that stands here.
  'other-protocol': [{ header: 'upgrade' }, { header: 'http2-settings' }],
};

/** Headers that only a proxy of the platform may set. */
export const untrustedHeaders = [
  ...['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-prefix', 'x-forwarded-client-cert'],
  ...['x-real-ip', 'x-client-ip', 'true-client-ip', 'x-envoy-original-path'],
];

/** The rules that come with the platform. A refusal is 403, and is recorded with the name of its rule. */
export const strictRules: WebFirewall = {
  filters: [
    {
      name: 'envoy.filters.http.rbac',
      typed_config: {
        '@type': protobuf('envoy.extensions.filters.http.rbac.v3.RBAC'),
        rules: {
          action: 'DENY',
          policies: Object.fromEntries(
            Object.entries(denied).map(([name, headers]) => [
              name,
              { permissions: headers.map(permission), principals: [{ any: true }] },
            ]),
          ),
        },
      },
    },
  ],
};

function permission({ header, pattern, onlyIf }: Deny) {
  if (onlyIf !== undefined) {
    const expected = { header: { name: header, string_match: { safe_regex: { regex: onlyIf } } } };
    return { and_rules: { rules: [{ header: { name: header, present_match: true } }, { not_rule: expected }] } };
  }
  const match =
    pattern === undefined ? { present_match: true } : { string_match: { safe_regex: { regex: `.*(${pattern}).*` } } };
  return { header: { name: header, ...match } };
}
