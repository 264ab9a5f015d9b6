import { defineRule } from '../../engine/rule.ts';
import type { Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { hidden, isCredentialName, isNoCredential, secretIn } from '../shared/secret-text.ts';
import { configTexts } from '../shared/text.ts';
import { openReason, placeholderIn } from '../shared/value.ts';
import { fieldsOf } from '../shared/workload.ts';

/** No secret value stands in a configuration, a plan or a state. */
export const noSecretInConfiguration = defineRule({
  id: 'SEC-001',
  title: 'No secret value stands in a configuration, a plan or a state.',
  severity: 'critical',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'c5-2026/CRY-04', 'cis-k8s/5.4.1', 'grundschutz/SYS.1.6.A8', 'nis2/art-21-2'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'Configuration is copied: into repositories, plans, state, pipelines and reports. A secret in it is known to all who ' +
    'can read any of them, for as long as any copy lives.',
  remedy:
    'refer to the Secret by name (secretKeyRef, a mounted volume), and create it in the cluster or by the secret store of ' +
    'the site; in Terraform use the write-only `data_wo`',
  evaluate: (subject) => {
    // A Secret in a running cluster is where its value belongs; the API server keeps it.
    if (subject.kind === 'Secret') return subject.live === true ? [] : secretData(subject);
    return subject.kind.startsWith('terraform/') ? walk(subject.body, [], '') : programTexts(subject);
  },
});

function* secretData(subject: Subject): Generator<Verdict> {
  for (const key of ['data', 'stringData']) {
    for (const [name, value] of Object.entries(fieldsOf(subject.body[key]))) {
      const unknown = openReason(value);
      if (unknown !== undefined) {
        yield { ...verdict([key, name], '', unknown), result: 'indeterminate', found: placeholderIn(value) };
      } else if (typeof value === 'string' && value !== '') {
        yield verdict([key, name], value, 'a Secret with its value written out');
      }
    }
  }
}

function programTexts(subject: Subject): readonly Verdict[] {
  return configTexts(subject).flatMap(({ path, text, name }) => {
    const seen = secretIn(text) ?? credential(name, text);
    return seen === undefined ? [] : [verdict(path, text, seen)];
  });
}

function credential(name: string, text: string): string | undefined {
  return isCredentialName(name) && !isNoCredential(text) ? `a credential by its name, ${name}` : undefined;
}

/** Terraform blocks of any type: what an argument is called tells whether it holds a credential. */
function* walk(value: Value, path: Path, name: string): Generator<Verdict> {
  if (typeof value === 'string') {
    const seen = secretIn(value) ?? credential(name, value);
    if (seen !== undefined) yield verdict(path, value, seen);
  } else if (isList(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, [...path, index], name);
  } else if (isFields(value)) {
    for (const key of Object.keys(value)) yield* walk(value[key] ?? null, [...path, key], key);
  }
}

function verdict(path: Path, value: string, because: string): Verdict {
  return { result: 'fail', path, found: hidden(value), because, expected: 'a reference to a Secret' };
}
