// What a charity's receiver gets of a gift, over a real socket, however it answers; time goes by hand.
import assert from 'node:assert/strict';
import { after, beforeEach, mock, test } from 'node:test';
import {
  parse,
  type WebhookDelivery,
  type WebhookEvent,
  webhookEventSchema,
} from '@kindcart/contract';
import { Webhook } from 'standardwebhooks';
import { eraseDonor } from '../giving/donations/records.ts';
import { testDatabase } from '../testing/platform.ts';
import { waitUntil } from '../testing/wait.ts';
import { restsMs } from './deliveries/rules.ts';
import { type Received, type Receiver, says, startReceiver, webhookHouse } from './testing.ts';

const database = await testDatabase();
const house = await webhookHouse(database);
const receiver = await startReceiver();
after(async () => {
  await receiver.close();
  await house.stop();
  await database.close();
});

beforeEach(async () => {
  receiver.received.length = 0;
  receiver.answer = says(204);
  house.told.length = 0;
  await database.db.deleteFrom('webhook_endpoint').execute();
});

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;

/** What the official library makes of a request at the time of the hand clock. */
function verified(secret: string, received: Received | undefined): WebhookEvent {
  assert.ok(received !== undefined, 'nothing came');
  const headers = Object.entries(received.headers).map(([name, value]) => [name, `${value}`]);
  mock.timers.enable({ apis: ['Date'], now: house.clock.nowMs() });
  try {
    const text = received.body.toString('utf8');
    const event = parse(
      webhookEventSchema,
      new Webhook(secret).verify(text, Object.fromEntries(headers)),
    );
    assert.ok(event.ok, JSON.stringify(event));
    return event.value;
  } finally {
    mock.timers.reset();
  }
}

/** A gift, brought as far as the receiver. */
async function give(state: 'succeeded' | 'failed' = 'succeeded') {
  const id = await house.gift(state);
  await house.relay();
  await house.deliver();
  return id;
}

/** Time goes by, and what is then due is done. */
async function pass(ms: number): Promise<void> {
  house.clock.advance(ms);
  await house.deliver();
}

const idsReceived = () => receiver.received.map(({ headers }) => headers['webhook-id']);
const failuresOf = ({ attempts }: WebhookDelivery) => attempts.map(({ failure }) => failure);

async function onlyDelivery(endpoint: { readonly id: `whe_${string}` }): Promise<WebhookDelivery> {
  const [one, ...others] = await house.deliveries(endpoint);
  assert.ok(one !== undefined && others.length === 0);
  return one;
}

test('tells a receiver of a gift, signed, with the donation as the secret API shows it', async () => {
  const endpoint = await house.endpoint(receiver.url);
  const donationId = await give();
  assert.equal(receiver.received.length, 1);
  const event = verified(endpoint.secret, receiver.received[0]);
  const read = await house.ask(`/v1/donations/${donationId}`);
  assert.deepEqual([event.type, event.data], ['donation.succeeded', await read.json()]);
  const { state, eventId, attempts, nextAttemptAt, ...one } = await onlyDelivery(endpoint);
  assert.deepEqual([state, eventId, nextAttemptAt], ['delivered', idsReceived()[0], null]);
  assert.deepEqual([one.type, one.donationId], ['donation.succeeded', donationId]);
  assert.deepEqual([attempts.length, attempts[0]?.status], [1, 204]);
  assert.deepEqual(house.told, []);
});

test('tells each endpoint what it asked for, and one of live data nothing of a test', async () => {
  const paid = await house.endpoint(`${receiver.url}/paid`);
  const both = await house.endpoint(`${receiver.url}/both`, [
    'donation.succeeded',
    'donation.failed',
  ]);
  await database.db
    .insertInto('webhook_endpoint')
    .values({
      organization_id: house.a.organizationId,
      id: 'whe_01k9p6b1e5fz3t6v8w0x2y4z6g',
      livemode: true,
      url: `${receiver.url}/live`,
      events: ['donation.succeeded', 'donation.failed'],
      secrets: JSON.stringify([{ secret: paid.secret, until: null }]),
      updated_at: new Date(),
    })
    .execute();
  await give('succeeded');
  await give('failed');
  const told = receiver.received.map(({ path, body }) => `${path} ${JSON.parse(`${body}`).type}`);
  assert.deepEqual(told.sort(), [
    '/hooks/both donation.failed',
    '/hooks/both donation.succeeded',
    '/hooks/paid donation.succeeded',
  ]);
  const ids = await Promise.all([paid, both].map(house.deliveries));
  const [first, second] = ids.map((list) => list.find((one) => one.type === 'donation.succeeded'));
  assert.equal(first?.eventId, second?.eventId);
});

