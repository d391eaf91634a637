import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type ErrorCode,
  type Id,
  webhookDeliveryExample,
  webhookEndpointExample,
  webhookEndpointsMax,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from './index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

function newWorld(empty = true): void {
  const now = () => new Date(nowMs);
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, empty, now })));
}

async function answerOf<Value>(
  call: Promise<{ ok: true; value: Value } | { ok: false; error: { code: ErrorCode } }>,
): Promise<Value> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function codeOf(
  call: Promise<{ ok: true } | { ok: false; error: { code: ErrorCode } }>,
): Promise<ErrorCode | null> {
  const result = await call;
  return result.ok ? null : result.error.code;
}

const body = {
  url: 'https://charity.example/hooks',
  events: ['donation.succeeded' as const],
  description: null,
};

function create(changes: Partial<typeof body> = {}) {
  keys += 1;
  const idempotencyKey = `webhooks ${keys}`;
  return client.createWebhookEndpoint({ body: { ...body, ...changes }, idempotencyKey });
}

const at = ({ id }: { readonly id: Id<'webhookEndpoint'> }) => ({ params: { endpointId: id } });

async function statesOf(endpoint: { readonly id: Id<'webhookEndpoint'> }): Promise<string[]> {
  const { items } = await answerOf(client.listWebhookDeliveries(at(endpoint)));
  return items.map(({ state }) => state);
}

test('begins with an endpoint and what it was told', async () => {
  newWorld(false);
  const { items } = await answerOf(client.listWebhookEndpoints());
  assert.deepEqual(items, [webhookEndpointExample]);
  const listed = await answerOf(client.listWebhookDeliveries(at(webhookEndpointExample)));
  assert.deepEqual(listed.items, [webhookDeliveryExample]);
});

test('makes endpoints, each with a secret of its own that no other answer shows', async () => {
  newWorld();
  const [{ secret, ...one }, other] = [await answerOf(create()), await answerOf(create())];
  assert.match(secret, /^whsec_/);
  assert.notEqual(other.secret, secret);
  assert.deepEqual(await answerOf(client.getWebhookEndpoint(at(one))), one);
  const { items } = await answerOf(client.listWebhookEndpoints());
  assert.deepEqual(
    items.map(({ id }) => id),
    [other.id, one.id],
  );
  const rotation = { ...at(one), body: { keepOldHours: 24 } };
  const rotated = await answerOf(client.rotateWebhookSecret(rotation));
  assert.notEqual(rotated.secret, secret);
});

test('makes one endpoint however often the same request comes, and shows the same secret', async () => {
  newWorld();
  const request = { body, idempotencyKey: 'once' };
  const made = await answerOf(client.createWebhookEndpoint(request));
  assert.deepEqual(await answerOf(client.createWebhookEndpoint(request)), made);
  assert.equal((await answerOf(client.listWebhookEndpoints())).items.length, 1);
  const other = { ...request, body: { ...body, url: 'https://charity.example/other' } };
  assert.equal(await codeOf(client.createWebhookEndpoint(other)), 'idempotency_key_reused');
});

test('makes no more endpoints than there may be, and another when one is gone', async () => {
  newWorld();
  const made = [];
  for (let count = 0; count < webhookEndpointsMax; count += 1) {
    made.push(await answerOf(create()));
  }
  assert.equal(await codeOf(create()), 'webhook_endpoints_too_many');
  const [first] = made;
  assert.ok(first);
  await answerOf(client.deleteWebhookEndpoint(at(first)));
  assert.equal(await codeOf(client.getWebhookEndpoint(at(first))), 'webhook_endpoint_unknown');
  assert.equal(await codeOf(create()), null);
});

test('refuses an address with a password, and keeps the one that it has', async () => {
  newWorld();
  const url = 'https://user:word@charity.example/';
  assert.equal(await codeOf(create({ url })), 'webhook_url_refused');
  const endpoint = await answerOf(create());
  const changed = client.updateWebhookEndpoint({ ...at(endpoint), body: { url } });
  assert.equal(await codeOf(changed), 'webhook_url_refused');
  assert.equal((await answerOf(client.getWebhookEndpoint(at(endpoint)))).url, body.url);
});

