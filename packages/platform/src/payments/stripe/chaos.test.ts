// Stripe at its worst: over its limit, failing, and losing connections, by a seed; and a line to it that is
// slow, dead or breaks. Donors are told to come again and never that it is over; each gift is charged once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CreatedDonation, isErrorCode, isRetryable } from '@kindcart/contract';
import { sql } from 'kysely';
import { startProxy } from '../../testing/bad-line.ts';
import { waitUntil } from '../../testing/wait.ts';
import { type StripeHouse, secret, settingsFor, stripeHouse, usd } from './testing/house.ts';
import { startStripe } from './testing/stand-in.ts';

/** How requests for gifts went. */
interface Course {
  readonly refusals: string[];
  longestMs: number;
}

const newCourse = (): Course => ({ refusals: [], longestMs: 0 });

/** One request for a gift; undefined when it was refused. */
async function ask(
  { request }: StripeHouse,
  projectId: string,
  key: string,
  course: Course,
): Promise<CreatedDonation | undefined> {
  const wish = { coverFee: false, donorName: null, anonymous: true, message: null };
  const body = JSON.stringify({ projectId, gift: usd(5_000), ...wish });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const startedMs = performance.now();
  const response = await request('/v1/donations', { method: 'POST', body, headers });
  course.longestMs = Math.max(course.longestMs, performance.now() - startedMs);
  const text = await response.text();
  if (response.status === 201) return JSON.parse(text);
  course.refusals.push(JSON.parse(text).code);
  return undefined;
}

/** A gift as a page asks for it: again under the same key for as long as it is told to. */
function give(house: StripeHouse, projectId: string, key: string, course: Course) {
  return waitUntil(`gift ${key}`, () => ask(house, projectId, key, course));
}

/** What a page is told of while it waits are codes after which it may come again. */
function assertRetryable({ refusals }: Course): void {
  const final = refusals.filter((code) => !isErrorCode(code) || !isRetryable(code));
  assert.deepEqual(final, []);
}

/** Pays the gift at Stripe, which tells of it until it is heard. */
async function payAtStripe(house: StripeHouse, { payment }: CreatedDonation): Promise<string> {
  const { intent_id: intent } = await house.database.db
    .selectFrom('stripe_payment')
    .select('intent_id')
    .where('reference', '=', payment.reference)
    .executeTakeFirstOrThrow();
  assert.ok(intent !== null);
  house.stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  assert.equal((await house.tell('payment_intent.succeeded', intent)).status, 200);
  return intent;
}

type Topic = 'refund.asked' | 'stripe.event';

/**
 * As if the time until the next try had gone by. How often Stripe fails one errand is up to chance, and
 * each time it rests twice as long.
 */
async function makeDue({ database: { db } }: StripeHouse, topic: Topic): Promise<void> {
  const rests = sql`topic = ${topic} and available_at > now()`;
  await sql`update outbox set available_at = now() where ${rests}`.execute(db);
}

/** Waits until nothing of the topic is left, however often it is tried. */
function noneIsLeft(house: StripeHouse, topic: Topic): Promise<boolean> {
  return waitUntil(`no ${topic} to be left`, async () => {
    await makeDue(house, topic);
    const left = await house.database.db
      .selectFrom('outbox')
      .select('id')
      .where('topic', '=', topic)
      .execute();
    return left.length === 0 ? true : undefined;
  });
}

test('drains what is waiting, and charges and gives back each gift once, while Stripe fails by chance', async () => {
  const house = await stripeHouse();
  const { stage, stripe } = house;
  const { id } = await stage.project();
  const course = newCourse();
  const gifts = 50;
  stripe.failByChance({ seed: 42, perSecond: 25, error: 0.1, cut: 0.05 });
  const made = await Promise.all(
    Array.from({ length: gifts }, async (_, number) => {
      const created = await give(house, id, `gift ${number}`, course);
      await payAtStripe(house, created);
      const { state } = await stage.readDonation(created.donation.id);
      assert.ok(state === 'pending' || state === 'succeeded', state);
      return created;
    }),
  );
  assertRetryable(course);
  assert.ok(course.refusals.length > 0);
  await waitUntil('all to be booked', async () => {
    await makeDue(house, 'stripe.event');
    const { totals } = await stage.readProject(id);
    return totals.donations === gifts ? true : undefined;
  });
  const references = new Set(made.map(({ payment }) => payment.reference));
  assert.equal(references.size, gifts);
  for (const gift of made.slice(0, 10)) await stage.refund(gift, null);
  await waitUntil('the refunds', async () => {
    await makeDue(house, 'refund.asked');
    return stripe.count('refund') === 10 ? true : undefined;
  });
  await noneIsLeft(house, 'stripe.event');
  assert.equal(stripe.count('charge'), gifts);
  stripe.failByChance(undefined);
  await noneIsLeft(house, 'refund.asked');
  assert.equal(stripe.count('refund'), 10);
  await house.auditClean();
  await house.end();
});

