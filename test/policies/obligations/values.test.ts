import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../policies/boundary.ts';
import type { Finding, Subject } from '../../../policies/engine/types.ts';
import { judge, packOf, prepareInputs } from '../../../policies/judge.ts';
import { unknownValues } from '../../../policies/obligations/values.ts';

/** Objects without kind or name, which all have one address, and what is found of them. */
async function nameless(count: number): Promise<{ subjects: readonly Subject[]; findings: readonly Finding[] }> {
  const items = Array.from({ length: count }, () => ({ a: { b: 1 } }));
  const bytes = Buffer.from(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const inputs = await prepareInputs([{ name: 'list.json', bytes }]);
  const { subjects, judgement } = judge(inputs, boundaryOf('EEA'), packOf('all'));
  return { subjects, findings: judgement.findings };
}

/** How often the paths of findings are looked at while obligations are made. */
function looksAt(findings: readonly Finding[], subjects: readonly Subject[]): number {
  let looks = 0;
  const counted = findings.map((finding) =>
    Object.defineProperty({ ...finding }, 'path', {
      get: () => {
        looks += 1;
        return finding.path;
      },
    }),
  );
  unknownValues(subjects, counted);
  return looks;
}

describe('what unknown values owe', () => {
  it('looks at each finding a few times, however many objects share one address', async () => {
    const { subjects, findings } = await nameless(300);
    expect(new Set(subjects.map(({ address }) => address)).size).toBe(1);
    expect(findings.filter(({ result }) => result === 'indeterminate').length).toBeGreaterThanOrEqual(300);
    expect(looksAt(findings, subjects)).toBeLessThanOrEqual(4 * findings.length);
  });

  it('looks as often at an object with a thousand open values', async () => {
    const data = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`K${i}`, `https://\${HOST_${i}}/x`]));
    const bytes = Buffer.from(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }));
    const inputs = await prepareInputs([{ name: 'c.json', bytes }]);
    const { subjects, judgement } = judge(inputs, boundaryOf('EEA'), packOf('eea-residency'));
    expect(unknownValues(subjects, judgement.findings)).toHaveLength(1000);
    expect(looksAt(judgement.findings, subjects)).toBeLessThanOrEqual(4 * judgement.findings.length);
  });
});
