import { describe, expect, it } from 'vitest';
import { matcherOf, patternFlaw } from '../../../policies/waivers/glob.ts';

describe('a pattern', () => {
  it.each([
    ['Deployment/clinical/fhir', 'Deployment/clinical/fhir'],
    ['Deployment/clinical/*', 'Deployment/clinical/fhir'],
    ['Deployment/clinical/fhir-*', 'Deployment/clinical/fhir-worker'],
    ['Deployment/*/fhir', 'Deployment/clinical/fhir'],
    ['aws_s3_bucket.*', 'aws_s3_bucket.backup'],
    ['module.*.aws_s3_bucket.b["k"]', 'module.data.aws_s3_bucket.b["k"]'],
    ['spec.containers[*].image', 'spec.containers[12].image'],
    ['', ''],
  ])('%s covers %s', (pattern, text) => {
    expect(patternFlaw(pattern)).toBeUndefined();
    expect(matcherOf(pattern)(text)).toBe(true);
  });

  it.each([
    ['Deployment/clinical/fhir', 'Deployment/clinical/fhir-worker'],
    ['Deployment/clinical/fhir', 'Deployment/clinical'],
    ['Deployment/clinical/*', 'Deployment/clinical-test/fhir'],
    ['Deployment/*', 'Deployment/clinical/fhir'],
    ['Deployment/*/fhir', 'Deployment/a/b/fhir'],
    ['aws_s3_bucket.*', 'module.x.aws_s3_bucket.backup'],
    ['aws_s3_bucket.*', 'aws_s3_bucket_policy.backup'],
    ['aws_s3_bucket.b', 'aws_s3_bucketxb'],
    ['spec.*.image', 'spec.containers[0].image'],
    ['', 'spec'],
  ])('%s does not cover %s', (pattern, text) => expect(matcherOf(pattern)(text)).toBe(false));

  it.each(['*', '**', '*/*', '*.*[*]', '***a', `a${'b'.repeat(600)}`])('%s is refused', (pattern) =>
    expect(patternFlaw(pattern)).toBeDefined(),
  );

  it('stays linear over a text made to make it slow', () => {
    const start = performance.now();
    expect(matcherOf('a*b/c')(`a${'b'.repeat(1_000_000)}`)).toBe(false);
    // Milliseconds, on any machine; with steps by the square of the length it would be hours.
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
