import type { Path } from './types.ts';

const plain = /^[A-Za-z_$][\w$-]*$/;

/** Steps repeat ten thousandfold in a plan; a hostile input must still not fill the memory with them. */
const known = new Map<string, boolean>();

function isPlain(step: string): boolean {
  let answer = known.get(step);
  if (answer === undefined) {
    answer = plain.test(step);
    if (known.size < 10_000) known.set(step, answer);
  }
  return answer;
}

/** `spec.containers[0].image`; a key that is no plain word is quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!isPlain(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
