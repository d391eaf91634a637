import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repositoryOf } from '../tidy/repository.ts';
import { planElement } from './element.ts';

const folder = 'packages/elements/src';
const texts = {
  [`${folder}/kindcart.ts`]: [
    'const definitions = {',
    "  'kind-donate-form': () => import('./giving/donate-form/define.ts'),",
    "  'kind-progress': () => import('./giving/progress/define.ts'),",
    '};',
    '',
  ].join('\n'),
  [`${folder}/reserved.ts`]: [
    'export const reserved = `',
    'kind-kit{display:contents}',
    'kind-progress:not(:defined,[hidden]){display:block}',
    'kind-donate-form:not(:defined,[unstyled])>*{gap:1em}',
    '`;',
    '',
  ].join('\n'),
  [`${folder}/index.ts`]: [
    "export { KindCloseEvent } from './events/open-close.ts';",
    "export { KindProgress } from './giving/progress/progress.ts';",
    "export { KindKit } from './kit/kit/kit.ts';",
    '',
  ].join('\n'),
  [`${folder}/giving/progress/define.ts`]:
    "import { KindProgress } from './progress.ts';\ndefineElement('kind-progress', KindProgress);",
  'packages/elements/package.json': '{\n  "name": "@kindcart/elements",\n  "exports": {}\n}\n',
  'docs/giving.md': '# Giving\n\nGifts.\n',
};
const plan = (domain: string, name: string, more: Readonly<Record<string, string>> = {}) =>
  planElement(repositoryOf({ ...texts, ...more }), domain, name);

test('makes five files and changes five', () => {
  assert.deepEqual(
    [...plan('giving', 'matching-bar').keys()].sort(),
    [
      'docs/giving.md',
      `${folder}/giving/matching-bar/define.ts`,
      `${folder}/giving/matching-bar/matching-bar.states.ts`,
      `${folder}/giving/matching-bar/matching-bar.styles.ts`,
      `${folder}/giving/matching-bar/matching-bar.test.ts`,
      `${folder}/giving/matching-bar/matching-bar.ts`,
      `${folder}/index.ts`,
      `${folder}/kindcart.ts`,
      `${folder}/reserved.ts`,
      'packages/elements/package.json',
    ].sort(),
  );
});

test('puts the tag in its place in the loader, with room for it', () => {
  const planned = plan('giving', 'matching-bar');
  const lines = planned.get(`${folder}/kindcart.ts`)?.split('\n');
  assert.equal(
    lines?.[2],
    "  'kind-matching-bar': () => import('./giving/matching-bar/define.ts'),",
  );
  const room = planned.get(`${folder}/reserved.ts`)?.split('\n');
  assert.equal(
    room?.[3],
    'kind-matching-bar:not(:defined,[hidden]){display:block;min-height:1.5rem}',
  );
  assert.equal(room?.length, 7);
});

test('puts the class in its place in the index', () => {
  const lines = plan('giving', 'matching-bar').get(`${folder}/index.ts`)?.split('\n');
  assert.equal(
    lines?.[1],
    "export { KindMatchingBar } from './giving/matching-bar/matching-bar.ts';",
  );
});

test('gives the define file a public path', () => {
  const json: unknown = JSON.parse(
    plan('giving', 'bar').get('packages/elements/package.json') ?? '',
  );
  assert.deepEqual(json, {
    name: '@kindcart/elements',
    exports: {
      './giving/bar/define.js': {
        '@kindcart/source': './src/giving/bar/define.ts',
        types: './dist/giving/bar/define.d.ts',
        default: './dist/giving/bar/define.js',
      },
    },
  });
});

test('goes on with the guide of its domain, or begins one', () => {
  assert.match(
    plan('giving', 'bar').get('docs/giving.md') ?? '',
    /^# Giving\n\nGifts\.\n\n## kind-bar\n/,
  );
  assert.match(plan('forest', 'map').get('docs/forest.md') ?? '', /^# Forest\n\n## kind-map\n/);
});

const refused: readonly [domain: string, name: string, words: RegExp][] = [
  ['gifts', 'bar', /^"gifts" is no domain\. The domains are giving, commerce, /],
  ['kit', 'bar', /^"kit" is no domain\./],
  ['giving', 'Bar', /^"Bar" cannot be the end of a tag\./],
  ['giving', '../bar', /cannot be the end of a tag/],
  ['giving', 'bar-', /cannot be the end of a tag/],
  ['giving', 'x'.repeat(41), /cannot be the end of a tag/],
  ['giving', 'kind-bar', /^Leave out "kind-": the tag of bar is kind-bar\.$/],
  ['giving', 'progress', /^<kind-progress> is there already, in .+\/define\.ts\.$/],
  ['forest', 'progress', /^<kind-progress> is there already/],
];

for (const [domain, name, words] of refused) {
  test(`refuses ${domain} ${name.slice(0, 20)} in words`, () => {
    assert.throws(() => plan(domain, name), { name: 'RefusedError', message: words });
  });
}

test('refuses a folder that is there, and a loader without a place', () => {
  assert.throws(() => plan('giving', 'bar', { [`${folder}/giving/bar/notes.md`]: '' }), {
    name: 'RefusedError',
    message: /giving\/bar is there already/,
  });
  assert.throws(() => plan('giving', 'bar', { [`${folder}/kindcart.ts`]: '// moved' }), {
    name: 'RefusedError',
    message: /kindcart\.ts has no place for the new element/,
  });
});
