import type { KubernetesObject } from '../../engines/kubectl.ts';

type Json = unknown;

/**
 * Where an object in the cluster differs from what was rendered. What only the cluster has (defaults, status, what
 * controllers add) is no difference; what was rendered and is not there, or is otherwise, is one.
 */
export function differencesIn(wanted: object, found: KubernetesObject | undefined, engine: string): readonly string[] {
  if (found === undefined) return ['it is not in the cluster'];
  const differences: string[] = [];
  compare(wanted, found, '', differences);
  // Only rendered manifests carry the label that a prune looks at.
  return engine === 'terraform' ? differences.filter((path) => !path.includes('domicile.internal/layer')) : differences;
}

function compare(wanted: Json, found: Json, path: string, differences: string[]): void {
  if (Array.isArray(wanted)) compareLists(wanted, found, path, differences);
  else if (typeof wanted === 'object' && wanted !== null) {
    for (const [key, value] of Object.entries(wanted))
      compare(value, fieldOf(found, key), `${path}.${key}`, differences);
  } else if (!sameScalar(wanted, found)) {
    differences.push(`${path}: ${JSON.stringify(wanted)} became ${JSON.stringify(found)}`);
  }
}

function compareLists(wanted: readonly Json[], found: Json, path: string, differences: string[]): void {
  const items = Array.isArray(found) ? found : [];
  if (items.length !== wanted.length) differences.push(`${path}: ${wanted.length} items became ${items.length}`);
  for (const [index, item] of wanted.entries()) compare(item, items[index], `${path}[${index}]`, differences);
}

function fieldOf(value: Json, key: string): Json {
  return typeof value === 'object' && value !== null ? (value as Record<string, Json>)[key] : undefined;
}

/** The API server leaves out what is empty or false, and writes quantities in their shortest form. */
function sameScalar(wanted: Json, found: Json): boolean {
  if (wanted === found) return true;
  if (found === undefined) return wanted === false || wanted === 0 || wanted === '' || wanted === null;
  return quantity(wanted) !== undefined && quantity(wanted) === quantity(found);
}

const UNITS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function quantity(value: Json): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(String(value));
  return match === null ? undefined : Math.round(Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) * 1000);
}
