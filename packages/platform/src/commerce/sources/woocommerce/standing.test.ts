// The order that WooCommerce's bodies make, in whatever order they come, and how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { permutations } from '../testing/permutations.ts';
import { readBody } from './reading.ts';
import { orderOf } from './standing.ts';
import { type WooOrder, wooLine, wooMeta, wooOrder, wooRefund } from './testing/order.ts';

const seconds = (at: number) => `2026-11-20T09:30:${String(at).padStart(2, '0')}`;
const seenAt = (at: number) => new Date(`${seconds(at)}.500Z`);

/** What is kept of an order as it stood at some second. */
function factsOf(at: number, change: WooOrder = {}): unknown {
  return keptOf(wooOrder({ date_modified_gmt: seconds(at), ...change }), at);
}

function keptOf(body: unknown, at: number): unknown {
  const reading = readBody(body, seenAt(at));
  return reading.what === 'told' ? reading.facts : assert.fail();
}

const deleted = (at: number) => keptOf({ id: 727 }, at);

/** The order that facts make; the same for each order in which they come, repeated or not. */
function standingOf(facts: readonly unknown[]) {
  const ends = new Set<string>();
  for (const order of permutations(facts)) {
    for (const told of [order, [...order, ...order], [...order, order[0]]]) {
      ends.add(JSON.stringify(orderOf(told)));
    }
  }
  assert.equal(ends.size, 1);
  return orderOf(facts)?.standing ?? assert.fail();
}

const goodsOf = ({ lines }: ReturnType<typeof standingOf>) =>
  lines.filter(({ kind }) => kind === 'goods').map(({ amount }) => amount);

test('makes the same order of unpaid, paid, refunded in part, refunded and cancelled', () => {
  const { updatedAt, cancelledAt, paidAt, ...standing } = standingOf([
    factsOf(1, { status: 'pending', date_paid_gmt: null }),
    factsOf(2),
    factsOf(3, { refunds: [wooRefund(1, '-14.04')] }),
    factsOf(4, { refunds: [wooRefund(1, '-14.04'), wooRefund(2, '-14.04')] }),
    factsOf(5, { status: 'cancelled', refunds: [wooRefund(1, '-14.04')] }),
  ]);
  assert.equal(updatedAt, `${seconds(5)}.005Z`);
  assert.equal(cancelledAt, `${seconds(5)}.000Z`);
  assert.equal(paidAt, '2026-11-20T09:30:08.000Z');
  assert.deepEqual(
    standing.lines.map(({ amount }) => amount),
    [800, 1_000],
  );
});

test('makes the same of states of one second: the one further along, then the one with less in it', () => {
  const standing = standingOf([
    factsOf(2),
    factsOf(2, { status: 'completed', date_completed_gmt: seconds(2) }),
    factsOf(2, { status: 'completed', refunds: [wooRefund(1, '-14.04')] }),
  ]);
  assert.equal(standing.completedAt, `${seconds(2)}.000Z`);
  assert.deepEqual(goodsOf(standing), [800]);
});

test('goes by the newest state alone where a body is newer than its event', () => {
  const early = factsOf(9, { refunds: [wooRefund(1, '-28.08')] });
  assert.deepEqual(goodsOf(standingOf([early, factsOf(3), factsOf(4)])), [0]);
});

test('follows an edit that takes a line away', () => {
  const two = [wooLine(), wooLine({ id: 316, total: '5.00' })];
  const standing = standingOf([factsOf(1, { line_items: two }), factsOf(2)]);
  assert.deepEqual(goodsOf(standing), [1_600]);
});

const lives: readonly [what: string, facts: readonly unknown[], deletedAt: number | null][] = [
  ['deleted, in a second that we saw', [factsOf(1), factsOf(2), deleted(30)], 30],
  ['deleted, and told of a state of that time', [factsOf(30), deleted(30)], 30],
  ['restored after it was deleted', [factsOf(1), deleted(30), factsOf(40)], null],
  ['restored and deleted again', [factsOf(1), deleted(30), factsOf(40), deleted(50)], 50],
  ['put in the trash', [factsOf(1), factsOf(20, { status: 'trash' })], 20],
  [
    'put in the trash, and told so',
    [factsOf(1), factsOf(20, { status: 'trash' }), deleted(30)],
    20,
  ],
  ['taken out of the trash', [factsOf(20, { status: 'trash' }), deleted(30), factsOf(45)], null],
  [
    'deleted at a time that the plug-in tells',
    [factsOf(1), factsOf(12), keptOf({ id: 727, date_deleted_gmt: seconds(10) }, 50)],
    null,
  ],
];
for (const [what, facts, deletedAt] of lives) {
  test(`sees that an order was ${what}`, () => {
    const { cancelledAt } = standingOf(facts);
    const second = cancelledAt === null ? null : Math.floor(Date.parse(cancelledAt) / 1_000) % 60;
    assert.equal(second, deletedAt);
  });
}

test('makes no order of a deletion alone', () => {
  assert.equal(orderOf([deleted(30)]), null);
  assert.equal(orderOf([]), null);
});

test('ends at exactly zero whatever the sizes of refunds and their order', () => {
  const property = fc.property(
    fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 }),
    (parts, prices) => {
      const decimal = (minor: number) =>
        `${Math.trunc(minor / 100)}.${`${minor % 100}`.padStart(2, '0')}`;
      const whole = prices.reduce((sum, price) => sum + price, 0);
      const rest = whole - parts.reduce((sum, part) => sum + part, 0);
      const refunds = [...parts, ...(rest > 0 ? [rest] : [])].map((part, id) =>
        wooRefund(id, `-${decimal(part)}`),
      );
      const line_items = prices.map((price, id) => wooLine({ id, total: decimal(price) }));
      const order = { total: decimal(whole), line_items, shipping_lines: [] };
      const facts = refunds.map((_, at) =>
        factsOf(at, { ...order, refunds: refunds.slice(0, at + 1) }),
      );
      const { lines } = orderOf(facts)?.standing ?? assert.fail();
      assert.ok(lines.every(({ amount, quantity }) => amount === 0 && quantity === 0));
    },
  );
  fc.assert(property);
});

const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const rounded = {
  total: '28.58',
  fee_lines: [
    {
      id: 9,
      name: 'For water',
      total: '0.50',
      meta_data: [wooMeta('_kindcart_round_up', project)],
    },
  ],
};
const roundUps: readonly [what: string, change: WooOrder, amount: number][] = [
  ['all of it', {}, 50],
  ['all of it where part of the order is refunded', { refunds: [wooRefund(1, '-14.04')] }, 50],
  ['what is left once the goods are refunded', { refunds: [wooRefund(1, '-28.30')] }, 28],
  ['nothing of a refunded order', { status: 'refunded' }, 0],
];
for (const [what, change, amount] of roundUps) {
  test(`passes on of a round-up ${what}`, () => {
    const { roundUp } = standingOf([factsOf(1, { ...rounded, ...change })]);
    assert.deepEqual(roundUp, { projectId: project, amount });
  });
}

test('takes no round-up of a fee that names no project', () => {
  const [fee] = rounded.fee_lines;
  const meta_data = [wooMeta('_kindcart_round_up', 'yes')];
  const { roundUp } = standingOf([factsOf(1, { fee_lines: [{ ...fee, meta_data }] })]);
  assert.equal(roundUp, undefined);
});
