import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { CallError } from '@kindcart/client';
import { createDonationExample, type paymentStates, testCards } from '@kindcart/contract';
import fc from 'fast-check';
import { donation, donationIn, errorOf, payment, request, states } from '../testing/samples.ts';
import type { CheckoutEvent, CheckoutState } from './state.ts';
import { transition } from './transition.ts';

const other = {
  idempotencyKey: 'key-2',
  body: { ...createDonationExample, gift: { amount: 9_900, currency: 'CNY' } },
};
const again = { ...request, idempotencyKey: 'key-3' };
const details = { number: testCards.succeeds, expiry: '04/30', cvc: '123' };
const payingFields = { secret: 'typed into a frame', confirm: () => Promise.reject() };
const known = <Value>(value: Value) => ({ ok: true, value, requestId: null }) as const;
const unknown = (...given: Parameters<typeof errorOf>) =>
  ({ ok: false, error: errorOf(...given) }) as const;
const step = (state: (typeof paymentStates)[number]): CheckoutEvent => ({
  type: 'stepped',
  result: known({ state, failureCode: state === 'failed' ? 'authentication_failed' : null }),
});
const stepFailed = (...given: Parameters<typeof errorOf>): CheckoutEvent => ({
  type: 'stepped',
  result: unknown(...given),
});

const unpaid = (error: CallError | null): CheckoutEvent => ({
  type: 'stepped',
  result: known({ state: 'unpaid', error }),
});

const events = {
  'submit the same': { type: 'submit', request: again },
  'submit another': { type: 'submit', request: other },
  pay: { type: 'pay', details },
  'pay by fields': { type: 'pay', details: payingFields },
  approve: { type: 'authenticate', approve: true },
  retry: { type: 'retry' },
  reset: { type: 'reset' },
  created: { type: 'created', result: known({ donation, payment }) },
  'create lost': { type: 'created', result: unknown('network_error', true) },
  'create refused': { type: 'created', result: unknown('amount_too_small') },
  'step requires_action': step('requires_action'),
  'step processing': step('processing'),
  'step succeeded': step('succeeded'),
  'step failed': step('failed'),
  'step expired': step('expired'),
  'unpaid, declined': unpaid(errorOf('card_declined')),
  'unpaid, said by the fields': unpaid(null),
  'card invalid': stepFailed('card_invalid'),
  'fields invalid': stepFailed('request_invalid'),
  'card declined': stepFailed('card_declined'),
  'bank refused': stepFailed('authentication_failed'),
  'payment closed': stepFailed('payment_closed'),
  'payment expired': stepFailed('payment_expired'),
  'payment unknown': stepFailed('payment_unknown'),
  'step lost': stepFailed('network_error', true),
  'step answered strangely': stepFailed('response_invalid'),
  'polled pending': { type: 'polled', result: known(donationIn('pending')) },
  'polled processing': { type: 'polled', result: known(donationIn('processing')) },
  'polled succeeded': { type: 'polled', result: known(donationIn('succeeded')) },
  'polled failed': { type: 'polled', result: known(donationIn('failed')) },
  'polled expired': { type: 'polled', result: known(donationIn('expired')) },
  'polled partially_refunded': { type: 'polled', result: known(donationIn('partially_refunded')) },
  'polled refunded': { type: 'polled', result: known(donationIn('refunded')) },
  'poll lost': { type: 'polled', result: unknown('timeout', true) },
  'poll refused': { type: 'polled', result: unknown('donation_unknown') },
  'resume processing': { type: 'resume', state: states.processing },
} as const satisfies Record<string, CheckoutEvent>;

type EventName = keyof typeof events;
type Row = Partial<Record<EventName, CheckoutState['status']>>;

const acted: Row = {
  'step requires_action': 'requires_action',
  'step processing': 'processing',
  'step succeeded': 'processing',
  'step failed': 'failed',
  'step expired': 'expired',
  'card declined': 'failed',
  'bank refused': 'failed',
  'payment closed': 'processing',
  'payment expired': 'expired',
  'payment unknown': 'error',
  'step lost': 'confirming',
  'step answered strangely': 'confirming',
  'polled processing': 'processing',
  'polled succeeded': 'succeeded',
  'polled failed': 'failed',
  'polled expired': 'expired',
  'polled partially_refunded': 'succeeded',
  'polled refunded': 'succeeded',
  'poll lost': 'confirming',
  'poll refused': 'error',
};
const afresh: Row = { 'submit the same': 'creating', 'submit another': 'creating' };

