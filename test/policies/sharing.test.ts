import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { boundaryOf, judgeRead, packOf } from '../../policies/judge.ts';
import { renderJson } from '../../policies/report/json.ts';
import { readInputs } from '../../policies/subjects/index.ts';

interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly after: unknown };
}

const violating = 'test/fixtures/violating';
const cases = 'test/fixtures/cases';

/** The corpus that triggers every rule, as resources of a plan. */
const manifests: readonly Change[] = readdirSync(violating)
  .filter((file) => file.endsWith('.yaml') && file !== 'site.yaml')
  .flatMap((file) => parseAllDocuments(readFileSync(join(violating, file), 'utf8')).map((one) => one.toJS() as object))
  .filter((manifest) => manifest !== null && 'kind' in manifest && 'apiVersion' in manifest)
  .map((manifest, i) => {
    const name = `m${i}`;
    const change = { actions: ['create'], before: null, after: { manifest }, after_unknown: {} };
    return { address: `kubernetes_manifest.${name}`, mode: 'managed', type: 'kubernetes_manifest', name, change };
  });

/** Resources of clouds and of Kubernetes from labelled plans. */
const planned: readonly Change[] = readdirSync(cases)
  .filter((file) => file.endsWith('plan.json'))
  .flatMap((file) => (JSON.parse(readFileSync(join(cases, file), 'utf8')) as Plan).resource_changes ?? []);

interface Plan {
  readonly resource_changes?: readonly Change[];
}

/** Texts that decide something: what a copy says instead of the original. */
const texts = [
  ...['eu-central-1', 'us-east-1', 'eu-west-2', 'https://s3.us-east-1.amazonaws.com/b', 'http://mail.example.org'],
  ...['0.0.0.0/0', '10.0.0.0/8', 'nginx', '$(A)', 'default', 'kube-system', 'clinical', 'restricted', 'true', 'Egress'],
  ...['password: hunter2hunter2', 'a: {b: https://api.openai.com}', 'ai-gateway', 'patient'],
];

/**
 * The copies of a resource, each under its own name, and with texts of their own in one place: what a rule says of one of
 * them may be wrong of the next.
 */
function copies(original: Change, at: number, own: readonly string[]): readonly Change[] {
  const written = JSON.stringify(original.change.after);
  const count = textsIn(original.change.after).length;
  return own.map((text, i) => {
    let seen = 0;
    const after: unknown = JSON.parse(written, (key, value: unknown) => {
      if (typeof value !== 'string' || value === '') return value;
      if (seen++ === at % count) return text;
      return key === 'name' ? `${value}-${i}` : value;
    });
    const name = `${original.name}_${i}`;
    const change = { ...original.change, after, after_unknown: {} };
    return { ...original, address: `${original.type}.${name}`, name, change };
  });
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const place = fc.nat(1000);
const own = fc.array(fc.constantFrom(...texts), { minLength: 9, maxLength: 12 });

function judged(changes: readonly Change[]) {
  const plan = { format_version: '1.2', complete: true, resource_changes: changes, configuration: {} };
  const bytes = Buffer.from(JSON.stringify(plan));
  const { subjects } = readInputs([{ name: 'plan.json', bytes }]);
  const apart = subjects.map(({ pattern: _, ...subject }) => subject);
  const report = (these: typeof subjects) => {
    const { judgement, obligations, sovereignty } = judgeRead(these, boundaryOf('EEA'), packOf('all'));
    return {
      rules: judgement,
      spoke: [...judgement.spoke].sort(),
      json: renderJson(judgement, { obligations, sovereignty }),
    };
  };
  return { subjects, shared: report(subjects), alone: report(apart) };
}

describe('subjects of one pattern', () => {
  it.each([
    ['objects that break every rule', manifests],
    ['resources of labelled plans', planned],
  ])('are judged as each by itself: %s', (_name, originals) => {
    expect(originals.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(place, own, (at, texts) => {
        const { subjects, shared, alone } = judged(originals.flatMap((original) => copies(original, at, texts)));
        expect(subjects.filter(({ pattern }) => pattern !== undefined).length).toBeGreaterThan(subjects.length / 2);
        expect(shared.json).toBe(alone.json);
        expect(shared.spoke).toEqual(alone.spoke);
        expect(shared.rules.coverage).toEqual(alone.rules.coverage);
      }),
      { numRuns: 6, seed: 7 },
    );
  });
});
