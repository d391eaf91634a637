// Deeds of the made-up platform as a page's client gives them, by the clock of the test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  addDays,
  type CreateDeed,
  createChallengeExample,
  createParticipantExample,
  deedText,
  type Id,
  participantText,
  reviewedDeedExample,
  toBase64url,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://walk.example.org';
const today = '2026-11-23';
const yesterday = addDays(today, -1);
let nowMs = Date.parse(`${today}T08:00:00Z`);
const handlers = createHandlers({ baseUrl, now: () => new Date(nowMs) });
const server = setupServer(...Object.values(handlers));
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

type Result<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };

async function granted<Value>(asked: Promise<Result<Value>>): Promise<Value> {
  const result = await asked;
  return result.ok ? result.value : assert.fail(JSON.stringify(result));
}

const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};

/** A challenge for which so many fen have come, of which a day gives at most 300. */
async function openChallenge(amount: number): Promise<Id<'challenge'>> {
  const dailyBudget = { amount: 300, currency: 'CNY' };
  const body = { ...createChallengeExample, dailyBudget };
  const { id } = await granted(client.createChallenge({ body, idempotencyKey: newKey() }));
  const funding = { amount: { amount, currency: 'CNY' }, reference: 'bank', receivedOn: today };
  const params = { challengeId: id };
  await granted(client.createFunding({ params, body: funding, idempotencyKey: newKey() }));
  return id;
}

/** Somebody with a key, as a page makes one. */
async function makeWalker() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  const [publicKey, device] = [raw, await crypto.subtle.digest('SHA-256', raw)].map((bytes) =>
    toBase64url(new Uint8Array(bytes)),
  );
  assert.ok(publicKey && device);
  const sign = async (text: string) => {
    const by = { name: 'ECDSA', hash: 'SHA-256' } as const;
    const data = new TextEncoder().encode(text);
    return toBase64url(new Uint8Array(await crypto.subtle.sign(by, pair.privateKey, data)));
  };
  const signature = await sign(participantText(publicKey, null));
  const body = { publicKey, name: null, signature };
  const { id: participantId } = await granted(client.createParticipant({ body }));
  let counter = 0;
  return {
    participantId,
    async deed(
      challengeId: Id<'challenge'>,
      told: Pick<CreateDeed, 'day' | 'quantity'>,
    ): Promise<CreateDeed> {
      counter += 1;
      const source = 'motion' as const;
      const deed = { challengeId, participantId, device, source, counter, ...told };
      return { ...deed, signature: await sign(deedText(deed)) };
    },
  };
}

async function give(...deeds: readonly CreateDeed[]) {
  const { items } = await granted(client.createDeeds({ body: { deeds: [...deeds] } }));
  return items;
}

test('moves the challenge, its day and its project together', async () => {
  const [challengeId, walker] = [await openChallenge(1_000), await makeWalker()];
  const params = { projectId: createChallengeExample.projectId };
  const before = await granted(client.getProject({ params }));
  await give(await walker.deed(challengeId, { day: today, quantity: 12_000 }));
  const { totals } = await granted(client.getChallenge({ params: { challengeId } }));
  assert.deepEqual(
    [totals.participants, totals.deeds, totals.quantity, totals.given.amount, totals.left.amount],
    [1, 1, 12_000, 120, 880],
  );
  assert.equal(totals.leftToday.amount, 180);
  const after = await granted(client.getProject({ params }));
  assert.equal(after.totals.raised.amount - before.totals.raised.amount, 120);
});

test('gives a day no more than its slice, and in all no more than has come', async () => {
  const challengeId = await openChallenge(450);
  const walkers = await Promise.all([makeWalker(), makeWalker(), makeWalker()]);
  const days = [yesterday, today];
  const given = [];
  for (const day of days) {
    for (const walker of walkers) {
      const [outcome] = await give(await walker.deed(challengeId, { day, quantity: 15_000 }));
      given.push([outcome?.deed?.given.amount, outcome?.deed?.limitedBy]);
    }
  }
  assert.deepEqual(given, [
    [150, null],
    [150, null],
    [0, 'daily_budget'],
    [150, null],
    [0, 'budget'],
    [0, 'budget'],
  ]);
});

