import { beforeAll, describe, expect, it } from 'vitest';
import { isMap, isSeq, parseAllDocuments, stringify } from 'yaml';
import { type Input, type Judgement, judge, packOf } from '../../policies/judge.ts';
import { formats, render } from '../../policies/report/index.ts';
import { boundaryOfCase, inputsOfCases, type LabelledCase, labelledCases } from '../support/labelled-cases.ts';

const all = labelledCases();
const pack = packOf('eea-residency');
let inputs: ReadonlyMap<string, Input>;

beforeAll(async () => {
  inputs = await inputsOfCases(all);
});

function inputOf({ file }: LabelledCase): Input {
  const input = inputs.get(file);
  if (input === undefined) throw new Error(`${file} was not read`);
  return input;
}

/** What a judgement says, without what the place in the text decides. */
function said({ verdict, findings }: Judgement): unknown {
  const each = findings.map(({ ruleId, result, path, found, subject }) =>
    JSON.stringify([ruleId, result, path, found, subject.kind, subject.name]),
  );
  return { verdict, findings: each.sort() };
}

function saidOf(one: LabelledCase, texts: readonly string[], extension = ''): unknown {
  const files = texts.map((text, i) => ({
    name: texts.length === 1 ? `${one.file}${extension}` : `${i}-${one.file}${extension}`,
    bytes: Buffer.from(text),
  }));
  const { judgement, problems } = judge(files, boundaryOfCase(one), pack);
  expect(problems).toEqual([]);
  return said(judgement);
}

const judgements = new Map<LabelledCase, Judgement>();

/** What is said of the case as it is written; it is judged once for all that it is compared with. */
function judged(one: LabelledCase): Judgement {
  const found = judgements.get(one) ?? judge([inputOf(one)], boundaryOfCase(one), pack).judgement;
  judgements.set(one, found);
  return found;
}

/** Whether one form of the file holds all that it says: no duplicate or merged keys, no marks, no broken parts. */
function isPlain(one: LabelledCase): boolean {
  return ![16, 17, 36, 39].includes(one.class);
}

function documentsOf(one: LabelledCase): readonly unknown[] {
  const documents = parseAllDocuments(new TextDecoder().decode(inputOf(one).bytes));
  return [...documents]
    .filter((each) => isMap(each.contents) || isSeq(each.contents))
    .map((each) => each.toJS() as unknown);
}

/** The keys that a reader may meet in any order; an object that is a message on its own keeps its lists as they are. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

const plain = all.filter(isPlain);
const manifests = plain.filter(({ file }) => file.endsWith('.yaml'));
const json = plain.filter(({ file }) => file.endsWith('.json'));
const named = (cases: readonly LabelledCase[]) => cases.map((one) => [one.file, one] as const);

describe('what is said of a manifest does not depend on how it is written', () => {
  it.each(named(manifests))('%s', (_name, one) => {
    const documents = documentsOf(one);
    const expected = said(judged(one));
    expect(saidOf(one, [documents.map((each) => JSON.stringify(each)).join('\n---\n')]), 'as JSON').toEqual(expected);
    const block = documents.map((each) => stringify(each, { lineWidth: 0 }));
    expect(saidOf(one, [block.join('---\n')]), 'as block YAML').toEqual(expected);
    const quoted = documents.map((each) => stringify(each, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }));
    expect(saidOf(one, [quoted.join('---\n').replaceAll('\n', '\r\n')]), 'quoted, other line ends').toEqual(expected);
  });
});

describe('what is said of a manifest does not depend on the order of keys, documents and files', () => {
  it.each(named(manifests))('%s', (_name, one) => {
    const documents = documentsOf(one);
    const expected = said(judged(one));
    expect(saidOf(one, [documents.map((each) => JSON.stringify(reversed(each))).join('\n---\n')])).toEqual(expected);
    const files = documents.map((each) => JSON.stringify(each));
    if (files.length === 1) return; // one document has no order
    expect(saidOf(one, [files.toReversed().join('\n---\n')]), 'documents').toEqual(expected);
    expect(saidOf(one, files), 'files').toEqual(expected);
    expect(saidOf(one, files.toReversed()), 'files, the last first').toEqual(expected);
  });
});

describe('what is said of a plan, a state or a configuration in JSON does not depend on its form', () => {
  it.each(named(json))('%s', (_name, one) => {
    const value: unknown = JSON.parse(new TextDecoder().decode(inputOf(one).bytes));
    const expected = said(judged(one));
    expect(saidOf(one, [JSON.stringify(value, null, 4)]), 'indented').toEqual(expected);
    expect(saidOf(one, [JSON.stringify(reversed(value))]), 'other order').toEqual(expected);
  });
});

describe('two runs say the same, to the byte, and a report changes nothing', () => {
  it.each(named(all))('%s', (_name, one) => {
    const options = { colour: false, boundary: 'EEA', rules: pack.rules, at: '2026-11-22' };
    const first = judged(one);
    const second = judge([inputOf(one)], boundaryOfCase(one), pack).judgement;
    const before = JSON.stringify(first);
    expect(JSON.stringify(second)).toBe(before);
    for (const format of ['json', 'sarif', 'junit', 'text'].filter((each) => formats.includes(each)))
      expect(render(format, first, options)).toBe(render(format, second, options));
    expect(JSON.stringify(first)).toBe(before);
  });
});
