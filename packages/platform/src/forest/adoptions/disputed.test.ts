// A tree whose gift the donor's bank asks back: it waits for the bank's word, and follows it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stripeHouse } from '../../payments/stripe/testing/house.ts';
import { openGrove } from './testing/grove.ts';

const house = await stripeHouse();
const { stripe, stage, tell } = house;
after(() => house.end());

const taken = { amount: -2_500, fee: 1_500 };
const returned = { amount: 2_500, fee: 0 };

/** An adopted tree whose gift a bank has taken back until it has decided. */
async function disputed() {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const created = await grove.begin(held);
  const intent = await house.intentOf(created);
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 2_500 });
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'succeeded');
  await grove.becomes(held, 'adopted');
  const dispute = stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('charge.dispute.funds_withdrawn', dispute);
  await house.allApplied();
  return { grove, held, dispute };
}

test('keeps the tree while the bank looks into it, and when it is won', async () => {
  const { grove, held, dispute } = await disputed();
  assert.equal((await grove.read(held)).state, 'adopted');
  await house.auditClean();
  stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
  await tell('charge.dispute.closed', dispute);
  await house.allApplied();
  assert.equal((await grove.read(held)).state, 'adopted');
  await house.auditClean();
});

test('gives the place of a tree that is not planted back to the others once the money is lost', async () => {
  const { grove, held, dispute } = await disputed();
  assert.equal(await grove.refusal(), 'plot_full');
  stripe.setDispute(dispute, { status: 'lost', movements: [taken] });
  await tell('charge.dispute.closed', dispute);
  await grove.becomes(held, 'unfulfilled');
  assert.equal(await grove.refusal(), 'held');
  await house.auditClean();
});
