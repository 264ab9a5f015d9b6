import { parseScope, type Scope } from './scope.ts';

/** One form of request to a FHIR server. */
export interface FhirRequest {
  readonly methods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** Path of the resource type: `/fhir/Observation`. */
  readonly prefix: string;
  /** RE2 that the whole of path and query must match, as they were sent. */
  readonly pattern: string;
}

/**
 * Parameters of a search that stay inside one resource type: those of the resource itself, and these of the result. What is
 * not here is refused, because it reaches further than the grant: `_include` and `_revinclude` bring other types along,
 * `_has`, a chain (`patient.name`) and a sort by a chain ask about them, `_query` and `_filter` ask anything.
 * Source: FHIR R4 4.0.1, Search (hl7.org/fhir/R4/search.html).
 */
const RESULT_PARAMETERS = [
  '_id',
  '_lastUpdated',
  '_count',
  '_offset',
  '_summary',
  '_elements',
  '_total',
  '_format',
  '_pretty',
];
const MODIFIERS = ['exact', 'contains', 'missing', 'not', 'text', 'identifier'];

// The name of a parameter is matched as it was sent: one with an escape in it is none of these.
const PARAMETER = `(?:[a-z][-a-z0-9]*|${RESULT_PARAMETERS.join('|')})(?::(?:${MODIFIERS.join('|')}))?=[^&;#]*`;
const SORT = '_sort=[-,_a-zA-Z0-9]*';
const QUERY = `(?:${PARAMETER}|${SORT})(?:&(?:${PARAMETER}|${SORT}))*`;
const FORMAT = '(?:\\?_format=[^&;#]*)?';
const ONE = `/[-A-Za-z0-9.]+${FORMAT}`;

/**
 * What each letter of a scope grants. A search by POST is none: its parameters are in the body, which the guard does not read.
 * A change of whatever a search finds (`PUT /Patient?name=…`) is none either: it would tell what there is.
 */
const FORMS: Readonly<Record<string, readonly Omit<FhirRequest, 'prefix'>[]>> = {
  c: [{ methods: ['POST'], pattern: FORMAT }],
  r: [{ methods: ['GET', 'HEAD'], pattern: ONE }],
  u: [{ methods: ['PUT', 'PATCH'], pattern: ONE }],
  d: [{ methods: ['DELETE'], pattern: '/[-A-Za-z0-9.]+' }],
  s: [{ methods: ['GET', 'HEAD'], pattern: `(?:\\?(?:${QUERY})?)?` }],
};

/** The requests that one scope grants, and no other. */
export function requestsOf({ resource, access }: Pick<Scope, 'resource' | 'access'>): readonly FhirRequest[] {
  const prefix = `/fhir/${resource}`;
  return [...access].flatMap((letter) =>
    (FORMS[letter] ?? []).map(({ methods, pattern }) => ({ methods, prefix, pattern: prefix + pattern })),
  );
}

/** The requests that scopes grant together: one resource type after the other, none twice. */
export function requestsOfAll(scopes: readonly string[]): readonly FhirRequest[] {
  const letters = new Map<string, string>();
  for (const { resource, access } of scopes.map(parseScope)) {
    letters.set(resource, (letters.get(resource) ?? '') + access);
  }
  return [...letters]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([resource, access]) =>
      requestsOf({ resource, access: [...'cruds'].filter((one) => access.includes(one)).join('') }),
    );
}
