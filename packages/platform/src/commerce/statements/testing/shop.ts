/** Shops of tests whose orders are complete, and statements that are paid. */
import assert from 'node:assert/strict';
import {
  type Order,
  type SandboxPaymentEvent,
  type Statement,
  testCards,
} from '@kindcart/contract';
import { goods, openShop, type Shop } from '@kindcart/contract/conformance';
import { type TestPlatform, testId } from '../../../testing/platform.ts';
import { waitUntil } from '../../../testing/wait.ts';
import { statementRound } from '../rounds.ts';

/** What is needed of a platform. */
type House = Pick<TestPlatform, 'stage' | 'clock' | 'database'>;

/** A shop that gives 1 % of each order. */
export async function openGivingShop(
  house: House,
  changes?: Parameters<typeof openShop>[1],
): Promise<Shop> {
  const shop = await openShop(house.stage, changes);
  await shop.item();
  house.clock.advance(5);
  return shop;
}

export const nowOf = ({ clock }: Pick<House, 'clock'>) => new Date(clock.nowMs());

/** An order of so many cents that is complete. */
export function sell(house: House, shop: Shop, cents: number): Promise<Order> {
  const at = nowOf(house).toISOString();
  return shop.tell(shop.orderBody(at, { completedAt: at, lines: [goods(cents)] }));
}

/** A complete order of 10 dollars to which the shopper added cents for the shop's project. */
export function sellWithMore(house: House, shop: Shop, added: number): Promise<Order> {
  const at = nowOf(house).toISOString();
  const roundUp = { projectId: shop.project.id, amount: added };
  const lines = [goods(1_000)];
  return shop.tell(shop.orderBody(at, { completedAt: at, lines, roundUp }));
}

/** The same order as it stands with so many cents of what the shopper added. */
export function leaveOfMore(house: House, shop: Shop, order: Order, cents: number): Promise<Order> {
  house.clock.advance(5);
  const { shopOrderId, paidAt, completedAt, roundUp, lines } = order;
  assert.ok(paidAt !== null && roundUp !== null);
  const updatedAt = nowOf(house).toISOString();
  const left = { projectId: roundUp.projectId, amount: cents };
  const changes = { shopOrderId, completedAt, updatedAt, lines, roundUp: left };
  return shop.tell(shop.orderBody(paidAt, changes));
}

/** Pays a statement with a card that succeeds, and waits until it is paid. */
export async function payFor(shop: Shop, statement: Statement): Promise<Statement> {
  await payAtSandbox(shop, statement, testCards.succeeds);
  return paymentIs(shop, statement, 'paid');
}

/** The same order with so many cents left in it. */
export function giveBack(house: House, shop: Shop, order: Order, cents: number): Promise<Order> {
  house.clock.advance(5);
  const { shopOrderId, paidAt, completedAt } = order;
  assert.ok(paidAt !== null);
  const lines = [goods(cents, { quantity: cents === 0 ? 0 : 1 })];
  const updatedAt = nowOf(house).toISOString();
  return shop.tell(shop.orderBody(paidAt, { shopOrderId, completedAt, updatedAt, lines }));
}

/** One round, as the worker does it. */
export function round(house: House): Promise<number> {
  return statementRound({
    db: house.database.db,
    now: () => nowOf(house),
    newId: testId,
    onQueued: () => {},
    onError: (name, error) => {
      throw new Error(name, { cause: error });
    },
  });
}

/** Statements of the shop, oldest first. */
export async function statementsOf({ stage, merchant }: Shop): Promise<Statement[]> {
  const query = `merchantId=${merchant.id}`;
  const answer = await stage.ask('listStatements', {}, { query });
  assert.ok(answer.ok);
  return answer.value.items.reverse();
}

/** Begins to pay, and gives the sandbox a card; what follows comes by the sandbox's own events. */
export async function payAtSandbox(
  { stage }: Shop,
  { id: statementId }: Pick<Statement, 'id'>,
  number: string,
): Promise<void> {
  const begun = await stage.ask('payStatement', { params: { statementId } });
  assert.ok(begun.ok);
  const { url, reference } = begun.value;
  const clientSecret = new URL(url).searchParams.get('secret');
  const body = { clientSecret, card: { number, expiry: '12/89', cvc: '123' } };
  const paid = await stage.ask('confirmSandboxPayment', { params: { reference }, body });
  assert.ok(paid.ok);
}

/** Waits until the statement's payment is in the state. */
export function paymentIs(
  shop: Shop,
  statement: Statement,
  state: NonNullable<Statement['payment']>['state'],
): Promise<Statement> {
  return waitUntil(`payment to be ${state}`, async () => {
    const read = await shop.readStatement(statement);
    return read.payment?.state === state ? read : undefined;
  });
}

/** Begins to pay, and tells twice on behalf of the sandbox that it is paid. */
export async function payByWord(
  { stage, clock, tell, a }: Pick<TestPlatform, 'stage' | 'clock' | 'tell' | 'a'>,
  { id: statementId, total }: Statement,
): Promise<void> {
  const begun = await stage.ask('payStatement', { params: { statementId } });
  assert.ok(begun.ok);
  const event: SandboxPaymentEvent = {
    id: testId('event'),
    type: 'payment.updated',
    createdAt: nowOf({ clock }).toISOString(),
    livemode: false,
    organizationId: a.organizationId,
    payment: {
      reference: begun.value.reference,
      version: 1,
      state: 'succeeded',
      amount: total,
      failureCode: null,
      refunds: [],
    },
  };
  for (const again of [event, { ...event, id: testId('event') }]) {
    assert.equal(await tell(again), 200);
  }
}
