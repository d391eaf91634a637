// The reporter is run the way it is used: by `node --test` over files that are written here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const reporter = fileURLToPath(new URL('./reporter.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kindcart-reporter-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let runs = 0;

/** Runs test files with the reporter; the code of each is given without its imports. */
function run(...codes: string[]) {
  runs += 1;
  const files = codes.map((code, index) => {
    const file = join(folder, `sample${runs}-${index}.test.mjs`);
    const imports =
      "import test, { describe, after } from 'node:test'; import assert from 'assert';";
    writeFileSync(file, `${imports}\n${code}`);
    return file;
  });
  const counts = join(folder, `counts${runs}.json`);
  // A test runner inside of a test runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  const { stdout, status } = spawnSync(process.execPath, [...args, ...files], {
    encoding: 'utf8',
    env: { ...env, TEST_COUNTS: counts },
  });
  const sums: unknown = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : undefined;
  return { stdout, status, sums };
}

const cases: [name: string, code: string, passed: number, failed: number][] = [
  ['tests that pass', "test('a', () => {}); test('b', async () => {});", 2, 0],
  ['a test that fails', "test('a', () => assert.equal(1, 2)); test('b', () => {});", 1, 1],
  ['a rejection', "test('a', async () => { throw new Error('no'); });", 0, 1],
  [
    'leaf tests and not the groups around them',
    "describe('group', () => { test('a', () => {}); describe('inner', () => { test('b', () => {}); }); });",
    2,
    0,
  ],
  [
    'subtests and not the test around them',
    "test('outer', async (t) => { await t.test('a', () => {}); await t.test('b', () => {}); });",
    2,
    0,
  ],
  [
    'a failed subtest once',
    "test('outer', async (t) => { await t.test('a', () => assert.fail()); await t.test('b', () => {}); });",
    1,
    1,
  ],
  [
    'what a test does wrong after its subtests passed',
    "test('outer', async (t) => { await t.test('a', () => {}); assert.fail('late'); });",
    1,
    1,
  ],
  ['a skipped test as a failure', "test.skip('a', () => {}); test('b', () => {});", 1, 1],
  ['a test that skips itself as a failure', "test('a', (t) => t.skip('not today'));", 0, 1],
  ['a test left to do as a failure', "test.todo('a'); test('b', () => {});", 1, 1],
  ['a hook that fails', "after(() => { throw new Error('hook'); }); test('a', () => {});", 1, 1],
];

for (const [name, code, passed, failed] of cases) {
  test(`counts ${name}`, () => {
    const { sums, stdout } = run(code);
    assert.deepEqual(sums, { passed, failed }, stdout);
    assert.equal(stdout.trimEnd().split('\n').at(-1), `${passed} passed, ${failed} failed`);
  });
}

test('counts over several files', () => {
  const { sums } = run(
    "test('a', () => {});",
    "test('a', () => {}); test('b', () => assert.fail());",
  );
  assert.deepEqual(sums, { passed: 2, failed: 1 });
});

test('counts a file that cannot be loaded', () => {
  const { sums, stdout, status } = run("import './missing.mjs'; test('a', () => {});");
  assert.deepEqual(sums, { passed: 0, failed: 1 });
  assert.match(stdout, /missing\.mjs/);
  assert.equal(status, 1);
});

test('counts a file whose process dies', () => {
  const { sums } = run("test('a', () => process.exit(7)); test('b', () => {});");
  assert.deepEqual(sums, { passed: 0, failed: 1 });
});

test('says what failed, where and why, and nothing about what passed', () => {
  const { stdout } = run(
    "describe('money', () => { test('adds', () => assert.equal(1, 2, 'one is not two')); test('fine', () => {}); });",
  );
  assert.match(stdout, /^✗ money › adds \(.*sample\d+-0\.test\.mjs\)$/m);
  assert.match(stdout, /^ {4}.*one is not two/m);
  assert.match(stdout, /sample\d+-0\.test\.mjs:2:/, 'The line is named.');
  assert.doesNotMatch(stdout, /fine/);
});

test('names each file that is done, so that one that hangs is the one missing', () => {
  const { stdout } = run("test('a', () => {});", "test('b', () => {});");
  const lines = stdout.match(/^· .*sample\d+-[01]\.test\.mjs \d+ ms$/gm);
  assert.equal(lines?.length, 2, stdout);
});

test('passes on what tests print', () => {
  const { stdout } = run("test('a', () => { console.log('said so'); console.error('and so'); });");
  assert.match(stdout, /said so/);
  assert.match(stdout, /and so/);
});
