import assert from 'node:assert/strict';
import { test } from 'node:test';
import { billSnapshot, isOfBill } from './bill-rules.ts';

const reference = 'pay_01k9p4n2c6fz3t6v8w0x2y4z6d';

const states: readonly [status: string | null, state: string][] = [
  ['draft', 'requires_action'],
  ['open', 'requires_action'],
  ['uncollectible', 'requires_action'],
  [null, 'requires_action'],
  ['paid', 'succeeded'],
  ['void', 'expired'],
];

for (const [status, state] of states) {
  test(`takes an invoice that is ${status} for a payment that is ${state}`, () => {
    const payment = { reference, version: 3 } as const;
    const snapshot = billSnapshot(payment, { status, total: 1_234, currency: 'usd' });
    assert.deepEqual(
      [snapshot.state, snapshot.version, snapshot.amount],
      [state, 3, { amount: 1_234, currency: 'USD' }],
    );
  });
}

const organization = 'org_01k9p4a0a0fz3t6v8w0x2y4z6f';
const marks = { kindcart_payment: reference, kindcart_organization: organization };

const objects: readonly [what: string, object: object, isBill: boolean][] = [
  ['an invoice of ours', { object: 'invoice', metadata: marks }, true],
  ['an invoice of a gift', { object: 'invoice', metadata: {} }, false],
  ['an invoice of somebody else', { object: 'invoice', metadata: null }, false],
  ['a payment of ours', { object: 'payment_intent', metadata: marks }, false],
];

for (const [what, object, isBill] of objects) {
  test(`takes ${what} for ${isBill ? 'a bill' : 'no bill'}`, () => {
    assert.equal(isOfBill(object), isBill);
  });
}
