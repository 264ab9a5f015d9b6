import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deferred } from '../../../../policies/subjects/json/hints.ts';
import { readValue } from '../../../../policies/subjects/json/reader.ts';
import { Records } from '../../../../policies/subjects/json/records.ts';
import { JsonError } from '../../../../policies/subjects/json/scanner.ts';

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

describe('records', () => {
  const read = (text: string, within?: string): unknown => {
    const value = readValue(Buffer.from(text), within === undefined ? {} : { records: [{ within, key: 'list' }] });
    const list: unknown = (value as { list: unknown }).list;
    return list instanceof Records ? Array.from({ length: list.length }, (_, i) => list.value(i)) : list;
  };
  const outcome = (attempt: () => unknown) => {
    try {
      return attempt();
    } catch (error) {
      return error instanceof JsonError ? { code: error.code, offset: error.offset } : error;
    }
  };
  const text = fc.constantFrom('a', 'bb', '', 'é', 'a"b', '__proto__', 'list');
  const record = fc.record(
    {
      name: text,
      count: fc.constantFrom(1, 12, null, true, 1.5),
      in: fc.array(fc.dictionary(text, text, { maxKeys: 2 })),
    },
    { requiredKeys: ['name'] },
  );

  it('are the items of the list, or are refused where the list is, whichever byte of it is changed', () => {
    const mutation = fc.record({
      records: fc.array(record, { minLength: 2, maxLength: 8 }),
      at: fc.nat(),
      byte: fc.constantFrom(...'{}[],:"\\0129-.eE+ntf \n\tu\u0001'),
      mode: fc.constantFrom('none', 'replace', 'insert', 'delete'),
    });
    fc.assert(
      fc.property(mutation, ({ records, at, byte, mode }) => {
        const whole = JSON.stringify(records);
        const i = at % whole.length;
        const after = whole.slice(mode === 'insert' || mode === 'none' ? i : i + 1);
        const list = whole.slice(0, i) + (mode === 'delete' || mode === 'none' ? '' : byte) + after;
        const document = `{"list":${list}}`;
        expect(outcome(() => read(document, 'list'))).toEqual(outcome(() => read(document)));
      }),
      { numRuns: 2000 },
    );
  });
});
