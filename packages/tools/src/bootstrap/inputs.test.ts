import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { bundleInputs, hashOf, isFresh, writeStamp } from './inputs.mjs';
import { root } from './install.mjs';

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-inputs-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const files = { 'src/a.ts': 'a', 'src/deep/b.ts': 'b', 'config.mjs': 'c', 'other.ts': 'o' };
const inputs = ['src', 'config.mjs'];

test('gives the same hash for the same files, wherever they are', (t) => {
  assert.equal(hashOf(folderWith(t, files), inputs), hashOf(folderWith(t, files), inputs));
});

const changes: [string, Record<string, string>, boolean][] = [
  ['changed text', { 'src/deep/b.ts': 'B' }, true],
  ['a new file', { 'src/new.ts': '' }, true],
  ['a file among the inputs', { 'config.mjs': 'd' }, true],
  ['a file that is no input', { 'other.ts': 'x' }, false],
  ['a test', { 'src/a.test.ts': 'test' }, false],
  ["an element's states", { 'src/a.states.ts': 'states' }, false],
];

for (const [name, change, isSeen] of changes) {
  test(`${isSeen ? 'sees' : 'passes over'} ${name}`, (t) => {
    const before = hashOf(folderWith(t, files), inputs);
    const now = hashOf(folderWith(t, { ...files, ...change }), inputs);
    assert.equal(now !== before, isSeen);
  });
}

test('tells a moved text from one that stayed', (t) => {
  const moved = { 'src/a.ts': 'b', 'src/deep/b.ts': 'a', 'config.mjs': 'c', 'other.ts': 'o' };
  assert.notEqual(hashOf(folderWith(t, moved), inputs), hashOf(folderWith(t, files), inputs));
});

test('takes a missing input for none', (t) => {
  const folder = folderWith(t, files);
  assert.equal(hashOf(folder, [...inputs, 'nowhere']), hashOf(folder, inputs));
});

test('knows a build by its stamp', (t) => {
  const stamp = join(folderWith(t, {}), 'dist/cdn/.inputs');
  assert.equal(isFresh(stamp, 'one'), false);
  writeStamp(stamp, 'one');
  assert.equal(isFresh(stamp, 'one'), true);
  assert.equal(isFresh(stamp, 'two'), false);
});

test('hashes the inputs of the page script fast enough for every start', () => {
  const before = process.threadCpuUsage();
  assert.match(hashOf(root, bundleInputs), /^[0-9a-f]{64}$/);
  const { user, system } = process.threadCpuUsage(before);
  assert((user + system) / 1_000 < 700);
});
