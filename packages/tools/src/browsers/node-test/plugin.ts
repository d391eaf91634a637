// Tests in browsers are written as tests in Node are, with node:test and node:assert/strict, so
// that there is one dialect to learn and a test can move from one place to the other. The browser
// is served these two small stand-ins; no assertion library is installed.
import type { TestRunnerPlugin } from '@web/test-runner-core';

const standIns: Readonly<Record<string, string>> = {
  'node:test': '/packages/tools/src/browsers/node-test/test.ts',
  'node:assert/strict': '/packages/tools/src/browsers/node-test/assert.ts',
};

/** Lets browser tests import `node:test` and `node:assert/strict`. */
export function nodeTestInBrowsers(): TestRunnerPlugin {
  return {
    name: 'node-test-in-browsers',
    resolveImport: ({ source }) => standIns[source],
  };
}
