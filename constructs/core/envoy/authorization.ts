import { requestsOf } from '../smart/requests.ts';
import { parseScope } from '../smart/scope.ts';
import { protobuf } from './protobuf.ts';
import type { Admission, GuardDoor } from './types.ts';

/** Lets only bearers of the admission's role pass, as far as it asks for one. */
export function roleCheck(admission: Admission) {
  if (admission.kind !== 'token' || admission.role === undefined) return [];
  return [authorization({ role: { permissions: [{ any: true }], principals: [holdsRole(admission.role)] } })];
}

/**
 * Lets each request pass that a scope of the bearer's token grants, as far as the admission knows the scope; a scope of a
 * person (`user/…`) only when the person has the role as well. What the server can do (`/fhir/metadata`) is for every bearer.
 */
export function scopeCheck({ admission, documents = [] }: GuardDoor) {
  if (admission.kind !== 'token' || admission.scopes === undefined) return [];
  const { granted, userRole } = admission.scopes;
  const open = ['/fhir/metadata', ...documents.map(({ path }) => path)].map((exact) => ({
    and_rules: { rules: [method(['GET', 'HEAD']), { url_path: { path: { exact } } }] },
  }));
  const policies = granted.map((scope) => [scope, scopePolicy(scope, userRole)] as const);
  return [authorization({ open: { permissions: open, principals: [{ any: true }] }, ...Object.fromEntries(policies) })];
}

function scopePolicy(scope: string, userRole: string) {
  const parsed = parseScope(scope);
  const held = [carries(['scope'], scope), ...(parsed.level === 'user' ? [holdsRole(userRole)] : [])];
  return {
    permissions: requestsOf(parsed).map(({ methods, pattern }) => ({
      and_rules: {
        rules: [
          method(methods),
          { header: { name: ':path', string_match: { safe_regex: { regex: pattern } } } },
          // A condition of a create is a search: its answer tells what there is.
          { not_rule: { header: { name: 'if-none-exist', present_match: true } } },
        ],
      },
    })),
    principals: [{ and_ids: { ids: held } }],
  };
}

function method(methods: readonly string[]) {
  return { header: { name: ':method', string_match: { safe_regex: { regex: methods.join('|') } } } };
}

function holdsRole(role: string) {
  return carries(['realm_access', 'roles'], role);
}

// One of the list that the token carries there.
function carries(claim: readonly string[], exact: string) {
  return {
    sourced_metadata: {
      metadata_matcher: {
        filter: 'envoy.filters.http.jwt_authn',
        path: ['claims', ...claim].map((key) => ({ key })),
        value: { list_match: { one_of: { string_match: { exact } } } },
      },
      metadata_source: 'DYNAMIC',
    },
  };
}

function authorization(policies: Readonly<Record<string, object>>) {
  return {
    name: 'envoy.filters.http.rbac',
    typed_config: {
      '@type': protobuf('envoy.extensions.filters.http.rbac.v3.RBAC'),
      rules: { action: 'ALLOW', policies },
    },
  };
}
