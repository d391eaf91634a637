// Statements where several processes draw at once, and are killed as they do: each difference is on exactly
// one statement, whoever writes orders meanwhile.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { drawStatement } from './drawing.ts';
import {
  giveBack,
  leaveOfMore,
  nowOf,
  openGivingShop,
  payByWord,
  sell,
  sellWithMore,
  statementsOf,
} from './testing/shop.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const parts = {
  now: () => nowOf(house),
  newId: testId,
};

async function linesOf(merchantId: string) {
  const { rows } = await sql<{ order_id: string; exact: string; lines: number }>`
    select line.order_id, trim_scale(sum(line.exact))::text as exact, count(*)::integer as lines
    from statement_line as line join statement on statement.id = line.statement_id
    where statement.merchant_id = ${merchantId} group by line.order_id`.execute(database.db);
  return rows;
}

test('puts each pledge on one statement, drawn by two processes at once while orders change', async () => {
  const shop = await openGivingShop(house);
  const { id: merchantId } = shop.merchant;
  const orders = await Promise.all(Array.from({ length: 40 }, () => sell(house, shop, 1_000)));
  const wanted = { ...house.a.book, merchantId, because: 'asked' } as const;
  const draw = (db: typeof database.db) =>
    db.transaction().execute((transaction) => drawStatement(transaction, parts, wanted));
  for (let round = 0; round < 8; round += 1) {
    const cents = 1_000 - round * 100;
    await Promise.all([
      draw(database.db),
      ...orders.map((order) => giveBack(house, shop, order, cents)),
      draw(another.db),
      draw(database.db),
      draw(another.db),
    ]);
  }
  await draw(database.db);
  assert.deepEqual(new Set((await linesOf(merchantId)).map(({ exact }) => exact)), new Set(['3']));
  assert.equal(await draw(another.db), null);
  const numbers = (await statementsOf(shop)).map(({ number }) => Number(number.split('-').at(-1)));
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => at + 1),
  );
  await house.auditClean();
});

const drawer = fileURLToPath(new URL('./testing/drawer.ts', import.meta.url));

/** Another process that draws all there is; it dies after so many answers of the database, if any are said. */
async function drawElsewhere(merchantId: string, diesAfter = ''): Promise<unknown[]> {
  const options = ['--conditions=@kindcart/source', '--conditions=development'];
  const { organizationId } = house.a;
  const told = [drawer, postgres.url, organizationId, merchantId, diesAfter];
  const child = spawn(process.execPath, [...options, ...told], { stdio: 'inherit' });
  return once(child, 'exit');
}

test('states and passes on each round-up once, while orders change and two processes draw', async () => {
  const shop = await openGivingShop(house);
  const { id: merchantId } = shop.merchant;
  const wanted = { ...house.a.book, merchantId, because: 'asked' } as const;
  const draw = (db: typeof database.db) =>
    db.transaction().execute((transaction) => drawStatement(transaction, parts, wanted));
  const orders = await Promise.all(
    Array.from({ length: 20 }, () => sellWithMore(house, shop, 100)),
  );
  for (let round = 0; round < 5; round += 1) {
    const open = (await statementsOf(shop)).filter(({ state }) => state === 'open');
    await Promise.all([
      draw(database.db),
      ...orders.map((order) => leaveOfMore(house, shop, order, 90 - round * 10)),
      draw(another.db),
      ...open.map((statement) => payByWord(house, statement)),
    ]);
  }
  // What was on its way is credited once it is there.
  while ((await draw(another.db)) !== null || (await isOpen())) {
    for (const statement of await statementsOf(shop)) {
      if (statement.state === 'open') await payByWord(house, statement);
    }
  }
  async function isOpen() {
    return (await statementsOf(shop)).some(({ state }) => state === 'open');
  }
  const { rows } = await sql<{ left: string; orders: number }>`
    select sum(gift_amount - refunded_amount)::text as left, count(distinct own.order_id)::integer as orders
    from round_up_gift as own join donation on donation.id = own.donation_id
    join shop_order on shop_order.id = own.order_id
    where shop_order.merchant_id = ${merchantId}`.execute(database.db);
  assert.deepEqual(rows, [{ left: '1000', orders: 20 }]);
  await house.auditClean();
});

test('puts each pledge on one statement though processes are killed at every step of drawing', async () => {
  const shop = await openGivingShop(house);
  const { id: merchantId } = shop.merchant;
  const orders = await Promise.all(Array.from({ length: 20 }, () => sell(house, shop, 777)));
  // The sixth answer is the first after the commit.
  for (let answers = 1; answers <= 6; answers += 1) {
    assert.deepEqual(await drawElsewhere(merchantId, `${answers}`), [null, 'SIGKILL']);
    const drawn = await statementsOf(shop);
    assert.equal(drawn.length, answers < 6 ? 0 : 1, `after ${answers} answers`);
    await house.auditClean();
  }
  assert.deepEqual(await drawElsewhere(merchantId), [0, null]);
  const lines = await linesOf(merchantId);
  assert.equal(lines.length, orders.length);
  assert.ok(lines.every(({ exact, lines: count }) => exact === '7.77' && count === 1));
  const [drawn, ...others] = await statementsOf(shop);
  assert.deepEqual([drawn?.total.amount, others.length], [155, 0]);
  await house.auditClean();
});
