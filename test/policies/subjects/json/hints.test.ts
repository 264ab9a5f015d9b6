import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Deferred } from '../../../../policies/subjects/json/hints.ts';
import { readValue } from '../../../../policies/subjects/json/reader.ts';

const hints = { defer: { within: 'configuration', key: 'resources' } };

function deferred(resources: unknown): Deferred {
  const value = readValue(Buffer.from(JSON.stringify({ configuration: { resources } })), hints);
  const list: unknown = (value as { configuration: { resources: unknown } }).configuration.resources;
  if (!(list instanceof Deferred)) throw new Error('the list was read');
  return list;
}

it('a list that is only checked mentions every key and every string of it, and nothing else', () => {
  const word = fc.constantFrom('a', 'b', 'data.http.h', 'provisioners', 'password_wo', 'x y');
  const item = fc.dictionary(word, fc.oneof(word, fc.nat(20), fc.array(word, { maxLength: 2 })));
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), word, (items, asked) => {
      const text = JSON.stringify(items);
      expect(deferred(items).mentions(`"${asked}"`)).toBe(text.includes(`"${asked}"`));
    }),
    { numRuns: 500 },
  );
});

it('a list with an escape could mention anything', () => {
  const list = deferred([{ name: '\u0001' }]);
  expect(list.mentions('"provisioners"')).toBe(true);
});
