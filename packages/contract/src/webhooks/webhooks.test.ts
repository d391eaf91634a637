// What may be said of webhooks on the wire, and what is refused by its name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { donationExample, donationStates } from '../giving/donation.ts';
import { parse } from '../parse.ts';
import { webhookDeliveryExample, webhookDeliverySchema } from './delivery.ts';
import {
  createWebhookEndpointExample,
  createWebhookEndpointSchema,
  rotateWebhookSecretSchema,
  updateWebhookEndpointSchema,
} from './endpoint.ts';
import { webhookEventExample, webhookEventSchema, webhookEventTypes } from './event.ts';

function faultsOf(schema: Parameters<typeof parse>[0], value: unknown): Record<string, string> {
  const result = parse(schema, value);
  if (result.ok) return {};
  return Object.fromEntries(result.fields.map(({ field, message }) => [field, message]));
}

const endpointFaults: readonly [what: string, changes: object, field: string, words: RegExp][] = [
  ['no address', { url: '' }, 'url', /not an https address/],
  ['http', { url: 'http://charity.example/' }, 'url', /not an https address/],
  ['a long address', { url: `https://a.example/${'x'.repeat(2_048)}` }, 'url', /longer than 2048/],
  ['no events', { events: [] }, 'events', /is empty/],
  ['an unknown event', { events: ['gift.made'] }, 'events.0', /not one of donation\.succeeded/],
  ['a test as an event', { events: ['webhook.test'] }, 'events.0', /not one of/],
  ['an empty description', { description: '' }, 'description', /is empty/],
  ['a field too many', { enabled: true }, 'enabled', /not a field of this request/],
];

for (const [what, changes, field, words] of endpointFaults) {
  test(`refuses an endpoint with ${what}`, () => {
    const faults = faultsOf(createWebhookEndpointSchema, {
      ...createWebhookEndpointExample,
      ...changes,
    });
    assert.deepEqual(Object.keys(faults), [field]);
    assert.match(faults[field] ?? '', words);
  });
}

test('takes each event once, in the order in which they were given', () => {
  const events = ['donation.refunded', 'donation.failed', 'donation.refunded'];
  const parsed = parse(updateWebhookEndpointSchema, { events });
  assert.deepEqual(parsed, {
    ok: true,
    value: { events: ['donation.refunded', 'donation.failed'] },
  });
});

test('refuses a change that changes nothing', () => {
  assert.deepEqual(faultsOf(updateWebhookEndpointSchema, {}), { '': 'changes nothing' });
  assert.deepEqual(faultsOf(updateWebhookEndpointSchema, { description: null }), {});
});

test('keeps an old secret for a week at the most', () => {
  for (const keepOldHours of [0, 24, 168]) {
    assert.deepEqual(faultsOf(rotateWebhookSecretSchema, { keepOldHours }), {});
  }
  for (const keepOldHours of [-1, 169, 1.5, '24', null]) {
    const faults = faultsOf(rotateWebhookSecretSchema, { keepOldHours });
    assert.deepEqual(Object.keys(faults), ['keepOldHours'], `${keepOldHours}`);
  }
});

test('carries a donation of any state under any name of an event, and no other data', () => {
  for (const type of webhookEventTypes) {
    for (const state of donationStates) {
      const event = { ...webhookEventExample, type, data: { ...donationExample, state } };
      assert.deepEqual(faultsOf(webhookEventSchema, event), {});
    }
    const { donorName, ...rest } = donationExample;
    const event = { ...webhookEventExample, type, data: rest };
    assert.deepEqual(Object.keys(faultsOf(webhookEventSchema, event)), ['data.donorName']);
  }
});

test('reads a delivery with any outcome of its tries', () => {
  const [attempt] = webhookDeliveryExample.attempts;
  for (const changes of [
    { attempts: [] },
    { state: 'pending', nextAttemptAt: webhookDeliveryExample.createdAt },
    { attempts: [{ ...attempt, failure: 'address_refused', detail: 'it is private' }] },
    { type: 'webhook.test', donationId: null },
  ]) {
    assert.deepEqual(
      faultsOf(webhookDeliverySchema, { ...webhookDeliveryExample, ...changes }),
      {},
    );
  }
  const faults = faultsOf(webhookDeliverySchema, { ...webhookDeliveryExample, state: 'lost' });
  assert.deepEqual(Object.keys(faults), ['state']);
});
