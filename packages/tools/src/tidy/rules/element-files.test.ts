import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { classNameOf, elementFiles } from './element-files.ts';

const folder = 'packages/elements/src/giving/donate-button';
const whole = {
  [`${folder}/donate-button.ts`]:
    "@csspart button - The button.\ninterface HTMLElementTagNameMap { 'kind-donate-button': KindDonateButton; }",
  [`${folder}/donate-button.styles.ts`]: '',
  [`${folder}/donate-button.test.ts`]: '',
  [`${folder}/donate-button.states.ts`]: '',
  [`${folder}/define.ts`]:
    "import { KindDonateButton } from './donate-button.ts';\ndefineElement('kind-donate-button', KindDonateButton);",
  'docs/giving.md': 'Write `<kind-donate-button>`.',
};

test('accepts a whole element, helpers beside it, and folders that are shared', () =>
  assertTidy(elementFiles, {
    ...whole,
    [`${folder}/amounts.ts`]: '',
    'packages/elements/src/internal/testing/fixture.ts': '',
    'packages/elements/src/payments/sandbox/adapter.ts': '',
  }));

test('names the files that are missing', () => {
  const {
    [`${folder}/donate-button.styles.ts`]: _,
    [`${folder}/donate-button.states.ts`]: __,
    ...rest
  } = whole;
  return assertFinds(
    elementFiles,
    rest,
    `${folder}/donate-button.styles.ts  is missing`,
    `${folder}/donate-button.states.ts  is missing`,
  );
});

test('wants no states of an element that has no look', () => {
  const { [`${folder}/donate-button.states.ts`]: _, ...rest } = whole;
  const element = rest[`${folder}/donate-button.ts`]?.replace('@csspart', '@slot') ?? '';
  return assertTidy(elementFiles, { ...rest, [`${folder}/donate-button.ts`]: element });
});

test('finds a room that is no domain', () =>
  assertFinds(
    elementFiles,
    { 'packages/elements/src/widgets/clock/clock.ts': '' },
    'packages/elements/src/widgets/clock  is in the room "widgets", which is no domain. The domains are giving,',
  ));

test('finds a tag and a class that the folder does not say', () =>
  assertFinds(
    elementFiles,
    {
      ...whole,
      [`${folder}/define.ts`]:
        "import { GiveButton } from './donate-button.ts';\ndefineElement('kind-give', GiveButton);",
    },
    `${folder}/define.ts  defines kind-give. The folder says kind-donate-button.`,
    `${folder}/define.ts  defines the class GiveButton. The folder says KindDonateButton.`,
    `${folder}/donate-button.ts  does not tell TypeScript that <kind-give> is a GiveButton.`,
    'docs/giving.md  no guide shows <kind-give>.',
  ));

test('wants a guide to show each element, and does not count the generated reference', () =>
  assertFinds(
    elementFiles,
    { ...whole, 'docs/giving.md': '', 'docs/reference/elements.md': '<kind-donate-button>' },
    'docs/giving.md  no guide shows <kind-donate-button>. Add a heading and an example.',
  ));

const loader = 'packages/elements/src/kindcart.ts';
const row = (tag: string, path: string) => `const table = { '${tag}': () => import('./${path}') };`;
const published = {
  'packages/elements/package.json':
    '{\n"exports": { "a": "./src/giving/donate-button/define.ts" }}',
};

test('accepts a loader and a package that know every element', () =>
  assertTidy(elementFiles, {
    ...whole,
    ...published,
    [loader]: row('kind-donate-button', 'giving/donate-button/define.ts'),
  }));

test('finds an element that the loader does not know, also one that another element defines', () =>
  assertFinds(
    elementFiles,
    {
      ...whole,
      ...published,
      [loader]: 'const table = {};',
      'packages/elements/src/giving/outer.ts': "import './donate-button/define.ts';",
    },
    `${loader}  does not load <kind-donate-button>. Add it with an import of ${folder}/define.ts.`,
  ));

test('finds a loader that loads the wrong file, and a missing public path', () =>
  assertFinds(
    elementFiles,
    {
      ...whole,
      [loader]: row('kind-donate-button', 'giving/other/define.ts'),
      'packages/elements/package.json': '{\n"exports": {}}',
    },
    `${loader}:1  loads <kind-donate-button> from packages/elements/src/giving/other/define.ts, which does not`,
    'packages/elements/package.json:2  has no public path to ./src/giving/other/define.ts. Add "./giving/other/define.js"',
  ));

test('makes class names of folder names', () => {
  assert.equal(classNameOf('progress'), 'KindProgress');
  assert.equal(classNameOf('donate-button'), 'KindDonateButton');
});
