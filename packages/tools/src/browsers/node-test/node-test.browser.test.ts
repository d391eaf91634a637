import assert, { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';

const same: [string, unknown, unknown][] = [
  ['nested plain data', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
  ['NaN', Number.NaN, Number.NaN],
  ['dates', new Date(5), new Date(5)],
  [
    'maps in another order',
    new Map([
      [1, 2],
      [3, 4],
    ]),
    new Map([
      [3, 4],
      [1, 2],
    ]),
  ],
  ['sets of objects', new Set([{ a: 1 }]), new Set([{ a: 1 }])],
  ['bytes', new Uint8Array([1, 2]), new Uint8Array([1, 2])],
];

const different: [string, unknown, unknown][] = [
  ['zero and minus zero', 0, -0],
  ['a missing key and undefined', {}, { a: undefined }],
  ['prototypes', { a: 1 }, Object.assign(Object.create(null), { a: 1 })],
  ['lengths', [1], [1, 2]],
  ['strings and numbers', '1', 1],
  ['dates', new Date(5), new Date(6)],
  ['sets', new Set([1]), new Set([2])],
];

for (const [name, left, right] of same) {
  test(`calls ${name} deeply equal`, () => deepEqual(left, right));
}

for (const [name, left, right] of different) {
  test(`tells ${name} apart`, () => {
    throws(() => deepEqual(left, right), { code: 'ERR_ASSERTION' });
  });
}

test('compares what refers to itself', () => {
  const one: { self?: unknown } = {};
  one.self = one;
  const other: { self?: unknown } = {};
  other.self = other;
  deepEqual(one, other);
});

test('fails when nothing is thrown or the wrong thing is', async () => {
  throws(() => throws(() => undefined), /Expected an error/);
  throws(
    () =>
      throws(() => {
        throw new TypeError('x');
      }, RangeError),
    assert.AssertionError,
  );
  await rejects(rejects(Promise.resolve(1)), /Expected a rejection/);
  await rejects(Promise.reject(new TypeError('no')), { name: 'TypeError', message: /no/ });
});

test('shows both sides of a failure', () => {
  throws(() => equal(1, 2), { message: 'Expected 2, got 1.', actual: '1', expected: '2' });
});

const order: string[] = [];

test('runs clean-ups in their order after the test', (t) => {
  t.after(() => order.push('first'));
  t.after(() => order.push('second'));
  equal(order.length, 0);
});

test('has run the clean-ups of the test before', () => {
  deepEqual(order, ['first', 'second']);
});

test('runs in a real page', () => {
  const host = document.body.appendChild(document.createElement('p'));
  host.textContent = 'here';
  assert(host.getBoundingClientRect().height > 0);
  host.remove();
});
