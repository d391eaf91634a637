import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject, stringsIn, textAt } from './json.ts';
import {
  lineContaining,
  packageNameOf,
  packagesOf,
  rootPackageOf,
  sourceEntriesOf,
} from './packages.ts';
import { isTest, isTestSupport, packageOf, resolveFrom } from './paths.ts';
import { repositoryOf } from './repository.ts';
import { describeFindings } from './rule.ts';

const text = `{
  "name": "@kindcart/client",
  "private": true,
  "dependencies": { "@kindcart/contract": "1" },
  "exports": {
    ".": { "@kindcart/source": "./src/index.ts", "default": "./dist/index.js" },
    "./package.json": "./package.json",
    "./inside/*": null
  }
}`;
const repository = repositoryOf({
  'package.json': '{ "name": "kindcart", "devDependencies": { "lit": "3" } }',
  'packages/client/package.json': text,
  'packages/client/fixtures/package.json': '{}',
});

test('reads the packages of the workspace and the root', () => {
  const [client, ...others] = packagesOf(repository);
  assert.equal(others.length, 0);
  assert.deepEqual(
    [client?.name, client?.folder, client?.private, client?.dependencies],
    ['@kindcart/client', 'packages/client', true, ['@kindcart/contract']],
  );
  assert.deepEqual(rootPackageOf(repository)?.devDependencies, ['lit']);
  assert.equal(rootPackageOf(repositoryOf({})), undefined);
});

test('reads only entries that have a source', () => {
  const [client] = packagesOf(repository);
  assert.ok(client !== undefined);
  assert.deepEqual([...sourceEntriesOf(client)], [['.', 'packages/client/src/index.ts']]);
});

test('finds the line of a text, and the first when it is not there', () => {
  const file = repository.files.get('packages/client/package.json');
  assert.ok(file !== undefined);
  assert.equal(lineContaining(file, '"private"'), 3);
  assert.equal(lineContaining(file, 'nowhere'), 1);
});

const names: readonly [specifier: string, name: string][] = [
  ['lit', 'lit'],
  ['lit/decorators.js', 'lit'],
  ['@stripe/stripe-js/pure', '@stripe/stripe-js'],
];

for (const [specifier, name] of names) {
  test(`takes ${specifier} for a module of ${name}`, () =>
    assert.equal(packageNameOf(specifier), name));
}

test('knows packages and tests by their paths', () => {
  assert.equal(packageOf('packages/store/src/a.ts'), 'store');
  assert.equal(packageOf('docs/a.md'), undefined);
  for (const path of ['a.test.ts', 'a.node.test.ts', 'a.test.mjs']) assert.ok(isTest(path), path);
  for (const path of ['a.ts', 'testing.test.txt']) assert.ok(!isTest(path), path);
  for (const path of ['src/testing/a.ts', 'src/http/testing.ts', 'a.test.ts'])
    assert.ok(isTestSupport(path), path);
  for (const path of ['src/protesting.ts', 'src/a.ts']) assert.ok(!isTestSupport(path), path);
});

test('resolves relative paths without leaving the repository', () => {
  assert.equal(resolveFrom('packages/a/src/b.ts', '../../c/d.ts'), 'packages/c/d.ts');
  assert.equal(resolveFrom('a.ts', './b.ts'), 'b.ts');
  assert.equal(resolveFrom('a.ts', '../../b.ts'), 'b.ts');
});

test('reads JSON of unknown shape', () => {
  assert.deepEqual(stringsIn({ a: 'b', c: [{ d: 'e' }, 1, null] }), ['b', 'e']);
  assert.equal(textAt({ a: 1 }, 'a'), undefined);
  for (const value of [null, [], 'a']) assert.ok(!isObject(value));
});

test('sorts findings by place and says how many there are', () => {
  const finding = (path: string, line?: number) => ({
    path,
    what: 'is so.',
    instead: 'Do so.',
    ...(line === undefined ? {} : { line }),
  });
  assert.equal(
    describeFindings([finding('b.ts', 10), finding('b.ts', 9), finding('a.ts')]),
    '3 to tidy:\n  a.ts  is so. Do so.\n  b.ts:9  is so. Do so.\n  b.ts:10  is so. Do so.',
  );
});
