import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type Document as Tree } from 'yaml';
import type { Problem } from '../errors.ts';
import type { Locate } from './document.ts';

/**
 * What YAML offers and our files do not have. A site file is read by people who approve it: each value stands where
 * it is used, and is a value rather than an expression of some later program.
 */
export function unsupported(tree: Tree.Parsed, at: Locate): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: unknown): void => {
    if (isPair(node)) {
      if (!isScalar(node.key) || typeof node.key.value !== 'string') problems.push(keyProblem(node.key, at));
      else visit(node.key);
      visit(node.value);
    }
    if (!isNode(node)) return;
    const problem = nodeProblem(node);
    if (problem !== undefined) problems.push({ ...problem, position: at(node.range?.[0] ?? 0) });
    if (isMap(node) || isCollection(node)) for (const item of node.items) visit(item);
  };
  visit(tree.contents);
  if (tree.contents === null || (isScalar(tree.contents) && tree.contents.value === null)) problems.push(empty(at));
  return problems;
}

function keyProblem(key: unknown, at: Locate): Problem {
  const position = at(isNode(key) ? (key.range?.[0] ?? 0) : 0);
  return { code: 'file-unsupported', message: 'a key is not plain text', position, mend: 'put the key in quotes' };
}

function empty(at: Locate): Problem {
  return {
    code: 'file-unsupported',
    message: 'the file is empty',
    position: at(0),
    allowed: 'one YAML document',
    mend: 'start from a copy of sites/reference-hospital.yaml',
  };
}

/** Control and format characters (zero-width, direction marks), line separators and the no-break space. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00A0]/u;

function nodeProblem(node: unknown): Omit<Problem, 'position'> | undefined {
  const code = 'file-unsupported';
  if (isAlias(node)) {
    return { code, message: 'aliases are not read', seen: `*${node.source}`, mend: 'write the value out' };
  }
  if (!isNode(node)) return undefined;
  if ('anchor' in node && typeof node.anchor === 'string') {
    return { code, message: 'anchors are not read', seen: `&${node.anchor}`, mend: 'write each value out' };
  }
  if (node.tag !== undefined) {
    return { code, message: 'tags are not read', seen: node.tag, mend: 'write the value without a tag' };
  }
  return isScalar(node) && typeof node.value === 'string' ? textProblem(node.value) : undefined;
}

function textProblem(text: string): Omit<Problem, 'position'> | undefined {
  const code = 'file-unsupported';
  const seen = JSON.stringify(text).replace(/[^\x20-\x7E]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  if (invisible.test(text)) {
    return { code, message: 'a value holds an invisible character', seen, mend: 'type the value again' };
  }
  if (text.includes('${') || text.includes('%{')) {
    return {
      code,
      message: 'a value holds an expression, which Terraform would evaluate',
      seen,
      allowed: 'plain values',
      mend: 'write the value itself',
    };
  }
  return undefined;
}
