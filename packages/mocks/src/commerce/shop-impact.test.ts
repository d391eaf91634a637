// What a shop gave in the made-up world, in sums and live: what a developer's own test of a badge or a
// footer can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, type Result } from '@kindcart/client';
import {
  type CharityItemTerms,
  charityItemExample,
  createCharityItemExample,
  createMerchantExample,
  liveItemSchema,
  merchantExample,
  parse,
  projectExample,
  recordOrderExample,
  shopImpactExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';
import { seedProjects } from '../seed.ts';

const baseUrl = 'https://give.example.org';
const now = new Date('2026-11-23T08:00:00Z');
const then = now.toISOString();
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let made = 0;

function newWorld(): void {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now: () => now })));
}

async function answerOf<Value>(call: Promise<Result<Value>>): Promise<Value> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const next = () => {
  made += 1;
  return `impact ${made}`;
};

/** A merchant whose orders give when they are fulfilled. */
async function openMerchant() {
  newWorld();
  const body = { ...createMerchantExample, completes: { when: 'fulfilled' } } as const;
  return answerOf(client.createMerchant({ body, idempotencyKey: next() }));
}

type Merchant = Awaited<ReturnType<typeof openMerchant>>;

function promise({ id: merchantId }: Merchant, change: Partial<CharityItemTerms>, place = 1) {
  const terms = {
    ...createCharityItemExample.terms,
    scope: { kind: 'shop' },
    startsAt: '2026-01-01T00:00:00.000Z',
    most: null,
    ...change,
  } as const;
  const body = { ...createCharityItemExample, merchantId, place, terms };
  return answerOf(client.createCharityItem({ body, idempotencyKey: next() }));
}

/** Tells of an order of 100 yuan, in the state. */
function order({ id: merchantId }: Merchant, state: object, seconds = 0) {
  const [line] = recordOrderExample.lines;
  assert.ok(line !== undefined);
  const updatedAt = new Date(now.getTime() - 60_000 + seconds * 1_000).toISOString();
  const body = { ...recordOrderExample, merchantId, updatedAt, paidAt: then, completedAt: null };
  const lines = [{ ...line, quantity: 1, amount: 10_000 }];
  return answerOf(client.recordOrder({ body: { ...body, lines, ...state } }));
}

const impactOf = ({ id: merchantId }: Pick<Merchant, 'id'>) =>
  answerOf(client.getShopImpact({ params: { merchantId } }));

test('begins with the sums of the example', async () => {
  newWorld();
  const { totals, ...rest } = await impactOf(merchantExample);
  const { totals: told, ...example } = shopImpactExample;
  assert.deepEqual(rest, example);
  assert.deepEqual([totals.orders, totals.exact], [told.orders, told.exact]);
});

test('adds up what an order gave by several charity items, once, the largest project first', async () => {
  const merchant = await openMerchant();
  const [first, second] = seedProjects.filter(({ currency }) => currency === 'CNY');
  assert.ok(first !== undefined && second !== undefined);
  const half = [first, second].map(({ id }) => ({ projectId: id, basisPoints: 5_000 }));
  await promise(merchant, { gives: { kind: 'order_share', basisPoints: 100 }, split: half });
  const all = [{ projectId: second.id, basisPoints: 10_000 }];
  await promise(merchant, { gives: { kind: 'order_fixed', amount: 7 }, split: all }, 2);
  await order(merchant, {});
  assert.equal((await impactOf(merchant)).totals.orders, 0);
  await order(merchant, { completedAt: then }, 1);
  const { totals, projects, items } = await impactOf(merchant);
  assert.deepEqual([totals.orders, totals.exact, totals.given.amount], [1, '107', 107]);
  assert.deepEqual(
    projects.map(({ project, exact }) => [project.title, exact]),
    [
      [second.title, '57'],
      [first.title, '50'],
    ],
  );
  assert.equal(items.length, 2);
});

test('raises the version whichever way the sums go', async () => {
  const merchant = await openMerchant();
  await promise(merchant, {});
  await order(merchant, { completedAt: then }, 1);
  const given = (await impactOf(merchant)).totals;
  await order(merchant, { cancelledAt: then }, 2);
  const back = (await impactOf(merchant)).totals;
  assert.deepEqual([given.orders, back.orders], [1, 0]);
  assert.ok(back.version > given.version);
  assert.deepEqual((await impactOf(merchant)).totals, back);
});

test('names no charity item that has ended', async () => {
  const merchant = await openMerchant();
  const { id: charityItemId } = await promise(merchant, {});
  await answerOf(client.endCharityItem({ params: { charityItemId } }));
  assert.deepEqual((await impactOf(merchant)).items, []);
});

test('knows no sums of a merchant that was never made', async () => {
  newWorld();
  const result = await client.getShopImpact({
    params: { merchantId: 'mer_01k9p7c2m4fz3t6v8w0x2y4z9z' },
  });
  assert.equal(!result.ok && result.error.code, 'merchant_unknown');
});

test('tells live of what an order gave, at once and when it changes, beside projects', async () => {
  const merchant = await openMerchant();
  const item = await promise(merchant, {});
  const response = await fetch(client.liveUrl([item.id, projectExample.id]));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const tells = async (pattern: RegExp) => {
    while (!pattern.test(told)) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      assert.ok(!done, `the stream ended after ${told}`);
      told += value;
    }
  };
  try {
    await tells(/^event: project$/m);
    await tells(/^event: item$/m);
    await order(merchant, { completedAt: then }, 1);
    await tells(/"orders":1,/);
  } finally {
    await reader?.cancel();
  }
  const data = /^event: item\ndata: (.*"orders":1,.*)$/m.exec(told)?.[1];
  const news = parse(liveItemSchema, JSON.parse(data ?? 'null'));
  assert.ok(news.ok, JSON.stringify(news));
  assert.equal(news.value.charityItemId, item.id);
});

for (const query of ['items=chi_1', `projects=prj_1&items=${charityItemExample.id}`, '']) {
  test(`refuses a live stream of "${query}"`, async () => {
    newWorld();
    const response = await fetch(`${baseUrl}/v1/live?${query}`);
    assert.equal(response.status, 400);
  });
}
