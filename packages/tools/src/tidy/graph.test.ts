import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ModuleGraph } from './graph.ts';
import { repositoryOf } from './repository.ts';

const packages = {
  'packages/client/package.json': JSON.stringify({
    name: '@kindcart/client',
    exports: { '.': { '@kindcart/source': './src/index.ts', default: './dist/index.js' } },
    imports: {
      '#validate': {
        development: { '@kindcart/source': './src/validate.ts' },
        default: { '@kindcart/source': './src/validate.off.ts' },
      },
    },
  }),
  'packages/elements/package.json': JSON.stringify({
    name: '@kindcart/elements',
    exports: { './*/define.js': { '@kindcart/source': './src/*/define.ts' } },
    bin: { kind: './dist/cli.js' },
  }),
  'packages/elements/src/giving/progress/define.ts': '',
  'packages/elements/src/giving/donate-form/define.ts': '',
};
const from = 'packages/client/src/client.ts';

const resolved: readonly [specifier: string, files: readonly string[]][] = [
  ['./retry.ts', ['packages/client/src/retry.ts']],
  ['../README.md', ['packages/client/README.md']],
  ['@kindcart/client', ['packages/client/src/index.ts']],
  ['#validate', ['packages/client/src/validate.ts', 'packages/client/src/validate.off.ts']],
  [
    '@kindcart/elements/giving/progress/define.js',
    [
      'packages/elements/src/giving/progress/define.ts',
      'packages/elements/src/giving/donate-form/define.ts',
    ],
  ],
  ['lit', []],
  ['@kindcart/client/inside', []],
];

for (const [specifier, files] of resolved) {
  test(`resolves ${specifier}`, () => {
    assert.deepEqual(new ModuleGraph(repositoryOf(packages)).resolve(from, specifier), files);
  });
}

test('starts from entries, programs, scripts and continuous integration', () => {
  const repository = repositoryOf({
    ...packages,
    'package.json': JSON.stringify({ scripts: { size: 'node packages/tools/src/size.ts --all' } }),
    '.ci/run': 'exec node packages/tools/src/bootstrap/test.mjs',
  });
  const roots = new ModuleGraph(repository).roots();
  for (const path of [
    'packages/client/src/index.ts',
    'packages/client/src/validate.off.ts',
    'packages/elements/src/giving/progress/define.ts',
    'packages/elements/src/cli.ts',
    'packages/tools/src/size.ts',
    'packages/tools/src/bootstrap/test.mjs',
  ]) {
    assert.ok(roots.includes(path), path);
  }
});

test('reaches what is imported, named or linked; or only what runs', () => {
  const graph = new ModuleGraph(
    repositoryOf({
      'index.html': '<script src="a.ts"></script>',
      'a.ts':
        "import type { B } from './b.ts';\nimport './c.ts';\nnew Worker(new URL('./d.ts', import.meta.url));",
      'b.ts': '',
      'c.ts': "import './a.ts';",
      'd.ts': '',
      'e.ts': '',
    }),
  );
  assert.deepEqual([...graph.reach(['index.html'])].sort(), [
    'a.ts',
    'b.ts',
    'c.ts',
    'd.ts',
    'index.html',
  ]);
  assert.deepEqual([...graph.reach(['a.ts'], 'values')].sort(), ['a.ts', 'c.ts']);
});
