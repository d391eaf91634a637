import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DonationState, donationStates, type Money } from '@kindcart/contract';
import * as fc from 'fast-check';
import type { DonationFacts } from '../donations/rules.ts';
import { decideRefund } from './rules.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

/** A paid donation of 1,034, fee cover included. */
function donation(changes: Partial<DonationFacts> = {}): DonationFacts {
  return {
    organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
    livemode: false,
    id: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
    version: 2,
    projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
    state: 'succeeded',
    currency: 'USD',
    giftAmount: 1_000,
    feeCoverAmount: 34,
    refundedAmount: 0,
    refundAskedAmount: 0,
    disputedAmount: 0,
    provider: 'sandbox',
    paymentVersion: 1,
    ...changes,
  };
}

interface Row {
  readonly what: string;
  readonly donation: Partial<DonationFacts>;
  readonly amount: Money | null;
  /** What goes back, or the code and the field of the refusal. */
  readonly gives: number | readonly [code: string, field: string];
}

const rows: readonly Row[] = [
  { what: 'all of it', donation: {}, amount: null, gives: 1_034 },
  { what: 'all of it by its number', donation: {}, amount: usd(1_034), gives: 1_034 },
  { what: 'one unit', donation: {}, amount: usd(1), gives: 1 },
  {
    what: 'more than was paid',
    donation: {},
    amount: usd(1_035),
    gives: ['refund_too_large', 'amount.amount'],
  },
  {
    what: 'the rest after a refund',
    donation: { state: 'partially_refunded', refundedAmount: 34, refundAskedAmount: 34 },
    amount: null,
    gives: 1_000,
  },
  {
    what: 'the rest while a refund is pending',
    donation: { refundAskedAmount: 500 },
    amount: null,
    gives: 534,
  },
  {
    what: 'more than is left while a refund is pending',
    donation: { refundAskedAmount: 500 },
    amount: usd(535),
    gives: ['refund_too_large', 'amount.amount'],
  },
  {
    what: 'anything while all is asked for',
    donation: { refundAskedAmount: 1_034 },
    amount: usd(1),
    gives: ['donation_not_refundable', 'donationId'],
  },
  {
    what: 'the rest when the provider gave back more than we asked for',
    donation: { state: 'partially_refunded', refundedAmount: 900, refundAskedAmount: 100 },
    amount: null,
    gives: 134,
  },
  {
    what: 'the rest when a bank has taken a part',
    donation: { disputedAmount: 1_000 },
    amount: null,
    gives: 34,
  },
  {
    what: 'anything while a bank has all of it',
    donation: { disputedAmount: 2_000 },
    amount: usd(1),
    gives: ['donation_not_refundable', 'donationId'],
  },
  {
    what: 'another currency',
    donation: {},
    amount: { amount: 5, currency: 'EUR' },
    gives: ['currency_mismatch', 'amount.currency'],
  },
];

for (const { what, donation: changes, amount, gives } of rows) {
  test(`decides on giving back ${what}`, () => {
    const decision = decideRefund(donation(changes), { amount, reason: null });
    const found = decision.ok ? decision.amount.amount : [decision.code, decision.field];
    assert.deepEqual(found, gives);
  });
}

const refundable: readonly DonationState[] = ['succeeded', 'partially_refunded'];

for (const state of donationStates) {
  test(`${refundable.includes(state) ? 'gives' : 'has nothing to give'} back when ${state}`, () => {
    const refundedAmount = state === 'refunded' ? 1_034 : 0;
    const decision = decideRefund(donation({ state, refundedAmount }), {
      amount: null,
      reason: null,
    });
    assert.equal(decision.ok, refundable.includes(state));
  });
}

test('never lets all refunds together exceed what was paid', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_200 }), { maxLength: 20 }), (wishes) => {
      let asked = 0;
      for (const wish of wishes) {
        const facts = donation({ refundAskedAmount: asked });
        const decision = decideRefund(facts, { amount: usd(wish), reason: null });
        if (decision.ok) asked += decision.amount.amount;
        else assert.ok(wish > 1_034 - asked);
      }
      assert.ok(asked <= 1_034);
    }),
  );
});
