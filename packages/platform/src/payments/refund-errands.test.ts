// Refunds that were asked for reach their provider, however often it cannot be reached.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreatedDonation, testCards } from '@kindcart/contract';
import { sql } from 'kysely';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import type { PaymentProvider, RefundRequest } from './port.ts';
import { refundRound } from './refund-errands.ts';

const database = await testDatabase();
const { db } = database;
const busy = await testPlatform(database);
const { stage } = busy;
const project = await stage.project();
/** Paid gifts, made while the work was going on. */
const gifts: CreatedDonation[] = [];
for (let count = 0; count < 5; count += 1) {
  gifts.push(await stage.gave(project, testCards.succeeds, 'succeeded'));
}
await busy.stop();
// From here on nothing happens by itself. The same keys work on it.
const { context, ...idle } = await testPlatform(database, { idle: true });
after(() => database.close());

const asked: RefundRequest[] = [];
let reachable = true;
const provider: PaymentProvider = {
  name: 'sandbox',
  livemode: false,
  feeTerms: () => ({ basisPoints: 0, fixedAmount: 0 }),
  start: () => {
    throw new Error('no payment is started here');
  },
  async refund(request) {
    asked.push(request);
    if (!reachable) throw new Error('provider out of reach');
  },
};

let errors: string[] = [];
const round = () =>
  refundRound(
    db,
    () => provider,
    (_, error) => errors.push(error instanceof Error ? error.message : String(error)),
  );

async function askFor(gift: CreatedDonation | undefined): Promise<string> {
  assert.ok(gift !== undefined);
  const response = await idle.platform.app.request(`/v1/donations/${gift.donation.id}/refunds`, {
    method: 'POST',
    body: JSON.stringify({ amount: null, reason: null }),
    headers: {
      Authorization: `Bearer ${busy.a.test.secret}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `refund ${gift.donation.id}`,
    },
  });
  assert.equal(response.status, 201);
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** As if the time until the next try had gone by. */
const due = () => sql`update outbox set available_at = now()`.execute(db);
const waiting = async () =>
  await db.selectFrom('outbox').selectAll().where('topic', '=', 'refund.asked').execute();

test('brings a refund to its provider once, and forgets the errand', async () => {
  const id = await askFor(gifts[0]);
  assert.equal(await round(), 1);
  assert.deepEqual(
    asked.map(({ refundId, reference, amount }) => [refundId, reference, amount]),
    [[id, gifts[0]?.payment.reference, { amount: 5_000, currency: 'USD' }]],
  );
  assert.equal(await round(), 0);
  assert.deepEqual(await waiting(), []);
});

test('tries again later, more and more slowly, when the provider cannot be reached', async () => {
  reachable = false;
  await askFor(gifts[1]);
  const pauses: number[] = [];
  for (let tries = 1; tries <= 3; tries += 1) {
    assert.equal(await round(), 1);
    assert.equal(await round(), 0);
    const [errand] = await waiting();
    assert.equal(errand?.attempts, tries);
    const { rows } = await sql<{ seconds: number }>`
      select round(extract(epoch from available_at - now()))::integer as seconds
      from outbox where topic = 'refund.asked'`.execute(db);
    pauses.push(rows[0]?.seconds ?? 0);
    await due();
  }
  assert.deepEqual(pauses, [5, 10, 20]);
  assert.deepEqual(errors, Array(3).fill('provider out of reach'));
  reachable = true;
  assert.equal(await round(), 1);
  assert.deepEqual(await waiting(), []);
});

test('asks for the same refund under the same id each time', async () => {
  asked.length = 0;
  reachable = false;
  const id = await askFor(gifts[2]);
  await round();
  await due();
  reachable = true;
  await round();
  assert.deepEqual(
    asked.map(({ refundId }) => refundId),
    [id, id],
  );
});

test('goes on with the others when one fails', async () => {
  asked.length = 0;
  errors = [];
  const [first, second] = [await askFor(gifts[3]), await askFor(gifts[4])];
  const picky: PaymentProvider = {
    ...provider,
    async refund(request) {
      if (request.refundId === first) throw new Error('not this one');
      asked.push(request);
    },
  };
  const failed: string[] = [];
  await refundRound(
    db,
    () => picky,
    (name) => failed.push(name),
  );
  assert.deepEqual([asked.map(({ refundId }) => refundId), failed], [[second], ['refund errand']]);
  assert.deepEqual(
    (await waiting()).map(({ id }) => id),
    [first],
  );
});

test('keeps the errand when no provider takes it', async () => {
  await due();
  errors = [];
  const none = (_: string, error: unknown) => errors.push(String(error));
  assert.equal(await refundRound(db, () => undefined, none), 1);
  assert.match(errors.join(), /No provider takes refund ref_/);
  assert.equal((await waiting()).length, 1);
});
