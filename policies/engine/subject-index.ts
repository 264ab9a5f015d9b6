import { groupBy } from './group.ts';
import type { Subject } from './types.ts';

/** Looks subjects up by kind. The index is built at the first question. */
export function subjectIndex(subjects: readonly Subject[]): (kind: string) => readonly Subject[] {
  let index: ReadonlyMap<string, readonly Subject[]> | undefined;
  return (kind) => {
    index ??= groupBy(subjects, (subject) => subject.kind);
    return index.get(kind) ?? [];
  };
}
