import { defineRule } from '../../engine/rule.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { roleOf } from '../shared/roles.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

const key = {
  model: 'domicile.internal/model-digest',
  trainedOn: 'domicile.internal/trained-on',
  evaluation: 'domicile.internal/evaluation',
} as const;
const digest = /^sha256:[0-9a-f]{64}$/;

/** A model is served only with an evaluation of that very model, on data it has not seen, that meets its thresholds. */
export const modelIsEvaluated = defineRule({
  id: 'AI-005',
  title:
    'A model is served only with an evaluation of it, on data that it was not trained on, that met its thresholds.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['ai-act/art-15'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'A model that nobody measured, or that was measured on what it had learned by heart, may be wrong for a whole group of ' +
    'patients. The rule holds the record on the server against the model that it serves; whether the figures are true is for ' +
    'the report that the record names.',
  remedy:
    `annotate the server with ${key.model} (sha256:…), ${key.trainedOn} (the digests of its data sets) and ${key.evaluation} (JSON: ` +
    'modelDigest, dataSetDigest, reportDigest, date, results, thresholds); the constructs do when given the card of the model',
  *evaluate(subject) {
    const pod = podOf(subject);
    if (pod === undefined || roleOf(pod) !== 'ai-model') return;
    const annotations = { ...pod.annotations, ...fieldsOf(fieldsOf(subject.body.metadata).annotations) };
    const path = ['metadata', 'annotations', key.evaluation];
    const expected = 'the record of an evaluation of this model, every threshold met in every subgroup';
    const open = Object.values(key).find((name) => openReason(annotations[name]) !== undefined);
    if (open !== undefined) {
      const because = openReason(annotations[open]) ?? '';
      yield { result: 'indeterminate', path, found: placeholderIn(annotations[open]), because, expected };
      return;
    }
    const reason = reasonAgainst(annotations);
    const record = annotations[key.evaluation];
    const found = reason ?? (record === undefined ? show(record) : 'every threshold met');
    yield {
      result: reason === undefined ? 'pass' : 'fail',
      path,
      found,
      because: 'the model may not be served',
      expected,
    };
  },
});

/** Why the model may not be served; undefined when it may. Whatever cannot be read is a reason. */
function reasonAgainst(annotations: Fields): string | undefined {
  const model = annotations[key.model];
  if (typeof model !== 'string' || !digest.test(model)) return `${key.model} is ${show(model)}`;
  const trainedOn = annotations[key.trainedOn];
  if (typeof trainedOn !== 'string') return `${key.trainedOn} is ${show(trainedOn)}`;
  const evaluation = recordOf(annotations[key.evaluation]);
  if (evaluation === undefined) return `${key.evaluation} is no JSON object`;
  if (evaluation.modelDigest !== model) return `the evaluation is of ${show(evaluation.modelDigest)}`;
  const { dataSetDigest, reportDigest } = evaluation;
  if (typeof dataSetDigest !== 'string' || !digest.test(dataSetDigest))
    return `dataSetDigest is ${show(dataSetDigest)}`;
  if (typeof reportDigest !== 'string' || !digest.test(reportDigest)) return `reportDigest is ${show(reportDigest)}`;
  if (trainedOn.split(/\s+/).includes(dataSetDigest)) return `the model was trained on ${dataSetDigest}`;
  return shortfall(evaluation);
}

function recordOf(value: Value | undefined): Fields | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const record: Value = JSON.parse(value);
    return isFields(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function shortfall(evaluation: Fields): string | undefined {
  const thresholds = listOf(evaluation.thresholds).map(fieldsOf);
  if (thresholds.length === 0) return 'no threshold';
  const results = listOf(evaluation.results).map(fieldsOf);
  for (const threshold of thresholds) {
    const reason = missed(
      threshold,
      results.filter(({ metric }) => metric === threshold.metric),
    );
    if (reason !== undefined) return `${show(threshold.metric)}: ${reason}`;
  }
  return undefined;
}

function missed({ least, most, largestGap }: Fields, results: readonly Fields[]): string | undefined {
  if (least === undefined && most === undefined && largestGap === undefined) return 'the threshold bounds nothing';
  if (!results.some(({ subgroup }) => subgroup === 'all')) return 'not measured over everybody';
  for (const { subgroup, value } of results) {
    if (typeof value !== 'number') return `${show(value)} in ${show(subgroup)}`;
    const within = (least === undefined || isAtMost(least, value)) && (most === undefined || isAtMost(value, most));
    if (!within) return `${value} in ${show(subgroup)}`;
  }
  if (largestGap === undefined) return undefined;
  const values = results.flatMap(({ subgroup, value }) =>
    subgroup === 'all' || typeof value !== 'number' ? [] : [value],
  );
  const gap = Math.max(...values) - Math.min(...values);
  return values.length > 1 && isAtMost(gap, largestGap) ? undefined : `a gap of ${gap} between subgroups`;
}

/** False also for what is no number, so that a bound that cannot be read is not met. */
function isAtMost(a: Value, b: Value): boolean {
  return typeof a === 'number' && typeof b === 'number' && a <= b;
}
