/**
 * The theme app extension for Shopify: it passes Shopify's own check, and its blocks, rendered by a
 * Liquid of ours, say what the platform reads. Shopify's own servers are not asked.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, previewPledgeSchema } from '@kindcart/contract';
import { themeCheckRun } from '@shopify/theme-check-node';
import { themeFolder as folder, markupOf } from './theme.ts';

const merchantId = 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h';
const itemId = 'chi_01k9p7d5n6fz3t6v8w0x2y4z6j';
const projectId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

/** What an attribute says once a browser has read it. */
function attribute(markup: string, name: string): string | undefined {
  const entities: Record<string, string> = {
    '&#34;': '"',
    '&quot;': '"',
    '&amp;': '&',
    '&#39;': "'",
    '&lt;': '<',
    '&gt;': '>',
  };
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(markup)?.[1];
  return value?.replace(/&(#\d+|\w+);/g, (entity) => entities[entity] ?? entity);
}

const teaLine = {
  key: '794864229:0f2c',
  product_id: '632910392',
  variant_id: '808950810',
  sku: 'TEA-250',
  quantity: 2,
  final_line_price: 15_850,
  gift_card: false,
  product: { title: 'Spring tea' },
  properties: {},
};

function cartOf(currency: string, items: readonly object[], attributes: object = {}) {
  const total = items.reduce(
    (sum, item) => sum + ('final_line_price' in item ? Number(item.final_line_price) : 0),
    0,
  );
  return { currency: { iso_code: currency }, items, attributes, total_price: total };
}

/** The cart that a block says, without the names of products, which stay in the page. */
function cartIn(markup: string): { lines: { kind: string; sku: string | null }[] } {
  const { lines, ...said } = JSON.parse(attribute(markup, 'cart') ?? '');
  const titled: readonly { title: string; kind: string; sku: string | null }[] = lines;
  assert.ok(titled.every(({ title }) => title === 'Spring tea'));
  return { ...said, lines: titled.map(({ title: _, ...line }) => line) };
}

test("passes Shopify's own check of theme app extensions", async () => {
  const config = fileURLToPath(new URL('theme-check.yml', import.meta.url));
  const { offenses } = await themeCheckRun(folder, config);
  assert.deepEqual(
    offenses.map(({ check, uri, message }) => `${check} ${uri} ${message}`),
    [],
  );
});

test('has every word of the editor in both languages', () => {
  const [english, chinese] = ['en.default', 'zh-CN'].map((name) =>
    JSON.parse(readFileSync(`${folder}locales/${name}.schema.json`, 'utf8')),
  );
  const namesOf = (words: object, under = ''): string[] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string' ? [`${under}${name}`] : namesOf(value, `${under}${name}.`),
    );
  assert.deepEqual(namesOf(chinese), namesOf(english));
});

test('loads the page script with a publishable key alone', async () => {
  const platform = ' https://give.example.org/ ';
  const markup = await markupOf('script', { settings: { platform, key: ' pk_test_abc ' } });
  assert.equal(attribute(markup, 'src'), 'https://give.example.org/sdk/kindcart.js');
  assert.equal(attribute(markup, 'data-key'), 'pk_test_abc');
  for (const key of ['', 'sk_test_abc']) {
    assert.equal(await markupOf('script', { settings: { platform, key } }), '');
  }
});

test('puts the text of a setting into an attribute as text', async () => {
  const hostile = '"><script>alert(1)</script>';
  for (const block of readdirSync(`${folder}blocks`).map((name) => name.replace('.liquid', ''))) {
    const settings = new Proxy(
      {},
      { get: () => (block === 'script' ? `pk_${hostile}` : hostile), has: () => true },
    );
    const markup = await markupOf(block, { settings, cart: cartOf('CNY', []) });
    assert.doesNotMatch(markup, /<script>alert/, block);
  }
});

const carts: readonly [string, string, number, number][] = [
  ['hundredths', 'CNY', 15_850, 15_850],
  ['no decimals', 'JPY', 50_000, 500],
  ['three decimals', 'KWD', 512, 5_120],
];

for (const [what, currency, price, amount] of carts) {
  test(`says a cart in a currency of ${what} as the platform reads it`, async () => {
    const cart = cartOf(currency, [{ ...teaLine, final_line_price: price }], {
      kindcart_cause: projectId,
    });
    const markup = await markupOf('cart-pledge', { settings: { merchant: merchantId }, cart });
    const said = cartIn(markup);
    const read = parse(previewPledgeSchema, { ...said, merchantId });
    assert(read.ok, JSON.stringify(read));
    assert.equal(read.value.lines[0]?.amount, amount);
    assert.equal(read.value.choice, projectId);
  });
}

test('counts gift cards and rounded-up amounts as no goods', async () => {
  const lines = [
    teaLine,
    { ...teaLine, key: 'card', gift_card: true },
    {
      ...teaLine,
      key: 'up',
      sku: '',
      final_line_price: 50,
      properties: { _kindcart_round_up: projectId },
    },
  ];
  const cart = cartOf('CNY', lines);
  const markup = await markupOf('cart-pledge', { settings: { merchant: merchantId }, cart });
  const said = cartIn(markup);
  assert.deepEqual(
    said.lines.map(({ kind }) => kind),
    ['goods', 'other', 'other'],
  );
  assert.equal(said.lines[2]?.sku, null);
  assert.equal(parse(previewPledgeSchema, { ...said, merchantId }).ok, true);
  const up = { selected_or_first_available_variant: { id: '41' } };
  const offer = await markupOf('round-up', { settings: { project: projectId, product: up }, cart });
  assert.equal(attribute(offer, 'total'), '31700', 'what is rounded up does not count itself');
});

test("prefers a product's own charity item", async () => {
  const own = { metafields: { kindcart: { item: { value: itemId } } } };
  const settings = { item: 'chi_of_all', variant: 'card' };
  assert.equal(attribute(await markupOf('charity-item', { settings }), 'item'), 'chi_of_all');
  const markup = await markupOf('charity-item', { settings: { ...settings, product: own } });
  assert.equal(attribute(markup, 'item'), itemId);
});

test('shows a sample in the editor, and nothing in a shop that is not set up', async () => {
  for (const block of readdirSync(`${folder}blocks`).map((name) => name.replace('.liquid', ''))) {
    const cart = cartOf('CNY', []);
    assert.equal(await markupOf(block, { cart }), '', block);
    const markup = await markupOf(block, { cart, inEditor: true });
    if (block !== 'script') assert.match(markup, /^<kind-[a-z-]+ preview/, block);
  }
});
