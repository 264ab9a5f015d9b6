import type { Path, Subject, Value } from '../engine/types.ts';
import type { Range } from '../rules/shared/cidr.ts';
import type { Protocol } from './ports.ts';

/** `Ingress` or `Egress`: whose policies are asked, the target's or the source's. */
export type Direction = 'Ingress' | 'Egress';

/** `unknown` where a part that nobody can read yet decides. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Where a policy stands in the order in which policies are asked. */
export type Tier = 'admin' | 'network' | 'baseline';

/** Pods by the labels of their namespaces and by their own. */
export interface PodSelection {
  readonly kind: 'pods';
  /** A label selector, or the name of the one namespace. */
  readonly namespaces: { readonly selector: Value } | { readonly name: string };
  /** @default - all pods of the namespaces */
  readonly pods?: Value | undefined;
}

/** Addresses, of which some may not be known. */
export interface Addresses {
  readonly kind: 'addresses';
  /** What surely belongs to them. */
  readonly sure: readonly Range[];
  /** What may. */
  readonly maybe: readonly Range[];
}

/** Whom a rule is about. `anybody`: every pod and address. `unknown`: a text that names somebody, and nobody can say whom. */
export type Peer = PodSelection | Addresses | { readonly kind: 'anybody' } | { readonly kind: 'unknown' };

/** Which ports a rule is about. `unknown`: some, and nobody can say which. */
export type PortText =
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  | { readonly kind: 'named'; readonly protocol: Protocol | undefined; readonly name: string }
  | { readonly kind: 'every' }
  | { readonly kind: 'unknown' };

/** One rule of one policy. */
export interface Rule {
  readonly direction: Direction;
  readonly action: 'Allow' | 'Deny' | 'Pass' | 'unknown';
  /** Where it stands in the policy's body. */
  readonly path: Path;
  readonly peers: readonly Peer[];
  readonly ports: readonly PortText[];
}

/** A policy of any sort, read. */
export interface Policy {
  readonly subject: Subject;
  readonly tier: Tier;
  /** Lower is asked first; 0 where the tier knows no order, and below every other where nobody knows it. */
  readonly priority: number;
  /** Whose traffic it is about. */
  readonly applies: PodSelection;
  /** Whether it closes what it does not allow; always `no` outside of the tier `network`. */
  readonly isolates: Readonly<Record<Direction, Answer>>;
  readonly rules: readonly Rule[];
}
