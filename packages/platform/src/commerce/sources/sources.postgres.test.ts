// Shops' events where several processes work on one PostgreSQL, and where it is away.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Order } from '@kindcart/contract';
import { later } from '@kindcart/contract/conformance';
import type { KyselyPlugin } from 'kysely';
import { audit } from '../../ledger/audit.ts';
import { impatientMs, testDatabase, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { sourceChecks } from './audit.ts';
import { takeEvents } from './event-records.ts';
import { lineBody, orderBody, refundBody } from './shopify/testing/bodies.ts';
import { shopifyToken, signed, startShopify } from './shopify/testing/stand-in.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const shopify = await startShopify();
after(async () => {
  await shopify.close();
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const here = handShops(house);
const there = handShops(house, another.db);
const processes = [here, there];
const tea = await connectShopify(house, { access: { url: shopify.url, token: shopifyToken } });
const item = await tea.shop.item({ gives: { kind: 'item_share', basisPoints: 100 } });
const { createdAt: then } = item;
house.clock.advance(60_000);
const order = (id: unknown, changes: object = {}) => orderBody({ id, at: then, ...changes });
const orderNamed = async (id: string) =>
  (await tea.orders()).find(({ shopOrderId }) => shopOrderId === id);
const untilApplied = async () => {
  await Promise.all(processes.map(({ shops }) => applyAll(shops)));
};

test('ends one order of six events, told five times each to two processes at once, as they say', async () => {
  const back = refundBody({
    id: 1,
    orderId: 1,
    at: later(then, 4_000),
    lines: [[1, 1, '10.00']],
    money: '10.00',
  });
  const lines = { line_items: [lineBody({ id: 1, price: '10.00', quantity: 3 })] };
  const sent = { fulfillment_status: 'fulfilled', updated_at: later(then, 3_000) };
  const bodies = [
    order(1, { ...lines, financial_status: 'pending' }),
    order(1, { ...lines, updated_at: later(then, 1_000) }),
    order(1, { ...lines, updated_at: later(then, 2_000), note_attributes: [] }),
    order(1, { ...lines, ...sent }),
    back,
    order(1, { ...lines, ...sent, updated_at: later(then, 4_000), refunds: [back] }),
  ];
  const answers = Promise.all(
    bodies.flatMap((body) => Array.from({ length: 5 }, () => tea.deliver(body))),
  );
  const working = processes.map(async ({ shops }) => {
    for (let round = 0; round < 10; round += 1) await shops.applyRound();
  });
  assert.ok((await answers).every(({ status }) => status === 200));
  await Promise.all(working);
  await untilApplied();
  const kept = await orderNamed('1');
  assert.deepEqual(
    kept?.pledges.map(({ state, exact }) => [state, exact]),
    [['confirmed', '20']],
  );
  assert.deepEqual((await tea.shop.readItem(item))?.totals.orders, 1);
  const events = await database.db.selectFrom('shop_event').select('state').execute();
  assert.deepEqual(
    events.map(({ state }) => state),
    bodies.map(() => 'applied'),
  );
  await house.auditClean();
});

test('takes every event up once, however many take them at once', async () => {
  for (let id = 100; id < 140; id += 1) await tea.deliver(order(id));
  const now = new Date(house.clock.nowMs());
  const leaseUntil = new Date(now.getTime() + 60_000);
  const taken = await Promise.all(
    [database.db, another.db, database.db, another.db].map((db) =>
      takeEvents(db, { now, leaseUntil, limit: 10 }),
    ),
  );
  assert.equal(new Set(taken.flat().map(({ id }) => id)).size, 40);
  // Whoever took them is gone: they come back when the lease is over, and nothing is lost.
  await untilApplied();
  assert.equal(await orderNamed('100'), undefined);
  house.clock.advance(60_001);
  await untilApplied();
  assert.equal((await tea.orders()).length, 41);
  await house.auditClean();
});

test('applies two hundred orders of one moment with two processes, each once', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, place) => tea.deliver(order(1_000 + place))));
  await untilApplied();
  const ended = await database.db
    .selectFrom('shop_event')
    .select('tries')
    .where('state', '=', 'applied')
    .execute();
  assert.equal(ended.length, 246);
  const kept = await database.db.selectFrom('shop_order').select('shop_order_id').execute();
  assert.equal(kept.length, 241);
  await house.auditClean();
});

/** Does something once after the first statement whose rows have the column, before they are read. */
function onceAfter(column: string, act: () => Promise<void>): KyselyPlugin {
  let isDone = false;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (isDone || !result.rows.some((row) => column in row)) return result;
      isDone = true;
      await act();
      return result;
    },
  };
}

