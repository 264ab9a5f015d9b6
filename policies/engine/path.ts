import type { Fields, Path, Value } from './types.ts';
import { Unresolved } from './types.ts';

const plain = /^[A-Za-z_$][\w$-]*$/;

/** `spec.containers[0].image`; a key that is no plain word is quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!plain.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** The value at `path`, or undefined when a step is missing. An {@link Unresolved} on the way is the answer. */
export function valueAt(root: Value | undefined, path: Path): Value | undefined {
  let here: Value | undefined = root;
  for (const step of path) {
    if (here instanceof Unresolved) return here;
    if (Array.isArray(here)) here = typeof step === 'number' ? (here as readonly Value[])[step] : undefined;
    else if (isFields(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

/** True for an object of the body: not an array, not null, not {@link Unresolved}. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

/** True for a list of the body. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
