import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasEndlessList, parseExactly, repeatedKey } from './exact-json.ts';

const numbers: readonly [text: string, value: unknown][] = [
  ['820982911946154508', '820982911946154508'],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['9007199254740991', 9_007_199_254_740_991],
  ['195.66', 195.66],
  ['1e400', Number.POSITIVE_INFINITY],
];

for (const [text, value] of numbers) {
  test(`reads ${text} as ${JSON.stringify(value)}`, () => {
    assert.deepEqual(parseExactly(`{"id":[${text}]}`), { id: [value] });
  });
}

const bodies: readonly [text: string, key: string | null][] = [
  ['{"a":1,"b":2}', null],
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"a":{"b":1},"c":{"b":2}}', null],
  ['{"c":{"b":1,"x":[],"b":2}}', 'b'],
  ['[{"a":1},{"a":2}]', null],
  ['{"a":["b","b"],"b":"a"}', null],
  ['{"a":"{\\"a\\":1,","b":": \\\\"}', null],
  ['{"":1,"":2}', ''],
  ['"a"', null],
  ['7', null],
];

for (const [text, key] of bodies) {
  test(`finds ${key === null ? 'no key' : JSON.stringify(key)} twice in ${text}`, () => {
    assert.doesNotThrow(() => JSON.parse(text));
    assert.equal(repeatedKey(text), key);
  });
}

test('finds no key twice in whatever was written from a value', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => repeatedKey(JSON.stringify(value)) === null));
});

test('finds any key that is put in once more', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  fc.assert(
    fc.property(object, fc.nat(), (value, place) => {
      const keys = Object.keys(value);
      const key = keys[place % keys.length] ?? '';
      const text = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(key)}:null}`;
      assert.equal(repeatedKey(text), key);
    }),
  );
});

const long = (length: number) => Array.from({ length }, (_, place) => ({ place }));
const values: readonly [what: string, value: unknown, isEndless: boolean][] = [
  ['a list of 5,000', long(5_000), false],
  ['a list of 5,001', long(5_001), true],
  ['such a list within', { orders: [{ line_items: long(5_001) }] }, true],
  ['many short lists', { a: long(4_000), b: long(4_000) }, false],
  ['no list', 'text', false],
  ['nothing', null, false],
];

for (const [what, value, isEndless] of values) {
  test(`finds ${isEndless ? 'an endless list' : 'no endless list'} in ${what}`, () => {
    assert.equal(hasEndlessList(value), isEndless);
  });
}
