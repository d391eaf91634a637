// From a provider's word to money in the books: every state with every word, refunds down to zero,
// and the same end whatever the order of arrival.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DonationState,
  donationStates,
  type PaymentSnapshot,
  paymentStates,
} from '@kindcart/contract';
import * as fc from 'fast-check';
import { testId } from '../../testing/platform.ts';
import {
  type DisputeFacts,
  type DonationFacts,
  feeCoverFor,
  isPaid,
  type RefundFacts,
  type Settlement,
  settle,
} from './rules.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const donationId = testId('donation');
const projectId = testId('project');
const reference = testId('payment');
const newTransferId = () => testId('transfer');

/** A donation of 1,000 with 34 on top for the fee. */
function donation(changes: Partial<DonationFacts> = {}): DonationFacts {
  return {
    organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
    livemode: false,
    id: donationId,
    version: 1,
    projectId,
    state: 'pending',
    currency: 'USD',
    giftAmount: 1_000,
    feeCoverAmount: 34,
    refundedAmount: 0,
    refundAskedAmount: 0,
    disputedAmount: 0,
    provider: 'sandbox',
    paymentVersion: 0,
    ...changes,
  };
}

function payment(changes: Partial<PaymentSnapshot> = {}): PaymentSnapshot {
  return {
    reference,
    version: 1,
    state: 'succeeded',
    amount: usd(1_034),
    failureCode: null,
    refunds: [],
    ...changes,
  };
}

function settled(
  before: DonationFacts,
  word: PaymentSnapshot,
  known: readonly RefundFacts[] = [],
): Settlement {
  const settlement = settle(before, known, word, newTransferId);
  assert.ok(typeof settlement !== 'string', String(settlement));
  return settlement;
}

/** What a settlement does to the accounts, by name. */
function movesOf({ transfers }: Pick<Settlement, 'transfers'>): Record<string, number> {
  const moves: Record<string, number> = {};
  for (const { debit, credit, money } of transfers) {
    moves[debit] = (moves[debit] ?? 0) - money.amount;
    moves[credit] = (moves[credit] ?? 0) + money.amount;
  }
  return moves;
}

const unpaid = donationStates.filter((state) => !isPaid(state));

/** What an unpaid donation becomes by each word. */
const becomes: Readonly<Record<PaymentSnapshot['state'], DonationState>> = {
  requires_action: 'pending',
  processing: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  expired: 'expired',
};

for (const state of unpaid) {
  for (const word of paymentStates) {
    const next = state === 'expired' && word === 'requires_action' ? 'expired' : becomes[word];
    test(`makes a ${state} donation ${next} when the payment is ${word}`, () => {
      const failureCode = word === 'failed' ? 'card_declined' : null;
      const result = settled(donation({ state }), payment({ state: word, failureCode }));
      assert.equal(result.state, next);
      assert.equal(result.failureCode, failureCode);
      const paid = next === 'succeeded';
      assert.deepEqual(
        movesOf(result),
        paid ? { 'clearing:sandbox': -1_034, [`project:${projectId}`]: 1_000, fee_cover: 34 } : {},
      );
      assert.deepEqual([result.raisedDelta, result.donationsDelta], paid ? [1_000, 1] : [0, 0]);
    });
  }
}

for (const word of paymentStates) {
  test(`keeps a paid donation paid when the payment is ${word} after all`, () => {
    for (const [state, refundedAmount] of [
      ['succeeded', 0],
      ['partially_refunded', 400],
      ['refunded', 1_034],
    ] as const) {
      const known: RefundFacts[] = [
        { id: testId('refund'), amount: refundedAmount, state: 'succeeded' },
      ];
      const refunds = refundedAmount === 0 ? [] : known;
      const said = refunds.map((refund) => ({ ...refund, amount: usd(refund.amount) }));
      const before = donation({
        state,
        refundedAmount,
        refundAskedAmount: refundedAmount,
        paymentVersion: 3,
      });
      const result = settled(before, payment({ state: word, version: 4, refunds: said }), refunds);
      assert.deepEqual([result.state, result.refundedAmount], [state, refundedAmount]);
      assert.deepEqual([result.transfers, result.raisedDelta, result.donationsDelta], [[], 0, 0]);
    }
  });
}

test('books no cover when there is none', () => {
  const before = donation({ feeCoverAmount: 0 });
  const { transfers } = settled(before, payment({ amount: usd(1_000) }));
  assert.deepEqual(
    transfers.map(({ kind, source }) => [kind, source]),
    [['gift', donationId]],
  );
});

test('counts a version once: the same or an earlier one changes nothing', () => {
  const before = donation({ state: 'succeeded', paymentVersion: 2 });
  for (const version of [1, 2]) {
    assert.equal(settle(before, [], payment({ version }), newTransferId), 'older');
  }
});

const wrongAmounts = [usd(1_033), usd(1_035), usd(1_000), { amount: 1_034, currency: 'EUR' }];

