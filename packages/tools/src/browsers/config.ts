// One configuration of @web/test-runner for every engine. Tests run from source: esbuild takes the
// types and decorators out of each file as it is served, and packages resolve to their `src/`.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import type { TestRunnerConfig } from '@web/test-runner';
import type { EngineName } from './engines.ts';
import { EngineLauncher } from './launcher.ts';
import { nodeTestInBrowsers } from './node-test/plugin.ts';
import { plainReporter } from './reporter.ts';

/** The repository's root, which the test server serves. */
export const rootDir = fileURLToPath(new URL('../../../../', import.meta.url));

/** Which files are browser tests: all of elements, and by their name elsewhere. */
export const browserTestFiles = [
  'packages/elements/src/**/*.test.ts',
  '!packages/elements/src/**/*.node.test.ts',
  'packages/{client,mocks,store,tools}/src/**/*.browser.test.ts',
] as const;

/** What one run of the browser tests is about. */
export interface BrowserRun {
  readonly engines: readonly EngineName[];
  /** Globs below the root; {@link browserTestFiles} when left out. */
  readonly files?: readonly string[];
}

/** The configuration for a run in the engines named. */
export function configFor(run: BrowserRun): TestRunnerConfig {
  return {
    rootDir,
    files: [...(run.files ?? browserTestFiles)],
    browsers: run.engines.map((engine) => new EngineLauncher(engine)),
    // One page at a time: focus, timers and layout belong to the page under test, and two busy
    // pages on two cores made time-outs out of nothing.
    concurrentBrowsers: 1,
    concurrency: 1,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    // The longest file takes close to three minutes in WebKit beside four busy processes on two cores.
    testsFinishTimeout: 300_000,
    nodeResolve: { exportConditions: ['@kindcart/source', 'development'], browser: true },
    middleware: [serveMockServiceWorker],
    plugins: [
      nodeTestInBrowsers(),
      esbuildPlugin({
        ts: true,
        target: 'es2022',
        tsconfig: fileURLToPath(new URL('./esbuild.tsconfig.json', import.meta.url)),
      }),
    ],
    // Two waits of `until` in vain fit in, so that a test ends with what it waited for.
    testFramework: { config: { ui: 'bdd', timeout: '40000' } },
    reporters: [plainReporter()],
  };
}

/** A service worker rules what lies beside and below its own address, so msw's stands at the top. */
const serveMockServiceWorker: NonNullable<TestRunnerConfig['middleware']>[number] = (
  context,
  next,
) => {
  if (context.path === '/mockServiceWorker.js') {
    context.url = '/node_modules/msw/lib/mockServiceWorker.js';
  }
  return next();
};
