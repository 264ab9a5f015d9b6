import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { collisions } from './collisions.ts';
import { run } from './measure.ts';
import type { Row } from './report.ts';

const MEGABYTE = 1 << 20;
const TIMES = 4;
/** Less cannot be told from the start's own ups and downs, in seconds. */
const LEAST = 0.05;

/** Writes an input of about so many bytes that is meant to make somebody's reader slow. */
type Craft = (bytes: number) => string;

const configMap = (value: unknown) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' }, data: value });

/** One string that repeats a piece of text. */
const repeated =
  (piece: string): Craft =>
  (bytes) =>
    configMap({ text: piece.repeat(Math.ceil(bytes / piece.length)) });

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const crafts: Readonly<Record<string, Craft>> = {
  'objects, 190 deep': (bytes) => {
    const object = nested(190);
    return `{"apiVersion":"v1","kind":"List","items":[${Array(Math.ceil(bytes / object.length))
      .fill(object)
      .join(',')}]}`;
  },
  'brackets that nobody closes': (bytes) => '['.repeat(bytes),
  'one string of letters': repeated('a'),
  'one string of dots and letters': repeated('a.'),
  'one string of hyphens and letters': repeated('a-'),
  'one string of white space': repeated('a \t'),
  'one string of slashes': repeated('//'),
  'one string of schemes': repeated('http://'),
  'one string of users': repeated('http://a@b:'),
  'one string of commas': repeated('a,b:1,'),
  'one string of open references': repeated(['$', '{a'].join('')),
  'one string of quotes': repeated('"a=\''),
  'one string of backslashes': repeated('\\'),
  'one string of open tags': repeated('<a b="'),
  'one string of lines with keys': repeated('key: value\n'),
  'one string of digits and dots': repeated('1.2.3.'),
  'one string of colons': repeated('::'),
  'one string of percent signs': repeated('%25'),
  'many keys of one object': (bytes) =>
    configMap(Object.fromEntries(Array.from({ length: Math.ceil(bytes / 20) }, (_, i) => [`key-${i}`, `value ${i}`]))),
  'keys whose hashes collide': (bytes) => {
    const keys = collisions(Math.ceil(bytes / 120));
    return configMap(Object.fromEntries(keys.map((key) => [key, 'x'])));
  },
};

/** What four times the text takes of the processors against the text, without the start: 4 is linear, 16 quadratic. */
export function* benchCrafted(): Generator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
  const file = join(folder, 'crafted.json');
  const seconds = (text: string) => {
    writeFileSync(file, text);
    return run(['node', 'bin/domicile.js', 'check', file, '--format', 'json', '--output', devNull]).processorSeconds;
  };
  const start = Math.min(...[1, 2, 3].map(() => seconds(configMap({}))));
  for (const [name, craft] of Object.entries(crafts)) {
    const before = Math.max(seconds(craft(MEGABYTE)) - start, LEAST);
    const after = Math.max(seconds(craft(MEGABYTE * TIMES)) - start, LEAST);
    const against = '4 MB against 1 MB, processor time';
    yield {
      name: `crafted: ${name}`,
      seconds: after,
      against,
      referenceSeconds: before,
      ratio: after / before,
      goal: 6,
    };
  }
  rmSync(folder, { recursive: true });
}
