// Statements from the order to the project's money: when they are drawn, what they carry, how they are paid.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { type SandboxPaymentEvent, type Statement, testCards } from '@kindcart/contract';
import { goods } from '@kindcart/contract/conformance';
import { accountBalance } from '../../ledger/records.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import {
  giveBack,
  nowOf,
  openGivingShop,
  payAtSandbox,
  paymentIs,
  round,
  sell,
  sellWithMore,
  statementsOf,
} from './testing/shop.ts';

const database = await testDatabase();
const house = await testPlatform(database);
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});
afterEach(() => house.auditClean());

const dayMs = 86_400_000;

test('draws the month that is over, and leaves to the next what was confirmed after it', async () => {
  const shop = await openGivingShop(house, { timeZone: 'Asia/Shanghai' });
  await sell(house, shop, 5_000);
  clock.advance(31 * dayMs);
  await sell(house, shop, 700);
  await round(house);
  const [first, ...others] = await statementsOf(shop);
  assert.ok(first !== undefined);
  assert.deepEqual([first.because, first.lineCount, first.total.amount], ['month', 1, 50]);
  assert.match(first.period.until, /T16:00:00\.000Z$/);
  assert.equal(first.period.from, shop.merchant.createdAt);
  assert.deepEqual(others, []);
  await round(house);
  assert.equal((await statementsOf(shop)).length, 1);
  clock.advance(31 * dayMs);
  await round(house);
  const [, second] = await statementsOf(shop);
  assert.deepEqual([second?.because, second?.total.amount], ['month', 7]);
  assert.equal(second?.period.from, first.period.until);
});

test('makes up for months in which nobody drew, one by one, and none for those without orders', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 1_000);
  clock.advance(100 * dayMs);
  await waitUntil('the months to be done', async () =>
    (await round(house)) === 0 ? 1 : undefined,
  );
  const drawn = await statementsOf(shop);
  assert.equal(drawn.length, 1);
  const untilMs = Date.parse(drawn[0]?.period.until ?? '');
  assert.ok(clock.nowMs() - untilMs > 60 * dayMs, 'it is of the first of these months');
});

test('draws before the month is over once so much is confirmed', async () => {
  const shop = await openGivingShop(house, { statementThreshold: 30 });
  await sell(house, shop, 2_900);
  await round(house);
  assert.deepEqual(await statementsOf(shop), []);
  await sell(house, shop, 100);
  const drawn = await waitUntil('a statement', async () => {
    await round(house);
    return (await statementsOf(shop))[0];
  });
  assert.deepEqual([drawn.because, drawn.total.amount, drawn.lineCount], ['threshold', 30, 2]);
  await round(house);
  assert.equal((await statementsOf(shop)).length, 1);
});

test('gives the projects their money once it is paid, and says so everywhere', async () => {
  const shop = await openGivingShop(house);
  const order = await sell(house, shop, 12_345);
  const drawn = await shop.state();
  assert.equal((await stage.readProject(shop.project.id)).totals.raised.amount, 0);
  await payAtSandbox(shop, drawn, testCards.succeeds);
  const paid = await paymentIs(shop, drawn, 'paid');
  assert.equal(paid.state, 'paid');
  assert.ok(paid.paidAt !== null);
  const { raised, donations } = (await stage.readProject(shop.project.id)).totals;
  assert.deepEqual([raised.amount, donations], [123, 0]);
  const account = `project:${shop.project.id}`;
  assert.equal((await accountBalance(database.db, house.a.book, account, 'USD')).balance, 123);
  assert.equal((await shop.readOrder(order)).pledges[0]?.state, 'settled');
  const again = await stage.ask('payStatement', { params: { statementId: drawn.id } });
  assert.equal(again.ok ? '' : again.problem.code, 'statement_not_payable');
});

test('takes another card after one that was declined, as another payment', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 2_000);
  const drawn = await shop.state();
  await payAtSandbox(shop, drawn, testCards.declined);
  const failed = await paymentIs(shop, drawn, 'failed');
  assert.equal(failed.state, 'open');
  await payAtSandbox(shop, drawn, testCards.slow);
  const paid = await paymentIs(shop, drawn, 'paid');
  assert.notEqual(paid.payment?.reference, failed.payment?.reference);
  assert.equal((await stage.readProject(shop.project.id)).totals.raised.amount, 20);
});

test('books one payment once, however often and in whatever order the sandbox tells of it', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 4_000);
  const drawn = await shop.state();
  await payAtSandbox(shop, drawn, testCards.slow);
  await paymentIs(shop, drawn, 'paid');
  const { rows } = await readEvents(drawn.id);
  assert.equal(rows.length, 2);
  for (const body of [...rows, ...rows.toReversed()]) {
    assert.equal(await house.tell(JSON.parse(body)), 200);
  }
  assert.equal((await stage.readProject(shop.project.id)).totals.raised.amount, 40);
});

async function readEvents(statementId: Statement['id']) {
  const found = await database.db
    .selectFrom('payment_event')
    .innerJoin('statement_payment', 'statement_payment.reference', 'payment_event.reference')
    .select('payment_event.body')
    .where('statement_payment.statement_id', '=', statementId)
    .execute();
  return { rows: found.map(({ body }) => body) };
}

