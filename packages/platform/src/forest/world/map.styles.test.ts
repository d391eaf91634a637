import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { styleOf } from './map.styles.ts';

const base = 'https://give.example.org';

for (const scheme of ['light', 'dark'] as const) {
  for (const key of [null, 'pk_test_0123']) {
    test(`is what MapLibre takes, ${scheme}, ${key === null ? 'the world alone' : 'with a forest'}`, () => {
      const style: unknown = styleOf({ base, language: 'zh-CN', scheme, key });
      assert.deepEqual(validateStyleMin(JSON.parse(JSON.stringify(style))), []);
    });
  }
}

const textOf = (language: string) =>
  JSON.stringify(styleOf({ base, language, scheme: 'light', key: null }));

test('names places in the language, and in English where that has no name', () => {
  assert.match(textOf('pt-BR'), /\["coalesce",\["get","name_pt"\],\["get","name_en"\]\]/);
});

test('asks for no fonts and no pictures from elsewhere', () => {
  const style = textOf('en');
  assert.doesNotMatch(style, /glyphs|sprite/);
  const addresses = style.match(/https?:[^"]+/g) ?? [];
  assert(addresses.every((address) => address.startsWith(base)));
});

test('shows the world alone without a key', () => {
  assert.doesNotMatch(textOf('en'), /forest-|tiles\/\{z\}.*key/);
});

test('has other colours in the dark', () => {
  const dark = JSON.stringify(styleOf({ base, language: 'en', scheme: 'dark', key: null }));
  assert.notEqual(dark, textOf('en'));
});
