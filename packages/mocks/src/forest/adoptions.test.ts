// Adopting in the made-up platform: what a page's own test can rely on, beyond what the contract asks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, createForestClient } from '@kindcart/client';
import {
  type Adoption,
  adoptionExample,
  type CreateAdoption,
  type ErrorCode,
  holdMs,
  plotExample,
  speciesExample,
  teamHoldMs,
  testCards,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const options = { baseUrl, key: 'sk_test_1', retriesMax: 0 };
const client = createClient(options);
const forest = createForestClient(options);
let keys = 0;

function newWorld(): void {
  const now = () => new Date(nowMs);
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now })));
}

type Asked<Value> = Promise<
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode } }
>;

async function answerOf<Value>(call: Asked<Value>): Promise<Value> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function newKey(): string {
  keys += 1;
  return `adoption ${keys}`;
}

function adopt(changes: Partial<CreateAdoption> = {}) {
  const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
  const body = { plotId: plotExample.id, speciesId: speciesExample.id, ...plain, ...changes };
  return forest.createAdoption({ body, idempotencyKey: newKey() });
}

const read = ({ id }: Adoption) => answerOf(forest.getAdoption({ params: { adoptionId: id } }));

/** Begins to pay a share. */
function begin({ id, projectId, shares }: Adoption, share = 0) {
  const gift = shares[share]?.amount ?? speciesExample.price;
  const plain = { coverFee: false, donorName: '林晓', anonymous: false, message: null };
  const body = { projectId, gift, adoptionId: id, ...plain };
  return answerOf(client.createDonation({ body, idempotencyKey: newKey() }));
}

type Created = Awaited<ReturnType<typeof begin>>;

function confirm(
  { payment: { reference, clientSecret } }: Created,
  number: string = testCards.succeeds,
) {
  const body = { clientSecret, card: { number, expiry: '12/89', cvc: '123' } };
  return answerOf(client.confirmSandboxPayment({ params: { reference }, body }));
}

async function pay(adoption: Adoption, share = 0): Promise<Created> {
  const created = await begin(adoption, share);
  await confirm(created);
  return created;
}

async function stateOf({ donation: { id } }: Created): Promise<string> {
  return (await answerOf(client.getDonationStatus({ params: { donationId: id } }))).state;
}

async function placeOf(number: number) {
  const params = { plotId: plotExample.id };
  const query = { after: number - 1, limit: 1 };
  return (await answerOf(forest.listPlaces({ params, query }))).items[0];
}

test('adopts a tree with the next number as soon as the payment is confirmed', async () => {
  newWorld();
  const held = await answerOf(adopt({ placeNumber: 1 }));
  assert.equal((await placeOf(1))?.state, 'held');
  await pay(held);
  const { state, treeNumber } = await read(held);
  assert.equal(state, 'adopted');
  const place = await placeOf(1);
  assert.deepEqual([place?.state, place?.treeNumber], ['taken', treeNumber]);
  const next = await answerOf(adopt());
  await pay(next);
  assert.equal((await read(next)).treeNumber, (treeNumber ?? 0) + 1);
});

test('moves whoever paid too late to another place, and says from where', async () => {
  newWorld();
  const late = await answerOf(adopt({ placeNumber: 1 }));
  const created = await begin(late);
  nowMs += holdMs;
  assert.equal((await read(late)).state, 'lapsed');
  await answerOf(adopt({ placeNumber: 1 }));
  await confirm(created);
  const moved = await read(late);
  assert.deepEqual([moved.state, moved.movedFrom, moved.place.number], ['adopted', 1, 2]);
});

test('gives back what the second of two paid for one share', async () => {
  newWorld();
  const held = await answerOf(adopt());
  const [first, second] = [await begin(held), await begin(held)];
  await confirm(first);
  await confirm(second);
  assert.equal((await read(held)).state, 'adopted');
  await stateOf(second);
  assert.deepEqual([await stateOf(first), await stateOf(second)], ['succeeded', 'refunded']);
});

test('gives a team its money back when it does not come together in a week', async () => {
  newWorld();
  const team = await answerOf(adopt({ shares: 2, placeNumber: 1 }));
  const paid = await pay(team);
  assert.equal((await read(team)).state, 'gathering');
  nowMs += teamHoldMs;
  assert.equal((await read(team)).state, 'unfulfilled');
  await stateOf(paid);
  assert.equal(await stateOf(paid), 'refunded');
  assert.equal((await read(team)).shares[0]?.state, 'refunded');
  assert.equal((await placeOf(1))?.state, 'free');
});

test('gathers a team, and plants once the last has paid', async () => {
  newWorld();
  const team = await answerOf(adopt({ shares: 2, teamName: '三年二班' }));
  await pay(team, 0);
  nowMs += 2 * holdMs;
  await pay(await read(team), 1);
  const adopted = await read(team);
  assert.equal(adopted.state, 'adopted');
  assert.deepEqual(
    adopted.shares.map(({ state, name }) => `${state} ${name}`),
    ['paid 林晓', 'paid 林晓'],
  );
});

test('opens a share again whose card was declined', async () => {
  newWorld();
  const held = await answerOf(adopt());
  await confirm(await begin(held), testCards.declined);
  assert.equal((await read(held)).shares[0]?.state, 'open');
  await pay(held);
  assert.equal((await read(held)).state, 'adopted');
});

test("knows the contract's example, which can be paid for or given back", async () => {
  newWorld();
  const params = { adoptionId: adoptionExample.id };
  assert.equal((await answerOf(forest.getAdoption({ params }))).state, 'held');
  const released = await answerOf(forest.releaseAdoption({ params }));
  assert.equal(released.state, 'released');
  await assert.rejects(begin(adoptionExample), /adoption_over/);
});