/** What is not named changes nothing; `reset` always leads to `idle`. */
const table: Record<keyof typeof states, Row> = {
  idle: { ...afresh, 'resume processing': 'processing' },
  creating: { created: 'ready_to_pay', 'create lost': 'error', 'create refused': 'error' },
  ready_to_pay: {
    pay: 'confirming',
    'pay by fields': 'confirming',
    'submit another': 'creating',
  },
  confirming: {
    ...acted,
    'unpaid, declined': 'ready_to_pay',
    'unpaid, said by the fields': 'ready_to_pay',
    'card invalid': 'ready_to_pay',
    'fields invalid': 'ready_to_pay',
    'polled pending': 'ready_to_pay',
  },
  'confirming, checking': {
    ...acted,
    'unpaid, declined': 'ready_to_pay',
    'unpaid, said by the fields': 'ready_to_pay',
    'card invalid': 'ready_to_pay',
    'fields invalid': 'ready_to_pay',
    'polled pending': 'ready_to_pay',
  },
  authenticating: {
    ...acted,
    'unpaid, declined': 'requires_action',
    'unpaid, said by the fields': 'requires_action',
    'card invalid': 'requires_action',
    'fields invalid': 'requires_action',
    'polled pending': 'requires_action',
  },
  requires_action: { approve: 'confirming' },
  processing: {
    'polled pending': 'processing',
    'polled processing': 'processing',
    'polled succeeded': 'succeeded',
    'polled failed': 'failed',
    'polled expired': 'expired',
    'polled partially_refunded': 'succeeded',
    'polled refunded': 'succeeded',
    'poll lost': 'processing',
    'poll refused': 'error',
  },
  succeeded: {},
  failed: afresh,
  expired: afresh,
  'error, retryable': { ...afresh, retry: 'creating' },
  'error, final': { ...afresh, retry: 'creating' },
  'error, donation known': { ...afresh, retry: 'processing' },
};

for (const [name, row] of Object.entries(table)) {
  const state: CheckoutState = states[name as keyof typeof states];
  for (const [eventName, event] of Object.entries(events)) {
    const expected = eventName === 'reset' ? 'idle' : row[eventName as EventName];
    test(`from ${name}, ${eventName} leads ${expected ? `to ${expected}` : 'nowhere'}`, () => {
      const next = transition(state, event);
      if (expected) assert.notEqual(next, state);
      else assert.equal(next, state);
      assert.equal(next.status, expected ?? state.status);
    });
  }
}

test('changes nothing in place', () => {
  const before = inspect({ states, events }, { depth: null });
  for (const state of Object.values(states)) {
    for (const event of Object.values(events)) transition(state, event);
  }
  assert.equal(inspect({ states, events }, { depth: null }), before);
});

function requestIn(state: CheckoutState) {
  assert.ok('request' in state, state.status);
  return state.request;
}

test('keeps the key for the same wish when it is unknown whether the first was heard', () => {
  for (const code of ['network_error', 'timeout', 'unavailable', 'response_invalid'] as const) {
    const state = { ...states['error, final'], error: errorOf(code, code !== 'response_invalid') };
    const next = transition(state, events['submit the same']);
    assert.equal(requestIn(next).idempotencyKey, 'key-1', code);
  }
});

test('takes a gift that says more, or comes again, for another wish', () => {
  for (const more of [{ details: undefined }, { interval: 'month' as const }]) {
    const wish = { idempotencyKey: 'key-4', body: { ...request.body, ...more } };
    const next = transition(states.ready_to_pay, { type: 'submit', request: wish });
    assert.deepEqual(next, { status: 'creating', request: wish });
  }
});

test('takes a new key for another wish, whatever became of the first', () => {
  const next = transition(states['error, retryable'], events['submit another']);
  assert.deepEqual(requestIn(next), other);
});

test('takes a new key for the same wish after it was refused', () => {
  const next = transition(states['error, final'], events['submit the same']);
  assert.equal(requestIn(next).idempotencyKey, 'key-3');
});

