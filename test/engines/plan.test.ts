import { expect, it } from 'vitest';
import { countChanges } from '../../engines/terraform/plan.ts';

const change = (mode: string, ...actions: string[]) => ({ mode, change: { actions } });

it('counts what a plan does to managed resources, and leaves data out', () => {
  const plan = {
    resource_changes: [
      change('managed', 'create'),
      change('managed', 'create'),
      change('managed', 'update'),
      change('managed', 'delete', 'create'),
      change('managed', 'create', 'delete'),
      change('managed', 'delete'),
      change('managed', 'no-op'),
      change('data', 'read'),
    ],
  };
  expect(countChanges(plan)).toEqual({ created: 2, changed: 3, deleted: 1, unchanged: 1 });
});

it('finds nothing in an empty plan', () => {
  expect(countChanges({})).toEqual({ created: 0, changed: 0, deleted: 0, unchanged: 0 });
});
