import { describe, expect, test } from 'vitest';
import type { DocumentPath } from '../../../constructs/core/document/position.ts';
import type { Problem } from '../../../constructs/core/errors.ts';
import { loadSite, parseSite, SiteError } from '../../../constructs/core/site/load.ts';
import { edit, placeOf, siteText } from '../../support/site-text.ts';

const hospital = siteText('reference-hospital');

function problemsOf(text: string): readonly Problem[] {
  try {
    parseSite(text, 'site.yaml');
  } catch (error) {
    if (error instanceof SiteError) return error.problems;
    throw error;
  }
  return [];
}

const at = (problem: Problem | undefined) => `${problem?.position?.line}:${problem?.position?.column}`;

const [learned = ''] = /(?<=trainedOn:\n {10}- digest: )sha256:\w+/.exec(hospital) ?? [];
const [heldOut = ''] = /(?<=dataSetDigest: )sha256:\w+/.exec(hospital) ?? [];

describe('a mistake in a site file is named with its line and column', () => {
  /** name, text before, text after, code, what `placeOf` finds in the edited text, a part of the mend */
  const mistakes: readonly (readonly [string, string, string, string, string, string])[] = [
    [
      'a misspelt key',
      'objectLock: compliance',
      'objectlock: compliance',
      'file-unknown-key',
      'objectlock',
      'write "objectLock"',
    ],
    [
      'a key that is nothing like a known one',
      'country: DE\nlocation',
      'country: DE\nxyzzy: 1\nlocation',
      'file-unknown-key',
      'xyzzy',
      'delete the key',
    ],
    [
      'a word where a number belongs',
      'retentionDays: 3650\n    archive',
      'retentionDays: forever\n    archive',
      'file-value',
      'forever',
      'correct',
    ],
    [
      'too few days of audit',
      'retentionDays: 3650\n    archive',
      'retentionDays: 30\n    archive',
      'file-value',
      '30\n    archive',
      'correct',
    ],
    ['a number where a text belongs', 'context: domicile-local', 'context: 12', 'file-value', '12\n', 'correct'],
    [
      'a member that is not in the EEA',
      'jurisdictions: EEA',
      'jurisdictions: [DE, CH]',
      'file-value',
      'CH]',
      'correct',
    ],
    ['a set that does not exist', 'jurisdictions: EEA', 'jurisdictions: Europe', 'file-value', 'Europe', 'correct'],
    [
      'a country that is not a member',
      'country: DE\nlocation',
      'country: US\nlocation',
      'file-value',
      'US\nlocation',
      'correct',
    ],
    ['a kind of location that does not exist', 'kind: on-premises', 'kind: moon', 'file-value', 'moon', 'correct'],
    [
      'a newer version of the format',
      'domicile/site/v1',
      'domicile/site/v2',
      'file-version',
      'domicile/site/v2',
      'migrate',
    ],
    ['a URL without TLS', 'https://s3.', 'http://s3.', 'file-value', 'http://s3.', 'correct'],
    ['a URL with a user before the host', 'https://s3.', 'https://eu@s3.', 'file-value', 'https://eu@s3.', 'correct'],
    ['an upper-case host', 'mirror: registry.', 'mirror: Registry.', 'file-value', 'Registry.', 'correct'],
    ['a size without a unit', 'storage: 40Gi', 'storage: 40', 'file-value', '40\n        replicas', 'correct'],
    [
      'a digest that is too short',
      /(?<=reportDigest: )sha256:\w+/.exec(hospital)?.[0] ?? '',
      'sha256:abc',
      'file-value',
      'sha256:abc',
      'correct',
    ],
    ['an expression', 'city: Heidelberg', `city: \${file("x")}`, 'file-unsupported', '${file', 'value itself'],
    ['a template directive', 'city: Heidelberg', 'city: "%{ if true }"', 'file-unsupported', '"%{', 'value itself'],
    [
      'a zero-width space',
      'city: Heidelberg',
      'city: Heidel\u200bberg',
      'file-unsupported',
      'Heidel\u200b',
      'type the value again',
    ],
    ['an anchor', 'city: Heidelberg', 'city: &c Heidelberg', 'file-unsupported', 'Heidelberg', 'write each value out'],
    ['a tag', 'city: Heidelberg', 'city: !!binary SGVp', 'file-unsupported', 'SGVp', 'without a tag'],
    [
      'a key written twice',
      'country: DE\nlocation',
      'country: DE\ncountry: FR\nlocation',
      'file-syntax',
      'country: FR',
      'delete one',
    ],
    ['wrong indentation', '  city: Heidelberg', ' city: Heidelberg', 'file-syntax', ' city: Heidelberg', 'indentation'],
    ['a second document', 'modules:', '---\nmodules:', 'file-syntax', '---\nmodules', 'correct'],
    [
      'a claim of a top-level domain',
      '"*.reference-hospital.example"',
      '"*.com"',
      'site-rule',
      '"*.com"',
      '*.hospital.example',
    ],
    [
      'a claim of a wide network',
      'match: 10.20.0.0/16',
      'match: 52.0.0.0/8',
      'site-rule',
      '52.0.0.0/8',
      '/16 or smaller',
    ],
    [
      'an accelerator that the cluster lacks',
      'accelerator: cpu\n          memory: 48Gi',
      'accelerator: nvidia\n          memory: 48Gi',
      'site-rule',
      'nvidia',
      'gpu: nvidia',
    ],
    [
      'a runtime class that the cluster lacks',
      'memory: 48Gi',
      'memory: 48Gi\n          runtimeClass: kata-cc',
      'site-rule',
      'kata-cc',
      'runtimeClasses',
    ],
    [
      'two models of one name',
      'name: clinical-embeddings',
      'name: medical-7b',
      'site-rule',
      'medical-7b\n        version: "2',
      'name of its own',
    ],
    [
      'an evaluation of another model',
      'evaluation:\n          modelDigest: sha256:5f',
      'evaluation:\n          modelDigest: sha256:00',
      'site-rule',
      'sha256:00',
      'evaluate the model sha256:5f',
    ],
    [
      'an evaluation on what the model was trained on',
      `dataSetDigest: ${heldOut}`,
      `dataSetDigest: ${learned}`,
      'site-rule',
      `${learned}\n          reportDigest`,
      'held out',
    ],
    [
      'a tuning job on a data set that nobody approved',
      'dataSet: discharge-letters',
      'dataSet: chats',
      'site-rule',
      'chats',
      'add its approval',
    ],
    [
      'a tuning job after the approval of its data set',
      'until: "2031-09-30"',
      'until: "2026-10-02"',
      'site-rule',
      'discharge-letters\n        accelerator',
      'add its approval',
    ],
    ['a tuning job on no model', 'base: medical-7b', 'base: other', 'site-rule', 'other', 'modules.ai.models'],
    ['a model that missed a threshold', 'least: 0.85', 'least: 0.95', 'site-rule', 'modelDigest', 'version before'],
    [
      'a production site without identity',
      'profile: rehearsal',
      'profile: production',
      'site-rule',
      'cluster:',
      'kube-system',
    ],
    [
      'a deployer that every account of the cluster is',
      'groups:\n        - system:masters',
      'groups:\n        - system:serviceaccounts',
      'site-rule',
      'system:serviceaccounts',
      'one account',
    ],
    [
      'a deployer that the administrator of a namespace of the platform can be',
      'groups:\n        - system:masters',
      'users:\n        - system:serviceaccount:reference-hospital-ai:x',
      'site-rule',
      'system:serviceaccount:reference-hospital-ai:x',
      'another namespace',
    ],
  ];

  test.each(mistakes)('%s', (_name, from, to, code, place, mend) => {
    const text = edit(hospital, from, to);
    const [first] = problemsOf(text);
    expect(first?.code).toBe(code);
    expect(at(first)).toBe(placeOf(text, place));
    expect(first?.mend).toContain(mend);
  });
});

