// The stand-in agrees with what it stands in for: every case is put to both.
import assert, { type AssertPredicate } from 'node:assert/strict';
import { test } from 'node:test';
import * as standIn from './assert.ts';
import { inspect } from './inspect.ts';

type Message = string | Error | undefined;
type Compare = (actual: unknown, expected: unknown, message?: Message) => void;
type Match = (text: string, pattern: RegExp) => void;

/** What both are asked for. */
interface Assert {
  readonly ok: (value: unknown) => void;
  readonly equal: Compare;
  readonly notEqual: Compare;
  readonly deepEqual: Compare;
  readonly notDeepEqual: Compare;
  readonly match: Match;
  readonly doesNotMatch: Match;
  readonly doesNotThrow: (act: () => unknown) => void;
  readonly doesNotReject: (promise: () => Promise<unknown>) => Promise<void>;
  throws(act: () => unknown): void;
  throws(act: () => unknown, expected: AssertPredicate): void;
  rejects(promise: Promise<unknown>): Promise<void>;
  rejects(promise: () => Promise<unknown>, expected: AssertPredicate): Promise<void>;
}

const theirs: Assert = assert;
const ours: Assert = standIn.default;

class Account {
  readonly balance: number;

  constructor(balance: number) {
    this.balance = balance;
  }
}

function ring(): object {
  const start: { next?: object } = {};
  start.next = { next: start };
  return start;
}

/** Whether each implementation lets it pass. */
function verdicts(run: (assert: Assert) => void): [boolean, boolean] {
  const passes = (implementation: Assert): boolean => {
    try {
      run(implementation);
      return true;
    } catch {
      return false;
    }
  };
  return [passes(theirs), passes(ours)];
}

const values: readonly [string, () => unknown][] = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['true', () => true],
  ['0', () => 0],
  ['-0', () => -0],
  ['1', () => 1],
  ['1n', () => 1n],
  ['NaN', () => Number.NaN],
  ["''", () => ''],
  ["'1'", () => '1'],
  ['{}', () => ({})],
  ['{ a: undefined }', () => ({ a: undefined })],
  ['{ a: 1, b: [2] }', () => ({ a: 1, b: [2] })],
  ['{ b: [2], a: 1 }', () => ({ b: [2], a: 1 })],
  ['a null-prototype object', () => Object.assign(Object.create(null), { a: 1, b: [2] })],
  ['[]', () => []],
  ['[1, 2]', () => [1, 2]],
  ['[2, 1]', () => [2, 1]],
  ['[1, , 2]', () => Object.assign([1], { 2: 2 })],
  ['[1, undefined, 2]', () => [1, undefined, 2]],
  ['an account with 1', () => new Account(1)],
  ['an account with 2', () => new Account(2)],
  ['{ balance: 1 }', () => ({ balance: 1 })],
  ['a date', () => new Date(5)],
  ['another date', () => new Date(6)],
  ['/a/', () => /a/],
  ['/a/i', () => /a/i],
  ['an error', () => new Error('no')],
  ['a type error', () => new TypeError('no')],
  ['another error', () => new Error('yes')],
  ['new Set([1, 2])', () => new Set([1, 2])],
  ['new Set([2, 1])', () => new Set([2, 1])],
  ['new Set([{ a: 1 }])', () => new Set([{ a: 1 }])],
  ['new Set([{ a: 2 }])', () => new Set([{ a: 2 }])],
  ['a map', () => new Map([['a', { b: 1 }]])],
  ['a map with another value', () => new Map([['a', { b: 2 }]])],
  ['bytes', () => new Uint8Array([1, 2])],
  ['other bytes', () => new Uint8Array([1, 3])],
  ['a ring', ring],
  ['a symbol key', () => ({ [Symbol.for('a')]: 1 })],
  ['another symbol key', () => ({ [Symbol.for('b')]: 1 })],
];

test('calls the same pairs of values equal and deeply equal', () => {
  for (const [leftName, left] of values) {
    for (const [rightName, right] of values) {
      for (const method of ['equal', 'notEqual', 'deepEqual', 'notDeepEqual'] as const) {
        const [node, browser] = verdicts((assert) => assert[method](left(), right()));
        assert.equal(browser, node, `${method}(${leftName}, ${rightName})`);
      }
    }
  }
});

