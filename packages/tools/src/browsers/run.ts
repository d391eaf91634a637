// Runs the browser tests: `node packages/tools/src/browsers/run.ts --browser firefox --files 'glob'`.
// A file whose browser went away under it has one more chance, at the end, in a new browser.
import { globSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestRunner } from '@web/test-runner';
import type { TestRunner, TestSession } from '@web/test-runner-core';
import { type BrowserRun, browserTestFiles, configFor, rootDir } from './config.ts';
import { engineNames, isEngineName } from './engines.ts';
import { lostItsBrowser } from './lost.ts';
import { countsOf } from './reporter.ts';
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

let runner: TestRunner | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => (runner === undefined ? process.exit(1) : runner.stop()));
}

const first = await runToItsEnd({ engines: engines.filter(isEngineName), files });
const lost = first.filter(lostItsBrowser);
const sessions = first.filter((session) => !lost.includes(session));
for (const engine of engineNames) {
  const again = lost.filter(({ browser }) => browser.name === engine);
  if (again.length === 0) continue;
  const files = again.map(({ testFile }) => relative(rootDir, testFile));
  for (const file of files) console.log(`${engine}: ${file}: its browser went away, run again`);
  sessions.push(...(await runToItsEnd({ engines: [engine], files })));
}

const counts = countsOf(sessions);
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && sessions.every(({ passed }) => passed) ? 0 : 1);

/** Runs files in new browsers; a run that is stopped before its end ends this process. */
async function runToItsEnd(run: BrowserRun): Promise<TestSession[]> {
  // The runner itself looks for the first free one from 8000 on, and so do the runners beside it.
  const config = { ...configFor(run), port: await freePort() };
  const started = await startTestRunner({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    config,
  });
  // It has said why, and ends this process.
  if (started === undefined) return new Promise(() => {});
  runner = started;
  let isFinished = false;
  started.on('finished', () => {
    isFinished = true;
  });
  await new Promise((resolve) => started.on('stopped', resolve));
  if (!isFinished) process.exit(1);
  return [...started.sessions.all()];
}
