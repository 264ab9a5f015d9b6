import type { Value } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import { openReason, show } from '../rules/shared/value.ts';
import { fieldsOf, listOf } from '../rules/shared/workload.ts';
import { pieces } from './addresses.ts';
import type { Endpoint } from './endpoint.ts';
import type { Addresses, PodSelection, Policy } from './policy.ts';

/** Endpoints that no policy of the run can tell apart. */
export interface EndpointClass {
  readonly index: number;
  /** Any of them. */
  readonly example: Endpoint;
  readonly endpoints: readonly Endpoint[];
}

/** What the policies of a run ask of a pod. */
interface Asked {
  /** The values of each key that some selector tells apart from all others. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
  readonly portNames: ReadonlySet<string>;
  /** No border of a block runs through one of these. */
  readonly pieces: readonly Range[];
}

/** Groups endpoints by what the policies can see of them, so that cost grows with policies and classes, not with pods. */
export function classesOf(endpoints: readonly Endpoint[], policies: readonly Policy[]): readonly EndpointClass[] {
  const asked = askedBy(policies);
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const key = keyOf(endpoint, asked);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [endpoint]);
    else group.push(endpoint);
  }
  return [...groups.values()].flatMap((group, index) =>
    group.slice(0, 1).map((example) => ({ index, example, endpoints: group })),
  );
}

function askedBy(policies: readonly Policy[]): Asked {
  const [labels, portNames] = [new Map<string, Set<string>>(), new Set<string>()];
  const blocks: Addresses[] = [];
  for (const { applies, rules } of policies) {
    addKeys(applies, labels);
    for (const { peers, ports } of rules) {
      for (const port of ports) if (port.kind === 'named') portNames.add(port.name);
      for (const peer of peers) {
        if (peer.kind === 'pods') addKeys(peer, labels);
        else if (peer.kind === 'addresses') blocks.push(peer);
      }
    }
  }
  return { labels, portNames, pieces: pieces(blocks.map(({ maybe }) => maybe)) };
}

function addKeys({ pods }: PodSelection, keys: Map<string, Set<string>>): void {
  const { matchLabels, matchExpressions } = fieldsOf(pods);
  for (const [key, value] of Object.entries(fieldsOf(matchLabels))) addValues(keys, key, [value]);
  for (const term of listOf(matchExpressions)) {
    const { key, values } = fieldsOf(term);
    if (typeof key === 'string') addValues(keys, key, listOf(values));
  }
}

function addValues(keys: Map<string, Set<string>>, key: string, values: readonly Value[]): void {
  let known = keys.get(key);
  if (known === undefined) {
    known = new Set();
    keys.set(key, known);
  }
  for (const value of values) known.add(show(value));
}

function keyOf({ namespace, labels, onHost, ports, portsKnown, addresses }: Endpoint, asked: Asked): string {
  const seen: string[] = [];
  for (const key in labels.fields) {
    const values = asked.labels.get(key);
    if (values !== undefined) seen.push(`${key}=${labelText(labels.fields[key], values)}`);
  }
  const named = ports
    .filter(({ name }) => asked.portNames.has(name))
    .map(({ protocol, name, port }) => `${name} ${protocol} ${port}`);
  const within = addresses?.map((address) => pieceOf(address, asked.pieces)).sort();
  return JSON.stringify([namespace, onHost, portsKnown, labels.complete, within ?? null, seen.sort(), named.sort()]);
}

/** All values that no selector names are alike. */
function labelText(value: Value | undefined, named: ReadonlySet<string>): string {
  const text = show(value);
  if (openReason(value) !== undefined) return `(open) ${text}`;
  return named.has(text) ? `(named) ${text}` : '(other)';
}

/** The place of the piece that an address lies in. */
function pieceOf({ family, first }: Range, all: readonly Range[]): number {
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const piece = all[middle];
    const isBeyond = piece === undefined || piece.family > family || (piece.family === family && piece.first > first);
    if (isBeyond) high = middle - 1;
    else low = middle;
  }
  return low;
}
