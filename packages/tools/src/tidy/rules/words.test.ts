import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { words } from './words.ts';

// Pieced together, so that these words stand nowhere in the repository.
const banned: readonly [text: string, what: string][] = [
  ['// TO' + 'DO later', 'says "TO' + 'DO": a reminder'],
  ['FIX' + 'ME', 'says "FIX' + 'ME": a reminder'],
  ['Run it in /wo' + 'rk/main.', 'says "/wo' + 'rk/": a path of one machine.'],
  ["const path = '/t" + "mp/x';", 'says "\'/t' + 'mp/": a path of one machine.'],
  [
    'https://registry.npm' + 'js.org/lit',
    'says "registry.npm' + 'js": the host of a package registry.',
  ],
  ['You sim' + 'ply add a script.', 'says "sim' + 'ply": a word that promises'],
  ['// @ts-ig' + 'nore', 'says "@ts-ig' + 'nore": silences the compiler.'],
];

for (const [text, what] of banned) {
  test(`finds ${text}`, () =>
    assertFinds(words, { 'docs/a.md': `\n${text}` }, `docs/a.md:2  ${what}`));
}

test('wants the rule in words after an expected error, and expects errors in tests only', async () => {
  const expected = '// @ts-expect-error ';
  await assertTidy(words, { 'a.test.ts': `${expected}a gift has a currency` });
  await assertFinds(
    words,
    { 'a.test.ts': expected },
    'a.test.ts:1  says "@ts-expect-error": expects',
  );
  await assertFinds(
    words,
    { 'a.ts': `${expected}a gift has a currency` },
    'a.ts:1  says "@ts-expect-error": expects',
  );
});

test('lets the linter be silenced with a reason, and never where money is', async () => {
  const text = '// biome-ig' + 'nore lint/style/x: the type of lit says so';
  await assertTidy(words, { 'packages/elements/src/a.ts': text });
  await assertFinds(
    words,
    { 'packages/contract/src/a.ts': text },
    'packages/contract/src/a.ts:1  says',
  );
});

test('accepts ordinary words and paths', () =>
  assertTidy(words, {
    'docs/a.md':
      'The network/work/root/ path, a todo list, simplicity, https://example.org/work/plan.',
  }));
