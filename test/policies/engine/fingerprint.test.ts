import { describe, expect, it } from 'vitest';
import { boundaryOf, judge, packOf } from '../../../policies/judge.ts';

type File = readonly [name: string, text: string];

/** Fingerprints of the findings of all rules, in report order. */
function prints(...files: readonly File[]): readonly string[] {
  const inputs = files.map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));
  return judge(inputs, boundaryOf('EEA'), packOf('all')).judgement.findings.map(({ fingerprint }) => fingerprint);
}

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: clinical\n  labels: {team: care}\n';
const bucket = (region: string) =>
  JSON.stringify({ '//': {}, resource: { aws_s3_bucket: { b: { region, bucket: 'b' } } } });

describe('fingerprints', () => {
  it('tell what a namespace lets in from what it lets out', () => {
    const found = prints(['a.yaml', namespace]);
    expect(found.length).toBeGreaterThan(2);
    expect(new Set(found).size).toBe(found.length);
  });

  it('tell one host that stands twice in a file of a ConfigMap apart', () => {
    const twice = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  app.properties: |
    first=https://s3.us-east-1.amazonaws.com
    second=https://s3.us-east-1.amazonaws.com
`;
    const found = prints(['a.yaml', twice]);
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found).size).toBe(found.length);
  });

  it('tell one address in two inputs apart, whichever comes first', () => {
    const files: readonly File[] = [
      ['a/cdk.tf.json', bucket('us-east-1')],
      ['b/cdk.tf.json', bucket('us-east-1')],
    ];
    const found = prints(...files);
    expect(new Set(found).size).toBe(found.length);
    expect(prints(...[...files].reverse())).toEqual(found);
  });

  it.each([
    ['the order of keys', 'kind: Namespace\nmetadata:\n  labels: {team: care}\n  name: clinical\napiVersion: v1\n'],
    [
      'the form of the text',
      JSON.stringify(
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'clinical', labels: { team: 'care' } } },
        null,
        8,
      ),
    ],
    ['comments and empty lines', `# a namespace\n\n\n${namespace}\n# its end\n`],
  ])('do not depend on %s', (_name, text) =>
    expect([...prints(['b.yaml', text])].sort()).toEqual([...prints(['a.yaml', namespace])].sort()),
  );

  it('belong to their value: another value at the same path has another', () => {
    const [first, second] = [prints(['a.tf.json', bucket('us-east-1')]), prints(['a.tf.json', bucket('us-west-2')])];
    expect(first.filter((print) => second.includes(print))).toEqual([]);
  });
});
