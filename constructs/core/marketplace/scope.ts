/** What a SMART scope lets an app ask for. */
export interface Grant {
  /** FHIR resource type: `ImagingStudy`. */
  readonly resource: string;
  /** By its id. */
  readonly read: boolean;
  /** By parameters of a search. */
  readonly search: boolean;
}

/** A scope as it was read: what it grants, or why no app gets it. */
export type ReadScope =
  | { readonly grant: Grant; readonly objection?: undefined }
  | { readonly grant?: undefined; readonly objection: { readonly message: string; readonly mend: string } };

/** Types that hold anything, whatever their name says, or that tell of others. */
const UNBOUNDED: readonly string[] = [
  ...['Binary', 'Bundle', 'Parameters', 'AuditEvent', 'Provenance', 'Subscription', 'MessageHeader'],
];

/**
 * Reads a SMART scope of version 2 (hl7.org/fhir/smart-app-launch, STU 2.2).
 * @throws RangeError for what is no such scope
 */
export function readScope(scope: string): ReadScope {
  const [, level = '', resource = '', access = ''] =
    /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(c?r?u?d?s?)$/.exec(scope) ?? [];
  if (access === '') throw new RangeError(`"${scope}" is no SMART scope of version 2: system/Observation.rs`);
  const mend = `write system/${resource === '*' ? 'Observation' : resource}.rs`;
  if (level !== 'system') {
    const message = 'an app has a certificate and no user: the gateway cannot tell whose record it may see';
    return { objection: { message, mend } };
  }
  if (/[cud]/.test(access)) {
    const message = 'no app writes to the record; what it proposes is for a clinician to enter';
    return { objection: { message, mend } };
  }
  if (resource === '*') return { objection: { message: 'every resource type is more than any purpose needs', mend } };
  if (UNBOUNDED.includes(resource)) {
    const message = `a ${resource} can hold anything of anybody`;
    return { objection: { message, mend: 'remove the scope' } };
  }
  return { grant: { resource, read: access.includes('r'), search: access.includes('s') } };
}

/** What the scopes of an app grant together, one row for each resource type; scopes that no app gets grant nothing. */
export function grantsOf(scopes: readonly string[]): readonly Grant[] {
  const grants = new Map<string, Grant>();
  for (const { grant } of scopes.map(readScope)) {
    if (grant === undefined) continue;
    const { resource } = grant;
    const known = grants.get(resource) ?? { resource, read: false, search: false };
    grants.set(resource, { resource, read: known.read || grant.read, search: known.search || grant.search });
  }
  return [...grants.values()].sort((a, b) => a.resource.localeCompare(b.resource, 'en'));
}
