// Orders where several processes work on one PostgreSQL: one order told to all of them at once, and many
// orders of one charity item, whose totals are one row.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id, Order } from '@kindcart/contract';
import { goods, later, openShop } from '@kindcart/contract/conformance';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { confirmRound, takeStanding } from './settling.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const now = () => new Date(clock.nowMs());
const newOrderId = (): Id<'order'> => testId('order');
const processes = [database.db, another.db].map((db) => ({ db, now, newOrderId }));
const onError = (name: string, error: unknown) => {
  throw new Error(name, { cause: error });
};

test('ends one order, told to two processes in all its states at once, as the newest says', async () => {
  const shop = await openShop(stage);
  const item = await shop.item();
  const { createdAt: then } = item;
  for (let round = 0; round < 10; round += 1) {
    const { merchantId, shopOrderId, ...first } = shop.orderBody(then);
    const key = { merchantId, shopOrderId, source: 'api' } as const;
    const states = Array.from({ length: 10 }, (_, at) => ({
      ...first,
      updatedAt: later(then, at),
      completedAt: at % 2 === 0 ? null : then,
      lines: [goods(1_000 - at * 100)],
    }));
    const kept = await Promise.all(
      processes.flatMap((parts) =>
        states.map((state) => takeStanding(parts, house.a.book, shop.merchant, key, state)),
      ),
    );
    assert.ok(kept.every((one) => one !== undefined));
    const ids = new Set(kept.map((one) => one?.row.id));
    assert.equal(ids.size, 1);
    const [id] = ids;
    const order: Order = await shop.readOrder({ id: id ?? assert.fail() });
    assert.deepEqual(
      order.pledges.map(({ state, exact }) => [state, exact]),
      [['confirmed', '1']],
    );
  }
  const totals = (await shop.readItem(item))?.totals;
  assert.deepEqual([totals?.orders, totals?.exact], [10, '10']);
  await house.auditClean();
});

test('counts every order of a charity item once, however many processes confirm them at once', async () => {
  const shop = await openShop(stage, { completes: { when: 'delivered', days: 1 } });
  const items = [await shop.item(), await shop.item({}, 2), await shop.item({}, 0)];
  const { createdAt: then } = items.at(-1) ?? assert.fail();
  const told = Array.from({ length: 60 }, () => shop.orderBody(then, { completedAt: then }));
  await Promise.all(told.map((body) => shop.tell(body)));
  clock.advance(86_400_000);
  let did = 1;
  while (did > 0) {
    const rounds = processes.map((parts) => confirmRound({ ...parts, onError }));
    did = (await Promise.all(rounds)).reduce((sum, each) => sum + each, 0);
  }
  for (const item of items) {
    const totals = (await shop.readItem(item))?.totals;
    assert.deepEqual([totals?.orders, totals?.exact, totals?.given.amount], [60, '600.6', 600]);
  }
  const { totals, projects } = await shop.impact();
  assert.deepEqual([totals.orders, totals.exact], [60, '1801.8']);
  assert.deepEqual(
    projects.map(({ project, exact }) => [project.id, exact]),
    [[shop.project.id, '1801.8']],
  );
  await house.auditClean();
});
