// Generation is a test: it writes the page anew and fails once, so that nobody has to remember.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readRepository } from '../tidy/repository.ts';
import { writeWhenDifferent } from './files.ts';
import { referencePages } from './reference.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const repository = readRepository(root);

for (const [path, write] of Object.entries(referencePages)) {
  test(`${path} is what its sources say`, () => {
    const changed = writeWhenDifferent(root, path, write(repository));
    assert.ok(!changed, `${path} was out of date and is written anew: look at it and commit it.`);
  });
}

test('writes a file once', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-docs-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(writeWhenDifferent(folder, 'deep/page.md', 'a'), true);
  assert.equal(writeWhenDifferent(folder, 'deep/page.md', 'a'), false);
  assert.equal(writeWhenDifferent(folder, 'deep/page.md', 'b'), true);
  assert.equal(readFileSync(join(folder, 'deep/page.md'), 'utf8'), 'b');
});