test('tries again under the same id, at the times of the specification, until it is received', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500, {}, 'our database is down');
  await give();
  for (const restMs of restsMs.slice(0, 3)) {
    await pass(restMs - 10 * secondMs);
    const before = receiver.received.length;
    await pass(11 * secondMs);
    assert.equal(receiver.received.length, before + 1, `after ${restMs} ms`);
    verified(endpoint.secret, receiver.received.at(-1));
  }
  receiver.answer = says(200);
  assert.ok((await house.readEndpoint(endpoint)).failingSince !== null);
  await pass(restsMs[3] ?? 0);
  assert.deepEqual(new Set(idsReceived()).size, 1);
  const delivery = await onlyDelivery(endpoint);
  assert.equal(delivery.state, 'delivered');
  assert.deepEqual(failuresOf(delivery), [...Array(4).fill('answered_no'), null]);
  assert.equal(delivery.attempts[0]?.detail, 'our database is down');
  assert.equal((await house.readEndpoint(endpoint)).failingSince, null);
});

test('gives up after three days, keeps what failed, and disables an endpoint that failed all the time', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500);
  await give();
  const since = (await onlyDelivery(endpoint)).createdAt;
  for (const restMs of restsMs) await pass(restMs + secondMs);
  assert.equal(receiver.received.length, restsMs.length + 1);
  const failed = await onlyDelivery(endpoint);
  assert.deepEqual([failed.state, failed.nextAttemptAt], ['failed', null]);
  const disabled = await house.readEndpoint(endpoint);
  assert.deepEqual([disabled.enabled, disabled.disabledReason], [false, 'failing']);
  assert.deepEqual(house.told, [`${endpoint.id} failing`]);
  // Nothing is kept for an endpoint that is disabled.
  await give();
  await pass(100 * hourMs);
  assert.equal(receiver.received.length, restsMs.length + 1);

  receiver.answer = says(204);
  await house.change(endpoint, { enabled: true });
  const replay = await house.ask(`/v1/webhook-endpoints/${endpoint.id}/replay`, { since });
  assert.deepEqual(await replay.json(), { replayed: 1 });
  await house.deliver();
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
  assert.equal(new Set(idsReceived()).size, 1);
});

test('leaves an endpoint on that received anything while one delivery failed', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500);
  await give();
  for (const [index, restMs] of restsMs.entries()) {
    if (index === 7) {
      receiver.answer = says(204);
      await house.ask(`/v1/webhook-endpoints/${endpoint.id}/test`, {});
      await house.deliver();
      receiver.answer = says(500);
    }
    await pass(restMs + secondMs);
  }
  assert.equal((await house.readEndpoint(endpoint)).enabled, true);
  const failed = (await house.deliveries(endpoint)).filter(({ state }) => state === 'failed');
  assert.equal(failed.length, 1);
});

test('disables the endpoint of a receiver that is gone, with all that was on its way', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500);
  await give();
  receiver.answer = says(410);
  await give();
  const read = await house.readEndpoint(endpoint);
  assert.deepEqual([read.enabled, read.disabledReason], [false, 'gone']);
  const states = (await house.deliveries(endpoint)).map(({ state }) => state);
  assert.deepEqual(states, ['failed', 'failed']);
  assert.deepEqual(house.told, [`${endpoint.id} gone`]);
  await pass(100 * hourMs);
  assert.equal(receiver.received.length, 2);
});

test('leaves a busy receiver alone until the time that it said, and others not', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(429, { 'Retry-After': '600' });
  await give();
  receiver.answer = says(204);
  const other = await house.endpoint(`${receiver.url}/other`);
  await give();
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    ['/hooks', '/hooks/other'],
  );
  await pass(590 * secondMs);
  assert.equal(receiver.received.length, 2);
  await pass(20 * secondMs);
  assert.deepEqual(
    (await house.deliveries(endpoint)).map(({ state }) => state),
    ['delivered', 'delivered'],
  );
  assert.equal((await house.deliveries(other)).length, 1);
});

test('signs with both secrets for the hours after a rotation, and with the new one after them', async () => {
  const endpoint = await house.endpoint(receiver.url);
  const body = { keepOldHours: 2 };
  const rotation = await house.ask(`/v1/webhook-endpoints/${endpoint.id}/rotate`, body);
  const { secret } = (await rotation.json()) as { secret: string };
  assert.notEqual(secret, endpoint.secret);
  await give();
  for (const one of [secret, endpoint.secret]) verified(one, receiver.received[0]);
  house.clock.advance(3 * hourMs);
  await give();
  verified(secret, receiver.received[1]);
  assert.throws(() => verified(endpoint.secret, receiver.received[1]), /No matching signature/);
});

