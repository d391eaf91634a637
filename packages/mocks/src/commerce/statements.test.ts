// Statements of the made-up world: what a developer's own test of a back office can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  type ErrorCode,
  merchantExample,
  projectExample,
  type RecordOrder,
  recordOrderExample,
  type Statement,
  statementExample,
  statementLineExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const client = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
let keys = 0;

const time = () => new Date(nowMs).toISOString();

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
  return `statements ${keys}`;
};

/** A new world, and a merchant in it of whose orders 1 % is given. */
async function openShop() {
  const now = () => new Date(nowMs);
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now })));
  const completes = { when: 'fulfilled' } as const;
  const body = { name: 'Tea', language: 'en', currency: 'CNY', completes };
  const merchant = await answerOf(
    client.createMerchant({ body, idempotencyKey: idempotencyKey() }),
  );
  const terms = {
    currency: 'CNY',
    gives: { kind: 'order_share', basisPoints: 100 } as const,
    scope: { kind: 'shop' } as const,
    least: null,
    most: null,
    startsAt: '2026-01-01T00:00:00.000Z',
    endsAt: null,
    split: [{ projectId: projectExample.id, basisPoints: 10_000 }],
    choices: [],
  };
  const item = { merchantId: merchant.id, name: 'For water', place: 1, terms };
  await answerOf(client.createCharityItem({ body: item, idempotencyKey: idempotencyKey() }));
  return merchant;
}

type Merchant = Awaited<ReturnType<typeof openShop>>;

/** Tells of an order of so many fen that is complete. */
function sell(
  { id: merchantId, createdAt }: Merchant,
  shopOrderId: string,
  fen: number,
  roundUp: RecordOrder['roundUp'] = null,
) {
  nowMs += 1_000;
  const [line] = recordOrderExample.lines;
  assert.ok(line !== undefined);
  const body: RecordOrder = {
    ...recordOrderExample,
    merchantId,
    shopOrderId,
    updatedAt: time(),
    paidAt: createdAt,
    completedAt: createdAt,
    roundUp,
    lines: [{ ...line, quantity: fen === 0 ? 0 : 1, amount: fen }],
  };
  return answerOf(client.recordOrder({ body }));
}

const state = ({ id: merchantId }: Merchant) =>
  client.createStatement({ body: { merchantId }, idempotencyKey: idempotencyKey() });

const dueOf = ({ dues }: Pick<Statement, 'dues'>) =>
  dues.map(({ carriedBefore, exact, amount, carriedAfter }) => [
    carriedBefore,
    exact,
    amount.amount,
    carriedAfter,
  ]);

test('begins with the statement of the example, and its line', async () => {
  await openShop();
  const params = { statementId: statementExample.id };
  assert.deepEqual(await answerOf(client.getStatement({ params })), statementExample);
  const { items } = await answerOf(client.listStatementLines({ params }));
  assert.deepEqual(items, [statementLineExample]);
  const query = { merchantId: merchantExample.id };
  const listed = await answerOf(client.listStatements({ query }));
  assert.deepEqual(listed.items, [statementExample]);
});

test('adds up, rounds once, and carries on, one statement after the other', async () => {
  const merchant = await openShop();
  assert.equal(await codeOf(state(merchant)), 'statement_nothing_new');
  await sell(merchant, 'one', 15_850);
  const first = await answerOf(state(merchant));
  assert.deepEqual(dueOf(first), [['0', '158.5', 158, '0.5']]);
  assert.equal(await codeOf(state(merchant)), 'statement_nothing_new');
  await sell(merchant, 'two', 150);
  const second = await answerOf(state(merchant));
  assert.deepEqual(dueOf(second), [['0.5', '1.5', 2, '0']]);
  assert.deepEqual([first.number, second.number], ['TEST-2026-1', 'TEST-2026-2']);
  assert.equal(second.period.from, first.period.until);
  const { items } = await answerOf(client.listStatements({ query: { merchantId: merchant.id } }));
  assert.deepEqual(items, [second, first]);
});

test('credits what is given back, and carries a debt until it is paid off', async () => {
  const merchant = await openShop();
  const order = await sell(merchant, 'one', 5_000);
  await answerOf(state(merchant));
  const params = { orderId: order.id };
  const stateOf = async () => (await answerOf(client.getOrder({ params }))).pledges[0]?.state;
  assert.equal(await stateOf(), 'stated');
  await sell(merchant, 'one', 1_000);
  const credit = await answerOf(state(merchant));
  assert.deepEqual(
    [credit.state, credit.dueAt, dueOf(credit)],
    ['carried', null, [['0', '-40', 0, '-40']]],
  );
  const lines = await answerOf(client.listStatementLines({ params: { statementId: credit.id } }));
  assert.deepEqual(
    lines.items.map(({ kind, orderId, exact }) => [kind, orderId, exact]),
    [['credit', order.id, '-40']],
  );
  await sell(merchant, 'one', 0);
  assert.equal(await stateOf(), 'reversed');
  await sell(merchant, 'two', 7_000);
  assert.deepEqual(dueOf(await answerOf(state(merchant))), [['-40', '60', 20, '0']]);
});

