// The guard hears of declines, and neither it nor the provider can fail an event by what they do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import { testId } from '../../testing/platform.ts';
import type { PaymentProvider } from '../port.ts';
import type { DeclinedPayment } from './guard.ts';
import { heedDeclines } from './settlements.ts';

const event: PaymentEvent = {
  organizationId: testId('organization'),
  provider: 'stripe',
  id: 'evt_1',
  livemode: true,
  body: '{}',
  payment: {
    reference: testId('payment'),
    version: 3,
    state: 'failed',
    amount: { amount: 500, currency: 'USD' },
    failureCode: 'card_declined',
    refunds: [],
    cardFingerprint: 'card 1',
  },
  isDecline: true,
};

interface World {
  readonly outcome?: EventOutcome | Error;
  readonly spent?: boolean | Error;
  readonly close?: PaymentProvider['close'] | null;
}

/** Settlements that end so, a guard that answers so, and what was heard. */
function world({ outcome = 'applied', spent = false, close = null }: World) {
  const heard: DeclinedPayment[] = [];
  const errors: unknown[] = [];
  const asked: unknown[] = [];
  const provider: PaymentProvider = {
    name: 'stripe',
    livemode: true,
    feeTerms: () => ({ basisPoints: 0, fixedAmount: 0 }),
    start: () => Promise.reject(new Error('no payment is started here')),
    refund: async () => {},
    ...(close && { close }),
  };
  const settlements = heedDeclines(
    {
      submit: async () => {
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      drained: async () => {},
    },
    {
      guard: {
        async declined(payment) {
          heard.push(payment);
          if (spent instanceof Error) throw spent;
          return spent;
        },
      },
      providerNamed(name, livemode) {
        asked.push([name, livemode]);
        return provider;
      },
      onError: (_, error) => errors.push(error),
    },
  );
  return { settlements, heard, errors, asked };
}

test('tells the guard whose payment was declined, and with which card', async () => {
  const { settlements, heard } = world({});
  assert.equal(await settlements.submit(event), 'applied');
  assert.deepEqual(heard, [
    {
      organizationId: event.organizationId,
      provider: 'stripe',
      eventId: 'evt_1',
      reference: event.payment.reference,
      cardFingerprint: 'card 1',
    },
  ]);
});

const outcomes: readonly [outcome: EventOutcome, heard: number][] = [
  ['applied', 1],
  ['older', 1],
  ['amount_mismatch', 0],
  ['refunds_exceed_charge', 0],
  ['payment_unknown', 0],
  ['livemode_mismatch', 0],
];

for (const [outcome, times] of outcomes) {
  test(`tells ${times === 0 ? 'nothing' : 'it'} of an event that was ${outcome}`, async () => {
    const { settlements, heard } = world({ outcome });
    assert.equal(await settlements.submit(event), outcome);
    assert.equal(heard.length, times);
  });
}

test('tells nothing of what is no decline, or of what could not be settled', async () => {
  for (const isDecline of [false, undefined]) {
    const { settlements, heard } = world({});
    const { isDecline: _, ...rest } = event;
    await settlements.submit(isDecline === undefined ? rest : { ...rest, isDecline });
    assert.equal(heard.length, 0);
  }
  const { settlements, heard } = world({ outcome: new Error('database gone') });
  await assert.rejects(settlements.submit(event), /database gone/);
  assert.equal(heard.length, 0);
});

test('closes a payment that has had its declines, at its provider and in its mode', async () => {
  const closed: unknown[] = [];
  const { settlements, asked } = world({
    spent: true,
    close: async (...payment) => void closed.push(payment),
  });
  await settlements.submit(event);
  assert.deepEqual(closed, [[event.organizationId, event.payment.reference]]);
  assert.deepEqual(asked, [['stripe', true]]);
});

test('leaves alone a payment that may take another card, and a provider that closes none', async () => {
  const { settlements, asked } = world({ spent: false });
  await settlements.submit(event);
  assert.deepEqual(asked, []);
  const other = world({ spent: true });
  assert.equal(await other.settlements.submit(event), 'applied');
  assert.deepEqual(other.errors, []);
});

const failures: readonly [what: string, world: World][] = [
  ['the guard', { spent: new Error('out of reach') }],
  ['the provider', { spent: true, close: () => Promise.reject(new Error('out of reach')) }],
];

for (const [what, failing] of failures) {
  test(`settles the event, and says so, when ${what} is out of reach`, async () => {
    const { settlements, errors } = world(failing);
    assert.equal(await settlements.submit(event), 'applied');
    assert.match(String(errors), /out of reach/);
    assert.equal(errors.length, 1);
  });
}
