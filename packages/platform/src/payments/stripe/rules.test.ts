import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { testId } from '../../testing/platform.ts';
import {
  checkoutLocale,
  eventTypes,
  fromStripeAmount,
  type IntentFacts,
  intentIdOf,
  ourMetadata,
  oursOf,
  ownRefundId,
  sessionSnapshot,
  sessionTimes,
  snapshotOf,
  toStripeAmount,
} from './rules.ts';
import { giftEventTypes } from './subscription-rules.ts';

test('listens to what the guide tells the operator to switch on, and to nothing else', () => {
  const guide = readFileSync(new URL('../../../../../docs/stripe.md', import.meta.url), 'utf8');
  const named =
    guide
      .slice(guide.indexOf('### Events'), guide.indexOf('## Where the donor'))
      .match(/`[a-z_]+\.[a-z_.]+`/g) ?? [];
  assert.deepEqual(
    new Set(named.map((name) => name.slice(1, -1))),
    new Set<string>([...eventTypes, ...giftEventTypes]),
  );
});

const cases: readonly [currency: string, amount: number, stripe: number | null][] = [
  ['USD', 1_099, 1_099],
  ['JPY', 500, 500],
  ['CNY', 1, 1],
  ['ISK', 500, 50_000],
  ['MGA', 500_000, 5_000],
  ['MGA', 500_050, null],
  ['KWD', 5_120, 5_120],
  ['KWD', 5_124, null],
  ['UGX', 500, null],
];

for (const [currency, amount, stripe] of cases) {
  test(`${amount} minor units of ${currency} are ${stripe ?? 'nothing'} at Stripe`, () => {
    assert.equal(toStripeAmount({ amount, currency }), stripe);
  });
}

const currencies = ['USD', 'EUR', 'CNY', 'JPY', 'ISK', 'MGA', 'KWD', 'HUF', 'TWD', 'XOF'] as const;

test('comes back from Stripe as it went, whatever the decimals', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...currencies),
      fc.integer({ min: 1, max: 99_999_999 }),
      (currency, amount) => {
        const stripe = toStripeAmount({ amount, currency });
        if (stripe === null) return;
        assert.deepEqual(fromStripeAmount(stripe, currency.toLowerCase()), { amount, currency });
      },
    ),
  );
});

test('throws at a part of a minor unit, which Stripe never says', () => {
  assert.throws(() => fromStripeAmount(50_050, 'isk'), RangeError);
});

const payment = { reference: testId('payment'), version: 3 };

function intent(changes: Partial<IntentFacts>): IntentFacts {
  const fresh = { amount: 5_000, amount_received: 0, currency: 'usd', last_payment_error: null };
  return { status: 'requires_payment_method', ...fresh, ...changes };
}

const declined = { code: 'card_declined', decline_code: 'lost_card' };
const poor = { code: 'card_declined', decline_code: 'insufficient_funds' };
const unconfirmed = { code: 'payment_intent_authentication_failure' };

const states: readonly [status: string, changes: Partial<IntentFacts>, said: (string | null)[]][] =
  [
    ['requires_payment_method', {}, ['requires_action', null]],
    ['requires_payment_method', { last_payment_error: declined }, ['failed', 'card_declined']],
    ['requires_payment_method', { last_payment_error: poor }, ['failed', 'insufficient_funds']],
    [
      'requires_payment_method',
      { last_payment_error: unconfirmed },
      ['failed', 'authentication_failed'],
    ],
    ['requires_confirmation', {}, ['requires_action', null]],
    ['requires_action', {}, ['requires_action', null]],
    ['requires_capture', {}, ['processing', null]],
    ['processing', { last_payment_error: declined }, ['processing', null]],
    ['succeeded', { amount_received: 5_000 }, ['succeeded', null]],
    ['canceled', {}, ['expired', null]],
  ];

for (const [status, changes, said] of states) {
  test(`takes ${status} for ${said.join(' ')}`, () => {
    const { state, failureCode } = snapshotOf(payment, intent({ status, ...changes }), []);
    assert.deepEqual([state, failureCode], said);
  });
}

