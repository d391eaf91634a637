// Orders outlive the process, and so does the need to tell of them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { take } from './orders.ts';
import { type Answer, OrderStore } from './store.ts';
import type { Told } from './tell.ts';
import { Teller, waitMs } from './teller.ts';
import { noon, paidOrder } from './testing/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-shop-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const answer: Answer = {
  orderId: 'ord_1',
  pledges: [{ charityItemId: 'chi_1', state: 'pending', exact: '256' }],
};
const accepted: Told = { ok: true, answer };
const away: Told = { ok: false, fault: 'unavailable: The platform is away.' };
const ship = (order: ReturnType<typeof paidOrder>) => take(order, 'ship', noon);

function storeWith(...ids: readonly string[]): OrderStore {
  const store = new OrderStore(':memory:');
  for (const id of ids) {
    store.add({ ...paidOrder({ longjing: 2 }), id });
    store.change(id, (order) => ({ ...order }));
  }
  return store;
}

test('keeps orders and what is still to be told through a restart', async () => {
  const file = join(folder, 'deeper', 'orders.db');
  const first = new OrderStore(file);
  first.add(paidOrder({ longjing: 2 }));
  assert(first.change('order-1', ship));
  const failing = new Teller(
    first,
    async () => away,
    () => 1_000,
  );
  await failing.wake();
  await failing.stop();
  first.close();

  const second = new OrderStore(file);
  const kept = second.find('order-1');
  assert.equal(kept?.order.sentAt, kept?.order.updatedAt);
  assert.equal(kept?.fault, away.ok ? '' : away.fault);
  const told: string[] = [];
  const teller = new Teller(
    second,
    async ({ updatedAt }) => {
      told.push(updatedAt);
      return accepted;
    },
    () => 1_000 + waitMs(0),
  );
  await teller.wake();
  await teller.stop();
  assert.deepEqual(told, [kept?.order.updatedAt]);
  assert.deepEqual(second.find('order-1')?.answer, answer);
  assert.equal(second.find('order-1')?.fault, null);
  assert.equal(second.nextDueMs(), undefined);
  second.close();
});

test('tells nothing of an order that was never paid', () => {
  const store = new OrderStore(':memory:');
  store.add(paidOrder({ longjing: 2 }));
  assert.deepEqual(store.due(Date.now(), 10), []);
});

test('tells what changed while it was being told once more', async () => {
  const store = storeWith('a');
  const seen: (string | null)[] = [];
  const teller = new Teller(store, async ({ sentAt }) => {
    seen.push(sentAt);
    if (seen.length === 1) store.change('a', ship);
    return accepted;
  });
  await teller.wake();
  await teller.stop();
  assert.equal(seen.length, 2);
  assert.deepEqual([seen[0], typeof seen[1]], [null, 'string']);
  assert.equal(store.find('a')?.told, store.find('a')?.version);
});

test('tells the others when one cannot be told, and waits longer each time', async () => {
  const store = storeWith('a', 'b');
  let nowMs = 5_000;
  const told: string[] = [];
  const tell = async ({ id }: { readonly id: string }) => {
    told.push(id);
    return id === 'a' ? away : accepted;
  };
  const teller = new Teller(store, tell, () => nowMs);
  await teller.wake();
  assert.deepEqual(told, ['a', 'b']);
  await teller.wake();
  assert.deepEqual(told, ['a', 'b'], 'not before its time');
  assert.equal(store.nextDueMs(), 5_000 + waitMs(0));
  nowMs = 5_000 + waitMs(0);
  await teller.wake();
  assert.deepEqual(told, ['a', 'b', 'a']);
  assert.equal(store.nextDueMs(), nowMs + waitMs(1));
  await teller.stop();
});

test('comes back by itself for what could not be told', async () => {
  const store = storeWith('a');
  const { promise, resolve } = Promise.withResolvers<void>();
  let [tries, looks] = [0, 0];
  // A clock that runs ahead, so that the time to wait is over at once.
  const teller = new Teller(
    store,
    async () => {
      tries += 1;
      if (tries === 3) resolve();
      return tries < 3 ? away : accepted;
    },
    () => {
      looks += 1;
      return looks * 3_600_000;
    },
  );
  const alive = setInterval(() => {}, 1_000);
  await teller.wake();
  await promise;
  clearInterval(alive);
  await teller.stop();
  assert.equal(store.find('a')?.fault, null);
});

test('keeps what nobody foresaw with the order', async () => {
  const store = storeWith('a');
  const teller = new Teller(store, () => Promise.reject(new Error('A bug.')));
  await teller.wake();
  await teller.stop();
  assert.equal(store.find('a')?.fault, 'A bug.');
  assert.equal(store.find('a')?.tries, 1);
});

test('is not put back by an answer to an older state', () => {
  const store = storeWith('a');
  const { version = 0 } = store.find('a') ?? {};
  store.change('a', ship);
  store.wasNotTold('a', version, 'late', 9_999);
  assert.equal(store.find('a')?.fault, null);
  assert.equal(store.due(0, 10).length, 1);
  store.wasTold('a', version, answer);
  assert.equal(store.due(0, 10).length, 1, 'the newer state is still to be told');
});

test('lists the newest first, and changes nothing that is not there', () => {
  const store = storeWith('a', 'b', 'c');
  assert.deepEqual(
    store.newest(2).map(({ order }) => order.id),
    ['c', 'b'],
  );
  assert.equal(store.change('d', ship), false);
  assert.equal(
    store.change('a', () => undefined),
    false,
  );
  assert.equal(
    store.change('a', (order) => order),
    false,
  );
});
