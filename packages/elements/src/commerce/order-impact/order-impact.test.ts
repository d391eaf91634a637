import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { merchantExample, type OrderImpact, orderImpactExample } from '@kindcart/contract';
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
import { states } from './order-impact.states.ts';
import { KindOrderImpact } from './order-impact.ts';

testStates(states);

async function show(t: TestContext, scene: Scene | undefined, answers?: Answers) {
  ok(scene);
  const made = await stage({ ...scene, ...(answers && { answers }) });
  t.after(made.close);
  const { element } = made;
  ok(element instanceof KindOrderImpact);
  return { ...made, element };
}

const receiptUrl = 'https://give.example.org/give/prj_1/receipt?pass=example';

const inside = (selector: string) => find(`kind-order-impact >>> ${selector}`, HTMLElement);
const textOf = async (selector: string) =>
  ((await inside(selector)).textContent ?? '').replace(/\s+/g, ' ').trim();

test('asks for its order by the token, in the shop’s own words for it', async (t) => {
  const { platform } = await show(t, states.pending);
  await inside('[part=when]');
  const [{ url } = {}] = platform.asked;
  equal(url?.pathname, `/v1/merchants/${merchantExample.id}/orders/%231001/impact`);
  equal(url?.searchParams.get('token'), 'a1b2');
});

const sayings: readonly [state: string, sum: RegExp, when: RegExp | undefined][] = [
  ['pending', /^Your order will give CN¥1\.58$/, /once your order is complete/],
  [
    'pending until a day',
    /will give CN¥1\.58$/,
    /from December 4, 2026, when the time for returns/,
  ],
  ['confirmed', /^Your order gives CN¥1\.58$/, /Lanting tea house passes it on/],
  ['several projects', /will give CN¥6\.58$/, /once your order is complete/],
  ['part given back', /will give CN¥1\.58$/, /once your order is complete/],
  ['reversed', /cancelled or given back, so it gives nothing$/, undefined],
  ['nothing', /^This order gives nothing$/, undefined],
  ['unpaid', /appears here once it is paid$/, undefined],
  ['less than a unit', /will give less than CN¥0\.01$/, /once your order is complete/],
];

for (const [state, sum, when] of sayings) {
  test(`says of an order that is ${state} what it gives and when`, async (t) => {
    const { element } = await show(t, states[state]);
    match(await textOf('[part=sum]'), sum);
    if (when) match(await textOf('[part=when]'), when);
    await settle(element);
    // Only what is confirmed is said as done.
    equal(/gives CN¥/.test(element.shadowRoot?.textContent ?? ''), state === 'confirmed');
  });
}

const added: readonly [state: string, said: RegExp][] = [
  [
    'pending',
    /^You added CN¥0\.50 for .+ It is your own gift, and counts once your order is complete\.$/,
  ],
  [
    'round-up that waits for the statement',
    /own gift: Lanting tea house passes it on with its next statement\.$/,
  ],
  ['round-up passed on', /It has been your gift since December 4, 2026\. Receipt for your gift$/],
  [
    'round-up refused',
    /^What you added could not be taken, so Lanting tea house gives it back to you\.$/,
  ],
  ['round-up reversed', /^What you added was given back to you, so it is no gift\.$/],
];

for (const [state, said] of added) {
  test(`says of what the shopper added what became of it: ${state}`, async (t) => {
    const { element } = await show(t, states[state]);
    match(await textOf('[part=round-up]'), said);
    await settle(element);
    const receipt = element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=receipt]');
    // No receipt, and no word of a gift that is made, before the shop has passed it on.
    equal(receipt?.href, state === 'round-up passed on' ? receiptUrl : undefined);
  });
}

test('leads to no receipt by an address that is none of the web', async (t) => {
  const { roundUp } = orderImpactExample;
  const passedOn = { ...roundUp, state: 'passed_on', receiptUrl: 'javascript:alert(1)' };
  const body = { ...orderImpactExample, roundUp: passedOn };
  const { element } = await show(t, states.pending, { getOrderImpact: { body } });
  await inside('[part=round-up]');
  equal(element.shadowRoot?.querySelector('[part=receipt]'), null);
});

const [example] = orderImpactExample.pledges;
ok(example);
const impactOf = (change: Partial<OrderImpact>) => ({
  getOrderImpact: { body: { ...orderImpactExample, ...change } },
});
const isSure = async () =>
  (await inside('[part=sum]')).querySelector('svg')?.classList.contains('full') ?? false;

