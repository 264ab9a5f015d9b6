import type { FieldType } from '../../policies/subjects/kubernetes/schema.ts';
import type { Json } from '../output.ts';

/** Powers of ten of the decimal suffixes, and powers of two of the binary ones. */
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const QUANTITY = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:([KMGTPE]i|[numkMGTPE]?)|[eE]([+-]?\d+))$/;

/** Whether the server's scalar is the stated one, in the spelling that the server gives it (`1000m` is read back as `1`). */
export function isSameScalar(stated: Json, live: Json, type: FieldType | undefined): boolean {
  if (stated === live) return true;
  if (type === 'quantity') return sizeOf(stated) === sizeOf(live) && sizeOf(stated) !== undefined;
  if (type === 'intOrString' || type === 'integer' || type === 'number') return String(stated) === String(live);
  return false;
}

/** Whether a stated value says nothing: the server leaves such a field out. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.values(value).every((inner: Json) => isEmpty(inner));
}

function sizeOf(value: Json): number | undefined {
  const [, digits, suffix = '', exponent] = QUANTITY.exec(String(value)) ?? [];
  if (digits === undefined) return undefined;
  const binary = BINARY[suffix];
  if (binary !== undefined) return Number(digits) * 2 ** binary;
  return Number(`${digits}e${exponent ?? DECIMAL[suffix] ?? 0}`);
}
