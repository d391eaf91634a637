// A shop in the made-up world: what a developer's own test of a badge, a cart or an order can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type CharityItemTerms,
  type CharityItemWhole,
  charityItemExample,
  charityItemsMax,
  type ErrorCode,
  type Giving,
  merchantExample,
  orderExample,
  projectExample,
  type RecordOrder,
  recordOrderExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';
import { seedProjects } from '../seed.ts';

const baseUrl = 'https://give.example.org';
const dayMs = 24 * 60 * 60_000;
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

const time = () => new Date(nowMs).toISOString();

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

async function codeOf(call: Asked<unknown>): Promise<ErrorCode | null> {
  const result = await call;
  return result.ok ? null : result.error.code;
}

const idempotencyKey = () => {
  keys += 1;
  return `commerce ${keys}`;
};

function terms(change: Partial<CharityItemTerms> = {}): CharityItemTerms {
  return {
    currency: 'CNY',
    gives: { kind: 'order_share', basisPoints: 100 },
    scope: { kind: 'shop' },
    least: null,
    most: null,
    startsAt: '2026-01-01T00:00:00.000Z',
    endsAt: null,
    split: [{ projectId: projectExample.id, basisPoints: 10_000 }],
    choices: [],
    ...change,
  };
}

/** A merchant that has promised nothing yet. */
async function openMerchant(days = 0) {
  newWorld();
  const completes = { when: 'delivered', days } as const;
  const body = { name: 'Tea', language: 'en', currency: 'CNY', completes };
  return answerOf(client.createMerchant({ body, idempotencyKey: idempotencyKey() }));
}

type Merchant = Awaited<ReturnType<typeof openMerchant>>;

function create({ id: merchantId }: Merchant, change: Partial<CharityItemTerms> = {}, place = 1) {
  const body = { merchantId, name: 'For water', place, terms: terms(change) };
  return client.createCharityItem({ body, idempotencyKey: idempotencyKey() });
}

async function totalsOf({ id }: Pick<CharityItemWhole, 'id'>) {
  const { items } = await answerOf(client.listCharityItems({ query: { ids: [id] } }));
  return items[0]?.totals;
}

function orderOf({ id: merchantId }: Merchant, change: Partial<RecordOrder> = {}): RecordOrder {
  const [line] = recordOrderExample.lines;
  assert.ok(line !== undefined);
  const lines = [{ ...line, quantity: 2, amount: 1_050 }];
  const paidAt = time();
  const none = { roundUp: null };
  return {
    ...recordOrderExample,
    ...none,
    merchantId,
    updatedAt: paidAt,
    paidAt,
    lines,
    ...change,
  };
}

const record = (body: RecordOrder) => answerOf(client.recordOrder({ body }));

test('begins with the merchant, the charity item and the order of the examples', async () => {
  newWorld();
  const params = { merchantId: merchantExample.id };
  assert.deepEqual(await answerOf(client.getMerchant({ params })), merchantExample);
  const { items } = await answerOf(client.listCharityItems());
  const { asOf, ...totals } = charityItemExample.totals;
  assert.deepEqual(items, [{ ...charityItemExample, totals: { ...totals, asOf: time() } }]);
  const order = await answerOf(client.getOrder({ params: { orderId: orderExample.id } }));
  assert.deepEqual(order, orderExample);
});

const givings: readonly [gives: Giving, exact: string][] = [
  [{ kind: 'order_fixed', amount: 2 }, '2'],
  [{ kind: 'order_share', basisPoints: 30 }, '3.15'],
  [{ kind: 'item_fixed', amount: 100 }, '200'],
  [{ kind: 'item_share', basisPoints: 1 }, '0.105'],
];

for (const [gives, exact] of givings) {
  test(`pledges ${exact} by ${gives.kind}, in the preview as in the order`, async () => {
    const merchant = await openMerchant();
    const item = await answerOf(create(merchant, { gives }));
    const { merchantId, currency, choice, lines } = orderOf(merchant);
    const cart = { merchantId, currency, choice, lines };
    const preview = await answerOf(client.previewPledge({ body: cart }));
    const order = await record(orderOf(merchant));
    assert.deepEqual(
      order.pledges.map(({ state, ...rest }) => rest),
      preview.pledges,
    );
    assert.deepEqual([order.pledges[0]?.state, order.pledges[0]?.exact], ['pending', exact]);
    assert.equal((await totalsOf(item))?.exact, '0');
  });
}

