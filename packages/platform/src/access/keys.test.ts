import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashKey, keyKinds, lastFour, makeKey, parseKey, parseOrigin } from './keys.ts';

const random = (bytes: Uint8Array<ArrayBuffer>) => randomFillSync(bytes);

for (const kind of keyKinds) {
  for (const mode of ['test', 'live'] as const) {
    test(`makes a ${kind} ${mode} key that says so`, () => {
      const key = makeKey(kind, mode, random);
      assert.match(key, /^(pk|sk)_(test|live)_[0-9A-Za-z]{49}$/);
      assert.deepEqual(parseKey(key), { kind, mode });
      assert.equal(key.startsWith(kind === 'secret' ? 'sk' : 'pk'), true);
      assert.equal(lastFour(key), key.slice(-4));
    });
  }
}

test('makes keys of all the randomness it is given', () => {
  const ends = [0, 255].map((byte) => makeKey('secret', 'live', (bytes) => bytes.fill(byte)));
  assert.equal(ends[0]?.slice(8, 51), '0'.repeat(43));
  assert.deepEqual(
    ends.map((key) => parseKey(key) !== null),
    [true, true],
  );
  const keys = new Set(Array.from({ length: 500 }, () => makeKey('secret', 'live', random)));
  assert.equal(keys.size, 500);
});

test('writes what it always wrote, so that issued keys stay valid', () => {
  const counting = (bytes: Uint8Array<ArrayBuffer>) => {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = index;
    return bytes;
  };
  const key = makeKey('publishable', 'test', counting);
  assert.equal(key, 'pk_test_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf4AJ0G9');
  assert.equal(hashKey(key).length, 64);
});

test('tells any single wrong character without asking the database', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const key = makeKey('secret', 'live', random);
  for (let index = 8; index < key.length; index += 1) {
    for (const character of alphabet) {
      if (character === key[index]) continue;
      const wrong = key.slice(0, index) + character + key.slice(index + 1);
      assert.equal(parseKey(wrong), null, wrong);
    }
  }
});

test('tells two neighbours that changed places', () => {
  const key = makeKey('secret', 'live', random);
  for (let index = 8; index < key.length - 1; index += 1) {
    const [one = '', two = ''] = [key[index], key[index + 1]];
    const swapped = key.slice(0, index) + two + one + key.slice(index + 2);
    if (one !== two) assert.equal(parseKey(swapped), null);
  }
});

test('takes a live key for a test key under no spelling', () => {
  const key = makeKey('secret', 'test', random);
  assert.equal(parseKey(key.replace('test', 'live')), null);
  assert.equal(parseKey(key.replace('sk', 'pk')), null);
});

test('takes no other text for a key', () => {
  const key = makeKey('secret', 'test', random);
  for (const text of ['', 'sk_test_', key.slice(1), `${key} `, `${key}\n`, key.toUpperCase()]) {
    assert.equal(parseKey(text), null, JSON.stringify(text));
  }
  fc.assert(fc.property(fc.string(), (text) => parseKey(text) === null));
});

const origins: readonly [text: string, origin: string | null][] = [
  ['https://good.example', 'https://good.example'],
  ['https://good.example/', 'https://good.example'],
  ['HTTPS://Good.Example', 'https://good.example'],
  ['https://good.example:443', 'https://good.example'],
  ['https://good.example:8443', 'https://good.example:8443'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['https://爱心.example', 'https://xn--15t232b.example'],
  ['null', 'null'],
  ['good.example', null],
  ['https://good.example/give', null],
  ['https://good.example?x=1', null],
  ['https://good.example#x', null],
  ['https://user@good.example', null],
  ['https://*.example', null],
  ['*', null],
  ['file:///index.html', null],
  ['javascript:alert(1)', null],
  ['', null],
];

for (const [text, origin] of origins) {
  test(`${origin === null ? 'takes no origin from' : 'reads the origin'} ${text}`, () => {
    assert.equal(parseOrigin(text), origin);
  });
}
