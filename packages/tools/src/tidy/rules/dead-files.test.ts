import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { deadFiles } from './dead-files.ts';

const packageJson = JSON.stringify({
  name: '@kindcart/store',
  exports: {
    '.': { '@kindcart/source': './src/index.ts', default: './dist/index.js' },
    './*/define.js': { '@kindcart/source': './src/*/define.ts' },
  },
  imports: { '#validate': { development: { '@kindcart/source': './src/validate.ts' } } },
  bin: { kindcart: './dist/cli/main.js' },
});

test('follows entries, imports, dynamic imports, file names, pages, programs and scripts', () =>
  assertTidy(deadFiles, {
    'package.json': JSON.stringify({ scripts: { size: 'node packages/store/src/size.ts' } }),
    'packages/store/package.json': packageJson,
    'packages/store/src/index.ts': "export * from './a.ts';\nawait import('./late.ts');",
    'packages/store/src/a.ts': "new URL('./worker.ts', import.meta.url);",
    'packages/store/src/worker.ts': '',
    'packages/store/src/late.ts': '',
    'packages/store/src/giving/progress/define.ts': '',
    'packages/store/src/validate.ts': '',
    'packages/store/src/cli/main.ts': '',
    'packages/store/src/size.ts': '',
    'packages/store/src/b.test.ts': "import './testing.ts';",
    'packages/store/src/testing.ts': '',
    'packages/store/src/web-test-runner.config.mjs': '',
    'packages/store/src/use.test.ts': "import '@kindcart/store/giving/progress/define.js';",
    'examples/a/index.html': '<script src="./main.js"></script><link href="style.css">',
    'examples/a/main.js': '',
    'examples/a/style.css': '',
    'examples/b/blocks/cart.liquid': '{% schema %}{ "javascript": "cart.js" }{% endschema %}',
    'examples/b/assets/cart.js': '',
  }));

test('finds files that nothing leads to, also when they lead to each other', () =>
  assertFinds(
    deadFiles,
    {
      'packages/store/package.json': packageJson,
      'packages/store/src/index.ts': '// see ./a.ts',
      'packages/store/src/a.ts': "import './b.ts';",
      'packages/store/src/b.ts': "import './a.ts';",
    },
    'packages/store/src/a.ts  is reached from no entry',
    'packages/store/src/b.ts  is reached from no entry',
  ));
