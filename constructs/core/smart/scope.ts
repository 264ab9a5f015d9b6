/** A SMART scope of version 2, taken apart (hl7.org/fhir/smart-app-launch, STU 2.2). */
export interface Scope {
  /** Whose right it is: a program's own, or what a program may do for the person who is logged in. */
  readonly level: 'patient' | 'user' | 'system';
  /** FHIR resource type: `ImagingStudy`; `*` for all. */
  readonly resource: string;
  /** Some of `c` create, `r` read, `u` update, `d` delete, `s` search, in this order. */
  readonly access: string;
}

/** Why nobody is given a scope, and what to do. */
export interface ScopeObjection {
  readonly message: string;
  readonly mend: string;
}

/** Types that hold anything, whatever their name says, or that tell of others. */
const UNBOUNDED: readonly string[] = [
  ...['Binary', 'Bundle', 'Parameters', 'AuditEvent', 'Provenance', 'Subscription', 'MessageHeader'],
];

/** @throws RangeError for what is no SMART scope of version 2 */
export function parseScope(scope: string): Scope {
  const [, level = '', resource = '', access = ''] =
    /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(c?r?u?d?s?)$/.exec(scope) ?? [];
  if (access === '') throw new RangeError(`"${scope}" is no SMART scope of version 2: system/Observation.rs`);
  return { level: level as Scope['level'], resource, access };
}

/** What stands against granting a scope to a client that proves itself at the FHIR server; undefined when nothing does. */
export function objectionToClient({ level, resource, access }: Scope): ScopeObjection | undefined {
  if (level === 'patient') {
    const message = 'the identity provider tells nobody which patient a program was opened for';
    return { message, mend: `write user/${resource === '*' ? 'Observation' : resource}.${access}` };
  }
  return objectionToWidth({ level, resource, access });
}

/** What stands against granting a scope to a third-party app, which reads for itself; undefined when nothing does. */
export function objectionToApp({ level, resource, access }: Scope): ScopeObjection | undefined {
  const mend = `write system/${resource === '*' ? 'Observation' : resource}.rs`;
  if (level !== 'system') {
    return { message: 'an app has a certificate and no user: the gateway cannot tell whose record it may see', mend };
  }
  if (/[cud]/.test(access)) {
    return { message: 'no app writes to the record; what it proposes is for a clinician to enter', mend };
  }
  return objectionToWidth({ level, resource, access });
}

function objectionToWidth({ level, resource, access }: Scope): ScopeObjection | undefined {
  if (resource === '*') {
    const message = 'every resource type is more than any purpose needs';
    return { message, mend: `write ${level}/Observation.${access}` };
  }
  if (!UNBOUNDED.includes(resource)) return undefined;
  return { message: `a ${resource} can hold anything of anybody`, mend: 'remove the scope' };
}
