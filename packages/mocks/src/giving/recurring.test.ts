// Monthly and yearly gifts of the made-up platform, as developers' own tests use them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  addMonths,
  createDonationExample,
  createProjectExample,
  detailsExample,
  type RecurringGift,
  testCards,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2027-01-31T08:00:00Z');
const server = setupServer(
  ...Object.values(createHandlers({ baseUrl, now: () => new Date(nowMs) })),
);
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });

let keys = 0;
const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};
const cardOf = (number: string) => ({ number, expiry: '12/89', cvc: '123' });

/** Begins a gift and pays its first charge. */
async function begin(number: string, interval: 'month' | 'year' = 'month'): Promise<RecurringGift> {
  const project = await client.createProject({
    body: { ...createProjectExample, closesAt: null },
    idempotencyKey: newKey(),
  });
  assert.ok(project.ok);
  const { id: projectId } = project.value;
  const body = { ...createDonationExample, projectId, details: detailsExample, interval };
  const created = await client.createDonation({ body, idempotencyKey: newKey() });
  assert.ok(created.ok);
  const { reference, clientSecret } = created.value.payment;
  await client.confirmSandboxPayment({
    params: { reference },
    body: { clientSecret, card: cardOf(number) },
  });
  const donation = await client.getDonation({
    params: { donationId: created.value.donation.id },
  });
  assert.ok(donation.ok && donation.value.recurringGiftId !== null);
  return read(donation.value.recurringGiftId);
}

async function read(recurringGiftId: RecurringGift['id']): Promise<RecurringGift> {
  const found = await client.getRecurringGift({ params: { recurringGiftId } });
  assert.ok(found.ok);
  return found.value;
}

async function advance(body: { months: number } | { to: string }): Promise<void> {
  const moved = await client.advanceSandboxClock({ body, idempotencyKey: newKey() });
  assert.ok(moved.ok, JSON.stringify(moved));
}

async function charges(recurringGiftId: RecurringGift['id']) {
  const listed = await client.listDonations({ query: { recurringGiftId, limit: 100 } });
  assert.ok(listed.ok);
  return listed.value.items.map(({ createdAt, state }) => `${createdAt.slice(0, 10)} ${state}`);
}

test('charges on the day of the anchor, short months and long ones', async () => {
  const { id, state, interval } = await begin(testCards.succeeds);
  assert.deepEqual([state, interval], ['active', 'month']);
  await advance({ months: 3 });
  assert.deepEqual(await charges(id), [
    '2027-04-30 succeeded',
    '2027-03-31 succeeded',
    '2027-02-28 succeeded',
    '2027-01-31 succeeded',
  ]);
});

test('charges a yearly gift once a year', async () => {
  const { id, anchorAt } = await begin(testCards.succeeds, 'year');
  await advance({ months: 24 });
  assert.equal((await charges(id)).length, 3);
  const { nextChargeAt } = await read(id);
  assert.equal(nextChargeAt, addMonths(new Date(anchorAt), 36).toISOString());
});

test("goes by the world's own clock as well", async () => {
  const { id } = await begin(testCards.succeeds);
  nowMs += 32 * 24 * 60 * 60 * 1_000;
  await read(id);
  assert.equal((await charges(id)).length, 2);
});

