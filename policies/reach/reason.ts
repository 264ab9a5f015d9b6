import { formatPath } from '../engine/path.ts';
import type { SourcePosition } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import { common } from './addresses.ts';
import { has } from './bits.ts';
import type { EndpointClass } from './classes.ts';
import { type CompiledRule, portsOn } from './compiled.ts';
import type { Direction } from './policy.ts';
import { NO_PORT, type PortSet } from './ports.ts';
import type { Reach } from './reach.ts';

/** Why one end of a connection lets it be: a policy, with its place, or that none closes it. */
export type Reason =
  | {
      readonly policy: string;
      readonly path: string;
      readonly location: SourcePosition | undefined;
      readonly constructPath: string | undefined;
    }
  | { readonly open: string };

/** The other end of a connection. */
export type OtherEnd = { readonly one: EndpointClass } | { readonly addresses: readonly Range[] };

/** Everything by which the policies of one end let a connection be, on some of these ports. */
export function reasonsFor(
  reach: Reach,
  own: EndpointClass,
  direction: Direction,
  other: OtherEnd,
  ports: PortSet,
): readonly Reason[] {
  const way = direction === 'Egress' ? 'out of' : 'into';
  if (own.example.onHost !== 'no') return [{ open: `it is on its node's network, where no policy holds` }];
  if ('one' in other && other.one.example.onHost !== 'no') {
    return [{ open: 'a pod on the network of a node, which is always let through' }];
  }
  const listener = direction === 'Ingress' ? own : 'one' in other ? other.one : undefined;
  const fitting = reach.rulesFor(own, direction).filter((rule) => {
    const common = reach.portSets.intersection(portsOn(rule.ports, listener, 'possible', reach.portSets), ports);
    return rule.rule.action !== 'Deny' && common !== NO_PORT && isAbout(rule, other);
  });
  const allowing = fitting.filter(({ rule }) => rule.action === 'Allow' || rule.action === 'unknown');
  if (allowing.length > 0) return allowing.map(reasonOf);
  return [{ open: `no policy closes the way ${way} it` }];
}

function isAbout({ peers, addresses }: CompiledRule, other: OtherEnd): boolean {
  return 'one' in other ? has(peers.maybe, other.one.index) : common(addresses.maybe, other.addresses).length > 0;
}

function reasonOf({ policy, rule }: CompiledRule): Reason {
  const { subject } = policy.policy;
  const namespace = policy.policy.applies.namespaces;
  const name = 'name' in namespace ? `${namespace.name}/${subject.name}` : subject.name;
  return {
    policy: `${subject.kind} ${name}`,
    path: formatPath(rule.path),
    location: subject.locate(rule.path),
    constructPath: subject.constructPath,
  };
}

/** Each reason once, however many pods of a workload share it. */
export function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const known = new Map(
    reasons.map((reason) => ['open' in reason ? reason.open : `${reason.policy} ${reason.path}`, reason] as const),
  );
  return [...known.values()];
}
