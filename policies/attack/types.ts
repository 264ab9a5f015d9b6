import type { Boundary, Fields, Path, Subject } from '../engine/types.ts';
import type { Foreign } from './foreign.ts';
import type { Random } from './random.ts';

/** What an attack is about: which requirement the mutant breaks. */
export type Aim = 'residency' | 'operators' | 'hardening';

/** A configuration under attack, looked at as a mutator needs it. */
export interface Target {
  readonly subjects: readonly Subject[];
  readonly boundary: Boundary;
  /** Values of the catalogue that lie outside this boundary. */
  readonly foreign: Foreign;
  /** Everything of the configuration that makes pods. */
  readonly pods: readonly PodTarget[];
  readonly configMaps: readonly Subject[];
  readonly namespaces: readonly string[];
  /** True when the configuration has Terraform in it, so that Terraform's own ways out apply. */
  readonly terraform: boolean;
}

/** One workload, and where its pod stands in it. */
export interface PodTarget {
  readonly subject: Subject;
  /** Path of the pod spec. */
  readonly path: Path;
  readonly spec: Fields;
  readonly labels: Fields;
  /** Paths of its containers of every sort. */
  readonly containers: readonly Path[];
}

/** What a mutation does to the configuration. */
export type Change =
  | { readonly do: 'edit'; readonly subject: Subject; readonly body: Fields }
  | { readonly do: 'add'; readonly object: Fields }
  | { readonly do: 'remove'; readonly subject: Subject }
  /** A Terraform JSON document of its own, in place of subjects that it replaces. */
  | { readonly do: 'write'; readonly document: Fields; readonly replaces: readonly Subject[] };

/** One attack on the configuration. */
export interface Mutation {
  readonly change: Change;
  /** What was done, in words: `variable ENDPOINT of a container, userinfo before the host`. */
  readonly what: string;
  /** The value that was planted, or what was taken away. */
  readonly value: string;
  /** Why the result is really foreign or really weaker: the fact, never the judge's opinion. */
  readonly because: string;
  /**
   * Where a finding must stand for the attack to count as caught: a path in the changed object, or anywhere when the
   * harm shows elsewhere (a namespace whose policy is gone).
   */
  readonly at: Path | 'anywhere';
  /** Beginnings of the rules that are about this: another rule's finding does not count. @default - the class's own */
  readonly caughtBy?: readonly string[];
}

/** One way to attack. */
export interface AttackClass {
  readonly id: string;
  readonly title: string;
  readonly aim: Aim;
  /** Beginnings of the identifiers of the rules that must see it. */
  readonly caughtBy: readonly string[];
  /** A mutation, or undefined when the configuration has nothing that it applies to. */
  readonly mutate: (target: Target, random: Random) => Mutation | undefined;
}

/** The rules about places. */
export const PLACE_RULES: readonly string[] = ['RES-', 'NET-', 'TF-', 'SOV-'];
