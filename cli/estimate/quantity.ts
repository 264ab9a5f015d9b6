/** Factors of the suffixes of a Kubernetes quantity: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ (as of 2026-11-23). */
const factors: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/**
 * What a Kubernetes quantity counts: cores of `250m`, bytes of `512Mi`, pieces of `2`.
 * @returns undefined when it is none
 */
export function quantity(text: string | number): number | undefined {
  const [, digits, suffix = ''] = /^\+?(\d+(?:\.\d*)?|\.\d+)((?:[eE][+-]?\d+)|[A-Za-z]{0,2})$/.exec(`${text}`) ?? [];
  if (digits === undefined) return undefined;
  if (/^[eE][+-]?\d/.test(suffix)) return Number(`${digits}${suffix}`);
  const factor = Object.hasOwn(factors, suffix) ? factors[suffix] : undefined;
  return factor === undefined ? undefined : Number(digits) * factor;
}
