import type { ResourceRule } from './types.ts';

/** What an object says is asked whenever it is written. */
export const written = ['CREATE', 'UPDATE'] as const;

/** Whatever changes an object, its removal too. */
export const changed = ['CREATE', 'UPDATE', 'DELETE'] as const;

/** Rows of the API server's own table in version 1 of a group. */
export function rows(
  operations: ResourceRule['operations'],
  group: string,
  ...resources: readonly string[]
): ResourceRule {
  return { group, versions: ['v1'], resources, operations };
}
