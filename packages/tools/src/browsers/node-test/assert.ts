// The part of node:assert/strict that tests use, for browsers. What it lacks is a missing export,
// so a test that reaches for more fails at once and loudly.
import { isDeepEqual } from './deep-equal.ts';
import { inspect } from './inspect.ts';

/** What a failed assertion throws; the test runner shows `expected` beside `actual`. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly actual: string;
  readonly expected: string;

  constructor(message: string, actual: unknown, expected: unknown) {
    super(message);
    this.actual = inspect(actual);
    this.expected = inspect(expected);
  }
}

type Message = string | Error | undefined;

function failWith(message: Message, sentence: string, actual: unknown, expected: unknown): never {
  if (message instanceof Error) throw message;
  throw new AssertionError(message ?? sentence, actual, expected);
}

/** Fails always. */
export function fail(message?: string | Error): never {
  return failWith(message, 'The test failed on purpose.', undefined, undefined);
}

/** Passes when `value` is truthy. */
export function ok(value: unknown, message?: string | Error): asserts value {
  if (!value) failWith(message, `Expected a truthy value, got ${inspect(value)}.`, value, true);
}

/** Passes when both are the same value by Object.is. */
export function equal(actual: unknown, expected: unknown, message?: string | Error): void {
  if (Object.is(actual, expected)) return;
  const sentence = `Expected ${inspect(expected)}, got ${inspect(actual)}.`;
  failWith(message, sentence, actual, expected);
}

/** Passes when both are not the same value by Object.is. */
export function notEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!Object.is(actual, expected)) return;
  failWith(message, `Expected anything but ${inspect(expected)}.`, actual, expected);
}

/** Passes when both have the same shape, prototypes and values. */
export function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (isDeepEqual(actual, expected)) return;
  failWith(message, 'Expected values to be deeply equal.', actual, expected);
}

/** Passes when they differ somewhere. */
export function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!isDeepEqual(actual, expected)) return;
  failWith(message, 'Expected values not to be deeply equal.', actual, expected);
}

/** Passes when `text` is a string that the pattern matches. */
export function match(text: string, pattern: RegExp, message?: string | Error): void {
  if (typeof text === 'string' && pattern.test(text)) return;
  failWith(message, `Expected ${inspect(text)} to match ${pattern}.`, text, pattern);
}

/** Passes when `text` is a string that the pattern does not match. */
export function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void {
  if (typeof text === 'string' && !pattern.test(text)) return;
  failWith(message, `Expected ${inspect(text)} not to match ${pattern}.`, text, pattern);
}

/** A class, a pattern for the message, a predicate, or properties that the error must have. */
type Expected = RegExp | ((error: unknown) => boolean) | (new () => unknown) | object;

function checkError(error: unknown, expected: Expected | undefined, message: Message): void {
  if (expected === undefined || fits(error, expected)) return;
  failWith(message, `The error thrown is not the one expected: ${error}`, error, expected);
}

function fits(error: unknown, expected: Expected): boolean {
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected !== 'function') {
    return Object.entries(expected).every(([key, value]) => {
      const found: unknown = Object(error)[key];
      return value instanceof RegExp && typeof found === 'string'
        ? value.test(found)
        : isDeepEqual(found, value);
    });
  }
  if (expected.prototype !== undefined && error instanceof expected) return true;
  // Classes cannot be called, and an error class that did not fit is a mismatch, not a predicate.
  if (expected === Error || expected.prototype instanceof Error) return false;
  return Reflect.apply(expected, undefined, [error]) === true;
}

/** Passes when `fn` throws, and the error fits `expected` if that is given. */
export function throws(fn: () => unknown, expected?: Expected, message?: string | Error): void {
  let thrown: { error: unknown } | undefined;
  try {
    fn();
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined)
    failWith(message, 'Expected an error to be thrown.', undefined, expected);
  else checkError(thrown.error, expected, message);
}

/** Passes when the promise (or what `promise()` returns) rejects, and the error fits. */
export async function rejects(
  promise: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected,
  message?: string | Error,
): Promise<void> {
  const settled = await settle(promise);
  if (!settled.rejected) failWith(message, 'Expected a rejection.', settled.value, expected);
  else checkError(settled.value, expected, message);
}

/** Passes when `fn` returns without throwing; the error itself is the failure otherwise. */
export function doesNotThrow(fn: () => unknown): void {
  fn();
}

/** Passes when the promise (or what `promise()` returns) fulfils. */
export async function doesNotReject(
  promise: Promise<unknown> | (() => Promise<unknown>),
): Promise<void> {
  await (typeof promise === 'function' ? promise() : promise);
}

async function settle(promise: Promise<unknown> | (() => Promise<unknown>)) {
  try {
    return { rejected: false, value: await (typeof promise === 'function' ? promise() : promise) };
  } catch (value) {
    return { rejected: true, value };
  }
}

/** Loose comparison is left out of strict mode in Node too: these are the same functions. */
export {
  deepEqual as deepStrictEqual,
  equal as strictEqual,
  notDeepEqual as notDeepStrictEqual,
  notEqual as notStrictEqual,
};

export default Object.assign(ok.bind(undefined), {
  AssertionError,
  deepEqual,
  deepStrictEqual: deepEqual,
  doesNotMatch,
  doesNotReject,
  doesNotThrow,
  equal,
  fail,
  match,
  notDeepEqual,
  notDeepStrictEqual: notDeepEqual,
  notEqual,
  notStrictEqual: notEqual,
  ok,
  rejects,
  strictEqual: equal,
  throws,
});
