import type { DocumentPath } from '../document/position.ts';
import { objectionToClient, parseScope } from '../smart/scope.ts';
import type { Site } from './site.ts';

/** What contradicts a SMART client, with its place below `modules.fhir.smart.clients`. */
export interface SmartProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen: string;
}

type Client = NonNullable<NonNullable<Site['modules']['fhir']>['smart']>['clients'][string];

/** SMART clients that nobody could be, that could never come in, or that would be granted more than a guard can tell apart. */
export function smartProblems({ modules }: Site): readonly SmartProblem[] {
  const clients = Object.entries(modules.fhir?.smart?.clients ?? {});
  return clients.flatMap(([id, client]) =>
    [...entranceObjections(id, modules.ingress), ...scopeObjections(client), ...loginObjections(client)].map(
      ({ path, ...rest }) => ({ path: [id, ...path], ...rest }),
    ),
  );
}

function entranceObjections(id: string, ingress: Site['modules']['ingress']): readonly SmartProblem[] {
  if (ingress?.hosts.fhir === undefined || ingress.systems.includes(id)) return [];
  const message = 'the FHIR door admits no certificate of that name';
  return [{ path: [], message, mend: `add ${id} to modules.ingress.systems`, seen: id }];
}

function scopeObjections({ scopes }: Client): readonly SmartProblem[] {
  const first = parseScope(scopes[0] ?? '').level;
  return scopes.flatMap((scope, index) => {
    const at = { path: ['scopes', index], seen: scope };
    const objection = objectionToClient(parseScope(scope));
    if (objection !== undefined) return [{ ...at, ...objection }];
    if (parseScope(scope).level === first) return [];
    const message = 'a client acts in its own name or in that of persons, never in both';
    return [{ ...at, message, mend: 'give the other scopes to a client of their own' }];
  });
}

function loginObjections({ scopes, redirectUri }: Client): readonly SmartProblem[] {
  const personal = scopes.some((scope) => parseScope(scope).level === 'user');
  if (personal && redirectUri === undefined) {
    const mend = 'add redirectUri, the https:// address of the program that a login returns to';
    return [
      { path: ['scopes'], message: 'a person logs in for these, and could not return', mend, seen: scopes.join(', ') },
    ];
  }
  if (personal || redirectUri === undefined) return [];
  return [
    { path: ['redirectUri'], message: 'nobody logs in for system/… scopes', mend: 'remove it', seen: redirectUri },
  ];
}
