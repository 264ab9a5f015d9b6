import { parseCidr, publicPart, type Range } from '../rules/shared/cidr.ts';
import { EVERYWHERE, merged } from './addresses.ts';
import type { ReachGraph, WorkloadNode } from './graph.ts';

/** One end of a question: workloads of the run, or addresses outside of the cluster. */
export type Place =
  | { readonly kind: 'workloads'; readonly text: string; readonly nodes: readonly WorkloadNode[] }
  | { readonly kind: 'outside'; readonly text: string; readonly addresses: readonly Range[] };

/** A text that names no place of this run. The message says what there is. */
export class NoSuchPlace extends Error {
  override readonly name = 'NoSuchPlace';
}

const forms =
  'write NAMESPACE/WORKLOAD, WORKLOAD, NAMESPACE/*, role=ROLE, data-class=CLASS, internet, outside, or an address or network';

/**
 * What a text names: `internet` (public addresses), `outside` (all addresses), a network or address, `role=fhir`,
 * `data-class=health`, `namespace/*`, `namespace/workload`, or the name of a workload wherever it stands.
 * @throws {@link NoSuchPlace}
 */
export function placeOf(text: string, graph: ReachGraph): Place {
  if (text === 'internet') return { kind: 'outside', text: 'the internet', addresses: merged(publicPart(EVERYWHERE)) };
  if (text === 'outside') return { kind: 'outside', text: 'outside the cluster', addresses: EVERYWHERE };
  const range = parseCidr(text) ?? parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);
  if (range !== undefined) return { kind: 'outside', text, addresses: [range] };
  const nodes = graph.nodes.filter((node) => isNamed(node, text));
  if (nodes.length > 0) return { kind: 'workloads', text: wordsFor(text), nodes };
  throw new NoSuchPlace(`nothing here is called "${text}"; ${forms}. ${thereIs(text, graph)}`);
}

function isNamed({ name, namespace, role, dataClass }: WorkloadNode, text: string): boolean {
  const [key, value] = text.split('=');
  if (value !== undefined) return (key === 'role' && role === value) || (key === 'data-class' && dataClass === value);
  if (text.endsWith('/*')) return namespace === text.slice(0, -2);
  return name === text || name.endsWith(`/${text}`);
}

function wordsFor(text: string): string {
  const [key, value] = text.split('=');
  if (value === undefined) return text;
  return key === 'role' ? `whoever has the role ${value}` : `${value} data`;
}

const SHOWN = 12;

function thereIs(text: string, { nodes }: ReachGraph): string {
  const key = text.split('=')[0];
  const all =
    key === 'role'
      ? nodes.flatMap(({ role }) => role ?? [])
      : key === 'data-class'
        ? nodes.flatMap(({ dataClass }) => dataClass ?? [])
        : nodes.map(({ name }) => name);
  const names = [...new Set(all)].sort();
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  return `There are: ${names.slice(0, SHOWN).join(', ')}${more}.`;
}
