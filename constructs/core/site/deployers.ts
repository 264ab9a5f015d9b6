import type { Site } from './site.ts';

/** Who may change what the platform made; names and groups as the API server knows them. */
export interface SiteDeployers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The deployers that a site names, or undefined when it asks for no admission policies. */
export function deployersOf({ modules }: Site): SiteDeployers | undefined {
  if (modules.admission === undefined) return undefined;
  const { users = [], groups = [] } = modules.admission.deployers;
  return { users, groups };
}
