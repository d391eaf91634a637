// Prints one line per file and engine, each failure in full, and sums up what ran. A skipped test
// is a failed one: a test that does not run proves nothing.
import { relative } from 'node:path';
import type { Reporter, TestSession } from '@web/test-runner-core';

type SuiteResult = NonNullable<TestSession['testResults']>;

/** One test that did not pass, and why. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What one file did in one engine. */
export interface FileResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** Counts the leaf tests of one file's session; errors outside of any test count as failures. */
export function resultOf(session: Pick<TestSession, 'testResults' | 'errors'>): FileResult {
  const failures: Failure[] = session.errors.map((error) => ({
    name: 'outside of a test',
    message: describe(error),
  }));
  const passed = session.testResults ? collect(session.testResults, [], failures) : 0;
  if (passed === 0 && failures.length === 0) {
    failures.push({ name: 'whole file', message: 'The file holds no test that ran.' });
  }
  return { passed, failures };
}

function collect(suite: SuiteResult, path: readonly string[], failures: Failure[]): number {
  let passed = 0;
  for (const test of suite.tests) {
    const name = [...path, test.name].join(' › ');
    if (test.skipped) failures.push({ name, message: 'The test was skipped.' });
    else if (test.passed) passed += 1;
    else failures.push({ name, message: test.error ? describe(test.error) : 'It failed.' });
  }
  for (const inner of suite.suites) passed += collect(inner, [...path, inner.name], failures);
  return passed;
}

type ResultError = TestSession['errors'][number];

function describe({ message, stack, expected, actual }: ResultError): string {
  const lines = [message || 'An error without a message.'];
  if (expected !== undefined || actual !== undefined) {
    lines.push(`  expected: ${expected}`, `  actual:   ${actual}`);
  }
  if (stack) lines.push(stack.replace(/https?:\/\/[^/]+\//g, '').replace(/\?wtr-[^:]*/g, ''));
  return lines.join('\n');
}

/** What a runner counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The sums over the files of all sessions. */
export function countsOf(sessions: Iterable<Pick<TestSession, 'testResults' | 'errors'>>): Counts {
  const counts = { passed: 0, failed: 0 };
  for (const session of sessions) {
    const { passed, failures } = resultOf(session);
    counts.passed += passed;
    counts.failed += failures.length;
  }
  return counts;
}

/** A reporter that says how each file went. */
export function plainReporter(): Reporter {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) {
        logger.log(reportOf(session, relative(process.cwd(), testFile)));
      }
    },
  };
}

function reportOf(session: TestSession, file: string): string {
  const { passed, failures } = resultOf(session);
  const head = `${session.browser.name}: ${file}: ${passed} passed, ${failures.length} failed`;
  if (failures.length === 0) return head;
  const details = failures.map(({ name, message }) => `✗ ${name}\n${indent(message)}`);
  const logs = session.logs.map((entries) => `console: ${entries.map(String).join(' ')}`);
  const missing = session.request404s.map((url) => `not found: ${url}`);
  return [head, ...details, ...logs, ...missing].map(indentAfterFirst).join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

function indentAfterFirst(text: string, index: number): string {
  return index === 0 ? text : indent(text);
}