test('all mistakes are listed at once, in the order of the file', () => {
  const text = edit(
    edit(hospital, 'kind: on-premises', 'kind: moon'),
    'accelerator: cpu\n          memory: 48Gi',
    'accelerator: tpu',
  );
  expect(problemsOf(text).map(({ message }) => message)).toEqual([
    'location.kind is wrong',
    'modules.ai.models[0].hardware.accelerator is wrong',
  ]);
});

test('a missing key is reported where it belongs, with what it means', () => {
  const [problem, ...others] = problemsOf(edit(hospital, '  context: domicile-local\n', ''));
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: 'file-missing-key',
    message: 'cluster.context is missing',
    mend: 'add "context:"',
  });
  expect(at(problem)).toBe(placeOf(hospital, 'cluster:'));
  expect(problem?.allowed).toContain('Nothing ever falls back to the current context');
});

describe('modules need each other', () => {
  const needs: readonly (readonly [string, string, string])[] = [
    ['audit', 'fhir', 'ai'],
    ['approval', 'ai', 'ai'],
    ['fhir', 'approval', 'approval'],
  ];
  test.each(needs)('without %s, %s is refused', (left, _one, refused) => {
    const block = new RegExp(`^  ${left}:\\n(?:    .*\\n)+`, 'm').exec(hospital)?.[0] ?? '';
    const problems = problemsOf(edit(hospital, block, ''));
    expect(problems.map(({ message }) => message)).toContain(
      `modules.${refused}: the module ${refused} needs the module ${left}`,
    );
  });
});