for (const amount of wrongAmounts) {
  test(`books nothing for a payment of ${amount.amount} ${amount.currency} in place of 1034 USD`, () => {
    assert.equal(settle(donation(), [], payment({ amount }), newTransferId), 'amount_mismatch');
  });
}

test('books nothing when more went back than was paid', () => {
  const refunds = [{ id: testId('refund'), amount: usd(1_035), state: 'succeeded' as const }];
  assert.equal(
    settle(donation(), [], payment({ refunds }), newTransferId),
    'refunds_exceed_charge',
  );
});

test('says which refunds changed, and gives back the room of one that failed', () => {
  const [done, failed, waiting] = ['a', 'b', 'c'].map(
    (): RefundFacts => ({
      id: testId('refund'),
      amount: 100,
      state: 'pending',
    }),
  );
  assert.ok(done !== undefined && failed !== undefined && waiting !== undefined);
  const said = [
    { id: done.id, amount: usd(100), state: 'succeeded' as const },
    { id: failed.id, amount: usd(100), state: 'failed' as const },
  ];
  const before = donation({ state: 'succeeded', refundAskedAmount: 300, paymentVersion: 1 });
  const result = settled(before, payment({ version: 2, refunds: said }), [done, failed, waiting]);
  assert.deepEqual(
    result.refunds.map(({ id, state }) => [id, state]),
    [
      [done.id, 'succeeded'],
      [failed.id, 'failed'],
    ],
  );
  assert.deepEqual([result.refundedAmount, result.refundAskedAmount], [100, 200]);
  assert.equal(result.state, 'partially_refunded');
});

test('takes money back that a refund returned and then failed, and counts the gift again', () => {
  const refund: RefundFacts = { id: testId('refund'), amount: 1_034, state: 'succeeded' };
  const before = donation({
    state: 'refunded',
    refundedAmount: 1_034,
    refundAskedAmount: 1_034,
    paymentVersion: 2,
  });
  const said = [{ id: refund.id, amount: usd(1_034), state: 'failed' as const }];
  const result = settled(before, payment({ version: 3, refunds: said }), [refund]);
  assert.deepEqual(
    [result.state, result.refundedAmount, result.refundAskedAmount],
    ['succeeded', 0, 0],
  );
  assert.deepEqual([result.raisedDelta, result.donationsDelta], [1_000, 1]);
  assert.deepEqual(
    result.transfers.map(({ kind }) => kind),
    ['gift_refund_failed', 'fee_cover_refund_failed'],
  );
});

test('adopts refunds that were made at the provider, and counts those that did not fail', () => {
  const before = donation({ state: 'succeeded', refundAskedAmount: 100, paymentVersion: 1 });
  const ours: RefundFacts = { id: testId('refund'), amount: 100, state: 'pending' };
  const abroad = [
    { id: testId('refund'), amount: usd(200), state: 'succeeded' as const },
    { id: testId('refund'), amount: usd(50), state: 'pending' as const },
    { id: testId('refund'), amount: usd(300), state: 'failed' as const },
  ];
  const result = settled(before, payment({ version: 2, refunds: abroad }), [ours]);
  assert.deepEqual(
    result.adopted.map(({ amount, state }) => [amount, state]),
    [
      [200, 'succeeded'],
      [50, 'pending'],
      [300, 'failed'],
    ],
  );
  assert.deepEqual(result.refunds, []);
  assert.deepEqual([result.refundedAmount, result.refundAskedAmount], [200, 350]);
});

test('waits while what was asked for here and there is more than was paid', () => {
  const before = donation({ state: 'succeeded', refundAskedAmount: 1_000, paymentVersion: 1 });
  const ours: RefundFacts = { id: testId('refund'), amount: 1_000, state: 'pending' };
  const refunds = [{ id: testId('refund'), amount: usd(35), state: 'pending' as const }];
  const word = payment({ version: 2, refunds });
  assert.equal(settle(before, [ours], word, newTransferId), 'refunds_exceed_charge');
});

/** Part of a story: refunds that succeed or fail, each told by one word with a version of its own. */
const parts = fc.array(fc.integer({ min: 1, max: 1_034 }), { minLength: 1, maxLength: 6 });

/** Keeps what fits into the charge, and ends with the rest. */
function refundsOf(charge: number, wishes: readonly number[]): number[] {
  const amounts: number[] = [];
  let left = charge;
  for (const wish of wishes) {
    const amount = Math.min(wish, left);
    if (amount > 0) amounts.push(amount);
    left -= amount;
  }
  return left > 0 ? [...amounts, left] : amounts;
}

function apply(before: DonationFacts, word: PaymentSnapshot, known: readonly RefundFacts[]) {
  const result = settle(before, known, word, newTransferId);
  if (typeof result === 'string') return { after: before, known, result: undefined };
  const { state, refundedAmount, refundAskedAmount, paymentVersion } = result;
  const changed = new Map(result.refunds.map((refund) => [refund.id, refund]));
  return {
    after: { ...before, state, refundedAmount, refundAskedAmount, paymentVersion },
    known: known.map((refund) => changed.get(refund.id) ?? refund),
    result,
  };
}

