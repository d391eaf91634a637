// Webhooks where several processes work on one PostgreSQL, and with everything at work as in earnest.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { testCards, type WebhookDelivery } from '@kindcart/contract';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { statements } from '../database/migrations/0005-webhooks.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { startThrowawayPostgres } from '../testing/postgres.ts';
import { waitUntil } from '../testing/wait.ts';
import { forgetDeliveries, takeDeliveries } from './deliveries/records.ts';
import { says, startReceiver, webhookHouse } from './testing.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const { db } = database;
const house = await webhookHouse(database);
const receiver = await startReceiver();
after(async () => {
  await receiver.close();
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

beforeEach(async () => {
  receiver.received.length = 0;
  receiver.answer = says(204);
  await db.deleteFrom('webhook_endpoint').execute();
});

const idsReceived = () => receiver.received.map(({ headers }) => headers['webhook-id']);

/** Deliveries to an endpoint of gifts that need not be there, due since long ago. */
async function leaveDeliveries(endpointId: `whe_${string}`, count: number): Promise<void> {
  await sql`
    insert into webhook_delivery (organization_id, id, endpoint_id, event_id, type, state,
      next_attempt_at, created_at)
    select ${house.a.organizationId}, 'whd_' || md5(random()::text) || n, ${endpointId},
      'evt_01k9p4n9x1fz3t6v8w0x2y4z6e' || n, 'webhook.test', 'pending',
      now() - interval '1 hour', now()
    from generate_series(1, ${count}::integer) as n`.execute(db);
}

const delivered = (deliveries: readonly WebhookDelivery[]) =>
  deliveries.every(({ state }) => state === 'delivered');

test('sends each delivery once, however many processes take them up at the same time', async () => {
  const endpoints = [];
  for (let count = 0; count < 5; count += 1) endpoints.push(await house.endpoint(receiver.url));
  for (let count = 0; count < 20; count += 1) await house.gift('succeeded');
  await house.relay();
  const processes = [db, another.db, db, another.db].map((one) => house.deliverer({ db: one }));
  await waitUntil('all of them', async () => {
    await Promise.all(processes.map((one) => one.round()));
    await Promise.all(processes.map((one) => one.drained()));
    return receiver.received.length >= 100 || undefined;
  });
  assert.equal(receiver.received.length, 100);
  const counts = Map.groupBy(idsReceived(), (id) => id);
  assert.deepEqual(
    [...counts.values()].map((same) => same.length),
    Array(20).fill(5),
  );
  for (const endpoint of endpoints) assert.ok(delivered(await house.deliveries(endpoint)));
  assert.deepEqual(house.told, []);
});

test('leaves one delivery of each change to each endpoint, however many relays take news', async () => {
  const endpoint = await house.endpoint(receiver.url);
  for (let count = 0; count < 30; count += 1) await house.gift('succeeded');
  await Promise.all([house.relay(), house.relay(another.db), house.relay(), house.relay()]);
  await house.relay();
  const deliveries = await house.deliveries(endpoint);
  assert.equal(deliveries.length, 30);
  assert.equal(new Set(deliveries.map(({ donationId }) => donationId)).size, 30);
});

test('finds what is due for others behind twenty thousand for one, without reading those', async () => {
  const flooded = await house.endpoint(`${receiver.url}/flooded`);
  const other = await house.endpoint(`${receiver.url}/other`);
  await leaveDeliveries(flooded.id, 20_000);
  await leaveDeliveries(other.id, 1);
  await sql`analyze webhook_delivery`.execute(db);
  const now = new Date(house.clock.nowMs());
  const take = { now, leaseUntil: now, limit: 64, perEndpoint: 4, busy: [] };
  await db.transaction().execute(async (transaction) => {
    const taken = await takeDeliveries(transaction, take);
    assert.deepEqual(
      taken.map(({ endpoint_id }) => endpoint_id).toSorted(),
      [...Array(4).fill(flooded.id), other.id].toSorted(),
    );
    const { rows } = await sql<{ read: number }>`
      select seq_tup_read + coalesce(idx_tup_fetch, 0) as read
      from pg_stat_xact_user_tables where relname = 'webhook_delivery'`.execute(transaction);
    const read = rows[0]?.read ?? 0;
    assert.ok(read > 0 && read < 1_000, `${read} rows were read`);
  });
});

test('brings a gift to a receiver and says so in the numbers, with everything at work', async () => {
  const busy = await testPlatform(another, { webhooks: { allowPrivate: true } });
  const { stage } = busy;
  try {
    const made = await stage.ask('createWebhookEndpoint', {
      body: {
        url: receiver.url,
        events: ['donation.succeeded', 'donation.partially_refunded', 'donation.refund_failed'],
        description: null,
      },
    });
    assert.ok(made.ok);
    const gift = await stage.gave(await stage.project(), testCards.refundFailsLater, 'succeeded');
    await stage.refund(gift, { amount: 100, currency: 'USD' });
    await waitUntil('all three', () => receiver.received.length === 3 || undefined);
    const told = receiver.received.map(({ body, headers }) => {
      const all = Object.entries(headers).map(([name, value]) => [name, `${value}`]);
      const webhook = new Webhook(made.value.secret);
      return webhook.verify(`${body}`, Object.fromEntries(all)) as { type: string };
    });
    assert.deepEqual(told.map(({ type }) => type).toSorted(), [
      'donation.partially_refunded',
      'donation.refund_failed',
      'donation.succeeded',
    ]);
    receiver.answer = says(410);
    await stage.ask('testWebhookEndpoint', { params: { endpointId: made.value.id } });
    const said = await waitUntil('the numbers', () => {
      const text = busy.platform.metrics.text();
      return text.includes('disabled_total{reason="gone"} 1') ? text : undefined;
    });
    assert.match(said, /^webhook_tries_total\{outcome="delivered"\} 3$/m);
    assert.match(said, /^webhook_tries_total\{outcome="failed"\} 1$/m);
    const line = busy.log.find((one) => one.includes('webhook endpoint disabled')) ?? '';
    assert.match(line, new RegExp(`"level":"warn".*"endpoint":"${made.value.id}","reason":"gone"`));
    assert.ok(!busy.log.some((one) => one.includes('whsec_')), 'a secret is in the log');
  } finally {
    await busy.stop();
  }
});

test('keeps no two endpoints too many, made at the same time', async () => {
  const asked = Array.from({ length: 30 }, () =>
    house.ask('/v1/webhook-endpoints', {
      url: receiver.url,
      events: ['donation.failed'],
      description: null,
    }),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 20);
  assert.equal(statuses.filter((status) => status === 409).length, 10);
});

test('forgets deliveries that ended ninety days ago, and none that is on its way', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await leaveDeliveries(endpoint.id, 3);
  await sql`update webhook_delivery set state = 'failed', next_attempt_at = null
    where id in (select id from webhook_delivery limit 2)`.execute(db);
  await sql`update webhook_delivery set created_at = now() - interval '91 days'
    where id <> (select id from webhook_delivery where state = 'failed' limit 1)`.execute(db);
  assert.equal(await forgetDeliveries(db, new Date()), 1);
  const left = await db.selectFrom('webhook_delivery').select('state').orderBy('state').execute();
  assert.deepEqual(
    left.map(({ state }) => state),
    ['failed', 'pending'],
  );
});

test('brings news that waited through the update to what followers need', async () => {
  const id = await house.gift('succeeded');
  await sql`update outbox set payload = json_build_object(
    'projectId', payload::json ->> 'projectId', 'state', 'succeeded')::text`.execute(db);
  const renewal = statements.find((text) => text.startsWith('update outbox')) ?? assert.fail();
  await sql.raw(renewal).execute(db);
  const endpoint = await house.endpoint(receiver.url);
  await house.relay();
  const [one] = await house.deliveries(endpoint);
  assert.deepEqual([one?.type, one?.donationId], ['donation.succeeded', id]);
});
