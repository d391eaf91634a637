// How a donation stands for the adoption that it was begun for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentStanding } from '@kindcart/contract';
import { type PaymentState, standingOf } from './rules.ts';

type Case = readonly [
  state: PaymentState['state'],
  refundedAmount: number,
  lostAmount: number,
  standing: PaymentStanding,
  why: string,
];

const chargeAmount = 2_500;

const cases: readonly Case[] = [
  ['pending', 0, 0, 'waiting', 'nobody has paid yet'],
  ['processing', 0, 0, 'waiting', 'the bank has not said yet'],
  ['failed', 0, 0, 'failed', 'the card was declined'],
  ['expired', 0, 0, 'failed', 'the window was closed'],
  ['succeeded', 0, 0, 'paid', 'it is paid'],
  ['partially_refunded', 1, 0, 'paid', 'most of it is still there'],
  ['partially_refunded', 2_499, 0, 'paid', 'the last cent is still there'],
  ['refunded', 2_500, 0, 'back', 'all of it went back'],
  ['succeeded', 0, 2_499, 'paid', 'a bank took most of it for good'],
  ['succeeded', 0, 2_500, 'back', 'a bank took all of it for good'],
  ['partially_refunded', 1_000, 1_499, 'paid', 'refund and bank left one cent'],
  ['partially_refunded', 1_000, 1_500, 'back', 'refund and bank took all of it together'],
  ['partially_refunded', 1_000, 2_500, 'back', 'a bank took what was refunded once more'],
];

for (const [state, refundedAmount, lostAmount, standing, why] of cases) {
  test(`stands as ${standing} when ${state} and ${why}`, () => {
    const donation = { state, chargeAmount, refundedAmount, lostAmount };
    assert.equal(standingOf(donation), standing);
  });
}

test('stands as failed when no donation came to be', () => {
  assert.equal(standingOf(undefined), 'failed');
});
