import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type PaymentStart, testCards } from '@kindcart/contract';
import type { PaymentStep } from '../checkout/payments.ts';
import { asked, giveMonthly, link, open, passMonth, payer, world } from '../testing/donor.ts';
import { eventually } from '../testing/eventually.ts';
import { memoryStorage } from '../testing/storage.ts';
import { type CardChangeOptions, type CardState, changeCard, createCardShelf } from './card.ts';

const nothingKnown = {
  message: 'The card was declined.',
  retryable: false,
  status: 0,
  retryAfterMs: null,
  fields: [],
  requestId: null,
} as const;

const card = (number: string) => ({ number, expiry: '12/39', cvc: '123' });

/** A donor about to give another card for the newest monthly gift. */
async function begin(t: TestContext, more: Pick<CardChangeOptions, 'shelf' | 'way'> = {}) {
  const { donorPage, visit, clock } = open(t, link);
  const { recurring } = await visit();
  const id = recurring.items[0]?.id ?? assert.fail('no gift');
  const client = donorPage.client() ?? assert.fail('nobody is in');
  const gift = () => {
    const state = donorPage.get();
    return state.status === 'open' ? state.recurring.items[0] : undefined;
  };
  const reload = donorPage.loadRecurring;
  const change = changeCard({ id, client, payer, gift, reload, clock, ...more });
  t.after(change.stop);
  const until = (status: CardState['status']) =>
    eventually(t, () => {
      clock.pass(5_000);
      assert.equal(change.get().status, status);
      return change.get();
    });
  return { change, gift, until, reload };
}

test('puts another card in the place of the one before', async (t) => {
  world();
  await giveMonthly();
  const { change, gift, until } = await begin(t);
  await until('ready');
  change.give(card(testCards.slow));
  change.give(card(testCards.slow));
  await until('taken');
  assert.equal(gift()?.card?.last4, '0077');
});

test('pays what was outstanding with the new card', async (t) => {
  world();
  await giveMonthly(testCards.renewalsDeclined);
  await passMonth();
  const { change, gift, until } = await begin(t);
  assert.equal(gift()?.state, 'past_due');
  await until('ready');
  change.give(card(testCards.succeeds));
  await until('taken');
  assert.equal(gift()?.state, 'active');
});

test('says why a card was not taken, and begins anew, since a start takes one card', async (t) => {
  world();
  await giveMonthly();
  const { change, gift, until } = await begin(t);
  const first = await until('ready');
  change.give(card(testCards.declined));
  const second = await eventually(t, () => {
    const state = change.get();
    assert.ok(state.status === 'ready' && state.code === 'card_declined');
    return state;
  });
  assert.ok(first.status === 'ready');
  assert.notEqual(second.payment.reference, first.payment.reference);
  assert.equal(gift()?.card?.last4, '4242');
  change.give(card('1234 1234 1234 1234'));
  await eventually(t, () => {
    const state = change.get();
    assert.ok(state.status === 'ready' && state.code === 'card_invalid');
  });
});

test("passes the bank's question on, and heeds a no", async (t) => {
  world();
  await giveMonthly();
  const { change, gift, until } = await begin(t);
  await until('ready');
  change.give(card(testCards.asksForConfirmation));
  await until('asked');
  change.authenticate(false);
  await eventually(t, () => {
    const state = change.get();
    assert.ok(state.status === 'ready' && state.code === 'authentication_failed');
  });
  change.give(card(testCards.asksForConfirmation));
  await until('asked');
  change.authenticate(true);
  await until('taken');
  assert.equal(gift()?.card?.last4, '3155');
});

/** Fields of a provider that pay by themselves, at which the donor gives this card. */
const fields = (answer: PaymentStep, heard = Promise.resolve()) => ({
  async confirm({ reference, clientSecret }: PaymentStart) {
    const given = { params: { reference }, body: { clientSecret, card: card(testCards.slow) } };
    void heard.then(() => payer.confirmSandboxPayment(given));
    return { ok: true, value: answer, requestId: null } as const;
  },
});
const processing = { state: 'processing', failureCode: null } as const;

