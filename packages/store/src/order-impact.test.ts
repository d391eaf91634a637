import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import { merchantExample, type OrderImpact, orderImpactExample } from '@kindcart/contract';
import { createOrderImpact } from './order-impact.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

const named = { merchantId: merchantExample.id, shopOrderId: '#1001', token: 'a1' } as const;
const there = (change: Partial<OrderImpact> = {}): Result<OrderImpact> => ({
  ok: true,
  value: { ...orderImpactExample, ...change },
  requestId: null,
});
const refused = (...error: Parameters<typeof errorOf>): Result<OrderImpact> => ({
  ok: false,
  error: errorOf(...error),
});
const unknown = refused('order_unknown');

/** An order of a platform that gives these answers in turn, and the last for ever. */
function order(...answers: Result<OrderImpact>[]) {
  const clock = handClock();
  const asked: unknown[] = [];
  const getOrderImpact = async (input: unknown) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(input);
    assert(answer);
    return answer;
  };
  const entry = createOrderImpact({ client: { getOrderImpact }, clock }, named);
  return { entry, clock, asked, status: () => entry.get().status };
}

/** Lets an answer arrive, and all that it sets off. */
const arrive = () => new Promise(setImmediate);

test('is asked for by its token, once, where it is there', async (t) => {
  const { entry, clock, asked, status } = order(there());
  entry.subscribe(() => {});
  await eventually(t, () => assert.equal(status(), 'ready'));
  assert.deepEqual(entry.get(), { status: 'ready', impact: orderImpactExample });
  const { merchantId, shopOrderId, token } = named;
  assert.deepEqual(asked, [{ params: { merchantId, shopOrderId }, query: { token } }]);
  assert.equal(clock.pending(), 0);
});

test('waits for an order that has not arrived, less and less often, and shows it then', async (t) => {
  const { entry, clock, status } = order(unknown, unknown, unknown, there());
  entry.subscribe(() => {});
  await eventually(t, () => assert.equal(status(), 'waiting'));
  for (const ms of [1_000, 1_500, 2_250]) {
    assert.equal(clock.pending(), 1);
    clock.pass(ms);
    await arrive();
  }
  assert.equal(status(), 'ready');
  assert.deepEqual(clock.waits, [1_000, 1_500, 2_250]);
  assert.equal(clock.pending(), 0);
});

test('waits for some minutes and no longer, and again when somebody says so', async () => {
  const { entry, clock, asked, status } = order(unknown);
  entry.subscribe(() => {});
  await arrive();
  for (let passedMs = 0; passedMs < 330_000; passedMs += 1_000) {
    clock.pass(1_000);
    await arrive();
  }
  assert.equal(status(), 'late');
  assert.equal(clock.pending(), 0);
  assert.ok(asked.length < 25, `asked ${asked.length} times`);
  entry.reload();
  assert.equal(status(), 'loading');
  await arrive();
  assert.equal(status(), 'waiting');
  assert.equal(clock.pending(), 1);
});

test('waits for an order to be paid', async () => {
  const { entry, clock, status } = order(there({ state: 'unpaid', pledges: [] }), there());
  entry.subscribe(() => {});
  await arrive();
  assert.equal(status(), 'ready');
  clock.pass(1_000);
  await arrive();
  const state = entry.get();
  assert.equal(state.status === 'ready' && state.impact.state, 'paid');
  assert.equal(clock.pending(), 0);
});

test('asks on by itself while there is no connection', async () => {
  const { entry, clock, status } = order(refused('network_error'), there());
  entry.subscribe(() => {});
  await arrive();
  assert.equal(status(), 'offline');
  clock.pass(1_000);
  await arrive();
  assert.equal(status(), 'ready');
});

test('stops at an error until somebody says to ask again', async () => {
  const { entry, clock, status } = order(refused('internal'), there());
  entry.subscribe(() => {});
  await arrive();
  assert.equal(status(), 'error');
  assert.equal(clock.pending(), 0);
  entry.reload();
  await arrive();
  assert.equal(status(), 'ready');
});

test('asks for nothing once nobody watches, and goes on when somebody does', async () => {
  const { entry, clock, asked } = order(unknown);
  const stop = entry.subscribe(() => {});
  await arrive();
  stop();
  stop();
  assert.equal(clock.pending(), 0);
  const count = asked.length;
  entry.subscribe(() => {});
  await arrive();
  assert.equal(asked.length, count + 1);
});
