/** What is read of `terraform show -json PLAN`. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address?: string;
    readonly mode?: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** How many managed resources a plan touches. A replacement counts as one change. */
export function countChanges({ resource_changes: changes = [] }: PlanJson) {
  const counts = { created: 0, changed: 0, deleted: 0, unchanged: 0 };
  for (const { mode, change } of changes) if (mode !== 'data') counts[outcomeOf(change.actions)]++;
  return counts;
}

/** Addresses of the resources that a plan creates and does not replace. */
export function createdBy({ resource_changes: changes = [] }: PlanJson): readonly string[] {
  const created = changes.filter(({ mode, change }) => mode !== 'data' && change.actions.join() === 'create');
  return created.flatMap(({ address }) => address ?? []);
}

function outcomeOf(actions: readonly string[]): 'created' | 'changed' | 'deleted' | 'unchanged' {
  if (actions.length > 1 || actions[0] === 'update') return 'changed';
  if (actions[0] === 'create') return 'created';
  if (actions[0] === 'delete' || actions[0] === 'forget') return 'deleted';
  return 'unchanged';
}
