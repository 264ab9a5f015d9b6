import { listRules, type Rule } from '../engine/rule.ts';
import { namespaceCheck, objectTargets } from './objects.ts';
import { podChecks } from './pods.ts';
import { scopeOf } from './scope.ts';

const nothing = scopeOf({ site: 'none', subjects: [], deployers: { users: [], groups: [] } });

/** The rules that the API server checks too, by identifier. */
export const compiledRules: readonly Rule[] = listRules([
  ...new Set(
    [...podChecks(nothing), namespaceCheck, ...objectTargets(nothing).flatMap(({ checks }) => checks)].map(
      ({ rule }) => rule,
    ),
  ),
]);
