import type { Path } from './types.ts';

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
