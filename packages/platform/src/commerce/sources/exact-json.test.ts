// Numbers of JSON that JavaScript would round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExactly } from './exact-json.ts';

const texts: readonly [text: string, expected: unknown][] = [
  ['{"id":820982911946154508}', { id: '820982911946154508' }],
  ['{"id":9007199254740991}', { id: 9_007_199_254_740_991 }],
  ['{"id":9007199254740992}', { id: '9007199254740992' }],
  ['[-9007199254740993]', ['-9007199254740993']],
  ['{"price":195.66,"quantity":2}', { price: 195.66, quantity: 2 }],
  ['{"share":1e400,"size":1e20}', { share: Number.POSITIVE_INFINITY, size: 1e20 }],
  ['"820982911946154508"', '820982911946154508'],
  ['null', null],
];
for (const [text, expected] of texts) {
  test(`reads ${text}`, () => assert.deepEqual(parseExactly(text), expected));
}

test('throws at what is no JSON', () => {
  assert.throws(() => parseExactly('{"id":'), SyntaxError);
});
