// How a tree's page writes names, places and sizes, and how a certificate fits any name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { roughWidth, wrapped } from '../../pages/paper/drawing.ts';
import { hillShapes, treeShapes } from './artwork.ts';
import { qrOf } from './qr.ts';
import { coordinatesOf, lengthIn, numberIn, textIn } from './rules.ts';

const names = { en: 'Saxaul', 'zh-CN': '梭梭', pt: 'Saxaul pt' };
for (const [language, text] of [
  ['en', 'Saxaul'],
  ['zh-CN', '梭梭'],
  ['zh-TW', '梭梭'],
  ['pt-BR', 'Saxaul pt'],
  ['ar', 'Saxaul'],
] as const) {
  test(`names a species in ${language} as ${text}`, () => {
    assert.equal(textIn(names, language), text);
  });
}

test('writes a place as latitude and longitude, to about ten metres', () => {
  assert.equal(coordinatesOf([103.090424, 38.780131]), '38.7801, 103.0904');
  assert.equal(coordinatesOf([-71.5, -33]), '-33.0000, -71.5000');
});

for (const [cm, language, text] of [
  [64, 'en', '64 cm'],
  [99, 'de', '99 cm'],
  [100, 'en', '1 m'],
  [456, 'de', '4,6 m'],
  [1_204, 'zh-CN', '12米'],
] as const) {
  test(`writes ${cm} cm in ${language} as ${text}`, () => {
    assert.equal(lengthIn(language, cm), text);
  });
}

test('never groups the number of a tree', () => {
  assert.equal(numberIn('en', 1_234_567), '1234567');
});

test('wraps any text into so many lines that each fit, and loses nothing before the last', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 4 }), (text, linesMax) => {
      const lines = wrapped(text, 12, 400, linesMax);
      assert.ok(lines.length <= linesMax);
      for (const line of lines.slice(0, -1)) assert.ok(roughWidth(line, 12) <= 400);
      const squeezed = (one: string) => one.replaceAll(/\s+/g, '');
      const kept = squeezed(lines.join('')).replace(/…$/, '');
      assert.ok(squeezed(text).startsWith(kept) || squeezed(text) === squeezed(lines.join('')));
    }),
  );
});

test('draws one tree always the same, and another a little differently', () => {
  const draw = (seed: number) => JSON.stringify(treeShapes(seed, [100, 200], 150));
  assert.equal(draw(7), draw(7));
  assert.notEqual(draw(7), draw(8));
});

test('keeps hills in their frame, whatever the number', () => {
  const frame = { left: 27, top: 420, right: 815, bottom: 568 };
  for (let seed = 1; seed <= 200; seed += 1) {
    for (const { path } of hillShapes(seed, frame, [540, 790])) {
      for (const [, x = '', y = ''] of path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
        assert.ok(Number(x) >= 27 && Number(x) <= 815, path);
        assert.ok(Number(y) >= 400 && Number(y) <= 568, path);
      }
    }
  }
});

test('makes a code of squares that lie beside each other', () => {
  const { size, path } = qrOf('https://give.example/trees/tre_01k9p4n2c6fz3t6v8w0x2y4z7e');
  assert.ok(size >= 33 && size <= 45);
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    assert.ok(Number(x) + Number(width) <= size && Number(y) < size);
  }
});
