import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type DonationState,
  donationExample,
  type ErrorCode,
  endpoints,
  liveProjectSchema,
  type Money,
  type PaymentState,
  parse,
  projectExample,
  testCards,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers, seedProjects } from '../index.ts';

const baseUrl = 'https://give.example.org';
const now = () => new Date('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });

const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
const projectId = projectExample.id;
let keys = 0;

function newWorld(at: () => Date = now): void {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now: at })));
}

function nextKey(): string {
  keys += 1;
  return `key-${keys}`;
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

async function donate(coverFee = true) {
  const body = { ...endpoints.createDonation.example.body, coverFee };
  return answerOf(client.createDonation({ body, idempotencyKey: nextKey() }));
}

type Started = Awaited<ReturnType<typeof donate>>;

function confirm({ payment }: Started, number: string, clientSecret = payment.clientSecret) {
  const card = { number, expiry: '04/30', cvc: '123' };
  const { reference } = payment;
  return client.confirmSandboxPayment({ params: { reference }, body: { clientSecret, card } });
}

async function statusOf({ donation }: Started): Promise<DonationState> {
  const params = { donationId: donation.id };
  return (await answerOf(client.getDonationStatus({ params }))).state;
}

async function totals(): Promise<{ raised: number; donations: number; version: number }> {
  const project = await answerOf(client.getProject({ params: { projectId } }));
  return { ...project.totals, raised: project.totals.raised.amount };
}

const cards: readonly [string, PaymentState, DonationState, string | null][] = [
  [testCards.succeeds, 'processing', 'succeeded', null],
  [testCards.refundFailsLater, 'processing', 'succeeded', null],
  [testCards.declined, 'failed', 'failed', 'card_declined'],
  [testCards.insufficientFunds, 'failed', 'failed', 'card_declined'],
  [testCards.asksForConfirmation, 'requires_action', 'pending', null],
  [testCards.slow, 'processing', 'processing', null],
];

for (const [number, payment, donation, failureCode] of cards) {
  test(`lets card ${number} end as ${payment}, and answers a repeat the same`, async () => {
    newWorld();
    const started = await donate();
    assert.equal(await statusOf(started), 'pending');
    const step = await answerOf(confirm(started, number));
    assert.deepEqual([step.state, step.failureCode], [payment, failureCode]);
    assert.deepEqual(await answerOf(confirm(started, number.replaceAll(' ', ''))), step);
    assert.equal(await statusOf(started), donation);
  });
}

test('counts a gift in the totals of its project once it is paid, without the cover', async () => {
  newWorld();
  const before = await totals();
  const started = await donate();
  assert.equal(started.donation.charge.amount, 5_180);
  assert.deepEqual(await totals(), before);
  await confirm(started, testCards.succeeds);
  assert.deepEqual(
    { ...(await totals()) },
    {
      ...before,
      raised: before.raised + 5_000,
      donations: before.donations + 1,
      version: before.version + 1,
    },
  );
});

test('ends a slow payment after it was asked about a few times, without any wait', async () => {
  newWorld();
  const started = await donate();
  await confirm(started, testCards.slow);
  const states = [await statusOf(started), await statusOf(started), await statusOf(started)];
  assert.deepEqual(states, ['processing', 'processing', 'succeeded']);
});

for (const approve of [true, false]) {
  test(`takes the answer ${approve} to the bank's question once`, async () => {
    newWorld();
    const started = await donate();
    await confirm(started, testCards.asksForConfirmation);
    const { reference, clientSecret } = started.payment;
    const answer = (yes: boolean) =>
      client.authenticateSandboxPayment({
        params: { reference },
        body: { clientSecret, approve: yes },
      });
    const step = await answerOf(answer(approve));
    assert.equal(step.state, approve ? 'processing' : 'failed');
    assert.equal(step.failureCode, approve ? null : 'authentication_failed');
    assert.deepEqual(await answerOf(answer(!approve)), step);
    assert.equal(await statusOf(started), approve ? 'succeeded' : 'failed');
  });
}

test('refuses cards that are none, secrets that are not right, and a second card', async () => {
  newWorld();
  const started = await donate();
  assert.equal(await codeOf(confirm(started, '4111 1111 1111 1111')), 'card_invalid');
  assert.equal(await codeOf(confirm(started, testCards.succeeds, 'wrong')), 'payment_unknown');
  await confirm(started, testCards.declined);
  assert.equal(await codeOf(confirm(started, testCards.succeeds)), 'payment_closed');
});

test('takes no card after the hour', async () => {
  let time = new Date('2026-11-23T08:00:00Z');
  newWorld(() => time);
  const started = await donate();
  time = new Date(started.payment.expiresAt);
  assert.equal(await codeOf(confirm(started, testCards.succeeds)), 'payment_expired');
});

const [, closed] = seedProjects;
const gifts: readonly [string, { projectId: typeof projectId; gift: Money }, ErrorCode][] = [
  ['below the minimum', { projectId, gift: { amount: 99, currency: 'CNY' } }, 'amount_too_small'],
  [
    'above the maximum',
    { projectId, gift: { amount: 5_000_001, currency: 'CNY' } },
    'amount_too_large',
  ],
  [
    'in another currency',
    { projectId, gift: { amount: 5_000, currency: 'USD' } },
    'currency_mismatch',
  ],
  [
    'to a closed project',
    { projectId: closed?.id ?? projectId, gift: { amount: 5_000, currency: 'JPY' } },
    'project_closed',
  ],
  [
    'to an unknown project',
    { projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z9z', gift: { amount: 5_000, currency: 'CNY' } },
    'project_unknown',
  ],
];

for (const [what, changed, code] of gifts) {
  test(`refuses a gift ${what}`, async () => {
    newWorld();
    const body = { ...endpoints.createDonation.example.body, ...changed };
    assert.equal(await codeOf(client.createDonation({ body, idempotencyKey: nextKey() })), code);
  });
}

test('makes, lists, finds and closes projects', async () => {
  newWorld();
  const { body } = endpoints.createProject.example;
  const made = await answerOf(client.createProject({ body, idempotencyKey: nextKey() }));
  assert.deepEqual(await answerOf(client.getProject({ params: { projectId: made.id } })), made);
  const all = await answerOf(client.listProjects());
  assert.deepEqual(
    all.items.map(({ id }) => id),
    [made.id, ...seedProjects.map(({ id }) => id).reverse()],
  );
  const unknown = 'prj_01k9p4m8q2fz3t6v8w0x2y4z9z';
  const some = await answerOf(client.listProjects({ query: { ids: [projectId, unknown] } }));
  assert.deepEqual(
    some.items.map(({ id }) => id),
    [projectId],
  );
  const params = { projectId: made.id };
  assert.equal((await answerOf(client.closeProject({ params }))).state, 'closed');
  assert.equal((await answerOf(client.closeProject({ params }))).state, 'closed');
});

test('pages through a list to its end', async () => {
  newWorld();
  const started = [await donate(), await donate(), await donate()];
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 3, ...(cursor !== undefined && { cursor }) };
    const page = await answerOf(client.listDonations({ query }));
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const ids = started.map(({ donation }) => donation.id).reverse();
  assert.deepEqual(seen, [...ids, donationExample.id]);
});

test('lists the donations of one project', async () => {
  newWorld();
  const other = seedProjects[2]?.id ?? projectId;
  assert.deepEqual(
    (await answerOf(client.listDonations({ query: { projectId: other } }))).items,
    [],
  );
});

/** Reads a refund, which takes it a step further for the next who reads it. */
async function read(refundId: `ref_${string}`) {
  return answerOf(client.getRefund({ params: { refundId } }));
}

test('gives back in part and whole, and counts it as each refund is done', async () => {
  newWorld();
  const started = await donate();
  await confirm(started, testCards.succeeds);
  const before = await totals();
  const params = { donationId: started.donation.id };
  const refund = (amount: Money | null) =>
    client.createRefund({ params, body: { amount, reason: null }, idempotencyKey: nextKey() });
  const half = await answerOf(refund({ amount: 2_590, currency: 'CNY' }));
  assert.equal(half.state, 'pending');
  assert.equal(await codeOf(refund({ amount: 2_591, currency: 'CNY' })), 'refund_too_large');
  assert.equal(await codeOf(refund({ amount: 1, currency: 'USD' })), 'currency_mismatch');
  assert.deepEqual(await totals(), before);
  await read(half.id);
  assert.equal(await statusOf(started), 'partially_refunded');
  assert.equal((await totals()).raised, before.raised - 2_500);
  const rest = await answerOf(refund(null));
  assert.equal(rest.amount.amount, 2_590);
  await read(rest.id);
  assert.equal(await statusOf(started), 'refunded');
  assert.equal((await totals()).raised, before.raised - 5_000);
  assert.equal((await totals()).donations, before.donations - 1);
  assert.equal(await codeOf(refund(null)), 'donation_not_refundable');
});

test('shows gifts in public once they are paid, with what is left of them', async () => {
  newWorld();
  const wall = async (order: 'recent' | 'largest') => {
    const query = { order, limit: 2 };
    const { items } = await answerOf(client.listGifts({ params: { projectId }, query }));
    return items.map(({ amount, donorName }) => [amount.amount, donorName]);
  };
  const [known] = await wall('recent');
  const started = await donate();
  assert.deepEqual(await wall('recent'), [known]);
  await confirm(started, testCards.succeeds);
  const params = { donationId: started.donation.id };
  const body = { amount: { amount: 2_590, currency: 'CNY' }, reason: null };
  const refund = await answerOf(client.createRefund({ params, body, idempotencyKey: nextKey() }));
  await read(refund.id);
  assert.deepEqual(await wall('recent'), [[2_500, '林晓'], known]);
  assert.deepEqual(await wall('largest'), [known, [2_500, '林晓']]);
});

test('shows no name of who gives anonymously', async () => {
  newWorld();
  const body = { ...endpoints.createDonation.example.body, anonymous: true };
  const started = await answerOf(client.createDonation({ body, idempotencyKey: nextKey() }));
  await confirm(started, testCards.succeeds);
  const { items } = await answerOf(client.listGifts({ params: { projectId } }));
  assert.deepEqual([items[0]?.donorName, items[0]?.message], [null, body.message]);
});

test('takes back a refund that fails later', async () => {
  newWorld();
  const started = await donate(false);
  await confirm(started, testCards.refundFailsLater);
  const before = await totals();
  const params = { donationId: started.donation.id };
  const body = { amount: null, reason: null };
  const idempotencyKey = nextKey();
  const { id } = await answerOf(client.createRefund({ params, body, idempotencyKey }));
  assert.equal((await read(id)).state, 'pending');
  assert.equal((await totals()).donations, before.donations - 1);
  assert.equal(await statusOf(started), 'succeeded');
  assert.equal((await read(id)).state, 'failed');
  assert.deepEqual({ ...(await totals()), version: 0 }, { ...before, version: 0 });
});

test('knows no donation, refund or project that was never made', async () => {
  newWorld();
  const donationId = 'don_01k9p4m8q2fz3t6v8w0x2y4z9z';
  assert.equal(await codeOf(client.getDonation({ params: { donationId } })), 'donation_unknown');
  const refundId = 'ref_01k9p4m8q2fz3t6v8w0x2y4z9z';
  assert.equal(await codeOf(client.getRefund({ params: { refundId } })), 'refund_unknown');
});

test('tells totals live: at once, and when they change', async () => {
  newWorld();
  const response = await fetch(client.liveUrl([projectId]));
  assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => {
    const data = /^event: project\ndata: (.*)$/m.exec((await reader?.read())?.value ?? '')?.[1];
    const news = parse(liveProjectSchema, JSON.parse(data ?? 'null'));
    assert.ok(news.ok, JSON.stringify(news));
    return news.value;
  };
  const first = await next();
  assert.deepEqual(first, { projectId, totals: projectExample.totals });
  await confirm(await donate(), testCards.succeeds);
  const second = await next();
  assert.equal(second.totals.version, first.totals.version + 1);
  await reader?.cancel();
  await confirm(await donate(), testCards.succeeds);
});

test('refuses a live stream about what is no project', async () => {
  newWorld();
  const response = await fetch(`${baseUrl}/v1/live?projects=prj_1`);
  assert.equal(response.status, 400);
});
