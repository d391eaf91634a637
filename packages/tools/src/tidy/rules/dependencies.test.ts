import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { dependencies } from './dependencies.ts';

const packageJson = (fields: object) => JSON.stringify(fields, null, 2);
const contract = (fields: object) => ({
  'packages/contract/package.json': packageJson({ name: '@kindcart/contract', ...fields }),
});

test('accepts what is declared and imported', () =>
  assertTidy(dependencies, {
    ...contract({ dependencies: { zod: '^4' } }),
    'packages/contract/src/a.ts': "import * as z from 'zod/mini';\nimport './b.ts';",
  }));

test('finds an import that is not declared', () =>
  assertFinds(
    dependencies,
    { ...contract({}), 'packages/contract/src/a.ts': "\nimport * as z from 'zod/mini';" },
    'packages/contract/src/a.ts:2  imports zod, which packages/contract/package.json does not declare.',
  ));

test('lets a test import a development tool of the root, and source not', () =>
  assertFinds(
    dependencies,
    {
      'package.json': packageJson({ devDependencies: { 'fast-check': '4' } }),
      ...contract({}),
      'packages/contract/src/a.test.ts': "import fc from 'fast-check';",
      'packages/contract/src/a.ts': "import fc from 'fast-check';",
    },
    'packages/contract/src/a.ts:1  imports fast-check',
  ));

test('finds a dependency that nothing imports', () =>
  assertFinds(
    dependencies,
    contract({ dependencies: { zod: '^4' } }),
    'packages/contract/package.json:4  declares zod, which nothing imports.',
  ));

test('finds a dependency that only tests import', () =>
  assertFinds(
    dependencies,
    {
      ...contract({ dependencies: { zod: '^4' } }),
      'packages/contract/src/a.test.ts': "import * as z from 'zod/mini';",
    },
    'packages/contract/package.json:4  declares zod, which nothing imports.',
  ));

test('finds one runtime dependency too many, and does not count our own', () =>
  assertFinds(
    dependencies,
    {
      'packages/client/package.json': packageJson({
        name: '@kindcart/client',
        dependencies: { '@kindcart/contract': '1', ky: '1' },
      }),
      'packages/client/src/a.ts': "import '@kindcart/contract/routes';\nimport 'ky';",
    },
    'packages/client/package.json:3  has 1 runtime dependencies (ky); the budget is 0.',
  ));

test('wants a budget for each published package', () =>
  assertFinds(
    dependencies,
    { 'packages/novelty/package.json': packageJson({ name: '@kindcart/novelty' }) },
    'packages/novelty/package.json  @kindcart/novelty has no budget',
  ));

test('finds root tools that nothing uses, and root runtime dependencies', () =>
  assertFinds(
    dependencies,
    {
      'package.json': packageJson({
        scripts: { build: 'rollup -c' },
        devDependencies: { rollup: '4', 'left-pad': '1' },
        dependencies: { lit: '3' },
      }),
    },
    'package.json:7  declares left-pad',
    'package.json:10  has the runtime dependency lit.',
  ));
