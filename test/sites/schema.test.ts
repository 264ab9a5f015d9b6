import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedSchemas } from '../../constructs/core/site/json-schema.ts';
import { siteSchema } from '../../constructs/core/site/schema.ts';

test.each(Object.entries(publishedSchemas()))('sites/%s is what `npm run generate` writes', (file, text) => {
  expect(readFileSync(`sites/${file}`, 'utf8')).toBe(text);
});

test('every key of a site file says what it means', () => {
  const silent: string[] = [];
  const visit = (node: unknown, path: string, described: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    const says = described || 'description' in node || 'const' in node;
    if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
      for (const [key, value] of Object.entries(node.properties)) visit(value, `${path}.${key}`, false);
      if (!says && path !== '') silent.push(path);
      return;
    }
    const inner = ['items', 'oneOf', 'anyOf'].flatMap((key) => Reflect.get(node, key) ?? []);
    if (!says) silent.push(path);
    for (const value of inner) visit(value, `${path}[]`, true);
  };
  visit(JSON.parse(publishedSchemas()['site.schema.json'] ?? ''), '', true);
  expect(silent).toEqual([]);
  expect(Object.keys(siteSchema.shape)).toContain('modules');
});
