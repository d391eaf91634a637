import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browserTestFiles, configFor } from './config.ts';
import { engineNames, isEngineName, webKitCapabilities } from './engines.ts';

const command = fileURLToPath(new URL('./run.ts', import.meta.url));

function run(...args: string[]) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
}

test('says which engines there are when another is asked for', () => {
  const { status, stderr } = run('--browser', 'chrome', '--browser', 'firefox');
  assert.equal(status, 1);
  assert.match(stderr, /^No engine is called chrome\. There are chromium, firefox, webkit\./);
});

test('says when no file matches', () => {
  const { status, stderr } = run('--browser', 'webkit', '--files', 'packages/nowhere/*.test.ts');
  assert.equal(status, 1);
  assert.match(stderr, /^No test file matches packages\/nowhere/);
});

test('knows its engines by name', () => {
  assert.deepEqual(engineNames.filter(isEngineName), [...engineNames]);
  assert.equal(isEngineName('Chromium'), false);
});

test('makes one launcher for each engine, and one page at a time in each', () => {
  const { browsers, concurrency, concurrentBrowsers, files } = configFor({ engines: engineNames });
  assert.deepEqual(
    browsers?.map(({ name }) => name),
    [...engineNames],
  );
  assert.equal(concurrency, 1);
  assert.equal(concurrentBrowsers, 1);
  assert.deepEqual(files, [...browserTestFiles]);
});

test('runs the files that are named, and no others', () => {
  assert.deepEqual(configFor({ engines: ['webkit'], files: ['a.test.ts'] }).files, ['a.test.ts']);
});

test('starts MiniBrowser for automation, by classic WebDriver', () => {
  const capabilities = webKitCapabilities(['--private']);
  assert.equal(capabilities.browserName, 'MiniBrowser');
  assert.equal(capabilities['wdio:enforceWebDriverClassic'], true);
  assert.deepEqual(capabilities['webkitgtk:browserOptions'].args, ['--automation', '--private']);
});
