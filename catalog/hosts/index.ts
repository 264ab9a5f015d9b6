import { EEA30 } from '../jurisdictions.ts';
import { allRegions, findRegions } from '../regions/index.ts';
import { FAMILIES, SITES } from './families/index.ts';
import { captures, type LabelPattern, labelPattern } from './pattern.ts';
import type { HostFact, HostFamily } from './types.ts';

export type { HostFact, HostFamily } from './types.ts';

/** What a complete pattern says: a country, that the captured name says it, or why the name does not. */
type Outcome = { readonly country: string } | { readonly captured: true } | { readonly why: string };

interface Leaf {
  readonly family: HostFamily;
  readonly pattern: string;
  readonly outcome: Outcome;
}

/** A tree of labels, read from the right. */
interface Node {
  readonly literals: Map<string, Node>;
  readonly patterns: { readonly label: LabelPattern; readonly family: HostFamily; readonly node: Node }[];
  /** The host itself and nothing below it. */
  exact?: Leaf;
  /** The host itself and everything below it. */
  below?: Leaf;
}

function newNode(): Node {
  return { literals: new Map(), patterns: [] };
}

function child(node: Node, label: string, family: HostFamily): Node {
  const pattern = labelPattern(label);
  if (pattern === undefined) {
    const known = node.literals.get(label) ?? newNode();
    node.literals.set(label, known);
    return known;
  }
  const node_ = newNode();
  node.patterns.push({ label: pattern, family, node: node_ });
  return node_;
}

function plant(root: Node, family: HostFamily, pattern: string, outcome: Outcome): void {
  const only = pattern.startsWith('=');
  const labels = (only ? pattern.slice(1) : pattern).split('.').reverse();
  const node = labels.reduce((parent, label) => child(parent, label, family), root);
  const leaf = { family, pattern, outcome };
  if (only) node.exact ??= leaf;
  else node.below ??= leaf;
}

function grow(): Node {
  const root = newNode();
  for (const family of FAMILIES) {
    for (const [pattern, country] of Object.entries(family.at ?? {})) plant(root, family, pattern, { country });
    for (const pattern of family.regional ?? []) plant(root, family, pattern, { captured: true });
    for (const [pattern, why] of Object.entries(family.unplaced ?? {})) plant(root, family, pattern, { why });
  }
  rank(root);
  return root;
}

const RANK = { code: 0, region: 1, any: 3 } as const;

/** A name that is a place comes before one with other text beside it, and that before a wildcard that fits every label. */
function rankOf({ capture, head, tail }: LabelPattern): number {
  return capture === 'region' && (head || tail !== undefined) ? 2 : RANK[capture];
}

function rank(node: Node): void {
  node.patterns.sort((a, b) => rankOf(a.label) - rankOf(b.label));
  for (const each of node.literals.values()) rank(each);
  for (const each of node.patterns) rank(each.node);
}

interface Captured {
  /** True for a word that means several regions: `eu`. */
  readonly several: boolean;
  readonly country: string | null;
  readonly among: readonly string[] | undefined;
  readonly where: string;
  readonly source: string | undefined;
  readonly asOf: string | undefined;
  readonly recalled: boolean;
}

const NOTHING: Captured = {
  several: false,
  country: null,
  among: undefined,
  where: '',
  source: undefined,
  asOf: undefined,
  recalled: false,
};

function resolve(family: HostFamily, pattern: LabelPattern, label: string): Captured | undefined {
  const chosen = pattern.head || pattern.tail !== undefined;
  for (const name of captures(pattern, label)) {
    const found = pattern.capture === 'code' ? byCode(family, name) : byRegion(family, name);
    // Beside text that anybody may choose, a word such as `eu` or `france` is part of a name and no place.
    if (found !== undefined && !(found.several && chosen)) return found;
  }
  return undefined;
}

function byCode(family: HostFamily, name: string): Captured | undefined {
  const codes = family.codes ?? {};
  const country = Object.hasOwn(codes, name) ? codes[name] : undefined;
  return country === undefined ? undefined : { ...NOTHING, country, where: name, recalled: family.recalled };
}

function byRegion(family: HostFamily, name: string): Captured | undefined {
  const [region] = findRegions(name, family.regions ?? family.operator ?? undefined);
  if (region === undefined || region.inHosts === false) return undefined;
  const { country, among, source, asOf, recalled, provider, kind } = region;
  const several = kind === 'multi-region';
  return { several, country, among, source, asOf, recalled, where: `${provider} ${name} is ${region.where}` };
}

