// The blocks of the theme app extension in a browser, beside the real platform: Liquid draws them as a
// shop would, a stand-in keeps the cart as Shopify's scripts do, and the elements answer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { orderToken } from '@kindcart/client/order-token';
import type { CharityItemWhole, Merchant, Project } from '@kindcart/contract';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { markupOf, themeFolder } from '../../shops/theme.ts';
import { openSite, type Site } from '../testing/site.ts';

const timeout = 120_000;

/** The cart as Shopify tells scripts: hundredths of every currency. */
const cart = {
  currency: 'CNY',
  attributes: {} as Record<string, string>,
  items: [
    {
      key: 'tea',
      product_id: 632_910_392,
      variant_id: 808_950_810,
      sku: 'TEA-250',
      product_title: 'Spring tea',
      quantity: 2,
      final_line_price: 15_850,
      gift_card: false,
      properties: {} as Record<string, string>,
    },
  ],
};

const asked: string[] = [];

async function answerCart(): Promise<string> {
  return JSON.stringify(cart);
}

/** Adds the round-up's product, one cent each. */
async function addToCart(body: string): Promise<string> {
  const { quantity, properties } = JSON.parse(body);
  asked.push(`add ${quantity}`);
  const [tea] = cart.items;
  assert(tea !== undefined);
  const price = { sku: '', quantity, final_line_price: quantity };
  cart.items.push({ ...tea, ...price, key: 'up', product_title: 'Round-up', properties });
  return answerCart();
}

async function changeCart(body: string): Promise<string> {
  const { id, quantity } = JSON.parse(body);
  asked.push(`change ${id} ${quantity}`);
  for (const item of cart.items.filter(({ key }) => key === id)) {
    Object.assign(item, { quantity, final_line_price: quantity });
  }
  return answerCart();
}

async function updateCart(body: string): Promise<string> {
  Object.assign(cart.attributes, JSON.parse(body).attributes);
  asked.push('update');
  return answerCart();
}

const script = (name: string) => async () =>
  readFileSync(`${themeFolder}assets/${name}.js`, 'utf8');
const scripts = ['cart', 'round-up', 'cause-picker', 'order-impact'];

let site: Site;
let browser: Browser;
let merchant: Merchant;
let item: CharityItemWhole;
let projects: readonly Project[];

