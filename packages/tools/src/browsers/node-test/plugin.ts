// Tests in browsers are written as tests in Node are, with node:test and node:assert/strict, so
// that there is one dialect to learn and a test can move from one place to the other. The browser
// is served these two small stand-ins; no assertion library is installed.
import { posix } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner-core';

const standIns: Readonly<Record<string, string>> = {
  'node:test': './test.ts',
  'node:assert/strict': './assert.ts',
};

// As the test server names it, whose root is the repository's.
const folder = '/packages/tools/src/browsers/node-test/';

/** Lets browser tests import `node:test` and `node:assert/strict`. */
export function nodeTestInBrowsers(): TestRunnerPlugin {
  return {
    name: 'node-test-in-browsers',
    resolveImport: ({ source }) => {
      const file = standIns[source];
      return file === undefined ? undefined : posix.join(folder, file);
    },
  };
}
