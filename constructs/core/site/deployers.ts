import type { Site } from './site.ts';

/** Who may change what the platform made; names and groups as the API server knows them. */
export interface SiteDeployers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The deployers that a site names, or undefined when it asks for no admission policies. */
export function deployersOf({ modules, databases }: Site): SiteDeployers | undefined {
  if (modules.admission === undefined) return undefined;
  const { users = [], groups = [] } = modules.admission.deployers;
  return { users: [...users, ...operatorOf(databases)], groups };
}

// It makes the pods of the databases, and replaces them. What it may do at all, its own roles say.
function operatorOf(databases: Site['databases']): readonly string[] {
  if (databases?.kind !== 'cloudnative-pg') return [];
  const { namespace, account } = databases.operator;
  return [`system:serviceaccount:${namespace}:${account}`];
}