test('believes no steps that the day had no time for, and those once it had', async () => {
  const [challengeId, walker] = [await openChallenge(1_000), await makeWalker()];
  const before = nowMs;
  nowMs = Date.parse(`${today}T00:10:00+08:00`);
  const [early] = await give(await walker.deed(challengeId, { day: today, quantity: 3_000 }));
  assert.equal(early?.deed?.reason, 'cadence');
  nowMs = before;
  const [later] = await give(await walker.deed(challengeId, { day: today, quantity: 3_000 }));
  assert.equal(later?.deed?.given.amount, 30);
});

/** Tells of a day's total of somebody as the sponsor's app does. */
async function giveAsPartner(
  challengeId: Id<'challenge'>,
  told: { readonly day: string; readonly quantity: number },
) {
  const body = { challengeId, deeds: [{ reference: 'member 4711', ...told }] };
  const { items } = await granted(client.createPartnerDeeds({ body }));
  return items[0]?.deed ?? assert.fail('it is taken');
}

test('gives for a total that is told again what came meanwhile, and what its day is due', async () => {
  const challengeId = await openChallenge(100);
  const less = { day: yesterday, quantity: 12_000 };
  const more = { day: yesterday, quantity: 20_000 };
  assert.equal((await giveAsPartner(challengeId, less)).limitedBy, 'budget');
  const funding = {
    amount: { amount: 900, currency: 'CNY' },
    reference: 'more',
    receivedOn: today,
  };
  const params = { challengeId };
  await granted(client.createFunding({ params, body: funding, idempotencyKey: newKey() }));
  const given = [];
  for (const told of [more, less, more, less]) {
    const { id, counted, given: gift, limitedBy } = await giveAsPartner(challengeId, told);
    given.push([counted, gift.amount, limitedBy]);
    assert.equal((await giveAsPartner(challengeId, told)).id, id);
  }
  assert.deepEqual(given, [
    [20_000, 100, null],
    [20_000, 100, null],
    [20_000, 100, null],
    [20_000, 100, null],
  ]);
  const { totals } = await granted(client.getChallenge({ params }));
  assert.deepEqual([totals.given.amount, totals.deeds, totals.quantity], [200, 1, 20_000]);
});

test('judges a total that came too early anew, but none that somebody refused', async () => {
  const challengeId = await openChallenge(1_000);
  const before = nowMs;
  nowMs = Date.parse(`${today}T00:10:00+08:00`);
  const [kept, refused] = [3_000, 4_000].map((quantity) => ({ day: today, quantity }));
  assert.ok(kept && refused);
  assert.equal((await giveAsPartner(challengeId, kept)).reason, 'cadence');
  const { id: deedId } = await giveAsPartner(challengeId, refused);
  const body = { decision: 'refuse', note: null } as const;
  await granted(client.decideDeed({ params: { deedId }, body }));
  nowMs = before;
  const { state, given } = await giveAsPartner(challengeId, kept);
  assert.deepEqual([state, given.amount], ['counted', 30]);
  assert.equal((await giveAsPartner(challengeId, refused)).state, 'refused');
});

test('has the example of a doubtful deed, which can be decided once', async () => {
  const { items } = await granted(client.listDeedsUnderReview());
  assert.ok(items.some(({ id }) => id === reviewedDeedExample.id));
  const params = { deedId: reviewedDeedExample.id };
  const decided = await granted(
    client.decideDeed({ params, body: { decision: 'accept', note: null } }),
  );
  assert.equal(decided.state, 'counted');
  const other = await client.decideDeed({ params, body: { decision: 'refuse', note: null } });
  assert.equal(other.ok ? 'ok' : other.error.code, 'deed_decided');
});

test("has no days of somebody of the contract's example yet", async () => {
  const challengeId = await openChallenge(100);
  const body = createParticipantExample;
  const { id: participantId } = await granted(client.createParticipant({ body }));
  const { items } = await granted(client.listDeeds({ params: { challengeId, participantId } }));
  assert.deepEqual(items, []);
});
