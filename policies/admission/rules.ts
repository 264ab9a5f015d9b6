import { listRules, type Rule } from '../engine/rule.ts';
import { namespaceCheck, objectTargets } from './objects.ts';
import { podChecks } from './pods.ts';
import type { AdmissionScope } from './types.ts';

const nothing: AdmissionScope = {
  site: 'none',
  namespaces: [],
  repositories: [],
  networks: [],
  externalNames: [],
  encryptingClasses: [],
  readOnlyAccounts: [],
  readingRoles: [],
  deployers: { users: [], groups: [] },
};

/** The rules that the API server checks too, by identifier. */
export const compiledRules: readonly Rule[] = listRules([
  ...new Set(
    [...podChecks(nothing), namespaceCheck, ...objectTargets(nothing).flatMap(({ checks }) => checks)].map(
      ({ rule }) => rule,
    ),
  ),
]);