for (const state of ['confirmed', 'stated', 'settled'] as const) {
  test(`says of what is ${state} that it is given, and of what waits beside it that it will be`, async (t) => {
    const pledges = [{ ...example, state }];
    const made = await show(t, states.pending, impactOf({ state: 'completed', pledges }));
    equal(await textOf('[part=sum]'), 'Your order gives CN¥1.58');
    equal(await isSure(), true);
    made.close();
    await show(t, states.pending, impactOf({ pledges: [...pledges, example] }));
    equal(await textOf('[part=sum]'), 'Your order will give CN¥3.17');
    equal(await isSure(), false);
  });
}

test('says that the shop has paused its promises', async (t) => {
  const { charityItemId, name } = example;
  const none = [{ charityItemId, name, because: 'merchant_suspended' as const }];
  await show(t, states.pending, impactOf({ pledges: [], none }));
  match(await textOf('[part=sum]'), /This order gives nothing/);
  match(await textOf('.counted'), /The shop has paused its promises\./);
});

test('says that only a part stays', async (t) => {
  await show(t, states['part given back']);
  match(await textOf('.under'), /Part of your order was given back/);
});

test('explains by which rule an order gives', async (t) => {
  await show(t, states['several projects']);
  const rows = await textOf('.counted');
  match(rows, /CN¥1\.585 1% of CN¥158\.50 The most that an order gives/);
  match(rows, /Books for larger orders CN¥5\.00 for orders from CN¥100/);
});

test('explains why an order gives nothing', async (t) => {
  await show(t, states.nothing);
  match(await textOf('.counted'), /Books for larger orders ?It counts for larger orders/);
});

test('waits for an order that has not arrived, and says what it gives once it has', async (t) => {
  const { element, platform } = await show(t, states.pending, {
    getOrderImpact: problem('order_unknown'),
  });
  match(await textOf('[part=sum]'), /on its way to us/);
  equal(pierce('kind-order-impact >>> [part=retry]'), null);
  platform.answer({ getOrderImpact: { body: orderImpactExample } });
  await until(async () => /CN¥1\.58/.test(await textOf('[part=sum]')), 'the order');
  await settle(element);
  equal(await textOf('[role=status]'), 'Your order will give CN¥1.58');
});

test('asks no more after some minutes, and again when a person says so', async (t) => {
  const { platform } = await show(t, states.waiting);
  await until(async () => /on its way/.test(await textOf('[part=sum]')), 'it to wait');
  const realNow = Date.now;
  Date.now = () => realNow() + 6 * 60_000;
  t.after(() => {
    Date.now = realNow;
  });
  await until(async () => /not reached us yet/.test(await textOf('[part=sum]')), 'it to be late');
  match(await textOf('.under'), /it counts as soon as it does\. Try again$/);
  platform.answer({});
  await act('click kind-order-impact >>> [part=retry]');
  await until(async () => /will give CN¥1\.58/.test(await textOf('[part=sum]')), 'the order');
});

test('asks for no order that has left the page', async (t) => {
  const { kit, element, platform } = await show(t, states.waiting);
  await until(() => platform.asked.length >= 1, 'the first question');
  const other = document.createElement('kind-order-impact');
  Object.assign(other, { merchant: element.merchant, order: 'other', token: 'a1b2' });
  const asked = (order: string) =>
    platform.asked.filter(({ url }) => url.pathname.endsWith(`/orders/${order}/impact`)).length;
  kit.append(other);
  element.remove();
  const before = asked('%231001');
  await until(() => asked('other') >= 3, 'the other to be asked for twice more');
  equal(asked('%231001'), before);
});

test('follows another order', async (t) => {
  const { element, platform } = await show(t, states.pending);
  await inside('[part=when]');
  element.order = 'a/b';
  await until(() => platform.asked.length === 2, 'the other order');
  ok(platform.asked[1]?.url.pathname.endsWith('/orders/a%2Fb/impact'));
});

test('shows a sample that says so, and asks no platform', async (t) => {
  const { element, platform } = await show(t, states.sample);
  match(await textOf('[part=sample]'), /made-up/);
  await settle(element);
  deepEqual(platform.asked, []);
});

test('asks again when a person says so', async (t) => {
  const { platform } = await show(t, states.error);
  await inside('[part=retry]');
  platform.answer({});
  await act('click kind-order-impact >>> [part=retry]');
  await inside('[part=when]');
});

for (const missing of ['order', 'token', 'merchant'] as const) {
  test(`shows what stands inside where ${missing} is missing`, async (t) => {
    const { element } = await show(t, states.pending);
    await inside('[part=when]');
    element[missing] = undefined;
    match(await textOf('[part=note]'), /cannot be shown/);
    await inside('slot');
  });
}