test('fails, is tried again, and is paused; another card lets it go on', async () => {
  const { id, nextChargeAt } = await begin(testCards.renewalsDeclined);
  await advance({ to: nextChargeAt ?? '' });
  const failed = await read(id);
  assert.deepEqual([failed.state, failed.retriesLeft], ['past_due', 3]);
  await advance({ months: 1 });
  nowMs += 24 * 60 * 60 * 1_000;
  const paused = await read(id);
  assert.deepEqual([paused.state, paused.pausedBecause], ['paused', 'payment_failed']);
  const start = await client.replaceRecurringGiftCard({ params: { recurringGiftId: id } });
  assert.ok(start.ok);
  const { reference, clientSecret } = start.value.payment;
  const params = { reference };
  const give = (number: string) =>
    client.confirmSandboxPayment({ params, body: { clientSecret, card: cardOf(number) } });
  const answers = [
    await give(testCards.declined),
    await give(testCards.insufficientFunds),
    await give(testCards.asksForConfirmation),
  ];
  assert.deepEqual(
    answers.map((answer) => answer.ok && [answer.value.state, answer.value.failureCode]),
    [
      ['failed', 'card_declined'],
      ['failed', 'card_declined'],
      ['requires_action', null],
    ],
  );
  assert.equal((await read(id)).state, 'paused');
  const refused = await client.authenticateSandboxPayment({
    params,
    body: { clientSecret, approve: false },
  });
  assert.ok(refused.ok && refused.value.failureCode === 'authentication_failed');
  await client.authenticateSandboxPayment({ params, body: { clientSecret, approve: true } });
  const resumed = await read(id);
  assert.deepEqual([resumed.state, resumed.card?.last4], ['active', '3155']);
  assert.equal((await charges(id)).length, 2);
});

test('ends when its project is closed, and charges nothing after', async () => {
  const { id } = await begin(testCards.succeeds);
  const gift = await read(id);
  const closed = await client.closeProject({ params: { projectId: gift.projectId } });
  assert.ok(closed.ok);
  const ended = await read(id);
  assert.deepEqual([ended.state, ended.endedBecause], ['ended', 'project_closed']);
  await advance({ months: 2 });
  assert.equal((await charges(id)).length, 1);
});

test('lists what recurs by state, newest first', async () => {
  const { id, projectId } = await begin(testCards.succeeds);
  const idsIn = async (state: RecurringGift['state']) => {
    const listed = await client.listRecurringGifts({ query: { state, projectId } });
    assert.ok(listed.ok);
    return listed.value.items.map((gift) => gift.id);
  };
  assert.deepEqual([await idsIn('active'), await idsIn('cancelled')], [[id], []]);
  await client.cancelRecurringGift({ params: { recurringGiftId: id } });
  assert.deepEqual([await idsIn('active'), await idsIn('cancelled')], [[], [id]]);
});

test('refuses a pause that would be over already', async () => {
  const { id } = await begin(testCards.succeeds);
  const paused = await client.pauseRecurringGift({
    params: { recurringGiftId: id },
    body: { until: '2020-01-01T00:00:00.000Z' },
  });
  assert.ok(!paused.ok);
  assert.deepEqual(
    [paused.error.code, paused.error.fields.map(({ field }) => field)],
    ['request_invalid', ['until']],
  );
});

test('asks for an address where the gift comes again, by the name of the field', async () => {
  const body = { ...createDonationExample, details: { ...detailsExample, email: null } };
  const begun = await client.createDonation({
    body: { ...body, interval: 'month' },
    idempotencyKey: newKey(),
  });
  assert.ok(!begun.ok);
  assert.deepEqual(
    begun.error.fields.map(({ field }) => field),
    ['details.email'],
  );
  assert.match(begun.error.fields[0]?.message ?? '', /is needed for a monthly or yearly gift/);
});

test('lets a test play Stripe for another card, where it was made so', async (t) => {
  const atStripe = createHandlers({ baseUrl, now: () => new Date(nowMs), newCardsAt: 'stripe' });
  server.use(...Object.values(atStripe));
  t.after(() => server.resetHandlers());
  const { id } = await begin(testCards.succeeds);
  const start = await client.replaceRecurringGiftCard({ params: { recurringGiftId: id } });
  assert.ok(start.ok && start.value.payment.provider === 'stripe');
  const { reference, clientSecret, publishableKey } = start.value.payment;
  assert.match(clientSecret, /^seti_/);
  assert.match(publishableKey, /^pk_test_/);
  assert.equal((await read(id)).card?.last4, '4242');
  const card = cardOf(testCards.slow);
  await client.confirmSandboxPayment({ params: { reference }, body: { clientSecret, card } });
  assert.equal((await read(id)).card?.last4, '0077');
});