describe('the site files of the project', () => {
  test.each(['reference-hospital', 'clinic'] as const)('%s is valid and starts with the modeline', (name) => {
    expect(loadSite(`sites/${name}.yaml`).name).toBe(name);
    expect(siteText(name).split('\n', 1)[0]).toBe('# yaml-language-server: $schema=./site.schema.json');
  });

  test.each([
    [
      'the model endpoint',
      'kind: volume\n          path: /models/clinical-embeddings\n          storage: 5Gi\n',
      'kind: endpoint\n          url: https://api.openai.com/v1\n',
    ],
    ['a bucket in Virginia', 'https://s3.reference-hospital.example', 'https://s3.us-east-1.amazonaws.com'],
    ['a region abroad', '    objectLock: compliance\n', '    region: us-east-1\n    objectLock: compliance\n'],
    ['images from Docker Hub', 'mirror: registry.reference-hospital.example', 'mirror: docker.io'],
  ])('%s can be written: it is the judge who refuses it', (_name, from, to) => {
    expect(problemsOf(edit(hospital, from, to))).toEqual([]);
  });
});

describe('values are traced back to the file', () => {
  const site = parseSite(hospital, 'site.yaml');
  const traced = (value: string) => site.source.positionsOfValue(value).map(({ line, column }) => `${line}:${column}`);

  test('a value that stands in the file as it is', () => {
    expect(traced('https://s3.reference-hospital.example')).toEqual([placeOf(hospital, 'https://s3.')]);
  });
  test('a value that the constructs have built from one of the file', () => {
    const reference = `registry.reference-hospital.example/hapiproject/hapi@sha256:${'0'.repeat(64)}`;
    expect(traced(reference)).toEqual([placeOf(hospital, 'registry.reference-hospital.example')]);
  });
  test('every place of a value that stands in several', () => {
    const standing = hospital
      .split('\n')
      .flatMap((line, index) => (line.endsWith(' 100Gi') ? [`${index + 1}:${line.indexOf('100Gi') + 1}`] : []));
    expect(standing.length).toBeGreaterThan(1);
    expect(traced('100Gi')).toEqual(standing);
    expect(traced('Reference Hospital')).toHaveLength(4);
  });
  test('a part of a longer word is not a trace', () => {
    expect(traced('https://xs3.reference-hospital.example')).toEqual([]);
    expect(traced('registry.reference-hospital.examples')).toEqual([]);
  });
  test('a host of which the file says the URL', () => {
    expect(traced('identity.reference-hospital.example')).toEqual([placeOf(hospital, 'https://identity.')]);
  });
  test('a name that stands inside another is chance, not a trace', () => {
    expect(traced('reference-hospital-clinical')).toEqual([]);
  });
  test('a value that the file does not say has no trace', () => {
    expect(traced('https://api.openai.com/v1')).toEqual([]);
  });
  test('a path leads to its value, and one that is not there to the nearest that is', () => {
    const placed = (path: DocumentPath) => {
      const { file, line, column } = site.source.positionOf(path);
      return `${file}:${line}:${column}`;
    };
    expect(placed(['modules', 'ai', 'models', 0, 'hardware', 'accelerator'])).toBe(
      `site.yaml:${placeOf(hospital, 'cpu')}`,
    );
    expect(placed(['modules', 'ai', 'models', 0, 'source', 'url'])).toBe(
      `site.yaml:${placeOf(hospital, 'source: # or')}`,
    );
  });
});
