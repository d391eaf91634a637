// Receipts of gifts that a donor's bank asks back: none is over money that the charity does not have.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatedDonation } from '@kindcart/contract';
import { sql } from 'kysely';
import { statements } from '../../database/migrations/0024-disputed-receipts.ts';
import { stripeHouse } from '../../payments/stripe/testing/house.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { waitUntil } from '../../testing/wait.ts';
import { donorPages } from '../donors/export.ts';
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

test('voids at once what an older platform issued over money that a bank has', async () => {
  const [whole, part, won] = [await pay(), await pay(), await pay()];
  for (const { created } of [whole, part, won]) assert.ok((await askForReceipt(created)).ok);
  const idOf = ({ created }: typeof whole) => created.donation.id;
  const asBefore = [
    `delete from receipt where donation_id not in ('${[whole, part, won].map(idOf).join("', '")}')`,
    `alter table receipt drop column disputed_amount,
      add constraint receipt_check check (amount = gift_amount + fee_cover_amount - refunded_amount)`,
    `alter table receipt_void drop constraint receipt_void_reason_known,
      add constraint receipt_void_reason_check check (reason <> '')`,
    `update donation set disputed_amount = 5000 where id = '${idOf(whole)}'`,
    `update donation set disputed_amount = 1200 where id = '${idOf(part)}'`,
    `update donation set disputed_amount = 0 where id = '${idOf(won)}'`,
  ];
  const reasons = await whileDamaged(house.database, asBefore, async (damaged) => {
    for (const statement of statements) await sql.raw(statement).execute(damaged);
    const ids = [whole, part, won].map(idOf);
    const rows = await listReceipts(damaged, house.a.book, ids);
    return ids.map((id) => rows.find(({ donation_id }) => donation_id === id)?.void_reason);
  });
  assert.deepEqual(reasons, ['disputed', 'partly_disputed', null]);
});

test('adds up in the table of donors what is left of their gifts', async () => {
  const lineOf = async () => {
    for await (const lines of donorPages(db, house.a.book)) {
      const line = lines.find((cells) => cells.includes('year@example.org'));
      if (line) return line.join(' ');
    }
    return '';
  };
  assert.match(await lineOf(), /50\.00/);
  const { id } = await db
    .selectFrom('donation_detail')
    .select('donation_id as id')
    .where('email', '=', 'year@example.org')
    .executeTakeFirstOrThrow();
  const take = [`update donation set disputed_amount = 1200 where id = '${id}'`];
  assert.match(
    await whileDamaged(house.database, take, async (damaged) => {
      for await (const lines of donorPages(damaged, house.a.book)) return lines.join(' ');
      return '';
    }),
    /38\.00/,
  );
});
