import type { Fields, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { type Block, terraformSubject } from './subject.ts';

/** Whether a document is `terraform show -json PLAN`. */
export function isPlan(value: Value): value is Fields {
  return isFields(value) && 'format_version' in value && ('resource_changes' in value || 'planned_values' in value);
}

/** The subjects of a plan: what each resource will be. */
export function planSubjects(document: Document, plan: Fields): readonly Subject[] {
  const changes = isList(plan.resource_changes) ? plan.resource_changes : [];
  return changes.flatMap((change, i) => (isFields(change) ? changed(document, change, i) : []));
}

function changed(document: Document, change: Fields, index: number): readonly Subject[] {
  const after = fieldsAt(fieldsAt(change, 'change'), 'after');
  if (after === undefined) return [];
  const block: Block = {
    kind: change.mode === 'data' ? 'terraform/data' : 'terraform/resource',
    type: stringAt(change, 'type') ?? '',
    name: stringAt(change, 'name') ?? '',
    address: stringAt(change, 'address') ?? '',
    body: after,
    locate: (path) => document.locate(['resource_changes', index, 'change', 'after', ...path]),
  };
  return [terraformSubject(block)];
}
