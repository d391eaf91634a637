// What a charity keeps for itself on the made-up platform, and how a page is asked for proof of work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  donationExample,
  endpoints,
  projectExample,
  proofChallengeExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
const now = () => new Date('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
const params = { donationId: donationExample.id };

function newWorld(failures?: Parameters<typeof createHandlers>[0]): void {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now, ...failures })));
}

test('keeps notes apart from the donation, newest first', async () => {
  newWorld();
  for (const text of ['One', 'Two']) {
    const made = await client.createNote({ params, body: { text }, idempotencyKey: text });
    assert.ok(made.ok);
  }
  const list = await client.listNotes({ params });
  assert.ok(list.ok);
  assert.deepEqual(
    list.value.items.map(({ text, donationId }) => [text, donationId]),
    [
      ['Two', donationExample.id],
      ['One', donationExample.id],
    ],
  );
  const donation = await client.getDonation({ params });
  assert.ok(donation.ok && !JSON.stringify(donation.value).includes('Two'));
});

test('hides a name and a message from the wall alone', async () => {
  newWorld();
  const body = { nameHidden: true, messageHidden: true, reason: null };
  assert.ok((await client.moderateDonation({ params, body })).ok);
  const wall = await client.listGifts({ params: { projectId: projectExample.id } });
  assert.ok(wall.ok);
  const [gift] = wall.value.items;
  assert.deepEqual([gift?.donorName, gift?.message], [null, null]);
  const donation = await client.getDonation({ params });
  assert.ok(donation.ok);
  assert.equal(donation.value.donorName, donationExample.donorName);
  assert.deepEqual(donation.value.moderation, { ...body, decidedAt: now().toISOString() });
});

test('asks for proof of work when it is told to, with a challenge that can be solved', async () => {
  newWorld({ failures: { createDonation: ['proof_required'] } });
  const call = { body: endpoints.createDonation.example.body, idempotencyKey: 'one' };
  const asked = await client.createDonation(call);
  assert.ok(!asked.ok);
  assert.deepEqual([asked.error.code, asked.error.retryable], ['proof_required', false]);
  assert.deepEqual(asked.error.challenge, proofChallengeExample);
  assert.ok((await client.createDonation(call, { proof: 'solved' })).ok);
});

test('has no alerts to tell', async () => {
  newWorld();
  const alerts = await client.listAlerts();
  assert.deepEqual(alerts.ok && alerts.value, { items: [], nextCursor: null });
});