before(async () => {
  site = await openSite('charity-site', {
    own: {
      '/cart.js': answerCart,
      '/cart/add.js': addToCart,
      '/cart/change.js': changeCart,
      '/cart/update.js': updateCart,
      ...Object.fromEntries(scripts.map((name) => [`/assets/${name}.js`, script(name)])),
    },
  });
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  projects = listed.value.items;
  const [one, two] = projects.map(({ id }) => id);
  assert(one !== undefined && two !== undefined);
  const made = await site.charity.createMerchant({
    body: { name: 'Tea house', language: 'en', currency: 'CNY', completes: { when: 'fulfilled' } },
    idempotencyKey: 'tea-house',
  });
  assert(made.ok);
  merchant = made.value;
  const promised = await site.charity.createCharityItem({
    body: {
      merchantId: merchant.id,
      name: '1 % for water',
      place: 1,
      terms: {
        currency: 'CNY',
        gives: { kind: 'item_share', basisPoints: 100 },
        scope: { kind: 'skus', names: ['TEA-250'] },
        least: null,
        most: null,
        startsAt: '2026-10-01T00:00:00.000Z',
        endsAt: null,
        split: [{ projectId: one, basisPoints: 10_000 }],
        choices: [one, two],
      },
    },
    idempotencyKey: 'one-percent',
  });
  assert(promised.ok);
  item = promised.value;
  browser = await launch('chromium');
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A page of a shop with these blocks, drawn by Liquid. */
async function shopPage(
  blocks: readonly [name: string, settings: Readonly<Record<string, unknown>>][],
  hash = '',
): Promise<Page> {
  const liquidCart = {
    currency: { iso_code: cart.currency },
    attributes: cart.attributes,
    items: cart.items.map((each) => ({ ...each, product: { title: each.product_title } })),
    total_price: cart.items.reduce((sum, each) => sum + each.final_line_price, 0),
  };
  const drawn = await Promise.all(
    blocks.map(([name, settings]) => markupOf(name, { settings, cart: liquidCart })),
  );
  const own = blocks.filter(([name]) => ['cart-pledge', ...scripts].includes(name));
  const tags = own.map(([name]) => {
    const file = name === 'cart-pledge' ? 'cart' : name;
    return `<script type="module" src="/assets/${file}.js"></script>`;
  });
  const sdk = `<script type="module" src="/sdk/kindcart.js" data-key="${site.publishableKey}"></script>`;
  const page = await browser.newPage();
  await page.goto(
    site.show(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
      ${sdk}${tags.join('')}</head><body><main>${drawn.join('')}</main></body></html>`) + hash,
  );
  return page;
}

test('says on a product what it gives', { timeout }, async () => {
  const product = { metafields: { kindcart: { item: { value: item.id } } } };
  const page = await shopPage([['charity-item', { product, variant: 'card', item: '' }]]);
  await page.waitFor('kind-charity-item >>> [part=promise]');
  assert.match(await page.text('kind-charity-item >>> [part=promise]'), /1\s?%/);
  await page.close();
});

test('rounds the cart up by pieces of a cent, takes it back, and says what the cart gives', {
  timeout,
}, async () => {
  const up = { selected_or_first_available_variant: { id: 41 } };
  const project = projects[0]?.id;
  const page = await shopPage([
    ['cart-pledge', { merchant: merchant.id }],
    ['round-up', { project, product: up }],
    ['cause-picker', { item: item.id }],
  ]);
  await page.waitFor('kind-cart-pledge >>> [part=sum]');
  assert.match(await page.text('kind-cart-pledge >>> [part=sum]'), /1\.58/);
  await page.click('kind-round-up >>> [part=offer]');
  await page.waitFor(
    () =>
      Reflect.get(document.querySelector('kind-cart-pledge') ?? {}, 'cart')?.lines?.length === 2,
  );
  assert.deepEqual(asked.splice(0), ['add 50']);
  await page.waitFor('kind-cart-pledge >>> [part=sum]');
  assert.match(await page.text('kind-cart-pledge >>> [part=sum]'), /1\.58/, 'no pledge on a gift');
  await page.click('kind-cause-picker >>> input');
  await page.waitFor(() =>
    Reflect.get(document.querySelector('kind-cart-pledge') ?? {}, 'cart')?.choice?.startsWith(
      'prj_',
    ),
  );
  assert.deepEqual(asked.splice(0), ['update']);
  assert.match(cart.attributes.kindcart_cause ?? '', /^prj_/);
  await page.close();
});

test('says what an order gives to whoever comes by the link of the confirmation', {
  timeout,
}, async () => {
  const now = new Date().toISOString();
  const told = await site.charity.recordOrder({
    body: {
      merchantId: merchant.id,
      shopOrderId: '820982911946154508',
      updatedAt: now,
      currency: 'CNY',
      paidAt: now,
      completedAt: null,
      cancelledAt: null,
      test: false,
      choice: null,
      lines: [
        {
          id: '1',
          productId: null,
          variantId: null,
          sku: 'TEA-250',
          collections: [],
          tags: [],
          quantity: 2,
          amount: 15_850,
          kind: 'goods',
        },
      ],
    },
  });
  assert(told.ok);
  const secret = await site.charity.getOrderTokenSecret({ params: { merchantId: merchant.id } });
  assert(secret.ok);
  const token = await orderToken(secret.value.secret, merchant.id, '820982911946154508');
  const page = await shopPage(
    [['order-impact', { merchant: merchant.id }]],
    `#order=820982911946154508&token=${token}`,
  );
  await page.waitFor('kind-order-impact >>> [part=sum]');
  assert.match(await page.text('kind-order-impact >>> [part=sum]'), /1\.58/);
  await page.close();
});
