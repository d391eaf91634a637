import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, merchantExample, pledgePreviewExample } from '@kindcart/contract';
import type { KindCartPledgedEvent } from '../../events/cart.ts';
import { type Answers, problem } from '../../internal/testing/platform.ts';
import {
  act,
  find,
  pierce,
  type Scene,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './cart-pledge.states.ts';
import { KindCartPledge } from './cart-pledge.ts';

testStates(states);

const cart = {
  currency: 'CNY',
  lines: [{ id: 1, sku: 'TEA-250', quantity: 2, amount: 15_850, title: 'Spring tea' }],
};

async function show(t: TestContext, answers: Answers = {}, scene: Partial<Scene> = {}) {
  const html = `<kind-cart-pledge merchant="${merchantExample.id}"><p>What we give</p></kind-cart-pledge>`;
  const made = await stage({ html, answers, ...scene });
  t.after(made.close);
  const { element, platform } = made;
  ok(element instanceof KindCartPledge);
  const heard: KindCartPledgedEvent[] = [];
  element.addEventListener('kind-cart-pledged', (event) => heard.push(event));
  const carts = () => platform.asked.filter(({ endpoint }) => endpoint === 'previewPledge');
  return { ...made, element, heard, carts };
}

const inside = (selector: string) => find(`kind-cart-pledge >>> ${selector}`, HTMLElement);
const textOf = async (selector: string) => (await inside(selector)).textContent?.trim() ?? '';

/** What the example pledges, in one sentence. */
const said = /This order will give CN¥1\.58$/;

test('says what a cart will give, to whom, and who gives it', async (t) => {
  const { element, heard, carts } = await show(t);
  element.cart = cart;
  match(await textOf('[part=sum]'), said);
  equal(await textOf('[part=project]'), `to ${charityItemExample.split[0]?.project.title}`);
  match((await inside('.under')).textContent ?? '', /The shop gives it\. You pay nothing more\./);
  deepEqual(
    heard.map(({ preview }) => preview),
    [pledgePreviewExample],
  );
  deepEqual(carts()[0]?.body, {
    merchantId: merchantExample.id,
    currency: 'CNY',
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
  });
});

test('reads a cart from its attribute, too', async (t) => {
  const { element } = await show(t);
  element.setAttribute('cart', JSON.stringify(cart));
  match(await textOf('[part=sum]'), said);
});

test('explains line by line, with all digits, once somebody asks', async (t) => {
  const { element } = await show(t);
  element.cart = cart;
  await act('click kind-cart-pledge >>> summary');
  const rows = (await textOf('.counted')).replace(/\s+/g, ' ');
  match(rows, /CN¥1\.585 Spring tea: 1% of CN¥158\.50 CN¥1\.585/);
});

test('asks for a cart that rests, and shows the last one without anything in between', async (t) => {
  const { element, platform, heard, carts } = await show(t);
  element.cart = cart;
  await inside('[part=project]');
  await until(() => heard.length === 1, 'the first answer');
  platform.answer({
    previewPledge: ({ body }) => {
      const told: object = Object(body);
      const [line] = Object(told).lines;
      const exact = `${line.amount / 100}`;
      const pledges = pledgePreviewExample.pledges.map((each) => ({ ...each, exact }));
      return { body: { ...pledgePreviewExample, pledges } };
    },
  });
  const seen = new Set<string>();
  const watcher = new MutationObserver(() => {
    seen.add(pierce('kind-cart-pledge >>> [part=sum]')?.textContent?.trim() ?? 'nothing');
  });
  ok(element.shadowRoot);
  watcher.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true });
  for (const amount of [20_000, 30_000, 40_000]) {
    element.cart = { ...cart, lines: cart.lines.map((line) => ({ ...line, amount })) };
    await element.updateComplete;
  }
  await until(() => heard.length === 2, 'the second answer');
  await settle(element);
  watcher.disconnect();
  equal(carts().length, 2);
  ok(!seen.has('nothing'));
  match(await textOf('[part=sum]'), /CN¥4\.00$/);
  deepEqual(
    [...seen].filter((text) => /CN¥[23]\.00/.test(text)),
    [],
  );
  equal(pierce('kind-cart-pledge >>> [aria-busy]'), null);
  await until(async () => /CN¥4\.00/.test(await textOf('[role=status]')), 'word of the change');
});

