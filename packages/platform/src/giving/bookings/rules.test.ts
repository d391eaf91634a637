// What goes back, and from where: refunds and banks together never take more of a gift than it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { testId } from '../../testing/platform.ts';
import { type BookedFacts, type BooksOf, bookings, goneOf, keptGift } from './rules.ts';

/** A donation of 1,000 with 34 on top for the fee. */
const donation: BookedFacts = {
  organizationId: testId('organization'),
  livemode: false,
  id: testId('donation'),
  projectId: testId('project'),
  provider: 'stripe',
  currency: 'USD',
  giftAmount: 1_000,
  feeCoverAmount: 34,
};
const charge = 1_034;
const unpaid: BooksOf = { paid: false, refunded: 0, disputed: 0, fees: [] };

type Balances = Record<string, number>;

/** What the accounts hold after the books have gone from one state to the next. */
function balances(course: readonly BooksOf[]): Balances {
  const held: Balances = {};
  for (const [place, after] of course.entries()) {
    const before = course[place - 1] ?? unpaid;
    const cause = `${donation.id}:${place}`;
    const moves = bookings(donation, before, after, cause, () => testId('transfer'));
    const sources = moves.map(({ kind, source }) => `${kind} ${source}`);
    assert.equal(new Set(sources).size, sources.length, 'one cause, one effect');
    for (const { debit, credit, money } of moves) {
      assert.ok(money.amount > 0);
      const [from, to] = [`${debit} ${money.currency}`, `${credit} ${money.currency}`];
      held[from] = (held[from] ?? 0) - money.amount;
      held[to] = (held[to] ?? 0) + money.amount;
    }
  }
  return Object.fromEntries(Object.entries(held).filter(([, amount]) => amount !== 0));
}

const project = `project:${donation.projectId} USD`;
const clearing = 'clearing:stripe USD';
const fifteen = { amount: 15, currency: 'EUR' };

const ends: readonly [what: string, end: Partial<BooksOf>, balances: Balances][] = [
  ['a gift', {}, { [project]: 1_000, 'fee_cover USD': 34, [clearing]: -1_034 }],
  ['half of it', { refunded: 517 }, { [project]: 500, 'fee_cover USD': 17, [clearing]: -517 }],
  ['nothing of a disputed one', { disputed: charge }, {}],
  [
    'half of one half disputed',
    { disputed: 517 },
    { [project]: 500, 'fee_cover USD': 17, [clearing]: -517 },
  ],
  [
    'a loss of one that was disputed after it was refunded',
    { refunded: charge, disputed: charge },
    { 'dispute_loss USD': -1_034, [clearing]: 1_034 },
  ],
  [
    'the price of a dispute that was won',
    { fees: [fifteen] },
    {
      [project]: 1_000,
      'fee_cover USD': 34,
      [clearing]: -1_034,
      'dispute_fees:stripe EUR': -15,
      'clearing:stripe EUR': 15,
    },
  ],
];

for (const [what, end, expected] of ends) {
  test(`leaves ${what} in the books`, () => {
    assert.deepEqual(balances([{ ...unpaid, paid: true, ...end }]), expected);
  });
}

test('books nothing while nobody has paid', () => {
  assert.deepEqual(balances([{ ...unpaid, disputed: 5, fees: [fifteen] }]), {});
});

const anyBooks: fc.Arbitrary<BooksOf> = fc.record({
  paid: fc.constant(true),
  refunded: fc.nat(charge),
  disputed: fc.nat(2 * charge),
  fees: fc.array(fc.record({ amount: fc.nat(3_000), currency: fc.constantFrom('USD', 'EUR') }), {
    maxLength: 3,
  }),
});

test('ends with the same accounts whatever came before, and never below nothing', () => {
  fc.assert(
    fc.property(fc.array(anyBooks, { maxLength: 6 }), anyBooks, (course, end) => {
      const held = balances([...course, end]);
      assert.deepEqual(held, balances([end]));
      const kept = keptGift(donation, end);
      assert.equal(held[project] ?? 0, kept);
      assert.ok(kept >= 0 && kept <= 1_000);
      const cover = held['fee_cover USD'] ?? 0;
      assert.ok(cover >= 0 && kept + cover === charge - goneOf(charge, end));
      assert.equal(
        held['dispute_loss USD'] ?? 0,
        Math.min(0, charge - end.refunded - end.disputed),
      );
    }),
  );
});