test('says what was received, which need not be what was asked for', () => {
  const facts = intent({ status: 'succeeded', amount_received: 4_000 });
  assert.deepEqual(snapshotOf(payment, facts, []).amount, { amount: 4_000, currency: 'USD' });
});

const refundStates: readonly [status: string | null, state: string][] = [
  ['succeeded', 'succeeded'],
  ['pending', 'pending'],
  ['requires_action', 'pending'],
  [null, 'pending'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
];

for (const [status, state] of refundStates) {
  test(`takes a refund that is ${status} for ${state}`, () => {
    const id = testId('refund');
    const refund = { amount: 10, currency: 'usd', status };
    const { refunds } = snapshotOf(payment, intent({ status: 'succeeded' }), [{ id, refund }]);
    assert.deepEqual(refunds, [{ id, amount: { amount: 10, currency: 'USD' }, state }]);
  });
}

const objects: readonly [name: string, object: object, id: string | undefined][] = [
  ['a PaymentIntent', { object: 'payment_intent', id: 'pi_1' }, 'pi_1'],
  ['a charge', { object: 'charge', id: 'ch_1', payment_intent: 'pi_2' }, 'pi_2'],
  ['a refund', { object: 'refund', id: 're_1', payment_intent: 'pi_3' }, 'pi_3'],
  ['a charge without one', { object: 'charge', id: 'ch_1', payment_intent: null }, undefined],
  ['a payout', { object: 'payout', id: 'po_1' }, undefined],
  ['nothing', {}, undefined],
];

for (const [name, object, id] of objects) {
  test(`finds the payment of ${name}`, () => assert.equal(intentIdOf(object), id));
}

test('takes only well-formed ids of ours from what others may write', () => {
  const reference = testId('payment');
  const organizationId = testId('organization');
  const ours = { kindcart_payment: reference, kindcart_organization: organizationId };
  assert.deepEqual(oursOf({ metadata: ours }), { organizationId, reference });
  assert.deepEqual(
    oursOf({ metadata: ourMetadata({ organization_id: organizationId, reference }) }),
    {
      organizationId,
      reference,
    },
  );
  const others = [undefined, null, 7, {}, { kindcart_payment: reference }];
  const broken = { ...ours, kindcart_payment: 'pay_1' };
  for (const metadata of [...others, broken]) assert.equal(oursOf({ metadata }), undefined);
  const refund = testId('refund');
  assert.equal(ownRefundId({ kindcart_refund: refund }), refund);
  assert.equal(ownRefundId({ kindcart_refund: reference }), undefined);
});

const languages: readonly [language: string, locale: string][] = [
  ['en', 'en'],
  ['zh-CN', 'zh'],
  ['zh-TW', 'zh-TW'],
  ['pt-BR', 'pt-BR'],
  ['de-AT', 'de'],
  ['ar', 'auto'],
  ['', 'auto'],
];

for (const [language, locale] of languages) {
  test(`shows Stripe's page in ${locale} to who reads ${language || 'nothing known'}`, () =>
    assert.equal(checkoutLocale(language), locale));
}

const nowMs = Date.parse('2026-11-23T08:00:00Z');
const lasts: readonly [wantedMinutes: number, minutes: number][] = [
  [60, 60],
  [5, 31],
  [-60, 31],
  [2_000, 24 * 60 - 1],
];

for (const [wanted, minutes] of lasts) {
  test(`lets a page that should last ${wanted} minutes last ${minutes}`, () => {
    const { expiresAt, notBefore } = sessionTimes(
      new Date(nowMs + wanted * 60_000),
      new Date(nowMs),
    );
    assert.equal((expiresAt.getTime() - nowMs) / 60_000, minutes);
    assert.ok(notBefore.getTime() > nowMs + 30 * 60_000 && notBefore < expiresAt);
  });
}

test('takes a page that nobody paid on for what it is', () => {
  const page = { amount_total: 5_000, currency: 'usd' };
  const stateOf = (status: string) => sessionSnapshot(payment, { ...page, status }).state;
  assert.deepEqual(['open', 'expired'].map(stateOf), ['requires_action', 'expired']);
  const { amount, version } = sessionSnapshot(payment, { ...page, status: 'open' });
  assert.deepEqual([amount, version], [{ amount: 5_000, currency: 'USD' }, 3]);
});
