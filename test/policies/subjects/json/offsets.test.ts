import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineCounter, parseDocument } from 'yaml';
import type { Path } from '../../../../policies/engine/types.ts';
import { Landmarks, Offsets } from '../../../../policies/subjects/json/offsets.ts';
import { readJson } from '../../../../policies/subjects/text/json.ts';

function locatorOf(text: string): (path: Path) => string {
  const [document] = readJson('f.json', Buffer.from(text, 'utf8')).documents;
  return (path) => {
    const position = document?.locate(path);
    return `${position?.line}:${position?.column}`;
  };
}

function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const steps = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [[], ...steps.flatMap(([step, item]) => pathsOf(item).map((path) => [step, ...path]))];
}

describe('where a value stands in a JSON file', () => {
  const text =
    '{\n  "list": [\n    {"é": 1, "k": "ä𝄞", "z": [1, {"deep": true}]},\n    2\n  ],\n  "k\\u0065y": {"a": null}\n}\n';
  it.each<[string, Path, string]>([
    ['the document', [], '1:1'],
    ['a member of the root', ['list'], '2:11'],
    ['an item', ['list', 0], '3:5'],
    ['a later item', ['list', 1], '4:5'],
    ['after characters of several bytes: the column counts UTF-16 code units', ['list', 0, 'z', 1, 'deep'], '3:44'],
    ['under a key that is written with an escape', ['key', 'a'], '6:21'],
    ['a path that leads too far: its nearest ancestor', ['list', 0, 'k', 'no', 'more'], '3:19'],
    ['an item that is not there', ['list', 7, 'x'], '2:11'],
    ['a key that is not there', ['nothing'], '1:1'],
  ])('%s', (_, path, expected) => {
    expect(locatorOf(text)(path)).toBe(expected);
  });

  it('takes no value for one that begins like the value asked for before', () => {
    const alike =
      '{"l":[{"a":[{"b":1}]},{"a":[]},{"a":[ ]},{"a":[  {"b":2}]},{"a": [{"b":1}]},{"a":[{"b": 1}]},{"a":[{"bb":1}]}]}';
    const located = locatorOf(alike);
    for (const item of [0, 1, 2, 3, 4, 5, 6, 0]) {
      const path = ['l', item, 'a', 0, 'b'];
      expect(located(path)).toBe(locatorOf(alike)(path));
    }
  });

  it('gives the same answer whatever was asked before', () => {
    const paths: Path[] = [
      ['list', 0, 'z', 1, 'deep'],
      ['list', 0, 'z'],
      ['list', 0, 'no'],
      ['list', 0, 'k'],
      ['key'],
      [],
    ];
    const located = locatorOf(text);
    for (const path of [...paths, ...paths.toReversed()]) expect(located(path)).toBe(locatorOf(text)(path));
  });

  it('reads a wide object and a long list once, and not again for every value in it', () => {
    const members = Array.from({ length: 500 }, (_, i) => [`k${i}`, `${i}`] as const);
    const text = JSON.stringify({ a: { wide: Object.fromEntries(members), long: members.map(([, value]) => value) } });
    let reads = 0;
    const bytes = new Proxy(Buffer.from(text), {
      get: (target, key) => {
        reads += 1;
        return Reflect.get(target, key);
      },
    });
    const offsets = new Offsets(bytes, new Landmarks());
    const asked = members.flatMap(([key]) => [key, key]).map((key) => offsets.at(['a', 'wide', key]));
    for (const index of members.keys()) offsets.at(['a', 'long', index]);
    expect(asked.slice(-2).map((at) => text.slice(at, at + 5))).toEqual(['"499"', '"499"']);
    expect(reads).toBeLessThan(20 * text.length);
  });

  it('agrees with a YAML parser on every path of every document', () => {
    const records = fc.array(
      fc.dictionary(fc.constantFrom('a', 'b', 'name', 'é"', 'x.y'), fc.jsonValue({ maxDepth: 2 })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(records, fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify({ resources: value, again: value, one: value[0] ?? null }, null, indent);
        const located = locatorOf(text);
        const lines = new LineCounter();
        const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
        const paths = pathsOf(JSON.parse(text));
        for (const path of [...paths, ...paths.toReversed(), ...paths.filter((_, i) => i % 3 === 0)]) {
          const node = path.length === 0 ? yaml.contents : yaml.getIn(path, true);
          const { line, col } = lines.linePos((node as { range: [number] }).range[0]);
          expect(located(path)).toBe(`${line}:${col}`);
        }
      }),
      { numRuns: 100 },
    );
  });
});
