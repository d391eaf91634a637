// The life of an order: what can be done when, and that all that was paid can be given back exactly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  amountLeft,
  keptTotal,
  type Order,
  type OrderState,
  pay,
  type Step,
  standingOf,
  stateOf,
  steps,
  stepsOf,
  take,
} from './orders.ts';
import { noon, paidOrder } from './testing/shop.ts';

const later = new Date(noon.getTime() + 60_000);

function after(order: Order, ...taken: readonly Step[]): Order {
  return taken.reduce((now, step) => take(now, step, later) ?? assert.fail(step), order);
}

const lives: readonly [taken: readonly Step[], state: OrderState, next: readonly Step[]][] = [
  [[], 'paid', ['ship', 'refund_one', 'refund_all', 'cancel']],
  [['ship'], 'sent', ['deliver', 'refund_one', 'refund_all']],
  [['ship', 'deliver'], 'delivered', ['refund_one', 'refund_all']],
  [['cancel'], 'cancelled', []],
  [['refund_all'], 'returned', []],
  [['ship', 'deliver', 'refund_all'], 'returned', []],
];

for (const [taken, state, next] of lives) {
  test(`is ${state} after ${taken.join(', ') || 'the payment'}, and lets nothing else be done`, () => {
    const order = after(paidOrder({ longjing: 1 }), ...taken);
    assert.equal(stateOf(order), state);
    assert.deepEqual(stepsOf(order), next);
    for (const step of steps.filter((each) => !next.includes(each))) {
      assert.equal(take(order, step, later, 'longjing'), undefined, step);
    }
  });
}

test('is paid once', () => {
  const order = paidOrder({ longjing: 1 });
  assert.equal(pay(order, later), order);
});

test('gives back piece by piece exactly what was paid, whatever does not divide', () => {
  let order = paidOrder({ liubao: 3, 'tea-scoop': 1 }, { code: 'NEWLEAF' });
  const amounts = [];
  const line = () => order.lines[0] ?? assert.fail();
  assert.equal(line().amount, 21_060);
  for (let piece = 0; piece < 3; piece += 1) {
    const before = amountLeft(line());
    order = take(order, 'refund_one', later, 'liubao') ?? assert.fail();
    amounts.push(before - amountLeft(line()));
  }
  assert.equal(
    amounts.reduce((sum, amount) => sum + amount, 0),
    21_060,
  );
  assert.equal(amountLeft(line()), 0);
  assert.equal(take(order, 'refund_one', later, 'liubao'), undefined, 'there is nothing more');
  assert.equal(keptTotal(order), order.lines[1]?.amount);
});

test('gives back no piece of what is none', () => {
  const order = paidOrder({ 'tea-scoop': 1 });
  assert.equal(take(order, 'refund_one', later, 'shipping'), undefined);
  assert.equal(take(order, 'refund_one', later, 'longjing'), undefined);
  assert.equal(take(order, 'refund_one', later), undefined);
});

test('gives back all, fees and gifts too', () => {
  const roundUp = { amount: 70, projectId: 'prj_water' } as const;
  const order = paidOrder({ 'tea-scoop': 1 }, { roundUp });
  assert.equal(keptTotal(order), 5_170);
  assert.equal(keptTotal(after(order, 'refund_all')), 0);
  assert.equal(keptTotal(after(order, 'cancel')), 0);
});

test('changes later each time, also within one millisecond', () => {
  const order = paidOrder({ longjing: 2 });
  const once = take(order, 'ship', noon) ?? assert.fail();
  const twice = take(once, 'deliver', noon) ?? assert.fail();
  const times = [order, once, twice].map(({ updatedAt }) => updatedAt);
  assert.deepEqual(times, [...new Set(times)].sort());
});

test('is told as it stands: a line given back stays, with nothing on it', () => {
  const order = after(
    paidOrder({ longjing: 2, gaiwan: 1 }, { choice: 'prj_library' }),
    'ship',
    'deliver',
  );
  const less = take(order, 'refund_one', later, 'gaiwan') ?? assert.fail();
  const told = standingOf(less);
  assert.deepEqual(
    told.lines.map(({ id, quantity, amount }) => [id, quantity, amount]),
    [
      ['longjing', 2, 25_600],
      ['gaiwan', 0, 0],
    ],
  );
  assert.equal(told.choice, 'prj_library');
  assert.equal(told.completedAt, order.deliveredAt);
  assert.equal(told.test, true);
  assert(told.lines.every((line) => !('returned' in line)));
});

test('tells what the shopper gave on top apart from the lines, and takes it back with the rest', () => {
  const roundUp = { amount: 70, projectId: 'prj_water' } as const;
  const order = paidOrder({ 'tea-scoop': 2 }, { roundUp });
  const told = standingOf(order);
  assert.deepEqual(told.roundUp, roundUp);
  assert.deepEqual(
    told.lines.map(({ id }) => id),
    ['tea-scoop', 'shipping'],
  );
  const less = take(order, 'refund_one', later, 'tea-scoop') ?? assert.fail();
  assert.deepEqual(standingOf(less).roundUp, roundUp, 'a piece that comes back does not touch it');
  assert.deepEqual(standingOf(after(order, 'refund_all')).roundUp, { ...roundUp, amount: 0 });
  assert.equal(standingOf(paidOrder({ longjing: 1 })).roundUp, null);
});
