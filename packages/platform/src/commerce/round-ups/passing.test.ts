// A shopper's round-up from the order to the project: it becomes a gift once the shop has paid, goes back
// when the order does, and nothing is lost or made on the way.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import {
  type Donation,
  type Id,
  type Order,
  type OrderImpact,
  orderToken,
} from '@kindcart/contract';
import type { Shop } from '@kindcart/contract/conformance';
import { accountBalance } from '../../ledger/records.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import {
  leaveOfMore,
  nowOf,
  openGivingShop,
  payFor,
  round,
  sell,
  sellWithMore,
  statementsOf,
} from '../statements/testing/shop.ts';

const database = await testDatabase();
const house = await testPlatform(database);
const { stage } = house;
after(async () => {
  await house.stop();
  await database.close();
});
afterEach(() => house.auditClean());

/** What the merchant's account for round-ups holds. */
async function heldFor({ merchant }: Shop): Promise<number> {
  const { db } = database;
  return (await accountBalance(db, house.a.book, `round_up:${merchant.id}`, 'USD')).balance;
}

async function totalsOf({ project }: Shop): Promise<[raised: number, donations: number]> {
  const { raised, donations } = (await stage.readProject(project.id)).totals;
  return [raised.amount, donations];
}

/** The gifts of the project, oldest first. */
async function giftsOf({ project }: Shop): Promise<Donation[]> {
  const answer = await stage.ask('listDonations', {}, { query: `projectId=${project.id}` });
  assert.ok(answer.ok);
  return answer.value.items.reverse();
}

async function giftOf(shop: Shop, order: Order): Promise<Id<'donation'>> {
  const { roundUp } = await shop.readOrder(order);
  assert.ok(roundUp?.donationId != null, `${order.id} has no gift`);
  return roundUp.donationId;
}

test('makes a gift of a round-up once the statement is paid, and nothing before', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 35);
  const drawn = await shop.state();
  assert.equal(drawn.total.amount, 45);
  assert.deepEqual(await totalsOf(shop), [0, 0]);
  assert.deepEqual(await giftsOf(shop), []);
  await payFor(shop, drawn);
  assert.deepEqual(await totalsOf(shop), [45, 1]);
  const [gift, ...others] = await giftsOf(shop);
  assert.ok(gift !== undefined);
  assert.deepEqual(others, []);
  const { state, provider, anonymous, donorName, details, gift: given } = gift;
  assert.deepEqual([state, provider, given.amount], ['succeeded', 'shop', 35]);
  assert.deepEqual([anonymous, donorName, details], [true, null, null]);
  const { roundUp } = await shop.readOrder(order);
  assert.deepEqual([roundUp?.state, roundUp?.donationId], ['passed_on', gift.id]);
  assert.equal(await heldFor(shop), 0);
});

test('gives a receipt for it, and says where it is given back', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 35);
  await payFor(shop, await shop.state());
  const params = { donationId: await giftOf(shop, order) };
  const receipt = await stage.ask('createReceipt', { params });
  assert.ok(receipt.ok);
  assert.equal(receipt.value.amount.amount, 35);
  const refused = await stage.ask('createRefund', { params, body: { amount: null, reason: null } });
  assert.ok(!refused.ok);
  assert.equal(refused.problem.code, 'donation_not_refundable');
  assert.match(JSON.stringify(refused.problem), /give it back with the order in the shop/);
});

/** What the shopper sees of it, by the token of the order. */
async function seenBy({ merchant }: Shop, { shopOrderId }: Order): Promise<OrderImpact['roundUp']> {
  const params = { merchantId: merchant.id };
  const secret = await stage.ask('getOrderTokenSecret', { params });
  assert.ok(secret.ok);
  const token = await orderToken(secret.value.secret, merchant.id, shopOrderId);
  const named = { params: { ...params, shopOrderId }, query: { token } };
  const seen = await stage.ask('getOrderImpact', named, { query: `token=${token}` });
  assert.ok(seen.ok);
  return seen.value.roundUp;
}

test('tells the shopper how far it is, and leads to the receipt once it is passed on', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 35);
  const drawn = await shop.state();
  const before = await seenBy(shop, order);
  assert.deepEqual([before?.state, before?.receiptUrl], ['stated', null]);
  await payFor(shop, drawn);
  const passedOn = await seenBy(shop, order);
  assert.equal(passedOn?.state, 'passed_on');
  assert.equal(passedOn.donationId, await giftOf(shop, order));
  assert.ok(passedOn.passedOnAt !== null && passedOn.receiptUrl !== null);
  const { pathname, search } = new URL(passedOn.receiptUrl);
  const led = await house.request(`${pathname}${search}`);
  assert.equal(led.status, 303);
  const paper = new URL(led.headers.get('Location') ?? '');
  const text = await (await house.request(`${paper.pathname}${paper.search}`)).text();
  assert.match(text, /0\.35/);
  // The pass is of that gift, and no other's.
  const strange = await house.request(`${pathname}${search.replace(/pass=[^&]+/, 'pass=x')}`);
  assert.equal(strange.status, 404);
});