test('states what a shopper added once, whole, and apart from what the shop gives', async () => {
  const merchant = await openShop();
  const added = (amount: number) =>
    sell(merchant, 'one', 1_050, { projectId: projectExample.id, amount });
  assert.equal((await added(50)).roundUp?.state, 'confirmed');
  const made = await answerOf(state(merchant));
  assert.equal(made.total.amount, 60);
  assert.deepEqual(dueOf(made), [['0', '10.5', 10, '0.5']]);
  assert.deepEqual(dueOf({ dues: made.roundUps }), [['0', '50', 50, '0']]);
  const stated = await added(50);
  assert.deepEqual([stated.roundUp?.state, stated.roundUp?.donationId], ['stated', null]);
  // More is stated as the difference; less waits until the first is passed on.
  await added(70);
  assert.deepEqual(dueOf({ dues: (await answerOf(state(merchant))).roundUps }), [
    ['0', '20', 20, '0'],
  ]);
  await added(10);
  assert.equal(await codeOf(state(merchant)), 'statement_nothing_new');
});

test('pages through lines', async () => {
  const merchant = await openShop();
  for (const shopOrderId of ['one', 'two', 'three']) await sell(merchant, shopOrderId, 1_000);
  const { id: statementId, lineCount } = await answerOf(state(merchant));
  assert.equal(lineCount, 3);
  const params = { statementId };
  const first = await answerOf(client.listStatementLines({ params, query: { limit: 2 } }));
  const cursor = first.nextCursor ?? '';
  const rest = await answerOf(client.listStatementLines({ params, query: { limit: 2, cursor } }));
  const names = [...first.items, ...rest.items].map(({ shopOrderId }) => shopOrderId);
  assert.deepEqual([names, rest.nextCursor], [['one', 'two', 'three'], null]);
});

test('says where a statement is paid, and leaves it open: nobody can pay there', async () => {
  const merchant = await openShop();
  await sell(merchant, 'one', 1_000);
  const { id: statementId } = await answerOf(state(merchant));
  const params = { statementId };
  const begun = await answerOf(client.payStatement({ params }));
  assert.equal((await answerOf(client.payStatement({ params }))).reference, begun.reference);
  const { state: now, payment } = await answerOf(client.getStatement({ params }));
  assert.deepEqual([now, payment?.state], ['open', 'open']);
  await sell(merchant, 'one', 0);
  const { id: carried } = await answerOf(state(merchant));
  const nothing = client.payStatement({ params: { statementId: carried } });
  assert.equal(await codeOf(nothing), 'statement_not_payable');
});

test('suspends a merchant for as long as it is told', async () => {
  const merchant = await openShop();
  const params = { merchantId: merchant.id };
  const change = (wanted: 'active' | 'suspended') =>
    answerOf(client.changeMerchant({ params, body: { state: wanted } }));
  const paidNow = async (shopOrderId: string) => {
    nowMs += 1_000;
    const { merchantId: _, ...rest } = recordOrderExample;
    const told = {
      ...rest,
      merchantId: merchant.id,
      shopOrderId,
      updatedAt: time(),
      paidAt: time(),
    };
    const order = await answerOf(client.recordOrder({ body: told }));
    return order.none.map(({ because }) => because);
  };
  assert.deepEqual(await paidNow('before'), []);
  nowMs += 1_000;
  assert.equal((await change('suspended')).state, 'suspended');
  assert.deepEqual(await paidNow('during'), ['merchant_suspended']);
  nowMs += 1_000;
  assert.equal((await change('active')).state, 'active');
  assert.deepEqual(await paidNow('after'), []);
});

test('changes what it is told of a merchant, and refuses one that is none', async () => {
  const merchant = await openShop();
  const params = { merchantId: merchant.id };
  const body = { name: 'Tea & more', timeZone: 'Asia/Shanghai', statementThreshold: 5_000 };
  const changed = await answerOf(client.changeMerchant({ params, body }));
  assert.deepEqual(changed, { ...merchant, ...body });
  const back = { statementThreshold: null, statementEmail: 'books@tea.example' };
  const again = await answerOf(client.changeMerchant({ params, body: back }));
  assert.deepEqual(again, { ...changed, ...back });
  const nobody = { merchantId: 'mer_7zzzzzzzzzzzzzzzzzzzzzzzzz' } as const;
  const refused = client.changeMerchant({ params: nobody, body: { name: 'Nobody' } });
  assert.equal(await codeOf(refused), 'merchant_unknown');
});

test('refuses statements that are none', async () => {
  await openShop();
  const params = { statementId: 'sta_7zzzzzzzzzzzzzzzzzzzzzzzzz' } as const;
  for (const call of [
    client.getStatement({ params }),
    client.listStatementLines({ params }),
    client.payStatement({ params }),
  ]) {
    assert.equal(await codeOf(call), 'statement_unknown');
  }
});
