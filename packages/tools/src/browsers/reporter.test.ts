import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, resultOf } from './reporter.ts';

const passing = { name: 'passes', passed: true, skipped: false };
const failing = { name: 'fails', passed: false, skipped: false, error: { message: 'no' } };
const skipped = { name: 'is skipped', passed: false, skipped: true };

function suite(tests: object[], suites: object[] = []) {
  return { name: '', tests, suites };
}

/** A session's part that is counted, in the shape that the test runner gives it. */
function session(testResults: unknown, errors: { message: string }[] = []) {
  return JSON.parse(JSON.stringify({ testResults, errors }));
}

test('counts the tests of a file and of its groups', () => {
  const inner = { ...suite([passing, passing]), name: 'group' };
  assert.deepEqual(resultOf(session(suite([passing], [inner]))), { passed: 3, failures: [] });
});

test('names a failed test with its groups, and says why', () => {
  const inner = { ...suite([failing]), name: 'group' };
  const { failures } = resultOf(session(suite([passing], [inner])));
  assert.deepEqual(failures, [{ name: 'group › fails', message: 'no' }]);
});

test('counts a skipped test as a failure', () => {
  const { passed, failures } = resultOf(session(suite([passing, skipped])));
  assert.equal(passed, 1);
  assert.deepEqual(failures, [{ name: 'is skipped', message: 'The test was skipped.' }]);
});

test('counts an error outside of any test', () => {
  const { passed, failures } = resultOf(session(suite([passing]), [{ message: 'import failed' }]));
  assert.equal(passed, 1);
  assert.deepEqual(failures, [{ name: 'outside of a test', message: 'import failed' }]);
});

test('counts a file without a test as a failure', () => {
  for (const results of [undefined, suite([])]) {
    const { passed, failures } = resultOf(session(results));
    assert.equal(passed, 0);
    assert.equal(failures.length, 1);
  }
});

test('adds up what several files did', () => {
  const lost = session(undefined, [{ message: 'gone' }]);
  const counts = countsOf([session(suite([passing, failing])), session(suite([passing])), lost]);
  assert.deepEqual(counts, { passed: 2, failed: 2 });
});

test('shows both sides of an assertion, and where it stands without the server', () => {
  const error = {
    message: 'Expected 2, got 1.',
    expected: '2',
    actual: '1',
    stack: 'at http://localhost:8000/packages/elements/src/a.test.ts?wtr-session-id=1:3:4',
  };
  const { failures } = resultOf(session(suite([{ ...failing, error }])));
  assert.equal(
    failures[0]?.message,
    [
      'Expected 2, got 1.',
      '  expected: 2',
      '  actual:   1',
      'at packages/elements/src/a.test.ts:3:4',
    ].join('\n'),
  );
});
