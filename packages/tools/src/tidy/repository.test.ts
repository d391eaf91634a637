import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRepository, repositoryOf } from './repository.ts';

test('reads tracked and new files, and leaves out ignored, deleted and binary ones', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'kindcart-tidy-'));
  t.after(() => rmSync(root, { recursive: true }));
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root });
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  git('init', '--quiet');
  mkdirSync(join(root, 'docs'));
  write('.gitignore', 'ignored.md\n');
  write('tracked.md', 'tracked');
  write('deleted.md', 'deleted');
  git('add', '.');
  rmSync(join(root, 'deleted.md'));
  write('ignored.md', 'ignored');
  write('docs/new.md', 'new');
  write('docs/picture.png', 'not text');

  const repository = readRepository(root);

  assert.deepEqual([...repository.files.keys()].sort(), [
    '.gitignore',
    'docs/new.md',
    'tracked.md',
  ]);
  assert.equal(repository.files.get('docs/new.md')?.text, 'new');
  assert.ok(repository.exists('docs/picture.png'), 'a picture exists without being text');
});

test('knows files and folders by path', () => {
  const repository = repositoryOf({ 'docs/guides/giving.md': '' });
  for (const path of ['docs/guides/giving.md', 'docs/guides', 'docs']) {
    assert.ok(repository.exists(path), path);
  }
  assert.ok(!repository.exists('docs/gui'));
});

test('counts lines and nodes from 1', () => {
  const file = repositoryOf({ 'a.ts': '// why\n\nconst a = 1;\n' }).files.get('a.ts');
  const statement = file?.ast.statements[0];
  assert.ok(file !== undefined && statement !== undefined);
  assert.equal(file.lines.length, 3);
  assert.equal(file.lineOf(statement), 3);
});