for (const order of ['the event before the answer', 'the answer before the event'] as const) {
  test(`shows a card that Stripe took once the platform says so, with ${order}`, async (t) => {
    world({ newCardsAt: 'stripe' });
    await giveMonthly();
    const { change, gift, until } = await begin(t);
    const ready = await until('ready');
    assert.ok(ready.status === 'ready' && ready.payment.provider === 'stripe');
    const hearing = Promise.withResolvers<void>();
    if (order === 'the event before the answer') hearing.resolve();
    change.give(fields(processing, hearing.promise));
    await until(order === 'the event before the answer' ? 'taken' : 'waiting');
    if (order === 'the answer before the event') assert.equal(gift()?.card?.last4, '4242');
    hearing.resolve();
    await until('taken');
    assert.equal(gift()?.card?.last4, '0077');
  });
}

test('lets another card be typed into the same fields after a decline', async (t) => {
  world({ newCardsAt: 'stripe' });
  await giveMonthly();
  const { change, until } = await begin(t);
  const first = await until('ready');
  const error = { ...nothingKnown, code: 'card_declined' } as const;
  change.give(fields({ state: 'unpaid', error }, new Promise(() => {})));
  const again = await eventually(t, () => {
    const state = change.get();
    assert.ok(state.status === 'ready' && state.code === 'card_declined');
    return state;
  });
  assert.ok(first.status === 'ready');
  assert.deepEqual(again.payment, first.payment);
});

test('solves a proof of work before a card can be given, where it is asked for', async (t) => {
  world({ failures: { replaceDonorRecurringGiftCard: ['proof_required'] } });
  await giveMonthly();
  const { until } = await begin(t);
  await until('ready');
  const starts = asked.filter((line) => line.endsWith('/card'));
  assert.equal(starts.length, 2);
});

test('says that no card is taken for a while after many declines', async (t) => {
  world({ failures: { replaceDonorRecurringGiftCard: ['giving_paused'] } });
  await giveMonthly();
  const { until } = await begin(t);
  const failed = await until('failed');
  assert.ok(failed.status === 'failed' && failed.code === 'giving_paused');
});

test("goes on after a bank's own page, also where the platform has heard of it meanwhile", async (t) => {
  world({ newCardsAt: 'stripe' });
  await giveMonthly();
  const storage = memoryStorage();
  const shelf = createCardShelf(storage, 'card');
  const leaving = await begin(t, { shelf });
  const ready = await leaving.until('ready');
  assert.ok(ready.status === 'ready');
  const { confirm } = fields(processing);
  // The page goes away before Stripe has answered it.
  leaving.change.give({
    confirm: (payment) => confirm(payment).then(() => new Promise<never>(() => {})),
  });
  const way = await eventually(t, async () => {
    await leaving.reload();
    assert.equal(leaving.gift()?.card?.last4, '0077');
    return shelf.take(ready.payment.clientSecret);
  });
  assert.deepEqual(way?.payment, ready.payment);
  leaving.change.stop();
  asked.length = 0;
  const back = await begin(t, { shelf, way });
  assert.deepEqual(back.change.get(), { status: 'ready', payment: ready.payment, code: null });
  assert.ok(!asked.some((line) => line.endsWith('/card')));
  back.change.give({
    confirm: async () => ({ ok: true, value: processing, requestId: null }),
  });
  await back.until('taken');
  assert.equal(shelf.take(ready.payment.clientSecret), null, 'what is over is kept no more');
});

test('keeps nobody waiting for a word that does not come', async (t) => {
  world();
  await giveMonthly();
  const { change, until } = await begin(t);
  await until('ready');
  // The card that is charged already: nothing of the gift shows that it came again.
  change.give(card(testCards.succeeds));
  await until('handed_over');
});

test('says that a card cannot be given now, and asks again', async (t) => {
  world({ failures: { replaceDonorRecurringGiftCard: ['internal'] } });
  await giveMonthly();
  const { change, until } = await begin(t);
  await until('failed');
  change.retry();
  await until('ready');
});