function factOf({ family, pattern, outcome }: Leaf, captured: Captured | undefined): HostFact {
  const { operator, parent, source, asOf, recalled } = family;
  const service = !SITES.has(family);
  const base = { pattern, operator, parent, source, asOf, recalled, service, among: undefined };
  if ('country' in outcome) return { ...base, country: outcome.country, where: operator ?? 'by its name' };
  if ('why' in outcome) return { ...base, country: null, where: outcome.why };
  if (captured === undefined) return { ...base, country: null, where: 'the name does not say where' };
  const { country, among, where, recalled: isRecalled } = captured;
  return {
    ...base,
    country,
    among,
    where,
    source: captured.source ?? source,
    asOf: captured.asOf ?? asOf,
    recalled: isRecalled,
  };
}

/** Labels that say another place than the domain below which they stand: `us.mail.example`, `api-us.example`. */
const ELSEWHERE = /(?:^|-)(?:us|usa|uk|gb|jp|apac|asia|amer|america|global|worldwide)(?:-|\d|$)/;

/** `eu01` → `eu##`: what the names of a provider's regions look like, whatever their number. */
const shapes = new Map<string, ReadonlySet<string>>();

function shapesOf(provider: string): ReadonlySet<string> {
  const known = shapes.get(provider);
  if (known !== undefined) return known;
  const numbered = allRegions().filter((region) => region.provider === provider && /\d/.test(region.code));
  const all = new Set(numbered.map(({ code }) => shapeOf(code.toLowerCase())));
  shapes.set(provider, all);
  return all;
}

function shapeOf(name: string): string {
  return name.replaceAll(/\d/g, '#');
}

/** A region that the provider's grammar allows and that it does not have: `eu99`. */
function namesNoRegion(label: string, provider: string): boolean {
  return shapesOf(provider).has(shapeOf(label)) && findRegions(label, provider).length === 0;
}

/**
 * A domain that is somewhere may have hosts that are not; a label that says so is believed before the domain, and so is
 * one that names a region which the operator does not have.
 */
function guarded(fact: HostFact, labels: readonly string[], last: number): HostFact {
  const isMember = fact.country !== null && (fact.country === 'EU' || EEA30.includes(fact.country));
  if (!isMember || fact.pattern.includes('{')) return fact;
  const before = labels.slice(0, last + 1);
  const unplaced = { ...fact, country: null, among: undefined };
  if (before.some((label) => ELSEWHERE.test(label))) {
    return { ...unplaced, where: 'a label before the domain says another place' };
  }
  const { operator } = fact;
  const unknown = operator === null ? undefined : before.find((label) => namesNoRegion(label, operator));
  return unknown === undefined ? fact : { ...unplaced, where: `${operator} has no region ${unknown}` };
}

/** The deepest match wins, so the search goes down before it takes a node's own answer. */
function descend(
  node: Node,
  labels: readonly string[],
  at: number,
  captured: Captured | undefined,
): HostFact | undefined {
  const label = labels[at];
  if (label !== undefined) {
    const literal = node.literals.get(label);
    const found = literal && descend(literal, labels, at - 1, captured);
    if (found !== undefined) return found;
    for (const each of node.patterns) {
      const through =
        each.label.capture === 'any' ? wildcard(each.label, label, captured) : resolve(each.family, each.label, label);
      const fact = through && descend(each.node, labels, at - 1, through === NOTHING ? undefined : through);
      if (fact !== undefined) return fact;
    }
  } else if (node.exact !== undefined) {
    return factOf(node.exact, captured);
  }
  return node.below && guarded(factOf(node.below, captured), labels, at);
}

function wildcard(pattern: LabelPattern, label: string, captured: Captured | undefined): Captured | undefined {
  return captures(pattern, label).length === 0 ? undefined : (captured ?? NOTHING);
}

let tree: Node | undefined;

/**
 * What is known of a host: lower-case ASCII labels, no port, no trailing dot. Undefined when no row covers it.
 * Matches only on label boundaries: `evilgcr.io` is not below `gcr.io`.
 */
export function findHost(host: string): HostFact | undefined {
  tree ??= grow();
  const labels = host.split('.');
  return descend(tree, labels, labels.length - 1, undefined);
}
