// What a charity's receiver gets of a gift, over a real socket, however it answers; time goes by hand.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { parse, type WebhookEvent, webhookEventSchema } from '@kindcart/contract';
import { Webhook } from 'standardwebhooks';
import { testDatabase } from '../testing/platform.ts';
import { type Received, says, startReceiver, webhookHouse } from './testing.ts';

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

/** The headers as a receiver's own library takes them. */
function headersOf({ headers }: Received): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`]));
}

/** What the official library makes of it; the hand clock must be near the machine's. */
function verified(secret: string, received: Received | undefined): WebhookEvent {
  assert.ok(received !== undefined, 'nothing came');
  const value = new Webhook(secret).verify(received.body.toString('utf8'), headersOf(received));
  const event = parse(webhookEventSchema, value);
  assert.ok(event.ok, JSON.stringify(event));
  return event.value;
}

test('tells a receiver of a gift, signed, with the donation as the secret API shows it', async () => {
  const endpoint = await house.endpoint(receiver.url);
  const donationId = await house.gift('succeeded');
  await house.relay();
  await house.deliver();
  assert.equal(receiver.received.length, 1);
  const event = verified(endpoint.secret, receiver.received[0]);
  const read = await house.ask(`/v1/donations/${donationId}`);
  assert.deepEqual([event.type, event.data], ['donation.succeeded', await read.json()]);
  assert.deepEqual(house.told, []);
});