test('confirms an order when its days are over, without a word, and counts it', async () => {
  const merchant = await openMerchant(7);
  const item = await answerOf(create(merchant));
  const order = await record(orderOf(merchant, { completedAt: time() }));
  assert.equal(order.confirmsAt, new Date(nowMs + 7 * dayMs).toISOString());
  nowMs += 7 * dayMs - 1;
  assert.equal((await totalsOf(item))?.orders, 0);
  nowMs += 1;
  const params = { orderId: order.id };
  assert.equal((await answerOf(client.getOrder({ params }))).pledges[0]?.state, 'confirmed');
  const totals = await totalsOf(item);
  assert.deepEqual([totals?.orders, totals?.exact, totals?.given.amount], [1, '10.5', 10]);
});

test('takes back what a cancelled order gave, and never goes back to an older state', async () => {
  const merchant = await openMerchant();
  const item = await answerOf(create(merchant));
  const paid = orderOf(merchant, { completedAt: time() });
  assert.equal((await record(paid)).pledges[0]?.state, 'confirmed');
  nowMs += 1_000;
  const cancelled = { ...paid, updatedAt: time(), cancelledAt: time() };
  for (const body of [cancelled, paid, cancelled]) {
    const order = await record(body);
    assert.deepEqual([order.state, order.pledges[0]?.state], ['cancelled', 'reversed']);
  }
  assert.equal((await totalsOf(item))?.orders, 0);
});

test('keeps past pledges when terms change or end, and lists items by their place', async () => {
  const merchant = await openMerchant();
  const [second, first] = [
    await answerOf(create(merchant, {}, 2)),
    await answerOf(create(merchant, { scope: { kind: 'skus', names: ['none'] } }, 1)),
  ];
  const before = await record(orderOf(merchant, { shopOrderId: 'before' }));
  nowMs += 1_000;
  const params = { charityItemId: second.id };
  const gives = { kind: 'order_fixed', amount: 7 } as const;
  const body = { terms: terms({ gives }) };
  assert.equal((await answerOf(client.changeCharityItem({ params, body }))).revision, 2);
  const between = await record(orderOf(merchant, { shopOrderId: 'between' }));
  nowMs += 1_000;
  assert.equal((await answerOf(client.endCharityItem({ params }))).state, 'ended');
  assert.equal((await answerOf(client.endCharityItem({ params }))).revision, 3);
  const after = await record(orderOf(merchant, { shopOrderId: 'after' }));
  const exact = [before, between, after].map(({ pledges }) => pledges[0]?.exact);
  assert.deepEqual(exact, ['10.5', '7', undefined]);
  assert.deepEqual(
    after.none.map(({ charityItemId, because }) => [charityItemId, because]),
    [[first.id, 'nothing_in_scope']],
  );
  const query = { merchantId: merchant.id, limit: 1 };
  const page = await answerOf(client.listCharityItems({ query }));
  const cursor = page.nextCursor ?? '';
  const rest = await answerOf(client.listCharityItems({ query: { ...query, cursor } }));
  assert.deepEqual(
    [...page.items, ...rest.items].map(({ id }) => id),
    [first.id, second.id],
  );
  assert.equal(rest.nextCursor, null);
  const orders = await answerOf(client.listOrders({ query: { merchantId: merchant.id } }));
  assert.deepEqual(orders.items, [after, between, before]);
});

test('gives all to the project that the shopper chose, where there is a choice', async () => {
  const merchant = await openMerchant();
  const other = seedProjects.find(
    ({ id, currency, state }) => id !== projectExample.id && currency === 'CNY' && state === 'open',
  );
  assert.ok(other !== undefined);
  await answerOf(create(merchant, { choices: [projectExample.id, other.id] }));
  const chosen = await record(orderOf(merchant, { choice: other.id }));
  assert.deepEqual(chosen.pledges[0]?.parts, [{ projectId: other.id, exact: '10.5' }]);
});

test('says that the project of an item is closed, and pledges nothing to it from then on', async () => {
  const merchant = await openMerchant();
  await answerOf(create(merchant));
  nowMs += 1_000;
  await answerOf(client.closeProject({ params: { projectId: projectExample.id } }));
  const query = { merchantId: merchant.id };
  const { items } = await answerOf(client.listCharityItems({ query }));
  assert.equal(items[0]?.state, 'project_closed');
  const order = await record(orderOf(merchant));
  assert.deepEqual([order.pledges, order.none[0]?.because], [[], 'project_closed']);
});

