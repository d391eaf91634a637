// Receipts of gifts that a donor's bank asks back: none is over money that the charity does not have.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatedDonation } from '@kindcart/contract';
import { stripeHouse } from '../../payments/stripe/testing/house.ts';
import { waitUntil } from '../../testing/wait.ts';
import { listGiftsInYear, listYears } from '../donors/records.ts';
import { listReceipts } from './records.ts';

const house = await stripeHouse();
const { stripe, stage, tell, pay, allApplied } = house;
const { db } = house.database;
after(() => house.end());

const taken = { amount: -5_000, fee: 1_500 };
const returned = { amount: 5_000, fee: 0 };

function askForReceipt({ donation: { id } }: CreatedDonation) {
  return stage.ask('createReceipt', { params: { donationId: id } });
}

/** Waits until the gift's receipts, newest first, are over these amounts and void for these reasons. */
function receiptsBecome(
  { donation }: CreatedDonation,
  expected: readonly (readonly [amount: number, voidFor: string | null])[],
) {
  return waitUntil(`receipts of ${JSON.stringify(expected)}`, async () => {
    const rows = await listReceipts(db, house.a.book, [donation.id]);
    const found = rows.map(({ amount, void_reason }) => [amount, void_reason]);
    return JSON.stringify(found) === JSON.stringify(expected) || undefined;
  });
}

test('voids a receipt when the bank takes the gift, and issues another when it is won', async () => {
  const { created, intent } = await pay();
  assert.ok((await askForReceipt(created)).ok);
  const dispute = stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('charge.dispute.funds_withdrawn', dispute);
  await receiptsBecome(created, [[5_000, 'disputed']]);
  await house.auditClean();
  stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
  await tell('charge.dispute.closed', dispute);
  await receiptsBecome(created, [
    [5_000, null],
    [5_000, 'disputed'],
  ]);
  await house.auditClean();
});

test('issues none while the bank has the gift, and none when it is lost', async () => {
  const { created, intent } = await pay();
  const dispute = stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('charge.dispute.funds_withdrawn', dispute);
  await allApplied();
  const refused = await askForReceipt(created);
  assert.equal(!refused.ok && refused.problem.code, 'donation_not_paid');
  stripe.setDispute(dispute, { status: 'lost', movements: [taken] });
  await tell('charge.dispute.closed', dispute);
  await allApplied();
  assert.equal((await askForReceipt(created)).ok, false);
  await receiptsBecome(created, []);
  await house.auditClean();
});

test('issues one over what is left when the bank takes a part, and over all when that is won', async () => {
  const { created, intent } = await pay();
  assert.ok((await askForReceipt(created)).ok);
  const dispute = stripe.dispute(intent, { status: 'under_review', amount: 1_200 });
  await tell('charge.dispute.created', dispute);
  await receiptsBecome(created, [
    [3_800, null],
    [5_000, 'partly_disputed'],
  ]);
  await house.auditClean();
  stripe.setDispute(dispute, { status: 'won' });
  await tell('charge.dispute.closed', dispute);
  await receiptsBecome(created, [
    [5_000, null],
    [3_800, 'dispute_returned'],
    [5_000, 'partly_disputed'],
  ]);
  await house.auditClean();
});

test("leaves a gift that the bank has out of the donor's year until it is won", async () => {
  const details = {
    email: 'year@example.org',
    language: null,
    dedication: null,
    updatesConsent: null,
    cameFrom: null,
  };
  const created = await stage.begin(await stage.project(), { details });
  const intent = await house.intentOf(created);
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'succeeded');
  const donor = { ...house.a.book, emailKey: details.email };
  const year = new Date(created.donation.createdAt).getUTCFullYear();
  const yearNow = async () => [
    (await listYears(db, donor)).map(({ gifts, total }) => [gifts, total]),
    (await listGiftsInYear(db, donor, year)).length,
  ];
  assert.deepEqual(await yearNow(), [[[1, 5_000]], 1]);
  const dispute = stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('charge.dispute.funds_withdrawn', dispute);
  await allApplied();
  assert.deepEqual(await yearNow(), [[], 0]);
  stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
  await tell('charge.dispute.closed', dispute);
  await allApplied();
  assert.deepEqual(await yearNow(), [[[1, 5_000]], 1]);
});
