import { readFileSync } from 'node:fs';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policies/engine/types.ts';
import { render } from '../../../policies/report/index.ts';
import { uriOf } from '../../../policies/report/sarif/uri.ts';
import { rules } from '../../../policies/rules/index.ts';
import { finding, judgementOf, podFinding } from '../../support/findings.ts';
import { everyKind, fullOptions, hostileFinding } from '../../support/report.ts';

const schema = JSON.parse(readFileSync('test/fixtures/schemas/sarif-2.1.0.json', 'utf8'));
const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

const log = (findings: readonly Finding[]) => JSON.parse(render('sarif', judgementOf(findings), fullOptions));
const result = (one: Finding) => log([one]).runs[0].results[0];

describe('the SARIF report', () => {
  it.each([
    ['no finding', []],
    ['every kind of finding', everyKind],
    ['hostile text', [hostileFinding]],
  ])('of %s is valid against the published schema', (_name, findings) => {
    validate(log(findings));
    expect(validate.errors).toBeNull();
  });

  it('is known by the schema when it is wrong', () => {
    const wrong = log(everyKind);
    wrong.runs[0].results[0].level = 'critical';
    expect(validate(wrong)).toBe(false);
  });
});

describe('a SARIF result', () => {
  it('stands at file, line and column', () =>
    expect(result(finding()).locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'cdk.tf.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 7 },
    }));
  it('stands at object, path and construct', () =>
    expect(result(finding()).locations[0].logicalLocations).toEqual([
      { name: 'b', fullyQualifiedName: 'aws_s3_bucket.b region', kind: 'resource' },
      { fullyQualifiedName: 'data/bucket', kind: 'module' },
    ]));
  it('without a file has only its logical place', () =>
    expect(Object.keys(result(finding({ location: null })).locations[0])).toEqual(['logicalLocations']));
  it('keeps the fingerprint of its finding', () =>
    expect(result(finding()).partialFingerprints).toEqual({ 'domicileFinding/v1': '0123456789abcdef' }));
  it('names its rule by index', () => {
    const { ruleId, ruleIndex } = result(finding());
    expect(log([]).runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
  it('says what was found, why, what is allowed and how to mend it', () =>
    expect(result(finding()).message.text).toBe(
      'us-east-1: aws us-east-1 is Virginia, US (aws_s3_bucket.b). Allowed: a place inside EEA. Mend: name a region inside.',
    ));
  it('makes no link of what an input says', () =>
    expect(result(hostileFinding).message.text).not.toMatch(/(?<!\\)\[x(?<!\\)\]\(/));

  it.each([
    ['critical and denied', {}, 'fail', 'error'],
    ['high and denied', { severity: 'high' }, 'fail', 'error'],
    ['medium and denied', { severity: 'medium' }, 'fail', 'warning'],
    ['critical and only warned of', { enforcement: 'warn' }, 'fail', 'warning'],
    ['only recorded', { enforcement: 'audit' }, 'fail', 'note'],
    ['low', { severity: 'low' }, 'fail', 'note'],
    ['undecided', { result: 'indeterminate' }, 'open', 'none'],
  ] as const)('that is %s has its kind and level', (_name, changes, kind, level) =>
    expect(result(finding(changes))).toMatchObject({ kind, level }),
  );

  it('that is waived is suppressed, and there', () =>
    expect(result(podFinding('Pod/a/b', 'spec', { waiver: 'SEC-7, me, until 2027-01-01: why' })).suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'SEC-7, me, until 2027-01-01: why' },
    ]));
  it('that is not waived has no suppression', () => expect(result(finding())).not.toHaveProperty('suppressions'));
});

describe('a SARIF rule', () => {
  const { driver } = log([]).runs[0].tool;
  const { taxonomies } = log([]).runs[0];

  it('is there for each rule that was asked', () =>
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id)));
  it('has help, an example, tags and a severity', () => {
    const region = driver.rules.find(({ id }: { id: string }) => id === 'RES-001');
    expect(region.help.markdown).toContain('**Mend:**');
    expect(region.help.markdown).toContain('Refused:');
    expect(region.properties.tags).toContain('gdpr/art-44');
    expect(region.properties['security-severity']).toBe('9.5');
    expect(region.properties.waivable).toBe(false);
  });
  it('points at every control that it cites', () => {
    for (const [index, rule] of rules.entries()) {
      const targets = driver.rules[index].relationships.map(
        ({ target }: { target: { index: number; toolComponent: { index: number } } }) =>
          taxonomies[target.toolComponent.index].taxa[target.index].id,
      );
      expect(targets, rule.id).toEqual(rule.controls);
    }
  });
});

describe('a file as a URI', () => {
  it.each([
    ['a/b.yaml', { uri: 'a/b.yaml', uriBaseId: '%SRCROOT%' }],
    ['./a b.yaml', { uri: 'a%20b.yaml', uriBaseId: '%SRCROOT%' }],
    ['javascript:alert(1)', { uri: 'javascript%3Aalert(1)', uriBaseId: '%SRCROOT%' }],
    ['/srv/ä#?.json', { uri: 'file:///srv/%C3%A4%23%3F.json' }],
    ['(stdin)', { uri: '(stdin)', uriBaseId: '%SRCROOT%' }],
    ['a\ud800', { uri: 'a%EF%BF%BD', uriBaseId: '%SRCROOT%' }],
  ])('%s', (file, location) => expect(uriOf(file)).toEqual(location));
});
