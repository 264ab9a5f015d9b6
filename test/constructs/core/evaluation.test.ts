import { expect, test } from 'vitest';
import { type ModelEvaluation, shortfallsOf } from '../../../constructs/core/evaluation.ts';

const digest = (sign: string) => `sha256:${sign.repeat(64)}`;
const result = (subgroup: string, value: number, metric = 'recall') => ({ metric, subgroup, value, cases: 500 });

function evaluation(part: Partial<ModelEvaluation>): ModelEvaluation {
  return {
    modelDigest: digest('a'),
    dataSetDigest: digest('b'),
    reportDigest: digest('c'),
    date: '2026-10-01',
    results: [result('all', 0.92), result('sex=female', 0.91), result('sex=male', 0.93)],
    thresholds: [{ metric: 'recall', least: 0.9, largestGap: 0.05 }],
    ...part,
  };
}

test.each<[string, Partial<ModelEvaluation>, readonly string[]]>([
  ['every subgroup above the bound, and close together', {}, []],
  ['exactly at the bound', { thresholds: [{ metric: 'recall', least: 0.91 }] }, []],
  [
    'one subgroup below',
    { results: [result('all', 0.95), result('age=80+', 0.89), result('age=under 80', 0.93)] },
    ['recall in age=80+ is 0.89, below 0.9'],
  ],
  [
    'an error rate above its bound',
    { results: [result('all', 0.2, 'error')], thresholds: [{ metric: 'error', most: 0.1 }] },
    ['error in all is 0.2, above 0.1'],
  ],
  [
    'subgroups too far apart',
    { results: [result('all', 1), result('a', 1), result('b', 0.9)] },
    ['recall differs by 0.09999999999999998 between subgroups, more than 0.05'],
  ],
  ['no threshold at all', { thresholds: [] }, ['the evaluation states no threshold']],
  [
    'a threshold that bounds nothing',
    { thresholds: [{ metric: 'recall' }] },
    ['the threshold of recall bounds nothing'],
  ],
  ['nothing measured', { results: [] }, ['recall was not measured over everybody']],
  [
    'a gap between fewer than two subgroups',
    { results: [result('all', 0.95), result('sex=male', 0.95)] },
    ['recall was measured in fewer than two subgroups'],
  ],
  [
    'a value that is no number',
    { results: [result('all', Number.NaN)], thresholds: [{ metric: 'recall', least: 0.9 }] },
    ['recall in all is NaN, below 0.9'],
  ],
  [
    'a value without end under an open bound',
    { results: [result('all', Number.POSITIVE_INFINITY)], thresholds: [{ metric: 'recall', least: 0.9 }] },
    ['recall in all is no number'],
  ],
])('%s', (_, part, shortfalls) => {
  expect(shortfallsOf(evaluation(part))).toEqual(shortfalls);
});
