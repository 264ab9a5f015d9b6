import type { GuardRoute } from '../core/envoy/types.ts';
import { grantsOf } from '../core/marketplace/scope.ts';

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
const ID = '[-A-Za-z0-9.]+';

/** The requests that SMART scopes grant, and no other: read one resource, or search among those of its type. */
export function routesOf(scopes: readonly string[]): readonly GuardRoute[] {
  return grantsOf(scopes).flatMap(({ resource, read, search }) => {
    const prefix = `/fhir/${resource}`;
    const granted = (pattern: string): GuardRoute => ({ methods: ['GET', 'HEAD'], prefix, pattern: prefix + pattern });
    return [
      ...(read ? [granted(`/${ID}(?:\\?_format=[^&;#]*)?`)] : []),
      ...(search ? [granted(`(?:\\?(?:${QUERY})?)?`)] : []),
    ];
  });
}
