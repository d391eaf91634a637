import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { compilers } from './compilers.ts';

const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
};
const config = (compilerOptions: object, rest: object = { extends: '../../tsconfig.json' }) =>
  JSON.stringify({ ...rest, compilerOptions }, null, 1);

test('accepts a strict root and pure packages without DOM and Node', () =>
  assertTidy(compilers, {
    'tsconfig.json': `// Comments are fine here.\n${config(strict, {})}`,
    'packages/client/package.json': '{}',
    'packages/client/tsconfig.json': config({ types: [], lib: ['es2024'] }),
    'packages/client/tsconfig.test.json': config({ types: ['node'] }),
    'packages/elements/tsconfig.json': config({ lib: ['es2024', 'dom'] }),
  }));

test('finds a root that is not strict and a package that loosens', () =>
  assertFinds(
    compilers,
    {
      'tsconfig.json': config({ ...strict, noImplicitOverride: false }, {}),
      'packages/elements/tsconfig.json': config({ strict: false }),
    },
    'tsconfig.json:6  does not set noImplicitOverride.',
    'packages/elements/tsconfig.json:4  turns strict off.',
  ));

test('finds DOM and ambient types in a pure package, and a missing tsconfig', () =>
  assertFinds(
    compilers,
    {
      'packages/client/package.json': '{}',
      'packages/store/tsconfig.json': config({ types: ['node'], lib: ['es2024', 'dom'] }),
      'packages/contract/tsconfig.json': config({}, {}),
    },
    'packages/client/tsconfig.json  is missing.',
    'packages/store/tsconfig.json:7  lets the DOM in.',
    'packages/store/tsconfig.json:4  lets ambient types in',
    'packages/contract/tsconfig.json:2  does not extend the root tsconfig.',
    'packages/contract/tsconfig.json:1  lets ambient types in',
  ));
