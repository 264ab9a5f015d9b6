import { type Fields, Unresolved, type Value } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { fieldsOf, listOf } from './workload.ts';

/** True for `{}`, which selects everything; null and empty parts count as absent, as the API server drops them. */
export function selectsEverything(selector: Value | undefined): boolean {
  if (!isFields(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  return isNothing(matchLabels) && isNothing(matchExpressions);
}

function isNothing(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isFields(value) && Object.keys(value).length === 0;
}

/** Whether a label selector selects these labels; undefined when an unresolved value decides. */
export function selects(selector: Value | undefined, labels: Fields): boolean | undefined {
  if (selector instanceof Unresolved) return undefined;
  if (!isFields(selector)) return false;
  if (selector.matchLabels instanceof Unresolved || selector.matchExpressions instanceof Unresolved) return undefined;
  const answers = [
    ...Object.entries(fieldsOf(selector.matchLabels)).map(([key, wanted]) => equals(labels[key], wanted)),
    ...listOf(selector.matchExpressions).map((term) => holds(fieldsOf(term), labels)),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function equals(label: Value | undefined, wanted: Value): boolean | undefined {
  if (label instanceof Unresolved || wanted instanceof Unresolved) {
    return sameExpression(label, wanted) ? true : undefined;
  }
  return label === wanted;
}

function sameExpression(a: Value | undefined, b: Value): boolean {
  return (
    a instanceof Unresolved && b instanceof Unresolved && a.expression !== undefined && a.expression === b.expression
  );
}

function holds(term: Fields, labels: Fields): boolean | undefined {
  const { key, operator, values } = term;
  if (typeof key !== 'string' || values instanceof Unresolved) return undefined;
  const label = labels[key];
  if (operator === 'Exists') return label !== undefined;
  if (operator === 'DoesNotExist') return label === undefined;
  if (label instanceof Unresolved || listOf(values).some((value) => value instanceof Unresolved)) return undefined;
  const listed = label !== undefined && listOf(values).includes(label);
  if (operator === 'In') return listed;
  return operator === 'NotIn' ? !listed : undefined;
}