test('audits shops that tell on meanwhile by what stood at one moment', async () => {
  await tea.deliver(order(1_500));
  await untilApplied();
  let isTold = false;
  // Between what was told of orders and how they stand.
  const audited = database.db.withPlugin(
    onceAfter('facts', async () => {
      await tea.deliver(order(1_500, { updated_at: later(then, 7_000) }));
      await untilApplied();
      isTold = true;
    }),
  );
  assert.deepEqual(await audit(audited, sourceChecks), []);
  assert.ok(isTold);
  await house.auditClean();
});

/** The processor's time of the longest turn of the event loop meanwhile: what everybody else waits for. */
async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  for (let last = threadMs(); !isDone; last = threadMs()) {
    await turn();
    longest = Math.max(longest, threadMs() - last);
  }
  await done;
  return longest;
}

/** Other programs of the machine do not count into it, as they would by a clock. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** The longest turn while orders of so many lines are told, in the best of some: the first are not compiled yet. */
async function bestTurnMs(
  firstId: number,
  lines: number,
  deliver: (body: string) => Promise<unknown>,
): Promise<number> {
  const turnsMs: number[] = [];
  for (let id = firstId; id < firstId + 5; id += 1) {
    const body = JSON.stringify(
      order(id, {
        line_items: Array.from({ length: lines }, (_, line) => ({
          ...{ id: line, product_id: 632_910_392, variant_id: 39_072_856, quantity: 1 },
          price: '1.00',
          properties: [],
        })),
      }),
    );
    assert.ok(body.length < 1024 * 1024, `${body.length} bytes`);
    turnsMs.push(await longestTurnMs(() => deliver(body)));
  }
  return Math.min(...turnsMs);
}

test('refuses an order of ten thousand lines, and holds nobody up by it', async () => {
  const turnMs = await bestTurnMs(2_000, 10_000, async (body) => {
    assert.equal((await tea.deliver(body)).status, 413);
  });
  assert.ok(turnMs < 100, `${turnMs} ms`);
});

test('gives up an order of more lines than one may have, with words, and holds nobody up by it', async () => {
  const turnMs = await bestTurnMs(2_010, 5_000, async (body) => {
    assert.equal((await tea.deliver(body)).status, 200);
    await applyAll(here.shops);
  });
  assert.ok(turnMs < 100, `${turnMs} ms`);
  const faults = await database.db
    .selectFrom('shop_event')
    .select('fault')
    .where('state', '=', 'dead')
    .execute();
  assert.deepEqual(
    [...new Set(faults.map(({ fault }) => fault))],
    ['line_items has more than 500 lines.'],
  );
});

test('answers 503 within five seconds while the database hangs or is gone; asking the shop finds what was missed', async () => {
  const impatient = await testDatabase(postgres.url, impatientMs);
  const door = await testPlatform(impatient, { idle: true });
  door.clock.advance(house.clock.nowMs() - door.clock.nowMs());
  const deliver = (body: object) => {
    const text = JSON.stringify(body);
    return door.platform.app.request(tea.path, {
      method: 'POST',
      body: text,
      headers: signed(text),
    });
  };
  const missed = order(3_000, { updated_at: later(then, 5_000) });
  const began = performance.now();
  postgres.freeze();
  const hanging = await deliver(missed);
  const tookMs = performance.now() - began;
  postgres.thaw();
  assert.equal(hanging.status, 503);
  assert.ok(Number(hanging.headers.get('retry-after')) > 0);
  assert.ok(tookMs < 5_000, `${tookMs} ms`);
  await postgres.kill();
  assert.equal((await deliver(order(3_001))).status, 503);
  await postgres.start();
  const recovered = await waitUntil('a delivery after the crash', async () => {
    const response = await deliver(order(3_002));
    return response.status === 200 ? response : undefined;
  });
  assert.equal(recovered.status, 200);
  // The one that hung may have been kept after all; whoever tells it again changes nothing.
  const lost = order(3_003, { updated_at: later(then, 6_000) });
  for (const body of [missed, lost])
    shopify.orders.push({ updatedAt: body.updated_at, json: JSON.stringify(body) });
  house.clock.advance(15 * 60_000);
  assert.equal(await here.shops.reconcileRound(), 1);
  await untilApplied();
  for (const id of ['3000', '3002', '3003']) {
    const found: Order | undefined = await orderNamed(id);
    assert.equal(found?.pledges[0]?.exact, '10', id);
  }
  house.clock.advance(15 * 60_000);
  await here.shops.reconcileRound();
  assert.match(
    here.metrics.text(),
    /^shop_events_reconciled_total\{kind="shopify",found="known"\} 2$/m,
  );
  assert.equal(await here.shops.applyRound(), 0);
  await house.auditClean();
  await door.stop();
  await impatient.close();
});
