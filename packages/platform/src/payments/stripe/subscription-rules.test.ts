// What Stripe's subscriptions and invoices mean for a recurring gift, case by case.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  beginCourse,
  type Course,
  chargeCourse,
  type PaymentSnapshot,
  pauseCourse,
  periodName,
  retryCourse,
  startCourse,
} from '@kindcart/contract';
import {
  giftMetadata,
  giftOf,
  type InvoiceFacts,
  isOfGift,
  observe,
  ownDueAt,
  refusedBecause,
  renewedPeriod,
  type SeenCharge,
  type SubscriptionFacts,
  subscriptionIdOf,
  unpaidRenewal,
} from './subscription-rules.ts';

const day = (text: string) => new Date(`${text}T08:00:00.000Z`);
const organizationId = 'org_01k9p4a0a0fz3t6v8w0x2y4z6f';
const id = 'rec_01k9p4n2c6fz3t6v8w0x2y4z6e';
const now = day('2027-03-05');
const pending = beginCourse('month', day('2027-01-31'), null);
const active = startCourse(pending, pending.anchorAt);
const pastDue = chargeCourse(active, day('2027-02-28'), 'card_declined');
const paused = pauseCourse(active, day('2027-02-10'), 'asked', null);
const gaveUp = [1, 2, 3].reduce<Course>(
  (course) => retryCourse(course, day('2027-03-04'), 'card_declined'),
  pastDue,
);

const subscription = (changes: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  status: 'active',
  pause_collection: null,
  cancellation_details: null,
  metadata: {},
  ...changes,
});

const charge = (period: string, isPaid: boolean): SeenCharge => ({
  periodAt: day(period),
  isPaid,
  failure: 'card_declined',
});

/** A course in few words. */
function told({ state, periodAt, pausedBecause, endedBecause, failureCode }: Course): string {
  const why = pausedBecause ?? endedBecause ?? failureCode;
  return [state, periodName(periodAt), ...(why === null ? [] : [why])].join(' ');
}

const pause = { pause_collection: { resumes_at: null } };
const failedPause = { ...pause, metadata: { kindcart_paused: 'payment_failed' } };
const closed = { status: 'canceled', cancellation_details: { comment: 'project_closed' } };

const cases: readonly [
  what: string,
  before: Course,
  subscription: Partial<SubscriptionFacts>,
  charges: readonly SeenCharge[],
  after: string,
][] = [
  ['waits for the first payment', pending, { status: 'incomplete' }, [], 'pending 2027-01-31'],
  [
    'ends one that nobody paid',
    pending,
    { status: 'incomplete_expired' },
    [],
    'ended 2027-01-31 never_paid',
  ],
  ['begins with the first payment', pending, {}, [], 'active 2027-01-31'],
  ['counts a period that is paid', active, {}, [charge('2027-02-28', true)], 'active 2027-02-28'],
  [
    'is past due once a period is not paid',
    active,
    { status: 'past_due' },
    [charge('2027-02-28', false)],
    'past_due 2027-02-28 card_declined',
  ],
  [
    'hears nothing new of a period that is not paid yet',
    pastDue,
    { status: 'past_due' },
    [charge('2027-02-28', false)],
    'past_due 2027-02-28 card_declined',
  ],
  [
    'goes on once what was outstanding is paid',
    pastDue,
    {},
    [charge('2027-02-28', true)],
    'active 2027-02-28',
  ],
  [
    'puts periods in order',
    active,
    {},
    [charge('2027-03-31', true), charge('2027-02-28', true)],
    'active 2027-03-31',
  ],
  [
    'forgets no later period for one before it',
    chargeCourse(active, day('2027-03-31'), null),
    {},
    [charge('2027-02-28', false)],
    'active 2027-03-31',
  ],
  [
    'goes on when a later period is paid than the one that failed',
    pastDue,
    {},
    [charge('2027-03-31', true)],
    'active 2027-03-31',
  ],
  ['hears of a pause', active, pause, [], 'paused 2027-01-31 asked'],
  [
    'knows a pause of its own after a crash',
    pastDue,
    failedPause,
    [],
    'paused 2027-02-28 payment_failed',
  ],
  ['stays paused', gaveUp, failedPause, [], 'paused 2027-02-28 payment_failed'],
  [
    'stays paused when a charge from before comes late',
    paused,
    pause,
    [charge('2027-02-28', true)],
    'paused 2027-02-28 asked',
  ],
  [
    'asks for nothing that failed in a pause',
    paused,
    pause,
    [charge('2027-02-28', false)],
    'paused 2027-01-31 asked',
  ],
  ['hears of the end of a pause', paused, {}, [], 'active 2027-01-31'],
  ['hears that it was cancelled', active, { status: 'canceled' }, [], 'cancelled 2027-01-31'],
  ['knows that its project is closed', active, closed, [], 'ended 2027-01-31 project_closed'],
];