test('refuses to book a payment of another amount, and keeps what was told', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 4_000);
  const drawn = await shop.state();
  const begun = await stage.ask('payStatement', { params: { statementId: drawn.id } });
  assert.ok(begun.ok);
  const event: SandboxPaymentEvent = {
    id: 'evt_01k9p4n9x1fz3t6v8w0x2y4z7e',
    type: 'payment.updated',
    createdAt: nowOf(house).toISOString(),
    livemode: false,
    organizationId: house.a.organizationId,
    payment: {
      reference: begun.value.reference,
      version: 1,
      state: 'succeeded',
      amount: { amount: 4_000, currency: 'USD' },
      failureCode: null,
      refunds: [],
    },
  };
  assert.equal(await house.tell(event), 200);
  assert.equal((await shop.readStatement(drawn)).state, 'open');
  assert.match(house.log.join('\n'), /amount_mismatch/);
  const payment = { ...event.payment, reference: unknownPayment };
  const unknown = { ...event, payment };
  assert.equal(await house.tell(unknown), 404);
});

const unknownPayment: SandboxPaymentEvent['payment']['reference'] =
  'pay_7zzzzzzzzzzzzzzzzzzzzzzzzz';

test('keeps what was pledged to a project that was closed since, states it, and pays it there', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 9_900);
  const params = { projectId: shop.project.id };
  assert.ok((await stage.ask('closeProject', { params })).ok);
  clock.advance(1_000);
  const after = await sell(house, shop, 100_000);
  assert.equal(after.none[0]?.because, 'project_closed');
  const drawn = await shop.state();
  assert.equal(drawn.total.amount, 99);
  await payAtSandbox(shop, drawn, testCards.succeeds);
  await paymentIs(shop, drawn, 'paid');
  const project = await stage.readProject(shop.project.id);
  assert.deepEqual([project.state, project.totals.raised.amount], ['closed', 99]);
});

test('states what was pledged before a merchant was suspended', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 1_500);
  clock.advance(1_000);
  const params = { merchantId: shop.merchant.id };
  const suspended = await stage.ask('changeMerchant', { params, body: { state: 'suspended' } });
  assert.ok(suspended.ok);
  clock.advance(1_000);
  const during = await sell(house, shop, 70_000);
  assert.deepEqual(
    during.none.map(({ because }) => because),
    ['merchant_suspended'],
  );
  assert.equal((await shop.state()).total.amount, 15);
});

test('credits a stated pledge whose order has nothing of it any more, with the terms that it had', async () => {
  const shop = await openGivingShop(house);
  const order = await sell(house, shop, 6_000);
  await shop.state();
  const { shopOrderId, paidAt, completedAt } = order;
  clock.advance(5);
  const lines = [goods(6_000, { kind: 'other' })];
  const updatedAt = nowOf(house).toISOString();
  const changes = { shopOrderId, completedAt, updatedAt, lines };
  const left = await shop.tell(shop.orderBody(paidAt ?? '', changes));
  assert.deepEqual(
    left.pledges.map(({ state, exact, parts }) => [state, exact, parts]),
    [['reversed', '0', []]],
  );
  const credit = await shop.state();
  assert.equal(credit.dues[0]?.carriedAfter, '-60');
  await sell(house, shop, 10_000);
  assert.equal((await shop.state()).total.amount, 40);
});

test('takes back and states anew what was given back, and given again', async () => {
  const shop = await openGivingShop(house);
  const order = await sell(house, shop, 3_333);
  await shop.state();
  for (const [cents, state] of [
    [1_111, 'stated'],
    [0, 'reversed'],
    [3_333, 'stated'],
  ] as const) {
    const told = await giveBack(house, shop, order, cents);
    assert.equal(told.pledges[0]?.state, state, `${cents}`);
  }
  const nothing = await stage.ask('createStatement', { body: { merchantId: shop.merchant.id } });
  // All of it came and went between two statements.
  assert.equal(nothing.ok ? '' : nothing.problem.code, 'statement_nothing_new');
  assert.equal((await shop.readOrder(order)).pledges[0]?.state, 'stated');
});

test('keeps orders complete as their merchant said when they were first told of', async () => {
  const shop = await openGivingShop(house, { completes: { when: 'delivered', days: 7 } });
  const waiting = await sell(house, shop, 1_000);
  const params = { merchantId: shop.merchant.id };
  const body = { completes: { when: 'fulfilled' } };
  assert.ok((await stage.ask('changeMerchant', { params, body })).ok);
  const told = await giveBack(house, shop, waiting, 900);
  assert.equal(told.pledges[0]?.state, 'pending');
  assert.equal((await sell(house, shop, 1_000)).pledges[0]?.state, 'confirmed');
});

test('writes to the merchant when a statement is made, in its language', async () => {
  const statementEmail = 'books@shop.example';
  const shop = await openGivingShop(house, { statementEmail, language: 'de' });
  await sell(house, shop, 500_00);
  const drawn = await shop.state();
  const mail = await waitUntil('the mail', () =>
    house.mails.find(({ to, text }) => to === statementEmail && text.includes(drawn.number)),
  );
  assert.match(mail.subject, /^\[TEST\] Ihre Abrechnung für A$/);
  assert.match(mail.text, /500,00\s\$|5,00\s\$/);
  assert.match(mail.text, new RegExp(`/statements/${drawn.id}\\?pass=`));
  assert.doesNotMatch(mail.text, /dazugegeben/);
});

test('tells the merchant how much of it shoppers added', async () => {
  const statementEmail = 'round-ups@shop.example';
  const shop = await openGivingShop(house, { statementEmail, language: 'en' });
  await sellWithMore(house, shop, 35);
  const drawn = await shop.state();
  const mail = await waitUntil('the mail', () =>
    house.mails.find(({ to, text }) => to === statementEmail && text.includes(drawn.number)),
  );
  assert.match(mail.text, /comes to \$0\.45/);
  assert.match(mail.text, /Of it, \$0\.35 is what shoppers added to their orders/);
});