const troubles: readonly [what: string, answer: Receiver['answer'], failure: string][] = [
  ['redirects', says(302, { Location: 'https://example.org' }), 'redirected'],
  ['cuts', (response) => response.destroy(), 'not_reached'],
  ['answers no', says(404), 'answered_no'],
];

for (const [what, answer, failure] of troubles) {
  test(`tries again with a receiver that ${what}`, async () => {
    const endpoint = await house.endpoint(receiver.url);
    receiver.answer = answer;
    await give();
    receiver.answer = says(204);
    await pass(6 * secondMs);
    assert.deepEqual(failuresOf(await onlyDelivery(endpoint)), [failure, null]);
    assert.ok(receiver.received.every(({ path }) => path === '/hooks'));
  });
}

test('tells how the donation is when it is sent, not how it was', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500);
  const donationId = await give();
  assert.equal(await eraseDonor(database.db, donationId), true);
  receiver.answer = says(204);
  await pass(6 * secondMs);
  const [before, now] = receiver.received.map(({ body }) => JSON.parse(`${body}`).data.donorName);
  assert.deepEqual([before, now], ['林晓 ✓', null]);
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
});

test('sends again, under the same id, what a process sent that died before it wrote that down', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await house.gift('succeeded');
  await house.relay();
  const dies = () => assert.fail('killed');
  const dying = house.deliverer({ random: dies });
  assert.equal(await dying.round(), 1);
  await dying.drained();
  assert.equal(receiver.received.length, 1);
  await pass(50 * secondMs);
  assert.equal(receiver.received.length, 1, 'the lease is not over');
  await pass(11 * secondMs);
  assert.equal(receiver.received.length, 2);
  assert.equal(new Set(idsReceived()).size, 1);
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
});

test('lets no word of a process that comes back late undo what others did', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await house.gift('succeeded');
  await house.relay();
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  receiver.answer = (response) => void held.then(() => response.writeHead(500).end());
  const late = house.deliverer();
  await late.round();
  await waitUntil('the first try', () => receiver.received.length === 1 || undefined);
  receiver.answer = says(204);
  await pass(61 * secondMs);
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
  goOn();
  await late.drained();
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
});

test('sends few at a time to one receiver, and lets a slow one hold up nobody else', async () => {
  const slow = await house.endpoint(`${receiver.url}/slow`);
  const quick = await house.endpoint(`${receiver.url}/quick`);
  for (let count = 0; count < 10; count += 1) await house.gift('succeeded');
  await house.relay();
  const held: (() => void)[] = [];
  receiver.answer = (response, { path }) => {
    if (path.endsWith('slow')) held.push(() => void response.writeHead(204).end());
    else response.writeHead(204).end();
  };
  const deliverer = house.deliverer();
  await waitUntil('all for the quick one', async () => {
    await deliverer.round();
    const all = await house.deliveries(quick);
    return all.every(({ state }) => state === 'delivered') || undefined;
  });
  assert.equal(held.length, 4);
  await waitUntil('all for the slow one', async () => {
    for (const answer of held.splice(0)) answer();
    await deliverer.round();
    const all = await house.deliveries(slow);
    return all.every(({ state }) => state === 'delivered') || undefined;
  });
  assert.equal(new Set(idsReceived()).size, 10);
  assert.equal(receiver.received.length, 20);
});

test('calls nobody in a private network unless that is allowed, and says so', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await house.gift('succeeded');
  await house.relay();
  const walled = house.deliverer({ allowPrivate: false });
  await walled.round();
  await walled.drained();
  assert.equal(receiver.received.length, 0);
  const { attempts } = await onlyDelivery(endpoint);
  assert.equal(attempts[0]?.failure, 'address_refused');
  assert.match(attempts[0].detail ?? '', /127\.0\.0\.1 is not on the public internet/);
});

test('sends a test event once, whatever is answered', async () => {
  const endpoint = await house.endpoint(receiver.url);
  receiver.answer = says(500, {}, 'not yet');
  const asked = await house.ask(`/v1/webhook-endpoints/${endpoint.id}/test`, {});
  assert.equal(asked.status, 202);
  await house.deliver();
  await pass(100 * hourMs);
  const event = JSON.parse(`${receiver.received[0]?.body}`);
  assert.equal(event.type, 'webhook.test');
  assert.deepEqual(event.data, { endpointId: endpoint.id, livemode: false });
  const delivery = await onlyDelivery(endpoint);
  assert.deepEqual([delivery.state, delivery.attempts[0]?.detail], ['failed', 'not yet']);
  assert.equal(receiver.received.length, 1);
});

