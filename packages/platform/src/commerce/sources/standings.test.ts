// Refunds that name no line, versions within a second, and lines that no order can have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderStanding } from '@kindcart/contract';
import fc from 'fast-check';
import { canonicalText, checkLines, distinct, lowerGoods, versionOf } from './standings.ts';

type Line = OrderStanding['lines'][number];

const line = (id: string, amount: number, kind: Line['kind'] = 'goods'): Line => ({
  id,
  productId: null,
  variantId: null,
  sku: null,
  collections: [],
  tags: [],
  quantity: 2,
  amount,
  kind,
});

const amountsOf = (lines: readonly Line[]) => lines.map(({ amount }) => amount);

const lowered: readonly [
  what: string,
  amounts: readonly number[],
  given: { whole: number; refunded: number },
  expected: readonly number[],
][] = [
  ['nothing', [600, 400], { whole: 1_200, refunded: 0 }, [600, 400]],
  ['a quarter of the whole', [600, 400], { whole: 1_200, refunded: 300 }, [450, 300]],
  ['a cent of three equal lines', [100, 100, 100], { whole: 300, refunded: 1 }, [100, 100, 99]],
  ['the whole', [600, 400], { whole: 1_200, refunded: 1_200 }, [0, 0]],
  ['more than the whole', [600, 400], { whole: 1_200, refunded: 5_000 }, [0, 0]],
  ['half, with a discount of its own', [600, -200], { whole: 400, refunded: 200 }, [300, -100]],
  ['half, where the goods come to nothing', [600, -600], { whole: 100, refunded: 50 }, [300, -300]],
  ['something of a free order', [0, 0], { whole: 0, refunded: 10 }, [0, 0]],
];
for (const [what, amounts, given, expected] of lowered) {
  test(`takes ${what} out of the goods`, () => {
    const lines = amounts.map((amount, at) => line(`${at}`, amount));
    const shipping = line('shipping', 200, 'other');
    const left = lowerGoods([...lines, shipping], given, 'CNY');
    assert.deepEqual(amountsOf(left), [...expected, 200]);
    const isGone = given.refunded > 0 && given.refunded >= given.whole;
    assert.equal(left[0]?.quantity, isGone ? 0 : 2);
  });
}

test('takes out no more than there is, less with each refund, and ends at exactly zero', () => {
  const orders = fc.record({
    amounts: fc.array(fc.integer({ min: -5_000, max: 1_000_000 }), { minLength: 1, maxLength: 8 }),
    others: fc.nat(5_000),
    refunds: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }),
  });
  const property = fc.property(orders, ({ amounts, others, refunds }) => {
    const lines = amounts.map((amount, at) => line(`${at}`, amount));
    const whole = amounts.reduce((sum, amount) => sum + amount, others);
    fc.pre(whole > 0);
    let refunded = 0;
    let before = lines;
    for (const refund of refunds) {
      refunded += refund;
      const left = lowerGoods(lines, { whole, refunded }, 'CNY');
      const sizes = (of: readonly Line[], sign: number) =>
        of.reduce((sum, { amount }) => sum + Math.max(0, amount * sign), 0);
      for (const sign of [1, -1]) assert.ok(sizes(left, sign) <= sizes(before, sign));
      for (const [at, { amount }] of left.entries()) {
        assert.ok(Math.abs(amount) <= Math.abs(amounts[at] ?? 0));
        assert.ok(amount * (amounts[at] ?? 0) >= 0);
      }
      before = left;
    }
    const end = lowerGoods(lines, { whole, refunded: whole }, 'CNY');
    assert.ok(end.every(({ amount, quantity }) => amount === 0 && quantity === 0));
  });
  fc.assert(property);
});

test('makes what is known with one fact more the newer version, also within one second', () => {
  const second = Date.parse('2026-11-20T09:30:08.000Z');
  assert.equal(versionOf([second, second - 5_000], 2), '2026-11-20T09:30:08.002Z');
  assert.equal(versionOf([second + 400], 3), '2026-11-20T09:30:08.003Z');
  assert.equal(versionOf([second], 5_000), '2026-11-20T09:30:08.999Z');
});

test('knows a fact again whatever the order of its fields', () => {
  const facts = [{ id: '1', of: { a: 1, b: [2, { d: 3, c: 4 }] } }, { id: '2' }];
  const again = { of: { b: [2, { c: 4, d: 3 }], a: 1 }, id: '1' };
  assert.equal(canonicalText(facts[0]), canonicalText(again));
  assert.equal(distinct([...facts, again]).length, 2);
});

test('lets pass what an order can have', () => {
  checkLines([line('1', 100), line('2', -100), line('3', 0, 'other')]);
});

test('names the line that no order can have, and what is wrong with it', () => {
  assert.throws(() => checkLines([{ ...line('7', 1), quantity: -1 }]), /Line 7: quantity is neg/);
  assert.throws(() => checkLines([line('7', 1), line('7', 2)]), /Two lines are called 7/);
});
