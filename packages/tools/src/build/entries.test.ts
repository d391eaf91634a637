import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { publishedPackages, readEntries } from './entries.ts';

const workspace = mkdtempSync(join(tmpdir(), 'kindcart-entries-'));
after(() => rmSync(workspace, { recursive: true, force: true }));
let count = 0;

function packageWith(json: object, sources: readonly string[]): string {
  count += 1;
  const folder = join(workspace, 'packages', `sample${count}`);
  const files = { 'package.json': JSON.stringify(json) };
  const texts = { ...files, ...Object.fromEntries(sources.map((path) => [path, 'export {};'])) };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function target(name: string) {
  return {
    '@kindcart/source': `./src/${name}.ts`,
    types: `./dist/${name}.d.ts`,
    default: `./dist/${name}.js`,
  };
}

function problemsOf(json: object, sources: readonly string[]): string[] {
  const { problems } = readEntries(packageWith(json, sources));
  return problems.map((text) => text.replace(/^packages\/sample\d+\/package\.json: /, ''));
}

test('finds the source behind every public path and program', () => {
  const json = {
    exports: { '.': target('index'), './money': target('money/index') },
    bin: { kindcart: './dist/cli/main.js' },
  };
  const sources = ['src/index.ts', 'src/money/index.ts', 'src/cli/main.ts'];
  assert.deepEqual(readEntries(packageWith(json, sources)), {
    entries: [
      { path: '.', source: 'src/index.ts' },
      { path: './money', source: 'src/money/index.ts' },
      { path: 'kindcart', source: 'src/cli/main.ts' },
    ],
    problems: [],
  });
});

test('looks into nested conditions of private imports', () => {
  const json = {
    imports: {
      '#validate': { development: target('validate'), default: target('validate.off') },
    },
  };
  const { entries, problems } = readEntries(
    packageWith(json, ['src/validate.ts', 'src/validate.off.ts']),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map(({ source }) => source),
    ['src/validate.ts', 'src/validate.off.ts'],
  );
});

test('takes every file that a star stands for', () => {
  const json = { exports: { './*/define.js': target('*/define') } };
  const { entries, problems } = readEntries(
    packageWith(json, ['src/one/define.ts', 'src/two/define.ts', 'src/two/two.ts']),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map(({ source }) => source),
    ['src/one/define.ts', 'src/two/define.ts'],
  );
});

const mistakes: [string, object, RegExp][] = [
  ['a source that does not exist', { exports: { '.': target('gone') } }, /"\." has no source/],
  ['no source condition', { exports: { '.': { default: './dist/index.js' } } }, /has no "@kind/],
  [
    'code that is built elsewhere',
    { exports: { '.': { ...target('index'), default: './dist/main.js' } } },
    /has default \.\/dist\/main\.js, not \.\/dist\/index\.js/,
  ],
  [
    'types that are built elsewhere',
    { exports: { '.': { ...target('index'), types: './index.d.ts' } } },
    /has types \.\/index\.d\.ts/,
  ],
  [
    'a source outside of src',
    { exports: { '.': { ...target('index'), '@kindcart/source': './index.ts' } } },
    /names \.\/index\.ts/,
  ],
  ['a program that does not exist', { bin: { x: './dist/x.js' } }, /"x" has no source: src\/x\.ts/],
];

for (const [name, json, expected] of mistakes) {
  test(`names ${name}`, () => {
    const problems = problemsOf(json, ['src/index.ts']);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', expected);
  });
}

test('says in which package.json', () => {
  const { problems } = readEntries(packageWith({ bin: { x: './dist/x.js' } }, ['src/index.ts']));
  assert.match(problems[0] ?? '', /^packages\/sample\d+\/package\.json: /);
});

test('leaves closed paths and plain files alone', () => {
  const json = { exports: { './internal/*': null, './theme.css': './theme.css' } };
  assert.deepEqual(problemsOf(json, ['src/index.ts']), []);
});

test('expects nothing of a package that has no sources yet', () => {
  const { entries, problems } = readEntries(packageWith({ exports: { '.': target('index') } }, []));
  assert.deepEqual([entries, problems], [[], []]);
});

for (const name of publishedPackages) {
  test(`finds nothing wrong with ${name}`, () => {
    const folder = join(import.meta.dirname, '../../../..', 'packages', name);
    assert.deepEqual(readEntries(folder).problems, []);
  });
}