test('changes what is given and nothing else', async () => {
  newWorld();
  const { secret, ...made } = await answerOf(create({ description: null }));
  nowMs += 1_000;
  const description = 'Our donor database';
  const changed = await answerOf(
    client.updateWebhookEndpoint({ ...at(made), body: { description } }),
  );
  const updatedAt = new Date(nowMs).toISOString();
  assert.deepEqual(changed, { ...made, description, updatedAt });
  const off = await answerOf(
    client.updateWebhookEndpoint({ ...at(made), body: { enabled: false } }),
  );
  assert.deepEqual([off.enabled, off.disabledReason], [false, 'asked']);
  assert.equal(off.description, description);
});

test('has delivered a test event by the time that somebody looks', async () => {
  newWorld();
  const endpoint = await answerOf(create());
  const sent = await answerOf(client.testWebhookEndpoint(at(endpoint)));
  assert.deepEqual([sent.state, sent.attempts.length], ['pending', 0]);
  const { items } = await answerOf(client.listWebhookDeliveries(at(endpoint)));
  assert.deepEqual(
    items.map(({ id, state, attempts }) => [id, state, attempts[0]?.status]),
    [[sent.id, 'delivered', 204]],
  );
  const again = await answerOf(client.replayWebhookDelivery({ params: { deliveryId: sent.id } }));
  assert.deepEqual([again.eventId, again.state], [sent.eventId, 'pending']);
  assert.deepEqual(await statesOf(endpoint), ['delivered']);
});

test('keeps for a replay what a disabled endpoint missed, and sends it nothing', async () => {
  newWorld();
  const endpoint = await answerOf(create());
  const sent = await answerOf(client.testWebhookEndpoint(at(endpoint)));
  const turn = (enabled: boolean) =>
    answerOf(client.updateWebhookEndpoint({ ...at(endpoint), body: { enabled } }));
  await turn(false);
  const since = sent.createdAt;
  const params = { deliveryId: sent.id };
  for (const call of [
    client.testWebhookEndpoint(at(endpoint)),
    client.replayWebhookDelivery({ params }),
    client.replayFailedWebhooks({ ...at(endpoint), body: { since } }),
  ]) {
    assert.equal(await codeOf(call), 'webhook_endpoint_disabled');
  }
  assert.deepEqual(await statesOf(endpoint), ['failed']);
  await turn(true);
  const replay = (from: string) =>
    answerOf(client.replayFailedWebhooks({ ...at(endpoint), body: { since: from } }));
  assert.deepEqual(await replay('2089-01-01T00:00:00.000Z'), { replayed: 0 });
  assert.deepEqual(await replay(since), { replayed: 1 });
  assert.deepEqual(await statesOf(endpoint), ['delivered']);
});

test('lists the deliveries of one endpoint, by state and page by page', async () => {
  newWorld();
  const [one, other] = [await answerOf(create()), await answerOf(create())];
  for (let count = 0; count < 3; count += 1) {
    await answerOf(client.testWebhookEndpoint(at(one)));
  }
  await answerOf(client.testWebhookEndpoint(at(other)));
  const list = (query: { limit?: number; cursor?: string; state?: 'failed' | 'delivered' }) =>
    answerOf(client.listWebhookDeliveries({ ...at(one), query }));
  const first = await list({ limit: 2 });
  assert.equal(first.items.length, 2);
  const second = await list({ limit: 2, cursor: first.nextCursor ?? '' });
  assert.deepEqual([second.items.length, second.nextCursor], [1, null]);
  assert.equal((await list({ state: 'failed' })).items.length, 0);
  assert.equal((await list({ state: 'delivered' })).items.length, 3);
});

test('knows nothing of ids that it never gave', async () => {
  newWorld();
  const { params } = at(webhookEndpointExample);
  for (const call of [
    client.getWebhookEndpoint({ params }),
    client.deleteWebhookEndpoint({ params }),
    client.testWebhookEndpoint({ params }),
    client.listWebhookDeliveries({ params }),
    client.updateWebhookEndpoint({ params, body: { enabled: true } }),
    client.rotateWebhookSecret({ params, body: { keepOldHours: 0 } }),
  ]) {
    assert.equal(await codeOf(call), 'webhook_endpoint_unknown');
  }
  const unknown = { params: { deliveryId: webhookDeliveryExample.id } };
  assert.equal(await codeOf(client.replayWebhookDelivery(unknown)), 'webhook_delivery_unknown');
});
