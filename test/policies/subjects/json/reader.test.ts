import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collisions } from '../../../../bench/collisions.ts';
import { readValue } from '../../../../policies/subjects/json/reader.ts';
import { JsonError, MAX_DEPTH, Scanner } from '../../../../policies/subjects/json/scanner.ts';

const read = (text: string) => readValue(Buffer.from(text, 'utf8'));
const refusal = (text: string): JsonError => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
  throw new Error(`was read: ${text}`);
};

/** Lists of records that resemble each other, as the resources of a plan do: this is where the shortcuts are taken. */
const record = fc.record(
  {
    address: fc.constantFrom('a', 'b', 'cc', 'a"b', 'é', '\u2028'),
    mode: fc.constantFrom('managed', 'data', ''),
    change: fc.record({ after: fc.jsonValue({ maxDepth: 2 }), actions: fc.array(fc.constantFrom('create', 'delete')) }),
    count: fc.oneof(
      fc.integer({ min: -1, max: 120 }),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
  },
  { requiredKeys: ['address'] },
);

describe('the JSON reader agrees with JSON.parse', () => {
  it('on every JSON value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('on lists of records that resemble each other', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), fc.constantFrom(undefined, 2), (records, indent) => {
        const text = JSON.stringify({ resources: records, again: records }, null, indent);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('on texts with one byte changed: both read the same value or both refuse', () => {
    const mutation = fc.record({
      records: fc.array(record, { minLength: 2, maxLength: 8 }),
      at: fc.nat(),
      byte: fc.constantFrom(...'{}[],:"\\0129-.eE+ntf \n\tu\u0001'),
      mode: fc.constantFrom('replace', 'insert', 'delete'),
    });
    fc.assert(
      fc.property(mutation, ({ records, at, byte, mode }) => {
        const text = JSON.stringify({ resources: records });
        const i = at % text.length;
        const changed = text.slice(0, i) + (mode === 'delete' ? '' : byte) + text.slice(mode === 'insert' ? i : i + 1);
        expect(outcome(() => read(changed))).toEqual(outcome(() => JSON.parse(changed)));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '0',
    '-0',
    '1e999',
    '-1.5E-7',
    '12345678901234567890',
    '""',
    '"\\u00e9\\ud83d\\ude00"',
    '"\\ud800"',
    '[]',
    '{}',
    ' [ ] ',
    '[[],{}]',
    '{"a":{"b":[1,12,1]},"c":{"b":[1,1,12]}}',
    '[{"a":1},{"a":12},{"a":1},{"a":"1"}]',
    '[{"a":null},{"a":{}},{"a":[]}]',
  ])('on %s', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it('on a key named __proto__, which stays a key', () => {
    const value = read('[{"__proto__":{"polluted":true},"a":1},{"__proto__":{"polluted":true},"a":2}]');
    expect(JSON.stringify(value)).toBe('[{"__proto__":{"polluted":true},"a":1},{"__proto__":{"polluted":true},"a":2}]');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    // JSON.parse keeps the last of two equal keys; that is the one difference, and it has its own test below.
    return error instanceof JsonError && error.code === 'duplicate-key' ? expect.anything() : 'refused';
  }
}

describe('equal subtrees become one object', () => {
  it('wherever they stand', () => {
    const value = read('{"a":{"x":[1,2]},"b":[{"x":[1,2]}],"c":{"x": [1, 2]}}') as {
      a: object;
      b: object[];
      c: object;
    };
    expect(value.b[0]).toBe(value.a);
    expect(value.c).toBe(value.a);
  });

  it('but an object is not a list, nor a string a number', () => {
    const value = read('[[],{},["1"],[1],["a","b"],{"a":"b"}]') as unknown[];
    expect(new Set(value).size).toBe(6);
  });
});

describe('what is refused, and where', () => {
  it.each([
    ['a key twice', '{"a":1,"b":2,"a":3}', 'duplicate-key', 13, 'the key "a" stands twice in this object'],
    [
      'a key twice in two spellings',
      '{"region":1,"\\u0072egion":2}',
      'duplicate-key',
      12,
      'the key "region" stands twice',
    ],
    ['a key twice in a later record', '[{"a":1,"b":2},{"a":1,"a":2}]', 'duplicate-key', 22, 'the key "a" stands twice'],
    ['text after the document', '{} {}', 'syntax', 3, 'the document ends before this'],
    ['a trailing comma', '{"a":1,}', 'syntax', 7, 'expected a key in double quotes, found "}"'],
    ['a missing comma', '[1 2]', 'syntax', 3, 'expected "," or "]" after an item of the list'],
    ['an unclosed string', '{"a":"b', 'syntax', 5, 'this string is never closed'],
    ['an unclosed list', '[1,', 'syntax', 3, 'expected a value, found the end of the file'],
    ['single quotes', "{'a':1}", 'syntax', 1, 'expected a key in double quotes'],
    ['a leading zero', '[01]', 'syntax', 1, '01 is not a number that JSON knows'],
    ['a word', '[True]', 'syntax', 1, 'expected a value, found "True]"'],
    ['a raw line break in a string', '["a\nb"]', 'syntax', 3, 'raw control character'],
    ['an unknown escape', '["\\x41"]', 'syntax', 2, 'the string has an escape that JSON does not know'],
  ])('%s', (_, text, code, offset, message) => {
    const error = refusal(text);
    expect(error).toMatchObject({ code, offset });
    expect(error.message).toContain(message);
  });

  it('nesting that is too deep, also when the depth is copied from a text seen before', () => {
    expect(refusal('['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1)).code).toBe('too-deep');
    const deep = `${'{"a":'.repeat(MAX_DEPTH - 2)}1${'}'.repeat(MAX_DEPTH - 2)}`;
    expect(() => read(`[${deep}]`)).not.toThrow();
    expect(refusal(`[${deep},{"b":{"c":${deep}}}]`).code).toBe('too-deep');
    expect(refusal('['.repeat(5_000_000)).code).toBe('too-deep');
  });
});

describe('keys that are crafted to have one hash', () => {
  const keys = collisions(1000);
  const hashOf = (text: string) => {
    const scanner = new Scanner(Buffer.from(JSON.stringify(text)));
    scanner.string();
    return scanner.hash;
  };

  it('do have one', () => expect(new Set(keys.map(hashOf)).size).toBe(1));

  it('are all read, each with its value', () => {
    const text = JSON.stringify({ one: Object.fromEntries(keys.map((key) => [key, key])), two: keys });
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['first', 0],
    ['last', keys.length - 1],
  ])('are refused when the %s one stands twice', (_which, index) => {
    const members = [...keys, keys[index]].map((key) => `"${key}":1`);
    expect(refusal(`{${members.join(',')}}`).code).toBe('duplicate-key');
  });
});
