import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { deadExports } from './dead-exports.ts';

const packageJson = {
  'packages/store/package.json': JSON.stringify({
    name: '@kindcart/store',
    exports: { '.': { '@kindcart/source': './src/index.ts' } },
  }),
};

test('accepts what is public, imported, or the type of something that is', () =>
  assertTidy(deadExports, {
    ...packageJson,
    'packages/store/src/index.ts':
      "export * from './all.ts';\nexport { b } from './some.ts';\nexport const a = 1;",
    'packages/store/src/all.ts': 'export const x = 1;\nexport const { y, z: [w] } = all;',
    'packages/store/src/some.ts':
      'export interface Options { a: string }\nexport function b(options: Options) {}',
  }));

test('takes destructured names one by one', () =>
  assertFinds(
    deadExports,
    {
      ...packageJson,
      'packages/store/src/index.ts': "import { y } from './a.ts';",
      'packages/store/src/a.ts': 'export const { y, z: [w, , v] } = all;',
    },
    'packages/store/src/a.ts:1  the file (w, v) has 2 exports that nobody imports',
  ));

test('finds values and types that no other file imports', () =>
  assertFinds(
    deadExports,
    {
      ...packageJson,
      'packages/store/src/index.ts': "import { used } from './a.ts';",
      'packages/store/src/a.ts':
        'export const used = 1;\nexport function lonely() { return lonely(); }\nexport type Alone = string;',
    },
    'packages/store/src/a.ts:2  the file (lonely, Alone) has 2 exports that nobody imports; the limit is 0.',
  ));