test('calls the same values truthy', () => {
  for (const [name, value] of values) {
    const [node, browser] = verdicts((assert) => assert.ok(value()));
    assert.equal(browser, node, name);
  }
});

class OddError extends Error {
  readonly code = 'ODD';
}

const thrown: readonly [string, () => unknown][] = [
  ['nothing', () => undefined],
  [
    'an error',
    () => {
      throw new Error('the reason');
    },
  ],
  [
    'a type error',
    () => {
      throw new TypeError('the reason');
    },
  ],
  [
    'an error of its own',
    () => {
      throw new OddError('the reason');
    },
  ],
];

const expectations: readonly [string, AssertPredicate | undefined][] = [
  ['anything', undefined],
  ['Error', Error],
  ['TypeError', TypeError],
  ['OddError', OddError],
  ['a matching pattern', /the reason/],
  ['a pattern with the name', /^TypeError: the/],
  ['another pattern', /another reason/],
  ['a predicate that holds', (error: unknown) => error instanceof Error],
  ['a predicate that does not', () => false],
  ['its code', { code: 'ODD' }],
  ['its message', { message: 'the reason' }],
  ['a pattern for its message', { message: /reason$/ }],
  ['another name', { name: 'RangeError' }],
];

for (const [name, act] of thrown) {
  test(`expects the same of a function that throws ${name}`, () => {
    for (const [what, expected] of expectations) {
      const [node, browser] = verdicts((assert) =>
        expected === undefined ? assert.throws(act) : assert.throws(act, expected),
      );
      assert.equal(browser, node, `throws ${name}, expected ${what}`);
    }
    const [node, browser] = verdicts((assert) => assert.doesNotThrow(act));
    assert.equal(browser, node);
  });

  test(`expects the same of a promise that rejects with ${name}`, async () => {
    const promise = async () => act();
    for (const [what, expected] of expectations) {
      const outcomes = [theirs, ours].map(async (assert) => {
        const check =
          expected === undefined ? assert.rejects(promise()) : assert.rejects(promise, expected);
        return check.then(
          () => true,
          () => false,
        );
      });
      const [node, browser] = await Promise.all(outcomes);
      assert.equal(browser, node, `rejects with ${name}, expected ${what}`);
    }
    const settled = await Promise.allSettled([
      theirs.doesNotReject(promise),
      ours.doesNotReject(promise),
    ]);
    assert.equal(settled[1].status, settled[0].status);
  });
}

test('matches the same texts', () => {
  for (const pattern of [/^a/, /b$/, /c/]) {
    for (const method of ['match', 'doesNotMatch'] as const) {
      const [node, browser] = verdicts((assert) => assert[method]('a b', pattern));
      assert.equal(browser, node, `${method} ${pattern}`);
    }
  }
});

test('offers its functions under the names of strict mode, too', () => {
  assert.equal(standIn.strictEqual, standIn.equal);
  assert.equal(standIn.notStrictEqual, standIn.notEqual);
  assert.equal(standIn.deepStrictEqual, standIn.deepEqual);
  assert.equal(standIn.notDeepStrictEqual, standIn.notDeepEqual);
});

test('throws what it is given in place of its own words', () => {
  const own = new RangeError('mine');
  assert.throws(() => standIn.equal(1, 2, own), own);
  assert.throws(() => standIn.equal(1, 2, 'my words'), {
    message: 'my words',
    code: 'ERR_ASSERTION',
  });
  assert.throws(() => standIn.fail('on purpose'), /on purpose/);
  assert.throws(() => standIn.ok(false), standIn.AssertionError);
});

const shown: readonly [unknown, string][] = [
  ['a "b"', '"a \\"b\\""'],
  [undefined, 'undefined'],
  [12n, '12n'],
  [-0, '-0'],
  [/a/g, '/a/g'],
  [new TypeError('no'), 'TypeError: no'],
  [function give() {}, 'function give'],
  [new Map([[1, new Set([2n])]]), '{"map": [[1,{"set": ["2n"]}]]}'],
  [{ none: undefined, act() {} }, '{"none": "undefined","act": "act() {}"}'],
  [Symbol.for('a'), 'Symbol(a)'],
];

for (const [value, text] of shown) {
  test(`shows a value as ${text}`, () => assert.equal(inspect(value).replace(/\n\s*/g, ''), text));
}

test('shows what refers to itself without end', () => {
  assert.match(inspect(ring()), /seen before/);
});