test('says what a little more leads to', async (t) => {
  await show(t, {}, states['next tier']);
  equal(await textOf('[part=next]'), 'CN¥41.50 more, and this order gives CN¥5');
});

test('says of which promise that is, where there are several', async (t) => {
  await show(t, {}, states['several promises']);
  equal(await textOf('[part=next]'), 'CN¥41.50 more, and “Books for larger orders” gives CN¥5');
});

test('says a sum below the smallest unit as less than that', async (t) => {
  await show(t, {}, states['less than a unit']);
  match(await textOf('[part=sum]'), /This order will give less than CN¥0\.01$/);
});

test('says why an order gives nothing', async (t) => {
  await show(t, {}, states.nothing);
  match(await textOf('[part=sum]'), /gives nothing yet$/);
  match(await textOf('.counted'), /Nothing in the order counts for it/);
});

test('parts what it gives among several projects', async (t) => {
  await show(t, {}, states['several projects']);
  await inside('[part=project] + [part=project]');
  const rows = [...((await inside('.under')).querySelectorAll('[part=project]') ?? [])];
  deepEqual(
    rows.map((row) => row.textContent?.match(/CN¥[\d.]+/)?.[0]),
    ['CN¥1.1095', 'CN¥0.4755'],
  );
});

test('asks nothing about an empty cart', async (t) => {
  const { element, carts } = await show(t);
  element.cart = { currency: 'CNY', lines: [] };
  match(await textOf('[part=sum]'), /Once there is something in your cart/);
  await settle(element);
  equal(carts().length, 0);
});

test('marks test data, and live data not', async (t) => {
  const { element } = await show(t);
  element.cart = cart;
  match(await textOf('[part=test-mode]'), /no real money/);
  const live = await show(t, {}, states.live);
  await inside('[part=sum]');
  equal(live.element.shadowRoot?.querySelector('[part=test-mode]'), null);
});

test('shows a sample that says so, and asks no platform', async (t) => {
  const { element, platform, heard } = await show(t, {}, states.sample);
  match(await textOf('[part=sample]'), /made-up figures/);
  await settle(element);
  deepEqual([platform.asked.length, heard.length], [0, 0]);
});

test('asks again when a person says so', async (t) => {
  const { element, platform } = await show(t, { previewPledge: problem('not_found') });
  platform.answer({ previewPledge: { status: 501, body: {} } });
  element.cart = cart;
  const retry = await inside('[part=retry]');
  platform.answer({});
  retry.click();
  match(await textOf('[part=sum]'), said);
});

function listen(t: TestContext): string[] {
  const real = console.error;
  const lines: string[] = [];
  console.error = (text: string) => lines.push(text);
  t.after(() => {
    console.error = real;
  });
  return lines;
}

const faults: readonly [what: string, cart: unknown, line: RegExp][] = [
  ['a cart that is none', 'tea', /the cart is not JSON/],
  [
    'half of a piece',
    { ...cart, lines: [{ amount: 1, quantity: 0.5 }] },
    /lines\[0\]\.quantity is no/,
  ],
  ['a merchant that is none', undefined, /attribute merchant is "mer_2"/],
];

for (const [what, told, line] of faults) {
  test(`tells its author of ${what}, and shows what stands inside`, async (t) => {
    const lines = listen(t);
    const { element, platform } = await show(t);
    if (told === undefined) element.merchant = 'mer_2';
    else element.setAttribute('cart', typeof told === 'string' ? told : JSON.stringify(told));
    match(await textOf('[part=note]'), /cannot be shown at the moment/);
    await until(() => lines.some((text) => line.test(text)), 'what to mend');
    await inside('slot');
    equal(platform.asked.length, 0);
  });
}