test('makes a payment under a new key when Stripe remembers that the first failed', async () => {
  const house = await stripeHouse();
  const { id } = await house.stage.project();
  house.stripe.fail('lasting 500', 'lasting 500');
  const course = newCourse();
  const created = await give(house, id, 'remembered', course);
  assertRetryable(course);
  const keys = house.stripe.requests.flatMap(({ key }) => key ?? []);
  const { reference } = created.payment;
  assert.deepEqual(new Set(keys), new Set([`kindcart-${reference}`, `kindcart-${reference}-2`]));
  assert.equal(house.stripe.count('payment_intent'), 1);
  await house.end();
});

test('asks for no second refund when one that Stripe said had failed was made all the same', async () => {
  const house = await stripeHouse();
  const { created, intent } = await house.pay();
  house.stripe.fail('lasting 500');
  const refund = await house.stage.refund(created, usd(2_000));
  await waitUntil('the first try', () =>
    house.stripe.requests.find(({ line }) => line === 'POST /v1/refunds'),
  );
  house.stripe.refund(intent, 2_000, { kindcart_refund: refund.id });
  await waitUntil('the errand to be done', async () => {
    const left = await house.database.db
      .selectFrom('outbox')
      .select('id')
      .where('id', '=', refund.id)
      .execute();
    return left.length === 0 ? true : undefined;
  });
  assert.equal(house.stripe.refundsOf(intent).length, 1);
  await house.end();
});

test('charges each gift once over a line that is slow, dead or breaks, and waits no longer than it may', async () => {
  const timeoutMs = 1_500;
  const gifts = 30;
  const stripe = await startStripe(secret);
  const proxy = await startProxy(stripe.port, { seed: 7, delayMs: 500, dead: 0.05, broken: 0.1 });
  const house = await stripeHouse({ stripe: settingsFor(proxy.url, timeoutMs), standIn: stripe });
  const { id } = await house.stage.project();
  const course = newCourse();
  await Promise.all(
    Array.from({ length: gifts }, async (_, number) => {
      const created = await give(house, id, `gift ${number}`, course);
      await payAtStripe(house, created);
    }),
  );
  assertRetryable(course);
  await waitUntil('all to be booked', async () => {
    const { totals } = await house.stage.readProject(id);
    return totals.donations === gifts ? true : undefined;
  });
  assert.equal(stripe.count('payment_intent'), gifts);
  // Three tries that each may time out, the line's own delay, and the SDK's rests between them.
  assert.ok(course.longestMs < 3 * timeoutMs + 6_000, `${course.longestMs} ms`);
  await house.auditClean();
  await house.end();
  await proxy.close();
});

test('gives up on a dead line in time, and says that nothing was charged', async () => {
  const stripe = await startStripe(secret);
  const proxy = await startProxy(stripe.port, { seed: 1, delayMs: 0, dead: 1, broken: 0 });
  const house = await stripeHouse({ stripe: settingsFor(proxy.url, 200), standIn: stripe });
  const { id } = await house.stage.project();
  const course = newCourse();
  assert.equal(await ask(house, id, 'nobody there', course), undefined);
  assert.deepEqual(course.refusals, ['unavailable']);
  // Three tries of 200 ms, and the SDK's rests of up to two seconds between them.
  assert.ok(course.longestMs < 6_000);
  assert.equal(stripe.count('payment_intent'), 0);
  await house.end();
  await proxy.close();
});
