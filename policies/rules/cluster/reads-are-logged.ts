import { defineRule } from '../../engine/rule.ts';
import type { Fields, Path, Value, Verdict } from '../../engine/types.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, listOf, textOf } from '../shared/workload.ts';

const selectors = ['users', 'userGroups', 'verbs', 'resources', 'namespaces', 'nonResourceURLs'];
const secretive = new Set(['secrets', 'configmaps', 'serviceaccounts/token', 'tokenreviews', '*', 'secrets/*']);
const touching = /^(?:\*|.*\/\*|secrets|configmaps|.*\/(?:log|exec|attach|portforward|proxy|ephemeralcontainers))$/;

/** The audit policy of an API server logs every read. */
export const readsAreLogged = defineRule({
  id: 'CLU-001',
  title: 'The audit policy of the API server logs who read what, and no value of a Secret.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['cis-k8s/3.2', 'gdpr/art-32', 'c5-2026/OPS-10', 'iso-27001/A.8.15'],
  selects: ['Policy'],
  whenSilent: 'pass',
  rationale:
    'The log, exec, port-forward and proxy subresources lead to patient data by way of the API server. A distribution that calls ' +
    'itself hardened may bring a policy of level None, which logs nothing; a rule of level None that is wider than the noise it ' +
    'is for does the same for its part. A level that keeps bodies writes Secrets into the log.',
  remedy:
    'end the policy with a rule of level Metadata for everything; let None name users of the system and plain objects',
  *evaluate({ type, body }) {
    if (!type.startsWith('audit.k8s.io/')) return;
    const rules = listOf(body.rules).map(fieldsOf);
    for (const [index, rule] of rules.entries()) yield judgeLevel(rule, ['rules', index, 'level']);
    yield judgeRest(rules);
  },
});

function judgeLevel(rule: Fields, path: Path): Verdict {
  const level = rule.level;
  const unknown = openReason(level);
  const expected = 'Metadata; None for named users of the system and objects that say nothing of a person';
  if (unknown !== undefined)
    return { result: 'indeterminate', path, found: placeholderIn(level), because: unknown, expected };
  const at = { path, found: show(level), expected };
  if (level === 'None' && !isNoise(rule))
    return { ...at, result: 'fail', because: 'requests are left out that may be of a person' };
  if (/^Request/.test(show(level)) && keepsSecrets(rule))
    return { ...at, result: 'fail', because: 'the log would hold the values of Secrets' };
  return { ...at, result: 'pass', because: 'the rule leaves out nothing of a person' };
}

/** Health checks, or what a part of the system does with plain objects. */
function isNoise(rule: Fields): boolean {
  const urls = listOf(rule.nonResourceURLs);
  if (urls.length > 0) return listOf(rule.resources).length === 0 && !urls.includes('*') && !urls.includes('/*');
  const who = [...listOf(rule.users), ...listOf(rule.userGroups)].map(show);
  const named = who.length > 0 && who.every((one) => /^system:(?:kube-|apiserver$|nodes$|node:)/.test(one));
  const kinds = listOf(rule.resources).flatMap((group) => listOf(fieldsOf(group).resources));
  return named && kinds.length > 0 && kinds.every((kind) => !touching.test(show(kind)));
}

function keepsSecrets(rule: Fields): boolean {
  if (listOf(rule.nonResourceURLs).length > 0) return false;
  const groups = listOf(rule.resources).map(fieldsOf);
  if (groups.length === 0) return true;
  return groups.some(({ group, resources }) => {
    if (group !== '' && group !== undefined && group !== '*' && group !== 'authentication.k8s.io') return false;
    const names = listOf(resources).map((one: Value) => textOf(one) ?? '');
    return names.length === 0 || names.some((name) => secretive.has(name));
  });
}

function judgeRest(rules: readonly Fields[]): Verdict {
  const index = rules.findIndex((rule) => selectors.every((key) => rule[key] === undefined));
  const rest = rules[index];
  const expected = 'a last rule of level Metadata that names nothing';
  if (rest === undefined)
    return {
      result: 'fail',
      path: ['rules'],
      found: `${rules.length} rules`,
      because: 'what no rule names is not logged',
      expected,
    };
  return {
    result: 'pass',
    path: ['rules', index],
    found: show(rest.level),
    because: 'it covers what no rule names',
    expected,
  };
}
