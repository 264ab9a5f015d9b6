import { type Bits, forEach, has, type Known, none } from './bits.ts';
import type { EndpointClass } from './classes.ts';
import { type CompiledRule, portsOn, type Reading } from './compiled.ts';
import type { Answer } from './policy.ts';
import { EVERY_PORT, NO_PORT, type PortSet, type PortSets } from './ports.ts';

/** A rule, and which of the peers at hand it is about. */
export interface Line {
  readonly rule: CompiledRule;
  readonly peers: Known;
}

/** Every rule that is asked about one class in one direction, tier by tier, each in the order of asking. */
export interface Lines {
  readonly admin: readonly Line[];
  readonly network: readonly Line[];
  /** Whether some NetworkPolicy closes what none allows, so that no baseline is asked. */
  readonly isolated: Answer;
  readonly baseline: readonly Line[];
}

/** What a decision is made about. */
export interface Question {
  /** How many peers there are. */
  readonly size: number;
  /** Who listens, when one of the peers opens the connection; undefined where the peer itself listens. */
  readonly listener: EndpointClass | undefined;
  /** The class of a peer; undefined for an address outside of the cluster. */
  readonly peer: (index: number) => EndpointClass | undefined;
  readonly reading: Reading;
  readonly sets: PortSets;
}

/** The ports that are open to each peer: Admin policies first, then NetworkPolicies where some isolate, else the baseline. */
export function decide(lines: Lines, question: Question): Uint32Array {
  if (lines.admin.length === 0 && lines.isolated === 'yes') return sumOf(lines.network, question);
  const undecided = new Uint32Array(question.size).fill(EVERY_PORT);
  const allowed = ask(lines.admin, undecided, question);
  const below = belowAdmin(lines, undecided, question);
  const { sets } = question;
  return allowed.map((ports, index) =>
    sets.union(ports, sets.intersection(undecided[index] ?? NO_PORT, below[index] ?? NO_PORT)),
  );
}

/** Where a policy may isolate or not, what is possible is what either leaves open, and nothing is certain. */
function belowAdmin(lines: Lines, undecided: Uint32Array, question: Question): Uint32Array {
  const sum = lines.isolated === 'no' ? undefined : sumOf(lines.network, question);
  if (sum !== undefined && (lines.isolated === 'yes' || question.reading === 'certain')) return sum;
  const open = baseline(lines.baseline, undecided, question);
  return sum === undefined ? open : open.map((ports, index) => question.sets.union(ports, sum[index] ?? NO_PORT));
}

/** What a baseline leaves open: what it allows, and what it says nothing of. */
function baseline(lines: readonly Line[], undecided: Uint32Array, question: Question): Uint32Array {
  if (lines.length === 0) return undecided;
  const open = undecided.slice();
  const allowed = ask(lines, open, question);
  return allowed.map((ports, index) => question.sets.union(ports, open[index] ?? NO_PORT));
}

/** NetworkPolicies add up: what one allows, none takes away. */
function sumOf(lines: readonly Line[], question: Question): Uint32Array {
  const { sets, size } = question;
  const sum = new Uint32Array(size);
  for (const { rule, peers } of lines) {
    const fixed = rule.ports.named.length === 0 || question.listener !== undefined;
    const ports = fixed ? portsFor(rule, 0, question.reading, question) : NO_PORT;
    forEach(question.reading === 'possible' ? peers.maybe : peers.sure, (index) => {
      const own = fixed ? ports : portsFor(rule, index, question.reading, question);
      sum[index] = sets.union(sum[index] ?? NO_PORT, own);
    });
  }
  return sum;
}

/**
 * Asks rules in their order; the first that fits decides. Returns what they allow, and leaves in `undecided` what they
 * pass on or say nothing of.
 */
function ask(lines: readonly Line[], undecided: Uint32Array, question: Question): Uint32Array {
  const { sets, size } = question;
  const [allowed, passed] = [new Uint32Array(size), new Uint32Array(size)];
  for (const { rule, peers } of lines) {
    forEach(peers.maybe, (index) => {
      const open = undecided[index] ?? NO_PORT;
      const effect = effectOf(rule, has(peers.sure, index), index, question);
      const taken = rule.rule.action === 'Pass' ? passed : allowed;
      taken[index] = sets.union(taken[index] ?? NO_PORT, sets.intersection(open, effect.given));
      undecided[index] = sets.difference(open, effect.decided);
    });
  }
  for (let index = 0; index < size; index++) {
    undecided[index] = sets.union(undecided[index] ?? NO_PORT, passed[index] ?? NO_PORT);
  }
  return allowed;
}

/** What a rule gives (lets through, or on to the next tier), and what no later rule is asked about. */
function effectOf(rule: CompiledRule, isSure: boolean, index: number, question: Question) {
  const sure = isSure ? portsFor(rule, index, 'certain', question) : NO_PORT;
  const maybe = portsFor(rule, index, 'possible', question);
  const { action } = rule.rule;
  const refuses = action === 'Deny' || (action === 'unknown' && question.reading === 'certain');
  if (question.reading === 'possible') {
    return { given: refuses ? NO_PORT : maybe, decided: action === 'unknown' ? NO_PORT : sure };
  }
  // What may be refused here is refused; what may be allowed here is left to the rules below, which may refuse it.
  return { given: refuses ? NO_PORT : sure, decided: action === 'Allow' ? sure : maybe };
}

function portsFor(rule: CompiledRule, index: number, reading: Reading, { listener, peer, sets }: Question): PortSet {
  return portsOn(rule.ports, listener ?? peer(index), reading, sets);
}

/** The members of a set of peers as a rule's own policy leaves them: nobody surely, where it may not apply at all. */
export function asFarAs(isSure: boolean, peers: Known): Known {
  return isSure ? peers : { sure: noneLike(peers.maybe), maybe: peers.maybe };
}

function noneLike(bits: Bits): Bits {
  return none(bits.length * 32);
}
