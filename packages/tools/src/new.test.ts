// The generator in a copy of the repository: what it makes is tidy, formatted, and compiles.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readRepository } from './tidy/repository.ts';
import { describeFindings } from './tidy/rule.ts';
import { rules } from './tidy/rules/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'kindcart-new-'));
const folder = 'packages/elements/src/giving/matching-bar';

function run(...words: readonly string[]) {
  const options = { cwd: copy, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['packages/tools/src/new.ts', ...words], options);
}

before(() => {
  for (const path of readRepository(root).files.keys()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  const { status, stderr } = run('element', 'giving', 'matching-bar');
  assert.equal(status, 0, stderr);
});

after(() => rmSync(copy, { recursive: true }));

test('makes an element that tidy has nothing to say about', async () => {
  const repository = readRepository(copy);
  assert.ok(repository.exists(`${folder}/define.ts`), 'the element is there');
  const all = await Promise.all(rules.map((rule) => rule.check(repository)));
  const about = all.flat().filter((finding) => JSON.stringify(finding).includes('matching-bar'));
  if (about.length > 0) assert.fail(describeFindings(about));
});

test('makes files that are formatted and linted', () => {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const files = [
    folder,
    'packages/elements/src/kindcart.ts',
    'packages/elements/src/index.ts',
    'packages/elements/package.json',
  ];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'check', '--error-on-warnings', ...files],
    { cwd: copy, encoding: 'utf8' },
  );
  assert.equal(status, 0, stdout + stderr);
});

test('makes an element that compiles, with its test and its states', () => {
  const elements = join(copy, 'packages/elements');
  const config: unknown = ts.readConfigFile(join(elements, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, elements);
  const made = ts.sys.readDirectory(join(copy, folder), ['.ts']);
  const changed = ['kindcart.ts', 'index.ts'].map((path) => join(elements, 'src', path));
  assert.equal(made.length, 5);
  const program = ts.createProgram([...made, ...changed], { ...options, types: ['node'] });
  const diagnostics = made.flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  const host = {
    getCanonicalFileName: (path: string) => path,
    getCurrentDirectory: () => copy,
    getNewLine: () => '\n',
  };
  assert.equal(ts.formatDiagnostics(diagnostics, host), '');
});

test('refuses the same element again, and says how it is used', () => {
  const again = run('element', 'giving', 'matching-bar');
  assert.equal(again.status, 1);
  assert.match(again.stderr, /<kind-matching-bar> is there already/);
  for (const words of [[], ['element', 'giving'], ['widget', 'giving', 'bar']]) {
    const { status, stderr } = run(...words);
    assert.equal(status, 1);
    assert.match(stderr, /Usage: npm run new element <domain> <name>/);
  }
});