const nobody = 'prj_7zzzzzzzzzzzzzzzzzzzzzzzzz';
const yen = seedProjects.find(({ currency }) => currency === 'JPY')?.id ?? nobody;
const split = (projectId: typeof nobody | typeof yen) => [{ projectId, basisPoints: 10_000 }];

const badTerms: readonly [change: Partial<CharityItemTerms>, code: ErrorCode][] = [
  [{ split: split(nobody) }, 'project_unknown'],
  [{ choices: [nobody] }, 'project_unknown'],
  [{ split: split(yen) }, 'project_closed'],
  [{ currency: 'EUR' }, 'currency_mismatch'],
  [{ endsAt: '2026-01-02T00:00:00.000Z' }, 'request_invalid'],
];

for (const [change, code] of badTerms) {
  test(`refuses terms with ${Object.keys(change)} as ${code}, made or changed`, async () => {
    const merchant = await openMerchant();
    assert.equal(await codeOf(create(merchant, change)), code);
    const { id: charityItemId } = await answerOf(create(merchant));
    const body = { terms: terms(change) };
    const changed = client.changeCharityItem({ params: { charityItemId }, body });
    assert.equal(await codeOf(changed), code);
  });
}

test('refuses orders of nobody, with a choice of nothing, and of tomorrow', async () => {
  const merchant = await openMerchant();
  const codes: [Partial<RecordOrder>, ErrorCode][] = [
    [{ merchantId: 'mer_7zzzzzzzzzzzzzzzzzzzzzzzzz' }, 'merchant_unknown'],
    [{ choice: nobody }, 'project_unknown'],
    [{ paidAt: new Date(nowMs + dayMs).toISOString() }, 'request_invalid'],
  ];
  for (const [change, code] of codes) {
    assert.equal(await codeOf(client.recordOrder({ body: orderOf(merchant, change) })), code);
  }
  assert.equal(
    await codeOf(client.getOrder({ params: { orderId: 'ord_7zzzzzzzzzzzzzzzzzzzzzzzzz' } })),
    'order_unknown',
  );
});

test('makes so many items for a merchant that have not ended, and no more', async () => {
  const merchant = await openMerchant();
  const made = [];
  for (let count = 0; count < charityItemsMax; count += 1)
    made.push(await answerOf(create(merchant)));
  assert.equal(await codeOf(create(merchant)), 'charity_items_too_many');
  const params = { charityItemId: made[0]?.id ?? charityItemExample.id };
  await answerOf(client.endCharityItem({ params }));
  assert.equal(await codeOf(create(merchant)), null);
  assert.equal(
    await codeOf(client.changeCharityItem({ params, body: { place: 3 } })),
    'charity_item_ended',
  );
});

test('lists merchants, the newest first, and refuses one that is none', async () => {
  const merchant = await openMerchant();
  const { items } = await answerOf(client.listMerchants());
  assert.deepEqual(items, [merchant, merchantExample]);
  const params = { merchantId: 'mer_7zzzzzzzzzzzzzzzzzzzzzzzzz' } as const;
  assert.equal(await codeOf(client.getMerchant({ params })), 'merchant_unknown');
  const completes = { when: 'delivered', days: 91 } as const;
  const body = { name: 'Tea', language: 'en', currency: 'CNY', completes };
  const refused = client.createMerchant({ body, idempotencyKey: idempotencyKey() });
  assert.equal(await codeOf(refused), 'request_invalid');
});

test('shows a badge whatever its test wants to see', async () => {
  const ended = { ...charityItemExample, state: 'ended' } as const;
  const overrides = { listCharityItems: { items: [ended], nextCursor: null } };
  server.resetHandlers(
    ...Object.values(
      createHandlers({ baseUrl, overrides, failures: { previewPledge: ['unavailable'] } }),
    ),
  );
  const { items } = await answerOf(client.listCharityItems());
  assert.deepEqual(items, [ended]);
  const { merchantId, currency, choice, lines } = recordOrderExample;
  const cart = { merchantId, currency, choice, lines };
  assert.equal(await codeOf(client.previewPledge({ body: cart })), 'unavailable');
  assert.equal(await codeOf(client.previewPledge({ body: cart })), null);
});
