// Statements paid through Stripe: the official SDK against a stand-in of Stripe on this machine. Whatever
// breaks on the way, a statement has one bill that can be paid, and projects get the money once.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { Statement } from '@kindcart/contract';
import type { Shop } from '@kindcart/contract/conformance';
import { nowOf, openGivingShop, paymentIs, sell } from '../../commerce/statements/testing/shop.ts';
import { stripeHouse } from './testing/house.ts';

const house = await stripeHouse();
const { stage, stripe, tell, allApplied } = house;
after(() => house.end());
afterEach(() => house.auditClean());

const statementEmail = 'books@shop.example';

/** A shop and its statement, which comes to so many cents for two projects. */
async function stated(): Promise<{ shop: Shop; statement: Statement }> {
  const shop = await openGivingShop(house, { statementEmail });
  const other = await stage.project();
  const split = [
    { projectId: shop.project.id, basisPoints: 5_000 },
    { projectId: other.id, basisPoints: 5_000 },
  ];
  await shop.item({ split }, 2);
  house.clock.advance(5);
  await sell(house, shop, 10_000);
  return { shop, statement: await shop.state() };
}

const begin = (statement: Statement) =>
  stage.ask('payStatement', { params: { statementId: statement.id } });

async function begun(statement: Statement) {
  const answer = await begin(statement);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

const invoiceOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';

test('makes an invoice with a line for each project, and finds it when asked again', async () => {
  const { shop, statement } = await stated();
  const start = await begun(statement);
  assert.equal(start.provider, 'stripe');
  const invoice = stripe.read(invoiceOf(start.url));
  assert.deepEqual(
    [invoice.status, invoice.total, invoice.currency, invoice.collection_method],
    ['open', 200, 'usd', 'send_invoice'],
  );
  assert.deepEqual(invoice.metadata, {
    kindcart_payment: start.reference,
    kindcart_organization: house.a.organizationId,
  });
  assert.equal(stripe.read(String(invoice.customer)).email, statementEmail);
  assert.deepEqual(await begun(statement), start);
  assert.equal((await shop.readStatement(statement)).payment?.state, 'open');
});

test('gives the projects their money once Stripe says that it is paid, however often it says so', async () => {
  const { shop, statement } = await stated();
  const invoice = invoiceOf((await begun(statement)).url);
  await tell('invoice.payment_failed', invoice);
  stripe.closeInvoice(invoice, 'paid');
  for (const type of ['invoice.paid', 'invoice.payment_failed', 'invoice.paid']) {
    assert.equal((await tell(type, invoice)).status, 200);
  }
  await allApplied();
  const paid = await paymentIs(shop, statement, 'paid');
  assert.equal(paid.state, 'paid');
  assert.equal((await stage.readProject(shop.project.id)).totals.raised.amount, 150);
});

test('makes another invoice for one that was voided, and none for one that is open', async () => {
  const { shop, statement } = await stated();
  const first = await begun(statement);
  stripe.closeInvoice(invoiceOf(first.url), 'void');
  await tell('invoice.voided', invoiceOf(first.url));
  await paymentIs(shop, statement, 'failed');
  const second = await begun(statement);
  assert.notEqual(second.reference, first.reference);
  stripe.closeInvoice(invoiceOf(second.url), 'paid');
  await tell('invoice.paid', invoiceOf(second.url));
  await paymentIs(shop, statement, 'paid');
});

test('makes one invoice with each line once, whatever answer of Stripe is lost, also a day later', async () => {
  for (let lost = 0; lost < 7; lost += 1) {
    const { statement } = await stated();
    const invoices = stripe.count('invoice');
    const items = stripe.count('invoiceitem');
    // The SDK tries again by itself, twice.
    const before = Array.from({ length: lost }, () => 'none' as const);
    stripe.fail(...before, ...Array.from({ length: 3 }, () => 'cut after the work' as const));
    const answer = await begin(statement);
    assert.equal(answer.ok ? '' : answer.problem.code, 'unavailable', `answer ${lost} was lost`);
    if (lost > 1) stripe.forgetKeys();
    const start = await begun(statement);
    assert.equal(stripe.read(invoiceOf(start.url)).total, 200);
    assert.deepEqual(
      [stripe.count('invoice') - invoices, stripe.count('invoiceitem') - items],
      [1, 2],
      `answer ${lost} was lost`,
    );
  }
});

test('says what is missing where a merchant has no e-mail address', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 10_000);
  const answer = await begin(await shop.state());
  assert.ok(!answer.ok);
  assert.equal(answer.problem.code, 'payments_unavailable');
  assert.match(answer.problem.detail ?? '', /statementEmail/);
});

test('takes an invoice of somebody else on the same account for none of ours', async () => {
  const { statement } = await stated();
  const invoice = invoiceOf((await begun(statement)).url);
  const { metadata } = stripe.read(invoice);
  const stranger = { ...Object(metadata), kindcart_payment: 'pay_7zzzzzzzzzzzzzzzzzzzzzzzzz' };
  const facts = { ...stripe.read(invoice), metadata: stranger };
  const body = JSON.stringify({
    id: 'evt_of_a_stranger',
    object: 'event',
    type: 'invoice.paid',
    livemode: false,
    data: { object: facts },
  });
  const response = await house.post(body, stripe.sign(body, nowOf(house).getTime()));
  assert.equal(response.status, 404);
});
