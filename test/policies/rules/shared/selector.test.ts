import { describe, expect, it } from 'vitest';
import { Unresolved, type Value } from '../../../../policies/engine/types.ts';
import { selects, selectsEverything } from '../../../../policies/rules/shared/selector.ts';

const later = new Unresolved('known after apply');
const team = (reason: string) => new Unresolved(reason, 'var.team');
const expression = (key: Value, operator: string, values?: Value) => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

describe('a selector selects everything', () => {
  it.each<[string, Value | undefined, boolean]>([
    ['when it is empty', {}, true],
    ['when its parts are empty', { matchLabels: {}, matchExpressions: [] }, true],
    ['when its parts are null', { matchLabels: null, matchExpressions: null }, true],
    ['unless it names a label', { matchLabels: { app: 'fhir' } }, false],
    ['unless it has a term', expression('app', 'Exists'), false],
    ['unless its labels are not known', { matchLabels: later }, false],
    ['unless it is null, which selects nothing', null, false],
    ['unless there is none', undefined, false],
    ['unless it is no object', 'app', false],
  ])('%s', (_name, selector, answer) => expect(selectsEverything(selector)).toBe(answer));
});

describe('a pod labelled app=fhir', () => {
  it.each<[string, Value | undefined, boolean | undefined]>([
    ['is selected by its label', { matchLabels: { app: 'fhir' } }, true],
    ['is selected by an empty selector', {}, true],
    ['is not selected by another value', { matchLabels: { app: 'model' } }, false],
    ['is not selected when one of two labels is missing', { matchLabels: { app: 'fhir', tier: 'data' } }, false],
    ['is not selected where there is no selector', undefined, false],
    ['is not selected by null', null, false],
    ['is selected where the label exists', expression('app', 'Exists'), true],
    ['is not selected where another label exists', expression('tier', 'Exists'), false],
    ['is selected where another label does not exist', expression('tier', 'DoesNotExist'), true],
    ['is not selected where the label does not exist', expression('app', 'DoesNotExist'), false],
    ['is selected by a list that has it', expression('app', 'In', ['model', 'fhir']), true],
    ['is not selected by a list without it', expression('app', 'In', ['model']), false],
    ['is not selected by a list for a label that it lacks', expression('tier', 'In', ['fhir']), false],
    ['is not selected by a list that shuts it out', expression('app', 'NotIn', ['fhir']), false],
    ['is selected by a list that shuts others out', expression('app', 'NotIn', ['model']), true],
    ['is selected by a list that shuts out a label that it lacks', expression('tier', 'NotIn', ['fhir']), true],
    ['may be selected by an operator of which nobody knows', expression('app', 'Like', ['fhir']), undefined],
    ['may be selected by a term without a key', expression(7, 'Exists'), undefined],
    ['may be selected by a selector that is not known', later, undefined],
    ['may be selected by labels that are not known', { matchLabels: later }, undefined],
    ['may be selected by terms that are not known', { matchExpressions: later }, undefined],
    ['may be selected by a value that is not known', { matchLabels: { app: later } }, undefined],
    ['may be selected by a list that is not known', expression('app', 'In', later), undefined],
    ['may be selected by a list of which one value is not known', expression('app', 'In', ['fhir', later]), undefined],
    [
      'is not selected where one label differs and another is not known',
      { matchLabels: { app: 'model', tier: later } },
      false,
    ],
  ])('%s', (_name, selector, answer) => expect(selects(selector, { app: 'fhir' })).toBe(answer));
});

describe('a pod whose label is not known yet', () => {
  it.each<[string, Value, Value, boolean | undefined]>([
    ['may be selected by a literal', { matchLabels: { app: 'fhir' } }, later, undefined],
    ['is selected by the same expression', { matchLabels: { app: team('a') } }, team('b'), true],
    ['may be selected by another expression', { matchLabels: { app: team('a') } }, new Unresolved('a', 'x'), undefined],
    ['may be selected by a value without an expression', { matchLabels: { app: later } }, later, undefined],
    ['may be in a list', expression('app', 'In', ['fhir']), later, undefined],
    ['has the label all the same', expression('app', 'Exists'), later, true],
  ])('%s', (_name, selector, label, answer) => expect(selects(selector, { app: label })).toBe(answer));
});
