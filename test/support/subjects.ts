import type { Run } from '../../policies/engine/evaluate.ts';
import { subjectIndex } from '../../policies/engine/subject-index.ts';
import type { Coverage, Fields, Subject } from '../../policies/engine/types.ts';

/** A subject made by hand, for tests of the engine, which must not depend on a reader. */
export function subject(name: string, body: Fields = {}, kind = 'ConfigMap', file = 'a.yaml', line = 1): Subject {
  return {
    kind,
    type: 'v1',
    name,
    namespace: undefined,
    address: `${kind}/${name}`,
    body,
    constructPath: undefined,
    locate: () => ({ file, line, column: 1 }),
  };
}

/** A run over subjects made by hand, with no leaf and no known place. */
export function runOver(subjects: readonly Subject[], coverage: Partial<Coverage> = {}): Run {
  const none: Coverage = { values: 0, placed: 0, inert: 0, undecided: 0, ...coverage };
  return {
    context: {
      boundary: { name: 'EEA', countries: new Set(['DE']), claims: [], operatorJurisdictions: undefined },
      subjects,
      ofKind: subjectIndex(subjects),
      leaves: () => [],
      place: () => {
        throw new Error('no place is known here');
      },
    },
    coverage: () => none,
    grounds: () => ({ recalled: 0, claimed: 0 }),
  };
}