test('takes a gift back with the next statement when its order is given back', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 35);
  await payFor(shop, await shop.state());
  const donationId = await giftOf(shop, order);
  assert.ok((await stage.ask('createReceipt', { params: { donationId } })).ok);
  await leaveOfMore(house, shop, order, 5);
  const credit = await shop.state();
  assert.deepEqual(
    credit.roundUps.map(({ exact, amount, carriedAfter }) => [exact, amount.amount, carriedAfter]),
    [['-30', 0, '-30']],
  );
  // What is owed back to the shop is no longer the project's.
  assert.deepEqual(await totalsOf(shop), [15, 1]);
  assert.equal(await heldFor(shop), 30);
  const [gift] = await giftsOf(shop);
  assert.deepEqual([gift?.state, gift?.refunded.amount], ['partially_refunded', 30]);
  // The next round-up pays the debt, and is passed on whole.
  const next = await sellWithMore(house, shop, 42);
  const drawn = await shop.state();
  assert.deepEqual(
    drawn.roundUps.map(({ exact, amount, carriedAfter }) => [exact, amount.amount, carriedAfter]),
    [['42', 12, '0']],
  );
  await payFor(shop, drawn);
  assert.equal(await heldFor(shop), 0);
  assert.equal((await shop.readOrder(next)).roundUp?.state, 'passed_on');
  assert.deepEqual(
    (await giftsOf(shop)).map(({ gift: { amount }, refunded }) => amount - refunded.amount),
    [5, 42],
  );
});

test('sets a gift that goes back off against a new one, of which nothing is to be paid', async () => {
  const shop = await openGivingShop(house);
  const first = await sellWithMore(house, shop, 40);
  await payFor(shop, await shop.state());
  await leaveOfMore(house, shop, first, 0);
  const second = await sellWithMore(house, shop, 40);
  const drawn = await shop.state();
  assert.deepEqual(
    drawn.roundUps.map(({ exact, amount }) => [exact, amount.amount]),
    [['0', 0]],
  );
  // The project has kept what it had, and it is the second shopper's now.
  assert.equal((await shop.readOrder(second)).roundUp?.state, 'passed_on');
  assert.equal((await shop.readOrder(first)).roundUp?.donationId, null);
  assert.equal(await heldFor(shop), 0);
  assert.deepEqual(await totalsOf(shop), [50, 1]);
});

test('credits what is given back before the statement is paid only after it is', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 35);
  const drawn = await shop.state();
  await leaveOfMore(house, shop, order, 0);
  const nothing = await stage.ask('createStatement', { body: { merchantId: shop.merchant.id } });
  assert.equal(nothing.ok ? '' : nothing.problem.code, 'statement_nothing_new');
  await payFor(shop, drawn);
  assert.deepEqual(await totalsOf(shop), [45, 1]);
  const credit = await shop.state();
  assert.deepEqual([credit.state, credit.roundUps[0]?.exact], ['carried', '-35']);
  assert.deepEqual(await totalsOf(shop), [10, 0]);
  const refunds = await database.db
    .selectFrom('refund')
    .select(['amount', 'state', 'reason'])
    .where('donation_id', '=', (await giftsOf(shop))[0]?.id ?? 'don_')
    .execute();
  assert.deepEqual(refunds, [
    { amount: 35, state: 'succeeded', reason: `given back with order ${order.id}` },
  ]);
});

test('makes another gift of what is added again, and takes back the newest first', async () => {
  const shop = await openGivingShop(house);
  const order = await sellWithMore(house, shop, 20);
  await payFor(shop, await shop.state());
  await leaveOfMore(house, shop, order, 50);
  await payFor(shop, await shop.state());
  await leaveOfMore(house, shop, order, 15);
  await shop.state();
  assert.deepEqual(
    (await giftsOf(shop)).map(({ gift: { amount }, refunded }) => [amount, refunded.amount]),
    [
      [20, 5],
      [30, 30],
    ],
  );
  assert.deepEqual(await totalsOf(shop), [25, 1]);
});

test('comes to the same when the later statement is paid first', async () => {
  const shop = await openGivingShop(house);
  await sellWithMore(house, shop, 20);
  const first = await shop.state();
  await sellWithMore(house, shop, 30);
  const second = await shop.state();
  await payFor(shop, second);
  assert.deepEqual(await totalsOf(shop), [40, 1]);
  assert.equal(await heldFor(shop), 0);
  await payFor(shop, first);
  assert.deepEqual(await totalsOf(shop), [70, 2]);
  assert.equal(await heldFor(shop), 0);
});

test('draws before the month is over by what shoppers added, too', async () => {
  const shop = await openGivingShop(house, { statementThreshold: 40 });
  await sell(house, shop, 1_000);
  await sellWithMore(house, shop, 19);
  await round(house);
  assert.deepEqual(await statementsOf(shop), []);
  await sell(house, shop, 100);
  const drawn = await waitUntil('a statement', async () => {
    await round(house);
    return (await statementsOf(shop))[0];
  });
  assert.deepEqual([drawn.because, drawn.total.amount], ['threshold', 40]);
  await round(house);
  assert.equal((await statementsOf(shop)).length, 1);
});

test('refuses a round-up in another currency than its merchant pays in', async () => {
  const shop = await openGivingShop(house);
  const minimum = { amount: 100, currency: 'EUR' };
  const asked = { goal: null, suggestedAmounts: [minimum], minimum, maximum: minimum };
  const { id: projectId } = await stage.project({ currency: 'EUR', ...asked });
  const roundUp = { projectId, amount: 35 };
  const at = nowOf(house).toISOString();
  const body = shop.orderBody(at, { currency: 'EUR', completedAt: at, roundUp });
  assert.equal((await shop.tell(body)).roundUp?.state, 'refused');
});
