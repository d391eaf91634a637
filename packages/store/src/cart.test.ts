import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import {
  type CharityItem,
  charityItemExample,
  merchantExample,
  type PledgePreview,
  pledgePreviewExample,
  previewPledgeExample,
} from '@kindcart/contract';
import { type CartBody, createCart, isMerchantId } from './cart.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

const done = <Value>(value: Value) => ({ ok: true, value, requestId: null }) as const;
const refused = (...error: Parameters<typeof errorOf>) =>
  ({ ok: false, error: errorOf(...error) }) as const;

/** The example's cart with so much in it. */
function cartOf(amount: number): CartBody {
  const lines = previewPledgeExample.lines.map((line) => ({ ...line, amount }));
  return { ...previewPledgeExample, lines };
}

/** A platform whose answers the test gives, each when it wants to. */
function shop() {
  const clock = handClock();
  const asked: { body: CartBody; answer: (result: Result<PledgePreview>) => void }[] = [];
  const read: (readonly string[] | undefined)[] = [];
  let items: Result<{ items: CharityItem[]; nextCursor: null }> = done({
    items: [charityItemExample],
    nextCursor: null,
  });
  const entry = createCart({
    clock,
    client: {
      previewPledge: ({ body }) => new Promise((answer) => asked.push({ body, answer })),
      async listCharityItems(input) {
        read.push(input?.query?.ids);
        return items;
      },
    },
  });
  const answer = (at: number, result: Result<PledgePreview> = done(pledgePreviewExample)) =>
    asked[at]?.answer(result);
  const status = () => {
    const state = entry.get();
    return state.status === 'ready' ? `ready ${state.busy ? 'busy' : 'rested'}` : state.status;
  };
  const amount = () => {
    const state = entry.get();
    return state.status === 'ready' ? state.cart.lines[0]?.amount : undefined;
  };
  const readItems = (result: typeof items) => {
    items = result;
  };
  return { entry, clock, asked, read, answer, status, amount, readItems };
}

test('asks about the first cart at once, and reads the charity items that the answer names', async (t) => {
  const { entry, asked, answer, read } = shop();
  assert.deepEqual(entry.get(), { status: 'loading' });
  entry.ask(cartOf(100));
  assert.deepEqual(
    asked.map(({ body }) => body),
    [cartOf(100)],
  );
  answer(0);
  await eventually(t, () => {
    assert.deepEqual(entry.get(), {
      status: 'ready',
      cart: cartOf(100),
      preview: pledgePreviewExample,
      items: new Map([[charityItemExample.id, charityItemExample]]),
      busy: false,
    });
  });
  assert.deepEqual(read, [[charityItemExample.id]]);
});

test('asks about a cart that rests, keeps what it knows meanwhile, and reads no item twice', async (t) => {
  const { entry, clock, asked, answer, read, status, amount } = shop();
  entry.ask(cartOf(100));
  answer(0);
  await eventually(t, () => assert.equal(status(), 'ready rested'));
  for (const each of [200, 300, 400]) {
    entry.ask(cartOf(each));
    clock.pass(100);
  }
  assert.equal(status(), 'ready busy');
  assert.equal(amount(), 100);
  assert.equal(asked.length, 1);
  clock.pass(150);
  assert.deepEqual(asked.at(-1)?.body, cartOf(400));
  answer(1);
  await eventually(t, () => assert.equal(status(), 'ready rested'));
  assert.equal(amount(), 400);
  assert.deepEqual([asked.length, read.length], [2, 1]);
});

test('asks nothing about a cart that is the same', async (t) => {
  const { entry, clock, asked, answer, status } = shop();
  entry.ask(cartOf(100));
  answer(0);
  await eventually(t, () => assert.equal(status(), 'ready rested'));
  entry.ask(cartOf(100));
  clock.pass(1_000);
  assert.deepEqual([asked.length, status()], [1, 'ready rested']);
});

test('takes the answer for the last cart, whichever comes last', async (t) => {
  const { entry, clock, answer, status, amount } = shop();
  entry.ask(cartOf(100));
  entry.ask(cartOf(200));
  clock.pass(250);
  answer(1);
  await eventually(t, () => assert.equal(amount(), 200));
  answer(0, refused('internal'));
  await new Promise(setImmediate);
  assert.deepEqual([status(), amount()], ['ready rested', 200]);
});

test('says no old amounts of a cart that could not be asked about, and asks again', async (t) => {
  const { entry, clock, answer, asked, status } = shop();
  entry.ask(cartOf(100));
  answer(0);
  await eventually(t, () => assert.equal(status(), 'ready rested'));
  entry.ask(cartOf(200));
  clock.pass(250);
  answer(1, refused('network_error'));
  await eventually(t, () => assert.equal(status(), 'offline'));
  entry.reload();
  assert.equal(status(), 'loading');
  clock.pass(250);
  answer(2, refused('merchant_unknown'));
  await eventually(t, () => assert.equal(status(), 'error'));
  assert.equal(asked.length, 3);
});

test('fails where the charity items cannot be read, since nobody could say what they are', async (t) => {
  const { entry, answer, status, readItems } = shop();
  readItems(refused('internal'));
  entry.ask(cartOf(100));
  answer(0);
  await eventually(t, () => assert.equal(status(), 'error'));
});

test('asks nothing again that was never asked', () => {
  const { entry, asked } = shop();
  entry.reload();
  assert.equal(asked.length, 0);
});

test('tells ids of merchants from others', () => {
  assert.equal(isMerchantId(merchantExample.id), true);
  for (const text of ['', 'mer_1', charityItemExample.id, `${merchantExample.id}0`]) {
    assert.equal(isMerchantId(text), false, text);
  }
});
