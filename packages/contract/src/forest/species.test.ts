// What may be told of a kind of trees, and what is refused in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import {
  changeSpeciesSchema,
  createSpeciesExample,
  createSpeciesSchema,
  type Growth,
} from './species.ts';
import type { Texts } from './texts.ts';

const { growth, names } = createSpeciesExample;
const curve = (change: Partial<Growth['height']>) => ({
  growth: { ...growth, height: { ...growth.height, ...change } },
});
const tags = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'sk'];
const more = ['hu', 'ro', 'bg', 'el', 'tr', 'uk', 'ar'];
const texts = (languages: readonly string[]): Texts =>
  Object.fromEntries(languages.map((language) => [language, 'Saxaul']));

const taken: readonly [what: string, change: object][] = [
  ['what the example tells', {}],
  ['a name in English alone', { names: { en: 'Saxaul' } }],
  ['names in twenty languages', { names: texts([...tags, ...more].slice(0, 20)) }],
  ['a name of as many letters as may be', { names: { en: 'a'.repeat(80) } }],
  ['markup in a name, which is text', { names: { en: '<b>Saxaul</b>' } }],
  ['a price of one fen', { price: { amount: 1, currency: 'CNY' } }],
  ['no price in points', { points: null }],
  ['one point', { points: 1 }],
  ['the tallest tree on earth', { growth: { ...growth, tallestCm: 11_592 } }],
  ['a curve that ends at the tallest tree', curve({ maxCm: growth.tallestCm })],
  ['a curve without a slow beginning', curve({ shape: 1 })],
  ['a shrub as high as a hand', curve({ maxCm: 0.5 })],
];

for (const [what, change] of taken) {
  test(`takes a kind of trees with ${what}`, () => {
    const told = { ...createSpeciesExample, ...change };
    assert.deepEqual(parse(createSpeciesSchema, told), { ok: true, value: told });
  });
}

const refused: readonly [what: string, change: object, words: string][] = [
  ['no English name', { names: { 'zh-CN': '梭梭' } }, 'names has no text in English (en)'],
  ['no name at all', { names: {} }, 'names has no text in English (en)'],
  [
    'names in 21 languages',
    { names: texts([...tags, ...more]) },
    'names has more than 20 languages',
  ],
  ['an empty name', { names: { en: '' } }, 'names.en is empty'],
  [
    'a name that is too long',
    { names: { en: 'a'.repeat(81) } },
    'names.en is longer than 80 characters',
  ],
  ['a bell in a name', { names: { en: 'Sax\u0007aul' } }, 'names.en has control characters'],
  ['half of a letter', { names: { en: '\ud83c' } }, 'names.en has half of a character pair'],
  [
    'a price of nothing',
    { price: { amount: 0, currency: 'CNY' } },
    'price.amount is not above zero',
  ],
  [
    'a price below nothing',
    { price: { amount: -1, currency: 'CNY' } },
    'price.amount is not above zero',
  ],
  ['half a fen', { price: { amount: 0.5, currency: 'CNY' } }, 'price.amount is not a whole number'],
  [
    'a price in nobody’s money',
    { price: { amount: 1, currency: 'XXX' } },
    'price.currency is not an active ISO 4217 currency with minor units',
  ],
  ['no points, told as zero', { points: 0 }, 'points is not above zero'],
  ['half a point', { points: 1.5 }, 'points is not a whole number'],
  [
    'a curve that goes beyond the tallest',
    curve({ maxCm: 1_200.5 }),
    'growth.tallestCm is below the height that the curve approaches',
  ],
  ['a curve that goes nowhere', curve({ maxCm: 0 }), 'growth.height.maxCm is not above zero'],
  [
    'a curve higher than any tree',
    curve({ maxCm: 15_001 }),
    'growth.height.maxCm is more than 15000',
  ],
  [
    'a curve that never begins',
    curve({ ratePerYear: 0 }),
    'growth.height.ratePerYear is not above zero',
  ],
  [
    'a tree of full height in weeks',
    curve({ ratePerYear: 5.1 }),
    'growth.height.ratePerYear is more than 5',
  ],
  ['a curve of no shape', curve({ shape: 0 }), 'growth.height.shape is not above zero'],
  [
    'a curve that stands still for years',
    curve({ shape: 11 }),
    'growth.height.shape is more than 10',
  ],
  ['numbers from nowhere', { growth: { ...growth, source: '' } }, 'growth.source is empty'],
  [
    'a tallest tree in millimetres',
    { growth: { ...growth, tallestCm: 1_200.1 } },
    'growth.tallestCm is not a whole number',
  ],
  [
    'an id of its own',
    { id: 'spc_01k9p4m8q2fz3t6v8w0x2y4z7a' },
    'id is not a field of this request',
  ],
];

for (const [what, change, words] of refused) {
  test(`refuses a kind of trees with ${what}`, () => {
    const result = parse(createSpeciesSchema, { ...createSpeciesExample, ...change });
    assert.ok(!result.ok);
    const said = result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.ok(said.includes(words), said.join('; '));
  });
}

const changes: readonly [what: string, change: object, words: string | null][] = [
  ['its names', { names }, null],
  ['that it is retired', { state: 'retired' }, null],
  ['that it is offered again', { state: 'offered' }, null],
  ['that it cannot be had by points any more', { points: null }, null],
  ['nothing', {}, ' changes nothing'],
  [
    'what it is called in Latin',
    { latinName: 'Picea abies', points: 1 },
    'latinName is not a field of this request',
  ],
  ['that it is extinct', { state: 'extinct' }, 'state is not one of offered, retired'],
  ['a name without English', { names: { de: 'Saxaul' } }, 'names has no text in English (en)'],
  [
    'a curve beyond the tallest',
    curve({ maxCm: 9_999 }),
    'growth.tallestCm is below the height that the curve approaches',
  ],
];

for (const [what, change, words] of changes) {
  test(`${words === null ? 'lets somebody change' : 'refuses to change'} of a kind of trees ${what}`, () => {
    const result = parse(changeSpeciesSchema, change);
    const said = result.ok
      ? null
      : result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.deepEqual(said, words === null ? null : [words]);
  });
}