for (const [what, before, changes, charges, after] of cases) {
  test(what, () => {
    const course = observe(before, subscription(changes), charges, now);
    assert.equal(told(course), after);
    // What is told again changes nothing.
    assert.deepEqual(observe(course, subscription(changes), charges, now), course);
  });
}

test('takes the day on which a pause ends from Stripe', () => {
  const until = day('2027-06-01');
  const facts = subscription({ pause_collection: { resumes_at: until.getTime() / 1_000 } });
  assert.deepEqual(observe(active, facts, [], now).pausedUntil, until);
});

const invoice = (changes: Partial<InvoiceFacts>): InvoiceFacts => ({
  status: 'open',
  attempted: true,
  billing_reason: 'subscription_cycle',
  lines: { data: [{ period: { start: day('2027-02-28').getTime() / 1_000 } }] },
  ...changes,
});

const renewals: readonly [what: string, changes: Partial<InvoiceFacts>, renews: boolean][] = [
  ['one that was tried', {}, true],
  ['one that is paid', { status: 'paid' }, true],
  ['one that was tried in vain and given up', { status: 'void' }, true],
  ['a draft', { status: 'draft', attempted: false }, false],
  ['one that a pause made void', { status: 'void', attempted: false }, false],
  ['the first', { billing_reason: 'subscription_create' }, false],
  ['one without lines', { lines: { data: [] } }, false],
];

for (const [what, changes, renews] of renewals) {
  test(`${renews ? 'takes' : 'does not take'} ${what} for the charge of a period`, () => {
    assert.deepEqual(renewedPeriod(invoice(changes)), renews ? day('2027-02-28') : null);
  });
}

test('has something to do itself after a failure or a pause, and leaves charging to Stripe', () => {
  assert.equal(ownDueAt(active), null);
  assert.deepEqual(ownDueAt(pastDue), day('2027-03-03'));
  const until = pauseCourse(active, now, 'asked', day('2027-06-01'));
  assert.deepEqual(ownDueAt(until), day('2027-06-01'));
});

test('finds the gift of an event by its subscription, or by what it says itself', () => {
  const metadata = giftMetadata({ organizationId, id, order: 2, revision: 3 });
  assert.deepEqual(giftOf({ metadata }), { organizationId, id });
  assert.equal(giftOf({ metadata: { ...metadata, kindcart_recurring_gift: 'a gym' } }), undefined);
  assert.equal(giftOf({}), undefined);
  assert.equal(subscriptionIdOf({ object: 'subscription', id: 'sub_1' }), 'sub_1');
  const parent = { subscription_details: { subscription: 'sub_2' } };
  assert.equal(subscriptionIdOf({ object: 'invoice', id: 'in_1', parent }), 'sub_2');
  assert.equal(subscriptionIdOf({ object: 'setup_intent', id: 'seti_1' }), undefined);
  assert.ok(isOfGift('invoice.paid') && !isOfGift('payment_intent.succeeded'));
});

const payment: PaymentSnapshot = {
  reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z6e',
  version: 1,
  state: 'requires_action',
  amount: { amount: 5_000, currency: 'USD' },
  failureCode: null,
  refunds: [],
};

test('has a renewal fail that wants a donor, or was given up', () => {
  const outcome = (state: PaymentSnapshot['state']) => {
    const { state: after, failureCode } = unpaidRenewal({ ...payment, state });
    return [after, failureCode];
  };
  assert.deepEqual(outcome('requires_action'), ['failed', 'authentication_failed']);
  assert.deepEqual(outcome('expired'), ['failed', 'card_declined']);
  assert.deepEqual(outcome('processing'), ['processing', null]);
});

test('tells why a card was not charged in two words only', () => {
  assert.equal(
    refusedBecause({ code: 'invoice_payment_intent_requires_action' }),
    'authentication_failed',
  );
  assert.equal(refusedBecause({ code: 'authentication_required' }), 'authentication_failed');
  assert.equal(
    refusedBecause({ code: 'card_declined', decline_code: 'stolen_card' }),
    'card_declined',
  );
  const poor = { code: 'card_declined', decline_code: 'insufficient_funds' };
  assert.equal(refusedBecause(poor), 'insufficient_funds');
  assert.equal(refusedBecause({}), 'card_declined');
});