test('takes a new key when the donation was made and lost sight of', () => {
  const error = errorOf('network_error', true);
  const next = transition({ ...states['error, donation known'], error }, events['submit the same']);
  assert.equal(requestIn(next).idempotencyKey, 'key-3');
});

test('retries with the same key', () => {
  assert.equal(requestIn(transition(states['error, retryable'], events.retry)), request);
});

test('takes a new key, for a new donation, after a declined card and after an expired payment', () => {
  for (const state of [states.failed, states.expired]) {
    const next = transition(state, events['submit the same']);
    assert.deepEqual(next, { status: 'creating', request: again });
  }
});

const changes = [
  { coverFee: false },
  { donorName: 'Somebody else' },
  { donorName: null },
  { anonymous: true },
  { message: null },
  { gift: { amount: 5_000, currency: 'USD' } },
];

for (const change of changes) {
  test(`takes ${JSON.stringify(change)} for another wish`, () => {
    const changed = { idempotencyKey: 'key-2', body: { ...createDonationExample, ...change } };
    const next = transition(states.ready_to_pay, { type: 'submit', request: changed });
    assert.deepEqual(next, { status: 'creating', request: changed });
  });
}

test('says why the donor is back at the card', () => {
  const next = transition(states.confirming, events['card invalid']);
  assert.deepEqual(next, { ...states.ready_to_pay, error: errorOf('card_invalid') });
});

test('asks the platform when the answer to a payment was lost, and says why if nothing arrived', () => {
  const checking = transition(states.confirming, events['step lost']);
  const error = errorOf('network_error', true);
  assert.deepEqual(checking, { ...states.confirming, checking: true, error });
  const offline = transition(checking, events['poll lost']);
  assert.deepEqual(offline, { ...checking, connection: 'offline' });
  const back = transition(offline, events['polled pending']);
  assert.deepEqual(back, { ...states.ready_to_pay, error });
});

test('says softly that it is offline while it waits, and no more once it hears again', () => {
  const offline = transition(states.processing, events['poll lost']);
  assert.deepEqual(offline, { ...states.processing, connection: 'offline' });
  const online = transition(offline, events['polled processing']);
  assert.deepEqual(online, { ...states.processing, donation: donationIn('processing') });
});

test('keeps why a payment failed, by the word of the provider and of the platform', () => {
  const byProvider = transition(states.confirming, events['step failed']);
  assert.deepEqual(byProvider, { ...states.failed, failureCode: 'authentication_failed' });
  const byPlatform = transition(states.processing, events['polled failed']);
  assert.deepEqual(byPlatform, { ...states.failed, donation: donationIn('failed') });
});

test('asks the platform after a reload in the middle of a payment, for the card is gone', () => {
  const resume = (state: CheckoutState) => transition(states.idle, { type: 'resume', state });
  assert.deepEqual(resume(states.confirming), { ...states.confirming, checking: true });
  assert.deepEqual(resume(states.authenticating), { ...states.authenticating, checking: true });
});

test('is back at the fields after a decline that leaves the payment payable, with the same donation', () => {
  const next = transition(states.confirming, events['unpaid, declined']);
  assert.deepEqual(next, { ...states.ready_to_pay, error: errorOf('card_declined') });
});

test('is back at the fields without a word where they have said it themselves', () => {
  const next = transition(states.confirming, events['unpaid, said by the fields']);
  assert.deepEqual(next, states.ready_to_pay);
});

test('holds in no state what is paid with: no card, and no fields', () => {
  for (const state of Object.values(states)) {
    const byCard = JSON.stringify(transition(state, events.pay));
    for (const secret of Object.values(details)) assert.ok(!byCard.includes(secret));
    const byFields = transition(state, events['pay by fields']);
    assert.doesNotMatch(inspect(byFields, { depth: null }), /confirm:|typed into a frame/);
  }
});

test('succeeds by nothing but the word of the platform, in whatever order things happen', () => {
  const names = fc.constantFrom(...(Object.keys(events) as EventName[]));
  fc.assert(
    fc.property(fc.array(names, { maxLength: 30 }), (walk) => {
      let state: CheckoutState = { status: 'idle' };
      for (const name of walk) {
        const next = transition(state, events[name]);
        if (next.status === 'succeeded' && state.status !== 'succeeded') {
          assert.match(name, /^polled (succeeded|partially_refunded|refunded)$/);
        }
        state = next;
      }
    }),
  );
});
