import type { Value } from '../../engine/types.ts';
import type { FieldType } from './schema.ts';

/** Terraform keeps file modes as octal text (`0644`); Kubernetes wants the number. */
const OCTAL = /^0[0-7]{3,4}$/;
const DECIMAL = /^-?\d{1,15}$/;

/**
 * A scalar of a Terraform attribute as the Kubernetes field wants it. Text that is no number or boolean (a reference,
 * for one) stays as it is, so that nothing is lost.
 */
export function scalarFor(value: Value, type: FieldType): Value {
  if (value === null || typeof value === 'object') return value;
  if (typeof value !== 'string') return type === 'string' || type === 'quantity' ? String(value) : value;
  if (type === 'integer' && OCTAL.test(value)) return Number.parseInt(value, 8);
  if (type === 'integer' || type === 'number' || type === 'intOrString')
    return DECIMAL.test(value) ? Number(value) : value;
  if (type === 'boolean') return value === 'true' || value === 'false' ? value === 'true' : value;
  if (type === 'bytes') return value.includes('${') ? value : Buffer.from(value, 'utf8').toString('base64');
  return value;
}