test('sends one delivery again when it is asked to, though it was received', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await give();
  const { id } = await onlyDelivery(endpoint);
  assert.equal((await house.ask(`/v1/webhook-deliveries/${id}/replay`, {})).status, 202);
  await house.deliver();
  assert.equal(receiver.received.length, 2);
  assert.equal(new Set(idsReceived()).size, 1);
  assert.equal((await onlyDelivery(endpoint)).attempts.length, 2);
});

test('keeps word of twenty tries of a delivery, the latest', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await give();
  const { id } = await onlyDelivery(endpoint);
  for (let count = 0; count < 22; count += 1) {
    receiver.answer = says(200 + count);
    await house.ask(`/v1/webhook-deliveries/${id}/replay`, {});
    await house.deliver();
  }
  const statuses = (await onlyDelivery(endpoint)).attempts.map(({ status }) => status);
  assert.deepEqual(
    statuses,
    Array.from({ length: 20 }, (_, index) => 202 + index),
  );
});

test('stops what was on its way to an endpoint that is deleted or disabled meanwhile', async () => {
  const [gone, off] = [await house.endpoint(receiver.url), await house.endpoint(receiver.url)];
  await house.gift('succeeded');
  await house.relay();
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  receiver.answer = (response) => void held.then(() => response.writeHead(500).end());
  const deliverer = house.deliverer();
  await deliverer.round();
  await waitUntil('both', () => receiver.received.length === 2 || undefined);
  await house.ask(`/v1/webhook-endpoints/${gone.id}/delete`, {});
  await house.change(off, { enabled: false });
  goOn();
  await deliverer.drained();
  assert.equal((await onlyDelivery(off)).state, 'failed');
  await pass(hourMs);
  assert.equal(receiver.received.length, 2);
  assert.deepEqual(house.told, []);
});

test('keeps back what was left for an endpoint in the moment in which it was disabled', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await house.gift('succeeded');
  await house.relay();
  await database.db.updateTable('webhook_endpoint').set({ disabled_reason: 'asked' }).execute();
  await house.deliver();
  assert.equal(receiver.received.length, 0);
  await house.change(endpoint, { enabled: true });
  await house.deliver();
  assert.equal(receiver.received.length, 1);
});

test('gives up tries that do not end soon when it stops, and makes them again', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await house.gift('succeeded');
  await house.relay();
  receiver.answer = () => {};
  const stopping = house.deliverer({ graceMs: 20 });
  stopping.start();
  await waitUntil('the try', () => receiver.received.length === 1 || undefined);
  await stopping.stop();
  assert.deepEqual((await onlyDelivery(endpoint)).attempts, []);
  receiver.answer = says(204);
  await pass(61 * secondMs);
  assert.equal((await onlyDelivery(endpoint)).state, 'delivered');
  assert.deepEqual(house.told, []);
});

test('lists deliveries by state, page by page', async () => {
  const endpoint = await house.endpoint(receiver.url);
  await give();
  receiver.answer = says(500);
  await give();
  const path = `/v1/webhook-endpoints/${endpoint.id}/deliveries`;
  const list = async (query: string) => {
    const page = (await (await house.ask(`${path}?${query}`)).json()) as {
      items: WebhookDelivery[];
      nextCursor: string | null;
    };
    return { states: page.items.map(({ state }) => state), next: page.nextCursor };
  };
  assert.deepEqual(await list('state=delivered'), { states: ['delivered'], next: null });
  assert.deepEqual(await list('state=failed'), { states: [], next: null });
  const first = await list('limit=1');
  assert.deepEqual(first.states, ['pending']);
  assert.deepEqual(await list(`limit=1&cursor=${first.next}`), {
    states: ['delivered'],
    next: null,
  });
});

test('asks nothing more where nobody listens, however many gifts there are, and leaves nothing', async () => {
  for (let count = 0; count < 5; count += 1) await house.gift('succeeded');
  let statements = 0;
  const counting = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      statements += 1;
      return result;
    },
  });
  await house.relay(counting);
  // The one that takes the news.
  assert.equal(statements, 1);
  assert.equal((await database.db.selectFrom('webhook_delivery').select('id').execute()).length, 0);
});