test('gives back gift and cover to the last unit, whatever the sizes and the order of refunds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 134 }),
      parts,
      (gift, cover, wishes) => {
        const charge = gift + cover;
        let before = donation({
          giftAmount: gift,
          feeCoverAmount: cover,
          refundAskedAmount: charge,
        });
        let known: readonly RefundFacts[] = refundsOf(charge, wishes).map((amount) => ({
          id: testId('refund'),
          amount,
          state: 'pending',
        }));
        const books: Record<string, number> = {};
        let raised = 0;
        for (let told = 0; told <= known.length; told += 1) {
          const refunds = known.slice(0, told).map((refund) => ({
            id: refund.id,
            amount: usd(refund.amount),
            state: 'succeeded' as const,
          }));
          const word = payment({ version: told + 1, amount: usd(charge), refunds });
          const { after, known: next, result } = apply(before, word, known);
          assert.ok(result !== undefined);
          for (const [name, amount] of Object.entries(movesOf(result))) {
            books[name] = (books[name] ?? 0) + amount;
          }
          raised += result.raisedDelta;
          assert.ok(raised >= 0 && raised === (books[`project:${projectId}`] ?? 0));
          assert.ok((books.fee_cover ?? 0) >= 0);
          assert.equal((books['clearing:sandbox'] ?? 0) + charge, after.refundedAmount);
          [before, known] = [after, next];
        }
        assert.equal(before.state, 'refunded');
        assert.ok(Object.values(books).every((amount) => amount === 0));
      },
    ),
  );
});

/** All orders of a list. */
function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, place) =>
    permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]),
  );
}

test('ends the same for every order of five words, each of them told twice', () => {
  const refund: RefundFacts = { id: testId('refund'), amount: 500, state: 'pending' };
  const said = (state: RefundFacts['state']) => [{ id: refund.id, amount: usd(500), state }];
  const words = [
    payment({ version: 1, state: 'requires_action' }),
    payment({ version: 2, state: 'processing' }),
    payment({ version: 3 }),
    payment({ version: 4, refunds: said('succeeded') }),
    payment({ version: 5, refunds: said('failed') }),
  ];
  const ends = permutations(words).map((order) => {
    let before = donation({ refundAskedAmount: 500 });
    let known: readonly RefundFacts[] = [refund];
    const books: Record<string, number> = {};
    for (const word of [...order, ...order]) {
      const { after, known: next, result } = apply(before, word, known);
      for (const [name, amount] of Object.entries(result === undefined ? {} : movesOf(result))) {
        books[name] = (books[name] ?? 0) + amount;
      }
      [before, known] = [after, next];
    }
    return JSON.stringify([before, known, Object.entries(books).sort()]);
  });
  assert.equal(ends.length, 120);
  assert.equal(new Set(ends).size, 1);
  assert.match(ends[0] ?? '', /"state":"succeeded"/);
});

test('asks for no cover unless the donor wants to give it', () => {
  const request = {
    projectId,
    gift: usd(1_000),
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
  const schedule = { basisPoints: 290, fixed: usd(30) };
  assert.deepEqual(feeCoverFor(request, schedule), usd(0));
  assert.deepEqual(feeCoverFor({ ...request, coverFee: true }, schedule), usd(61));
});

const dispute: DisputeFacts = {
  id: testId('dispute'),
  state: 'needs_response',
  amount: 1_034,
  withdrawnAmount: 1_034,
  fee: usd(15),
  reason: 'fraudulent',
  evidenceDueAt: null,
  dashboardUrl: null,
  createdAt: new Date('2026-11-23T08:00:00Z'),
};

function disputed(before: DonationFacts, word: PaymentSnapshot, now: readonly DisputeFacts[]) {
  const settlement = settle(before, [], word, newTransferId, { feesBefore: [], now });
  assert.ok(typeof settlement !== 'string', String(settlement));
  return settlement;
}

test('takes a disputed gift out of the total and the count, and its state stays', () => {
  const paid = donation({ state: 'succeeded', paymentVersion: 1 });
  const { state, disputedAmount, raisedDelta, donationsDelta } = disputed(
    paid,
    payment({ version: 2 }),
    [dispute],
  );
  assert.deepEqual(
    [state, disputedAmount, raisedDelta, donationsDelta],
    ['succeeded', 1_034, -1_000, -1],
  );
});

test('puts it back when it is won, and leaves it out while nobody says otherwise', () => {
  const gone = donation({ state: 'succeeded', paymentVersion: 1, disputedAmount: 1_034 });
  const won = disputed(gone, payment({ version: 2 }), [{ ...dispute, withdrawnAmount: 0 }]);
  assert.deepEqual([won.disputedAmount, won.raisedDelta, won.donationsDelta], [0, 1_000, 1]);
  const silent = settled(gone, payment({ version: 2 }));
  assert.deepEqual(
    [silent.disputedAmount, silent.raisedDelta, silent.donationsDelta, silent.transfers],
    [1_034, 0, 0, []],
  );
});
