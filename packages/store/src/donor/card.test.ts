import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { giveMonthly, link, open, passMonth, payer, world } from '../testing/donor.ts';
import { eventually } from '../testing/eventually.ts';
import { type CardState, changeCard } from './card.ts';

const card = (number: string) => ({ number, expiry: '12/39', cvc: '123' });

/** A donor about to give another card for the newest monthly gift. */
async function begin(t: TestContext) {
  const { donorPage, visit, clock } = open(t, link);
  const { recurring } = await visit();
  const id = recurring.items[0]?.id ?? assert.fail('no gift');
  const client = donorPage.client() ?? assert.fail('nobody is in');
  const gift = () => {
    const state = donorPage.get();
    return state.status === 'open' ? state.recurring.items[0] : undefined;
  };
  const change = changeCard({ id, client, payer, gift, reload: donorPage.loadRecurring, clock });
  t.after(change.stop);
  const until = (status: CardState['status']) =>
    eventually(t, () => {
      clock.pass(5_000);
      assert.equal(change.get().status, status);
      return change.get();
    });
  return { change, gift, until };
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
