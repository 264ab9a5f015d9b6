import { modelIsEvaluated } from '../../../../policies/rules/ai/model-is-evaluated.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const digest = (sign: string) => `sha256:${sign.repeat(64)}`;
const results = [
  { metric: 'recall', subgroup: 'all', value: 0.91, cases: 1200 },
  { metric: 'recall', subgroup: 'sex=female', value: 0.9, cases: 590 },
  { metric: 'recall', subgroup: 'sex=male', value: 0.92, cases: 610 },
];
const record = {
  ...{ modelDigest: digest('a'), dataSetDigest: digest('b'), reportDigest: digest('c'), date: '2026-10-01' },
  results,
  thresholds: [{ metric: 'recall', least: 0.85, largestGap: 0.05 }],
};

function server(annotations: Readonly<Record<string, string>>, role = 'ai-model'): string {
  const lines = Object.entries(annotations).map(([name, value]) => `    domicile.internal/${name}: '${value}'\n`);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: model
  namespace: ai
  annotations:
    team: models
${lines.join('')}spec:
  template:
    metadata: {labels: {domicile.internal/role: ${role}}}
    spec: {containers: [{name: model, image: model}]}
`;
}

const served = (evaluation: unknown, change: Readonly<Record<string, string>> = {}) =>
  server({
    ...{ 'model-digest': digest('a'), 'trained-on': `${digest('d')} ${digest('e')}` },
    evaluation: typeof evaluation === 'string' ? evaluation : JSON.stringify(evaluation),
    ...change,
  });

const path = 'metadata.annotations["domicile.internal/evaluation"]';
const refused = (name: string, input: string, found: string) => ({ name, input, path, found });
const bounded = (threshold: object) => served({ ...record, thresholds: [{ metric: 'recall', ...threshold }] });

export const cases: RuleCases = {
  rule: modelIsEvaluated,
  compliant: [
    { name: 'a model that meets every threshold in every subgroup', input: served(record) },
    { name: 'a model exactly at its bounds', input: bounded({ least: 0.9, most: 0.92 }) },
    { name: 'a model of which no data set is known', input: served(record, { 'trained-on': '' }) },
    { name: 'a gateway, which serves no model', input: server({}, 'ai-gateway'), silent: true },
  ],
  nonCompliant: [
    refused('a subgroup below the bound', bounded({ least: 0.905 }), 'recall: 0.9 in sex=female'),
    refused('a server that says nothing', server({}), 'domicile.internal/model-digest is (nothing)'),
    refused('a model by its tag', served(record, { 'model-digest': 'v1.4' }), 'domicile.internal/model-digest is v1.4'),
    refused(
      'a server that does not say what the model learned from',
      server({ 'model-digest': digest('a'), evaluation: JSON.stringify(record) }),
      'domicile.internal/trained-on is (nothing)',
    ),
    refused('a record that is no JSON', served('passed'), 'domicile.internal/evaluation is no JSON object'),
    refused('a record that is a list', served('[]'), 'domicile.internal/evaluation is no JSON object'),
    refused(
      'the evaluation of the version before',
      served({ ...record, modelDigest: digest('9') }),
      `the evaluation is of ${digest('9')}`,
    ),
    refused(
      'an evaluation on what the model was trained on',
      served({ ...record, dataSetDigest: digest('e') }),
      `the model was trained on ${digest('e')}`,
    ),
    refused(
      'an evaluation on a data set by name',
      served({ ...record, dataSetDigest: 'letters' }),
      'dataSetDigest is letters',
    ),
    refused(
      'an evaluation without a report',
      served({ ...record, reportDigest: undefined }),
      'reportDigest is (nothing)',
    ),
    refused('an evaluation without thresholds', served({ ...record, thresholds: [] }), 'no threshold'),
    refused('a threshold that bounds nothing', bounded({}), 'recall: the threshold bounds nothing'),
    refused('a threshold in words', bounded({ least: 'high' }), 'recall: 0.91 in all'),
    refused('a value above its bound', bounded({ most: 0.915 }), 'recall: 0.92 in sex=male'),
    refused(
      'a value in words',
      served({ ...record, results: [{ metric: 'recall', subgroup: 'all', value: 'good' }] }),
      'recall: good in all',
    ),
    refused(
      'a metric that was not measured over everybody',
      served({ ...record, results: results.slice(1) }),
      'recall: not measured over everybody',
    ),
    refused(
      'subgroups too far apart',
      bounded({ largestGap: 0.01 }),
      `recall: a gap of ${0.92 - 0.9} between subgroups`,
    ),
  ],
  indeterminate: [
    { name: 'a record that a template fills in', input: served('${EVALUATION}'), path, found: '${EVALUATION}' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};
