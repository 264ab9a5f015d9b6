import { groupBy } from '../../engine/group.ts';
import type { Context, Subject } from '../../engine/types.ts';

/**
 * Looks subjects of a kind up by a text that they have. For rules about relations: whoever looks at every namespace for every
 * workload takes a hundred times as long for ten times the input. Indexed once a run.
 */
export function indexed(
  kind: string,
  textOf: (subject: Subject, context: Context) => string | undefined,
): (text: string, context: Context) => readonly Subject[] {
  const indexes = new WeakMap<Context, ReadonlyMap<string | undefined, readonly Subject[]>>();
  return (text, context) => {
    let index = indexes.get(context);
    if (index === undefined) {
      index = groupBy(context.ofKind(kind), (subject) => textOf(subject, context));
      indexes.set(context, index);
    }
    return index.get(text) ?? [];
  };
}
