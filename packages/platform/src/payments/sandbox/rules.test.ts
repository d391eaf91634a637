import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, paymentSnapshotSchema, type testCards } from '@kindcart/contract';
import {
  type SandboxPaymentFacts,
  type Step,
  stepOfAnswer,
  stepsOfCard,
  stepsOfRefund,
  toSnapshot,
} from './rules.ts';

const times = { slowMs: 4_000, refundFailsAfterMs: 9_000 };
const refundId = 'ref_01k9p5a0d4fz3t6v8w0x2y4z6c';

function payment(changes: Partial<SandboxPaymentFacts> = {}): SandboxPaymentFacts {
  return {
    reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z6d',
    version: 0,
    state: 'processing',
    card: 'succeeds',
    currency: 'USD',
    amount: 5_000,
    failureCode: null,
    refunds: [],
    ...changes,
  };
}

/** A step in short: version, state, failure, and when. */
const inShort = ({ payment: { version, state, failureCode }, delayMs }: Step) => [
  version,
  state,
  failureCode,
  delayMs,
];

const cards: Readonly<Record<keyof typeof testCards, unknown[][]>> = {
  succeeds: [[1, 'succeeded', null, 0]],
  refundFailsLater: [[1, 'succeeded', null, 0]],
  renewalsDeclined: [[1, 'succeeded', null, 0]],
  declined: [[1, 'failed', 'card_declined', 0]],
  insufficientFunds: [[1, 'failed', 'insufficient_funds', 0]],
  asksForConfirmation: [[1, 'requires_action', null, 0]],
  slow: [
    [1, 'processing', null, 0],
    [2, 'succeeded', null, 4_000],
  ],
};

for (const [card, steps] of Object.entries(cards)) {
  test(`makes of the card that ${card} ${steps.length === 1 ? 'one step' : 'two steps'}`, () => {
    const known = payment({ card: card as keyof typeof testCards });
    assert.deepEqual(stepsOfCard(known, times).map(inShort), steps);
  });
}

test('makes of the answer to the bank a success or a failure', () => {
  const asked = payment({ card: 'asksForConfirmation', state: 'requires_action', version: 1 });
  assert.deepEqual(inShort(stepOfAnswer(asked, true)), [2, 'succeeded', null, 0]);
  assert.deepEqual(inShort(stepOfAnswer(asked, false)), [2, 'failed', 'authentication_failed', 0]);
});

test('gives money back at once, and later not after all with the card for that', () => {
  const asked = { id: refundId, amount: 2_000 } as const;
  const paid = payment({ state: 'succeeded', version: 1 });
  const [done, ...rest] = stepsOfRefund(paid, asked, times);
  assert.deepEqual(done?.payment.refunds, [{ ...asked, state: 'succeeded' }]);
  assert.deepEqual([done?.payment.version, done?.delayMs, rest], [2, 0, []]);
  const failing = stepsOfRefund({ ...paid, card: 'refundFailsLater' }, asked, times);
  assert.deepEqual(
    failing.map((step) => [step.payment.refunds[0]?.state, step.payment.version, step.delayMs]),
    [
      ['succeeded', 2, 0],
      ['failed', 3, 9_000],
    ],
  );
});

test('keeps earlier refunds in each step', () => {
  const before = { id: 'ref_01k9p5a0d4fz3t6v8w0x2y4z6d', amount: 1, state: 'succeeded' } as const;
  const paid = payment({ state: 'succeeded', version: 2, refunds: [before] });
  const [step] = stepsOfRefund(paid, { id: refundId, amount: 2 }, times);
  assert.deepEqual(step?.payment.refunds, [
    before,
    { id: refundId, amount: 2, state: 'succeeded' },
  ]);
});

test('does nothing for a refund that was asked for before, whatever became of it', () => {
  for (const state of ['pending', 'succeeded', 'failed'] as const) {
    const paid = payment({ state: 'succeeded', refunds: [{ id: refundId, amount: 2, state }] });
    assert.deepEqual(stepsOfRefund(paid, { id: refundId, amount: 2 }, times), []);
  }
});

test('says a payment as the contract does', () => {
  const refunds = [{ id: refundId, amount: 2, state: 'succeeded' }] as const;
  const snapshot = toSnapshot(payment({ version: 3, state: 'succeeded', refunds }), 'card_1');
  assert.deepEqual(parse(paymentSnapshotSchema, snapshot), { ok: true, value: snapshot });
  assert.deepEqual(snapshot.refunds[0]?.amount, { amount: 2, currency: 'USD' });
});
