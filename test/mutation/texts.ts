import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';

/** What a rule says to people, and what the compiler or a test of all rules holds: not what it decides. */
const reasons: Readonly<Record<string, string>> = {
  title: 'a text for people',
  rationale: 'a text for people',
  remedy: 'a text for people',
  because: 'a text for people',
  expected: 'a text for people',
  why: 'a text for people',
  otherwise: 'a text for people',
  settingText: 'a text for people',
  program: 'a text for people',
  source: 'where a fact was read',
  asOf: 'when a fact was read',
  severity: 'an empty one does not compile; test/policies/rules/metadata.test.ts holds them',
  enforcement: 'an empty one does not compile; test/policies/rules/metadata.test.ts holds them',
  controls: 'test/policies/packs.test.ts holds them',
};

/** Leaves out of mutation what is written for people: `because` can be wrong without a wrong decision. */
export class TextIgnorer implements Ignorer {
  shouldIgnore(path: NodePath): string | undefined {
    if (isSentence(path as Partial<Node>)) return 'a sentence for people';
    const name = nameOf(path as Partial<Node>);
    return name !== undefined && Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  }
}

/** The parts of Babel's node paths that are looked at. */
interface Node {
  readonly node: {
    readonly type: string;
    readonly key?: { readonly name?: string };
    readonly id?: { readonly name?: string };
    readonly value?: unknown;
  };
}

/** Three words or more: what a rule hands on as a reason. Nothing that a rule compares with has as many. */
function isSentence({ node }: Partial<Node>): boolean {
  return node?.type === 'StringLiteral' && typeof node.value === 'string' && /\S \S+ \S/.test(node.value);
}

/** The key of a property, or the name of a constant. */
function nameOf({ node }: Partial<Node>): string | undefined {
  if (node?.type === 'ObjectProperty') return node.key?.name;
  return node?.type === 'VariableDeclarator' ? node.id?.name : undefined;
}
