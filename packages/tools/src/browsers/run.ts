// Runs the browser tests: `node packages/tools/src/browsers/run.ts --browser firefox --files 'glob'`.
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startTestRunner } from '@web/test-runner';
import { browserTestFiles, configFor, rootDir } from './config.ts';
import { engineNames, isEngineName } from './engines.ts';
import { freePort } from './webkit-driver.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string', multiple: true },
    files: { type: 'string', multiple: true },
  },
});

const engines = values.browser ?? [...engineNames];
const unknown = engines.filter((name) => !isEngineName(name));
if (unknown.length > 0) {
  console.error(`No engine is called ${unknown.join(', ')}. There are ${engineNames.join(', ')}.`);
  process.exit(1);
}

const files = values.files ?? browserTestFiles;
const wanted = files.filter((glob) => !glob.startsWith('!'));
if (globSync(wanted, { cwd: rootDir }).length === 0) {
  console.error(`No test file matches ${wanted.join(', ')}.`);
  process.exit(1);
}

const runner = await startTestRunner({
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
  config: {
    ...configFor({
      engines: engines.filter(isEngineName),
      files,
      onCounts: ({ passed, failed }) => console.log(`${passed} passed, ${failed} failed`),
    }),
    // The runner itself looks for the first free one from 8000 on, and so do the runners beside it.
    port: await freePort(),
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => runner?.stop());
runner?.on('stopped', (passed) => process.exit(passed ? 0 : 1));
