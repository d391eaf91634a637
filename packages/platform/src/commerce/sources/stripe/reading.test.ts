// What Stripe's events say of an order: what counts of it, what is passed by, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spoilt } from '../../../testing/hostile.ts';
import { UnreadableEvent } from '../port.ts';
import { isStripeFacts, type StripeFacts, type ToldSession } from './facts.ts';
import { eventTypes, readEvent } from './reading.ts';
import {
  stripeCharge,
  stripeDispute,
  stripeEvent,
  stripeRefund,
  stripeSession,
  timeAt,
} from './testing/events.ts';

const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const testMode = { livemode: false };

function factsOf(body: unknown): StripeFacts {
  const reading = readEvent(body, testMode);
  if (reading.what !== 'told' || !isStripeFacts(reading.facts)) {
    return assert.fail(JSON.stringify(reading));
  }
  return reading.facts;
}

function sessionOf(change: Record<string, unknown>): ToldSession {
  const facts = factsOf(stripeEvent('checkout.session.completed', 1, stripeSession(change)));
  return facts.what === 'session' ? facts : assert.fail();
}

test('reads what was bought: goods after discounts, without tax and shipping, and no word of the shopper', () => {
  const reading = readEvent(
    stripeEvent('checkout.session.completed', 1, stripeSession()),
    testMode,
  );
  const line = {
    productId: null,
    variantId: null,
    sku: null,
    collections: [],
    tags: [],
    quantity: 1,
  };
  assert.deepEqual(reading, {
    what: 'told',
    orderKey: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
    facts: {
      what: 'session',
      id: 'cs_test_a1',
      at: timeAt(1),
      currency: 'USD',
      payment: 'paid',
      choice: null,
      whole: 4_428,
      lines: [
        { ...line, id: 'goods', amount: 3_600, kind: 'goods' },
        { ...line, id: 'tax', amount: 328, kind: 'other' },
        { ...line, id: 'shipping', amount: 500, kind: 'other' },
      ],
    },
  });
});

const included = { amount_discount: 0, amount_shipping: 2_000, amount_tax: 2_000 };
const totals: readonly [what: string, change: Record<string, unknown>, goods: number][] = [
  ['tax on top', {}, 3_600],
  ['no details', { total_details: null, amount_total: 3_600 }, 3_600],
  ['no discount', { amount_subtotal: 4_000, amount_total: 4_828 }, 4_000],
  [
    'prices with tax, of which some is on the shipping',
    {
      amount_subtotal: 10_000,
      amount_total: 12_000,
      total_details: included,
      shipping_cost: { amount_subtotal: 2_000, amount_tax: 333, amount_total: 2_000 },
    },
    8_333,
  ],
  [
    'tax on top of goods and shipping',
    {
      amount_subtotal: 10_000,
      amount_total: 14_400,
      total_details: { amount_discount: 0, amount_shipping: 2_000, amount_tax: 2_400 },
      shipping_cost: { amount_subtotal: 2_000, amount_tax: 400, amount_total: 2_400 },
    },
    10_000,
  ],
  ['everything discounted away', { amount_total: 0, total_details: null }, 0],
  ['forints', { currency: 'huf' }, 3_600],
  ['yen', { currency: 'jpy' }, 3_600],
  // Stripe counts hundredths of the króna, and ISO 4217 has none.
  ['krónur', { currency: 'isk', amount_total: 50_000, total_details: null }, 500],
  ['dinars', { currency: 'kwd', amount_total: 5_120, total_details: null }, 5_120],
  ['ariary', { currency: 'mga', amount_total: 7, total_details: null }, 700],
];
for (const [what, change, goods] of totals) {
  test(`finds what the goods came to with ${what}`, () => {
    assert.equal(sessionOf(change).lines[0]?.amount, goods);
  });
}

const payments: readonly [type: string, status: string, payment: ToldSession['payment']][] = [
  ['checkout.session.completed', 'paid', 'paid'],
  ['checkout.session.completed', 'no_payment_required', 'paid'],
  ['checkout.session.completed', 'unpaid', 'waits'],
  ['checkout.session.async_payment_succeeded', 'paid', 'paid'],
  ['checkout.session.async_payment_failed', 'unpaid', 'failed'],
];
for (const [type, payment_status, payment] of payments) {
  test(`reads ${type} with ${payment_status} as ${payment}`, () => {
    const facts = factsOf(stripeEvent(type, 1, stripeSession({ payment_status })));
    assert.equal(facts.what === 'session' && facts.payment, payment);
  });
}

test('reads the choice, tags and collections from the metadata', () => {
  const metadata = {
    kindcart_cause: project,
    kindcart_tags: 'tea, green',
    kindcart_collections: 'spring',
  };
  const { choice, lines } = sessionOf({ metadata });
  assert.equal(choice, project);
  assert.deepEqual([lines[0]?.tags, lines[0]?.collections], [['tea', 'green'], ['spring']]);
});

const added = (amount: string, name = project) => ({
  metadata: { kindcart_round_up: name, kindcart_round_up_amount: amount },
});

test('reads a round-up from the metadata, and takes it out of the goods', () => {
  const { roundUp, lines } = sessionOf(added('72'));
  assert.deepEqual(roundUp, { projectId: project, amount: 72 });
  assert.deepEqual(
    lines.map(({ id, amount, kind }) => [id, amount, kind]).filter(([id]) => id !== 'tax'),
    [
      ['goods', 3_528, 'goods'],
      ['shipping', 500, 'other'],
      ['round_up', 72, 'other'],
    ],
  );
  assert.equal(sessionOf(added('72', 'yes')).roundUp, undefined);
});

test('brings a session without a payment together by its own id', () => {
  const session = stripeSession({ payment_intent: null, payment_status: 'no_payment_required' });
  const reading = readEvent(stripeEvent('checkout.session.completed', 1, session), testMode);
  assert.equal(reading.what === 'told' && reading.orderKey, 'cs_test_a1');
});

test('brings together what is told of one payment, whole or by its id', () => {
  const intent = { id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa', object: 'payment_intent' };
  const bodies = [
    stripeEvent('checkout.session.completed', 1, stripeSession({ payment_intent: intent })),
    stripeEvent('refund.created', 2, stripeRefund('re_1', 100)),
    stripeEvent('charge.refunded', 2, stripeCharge(100)),
    stripeEvent('charge.dispute.created', 3, stripeDispute('needs_response')),
  ];
  for (const body of bodies) {
    const reading = readEvent(body, testMode);
    assert.equal(reading.what === 'told' && reading.orderKey, intent.id);
  }
});

for (const status of ['pending', 'requires_action', 'succeeded', 'failed', 'canceled']) {
  test(`reads a refund that is ${status}`, () => {
    const stands = status !== 'failed' && status !== 'canceled';
    const facts = factsOf(stripeEvent('refund.updated', 2, stripeRefund('re_1', 100, { status })));
    assert.deepEqual(facts, {
      what: 'refund',
      id: 're_1',
      at: timeAt(2),
      amount: 100,
      since: timeAt(5),
      stands,
    });
  });
}

test('reads what was given back of a charge so far', () => {
  const facts = factsOf(stripeEvent('charge.refunded', 2, stripeCharge(1_500)));
  assert.deepEqual(facts, { what: 'charge', id: 'ch_1', at: timeAt(2), refunded: 1_500 });
});

const disputes: readonly [type: string, status: string, withdrawn: boolean][] = [
  ['created', 'needs_response', true],
  ['created', 'warning_needs_response', false],
  ['created', 'prevented', false],
  ['updated', 'under_review', true],
  ['updated', 'warning_under_review', false],
  ['funds_withdrawn', 'needs_response', true],
  ['funds_withdrawn', 'warning_needs_response', true],
  ['funds_reinstated', 'won', false],
  ['funds_reinstated', 'under_review', false],
  ['closed', 'won', false],
  ['closed', 'lost', true],
  ['closed', 'warning_closed', false],
];
for (const [type, status, withdrawn] of disputes) {
  test(`reads a dispute that is ${type} as ${status}: ${withdrawn ? 'the money is gone' : 'the money is there'}`, () => {
    const facts = factsOf(stripeEvent(`charge.dispute.${type}`, 30, stripeDispute(status)));
    const { id, since } = facts.what === 'dispute' ? facts : assert.fail();
    assert.deepEqual(facts, { what: 'dispute', id, at: timeAt(30), since, withdrawn });
    assert.equal(since, timeAt(20));
  });
}

const modes: readonly [event: boolean, source: boolean, words: RegExp][] = [
  [true, false, /event of live mode came to a source of test mode/],
  [false, true, /event of test mode came to a source of live mode/],
];
for (const [livemode, source, words] of modes) {
  test(`refuses an event whose livemode is ${livemode} where the source's is ${source}`, () => {
    const types = ['checkout.session.completed', 'customer.created'];
    for (const type of types) {
      const reading = readEvent(stripeEvent(type, 1, stripeSession(), { livemode }), {
        livemode: source,
      });
      assert.equal(reading.what, 'refused');
      assert.match(reading.what === 'refused' ? reading.because : '', words);
    }
  });
}

const organization = 'org_01k9p4m8q2fz3t6v8w0x2y4z6a';
const passedBy: readonly [what: string, body: unknown, words: RegExp][] = [
  [
    'an event that nobody asked for',
    stripeEvent('customer.created', 1, {}),
    /Nothing is read of events of this type/,
  ],
  [
    'a refund of a payment without Checkout',
    stripeEvent('refund.created', 1, stripeRefund('re_1', 100, { payment_intent: null })),
    /not made with Checkout/,
  ],
  [
    'a subscription',
    stripeEvent('checkout.session.completed', 1, stripeSession({ mode: 'subscription' })),
    /Subscriptions are paid by invoices/,
  ],
  [
    'a gift that the platform takes by the same account',
    stripeEvent(
      'checkout.session.completed',
      1,
      stripeSession({
        metadata: {
          kindcart_organization: organization,
          kindcart_payment: 'pay_01k9p4m8q2fz3t6v8w0x2y4z6a',
        },
      }),
    ),
    /a gift to one of our own projects/,
  ],
];
for (const [what, body, words] of passedBy) {
  test(`passes by ${what}, and says why`, () => {
    const reading = readEvent(body, testMode);
    assert.match(reading.what === 'ignored' ? reading.because : reading.what, words);
  });
}

const completed = (change: Record<string, unknown>) =>
  stripeEvent('checkout.session.completed', 1, stripeSession(change));
const unnamed = stripeEvent('checkout.session.completed', 1, { ...stripeSession(), id: null });
const unreadable: readonly [what: string, body: unknown, words: RegExp][] = [
  ['a round-up without an amount', completed(added('')), /kindcart_round_up_amount/],
  ['a round-up of part of a cent', completed(added('0.5')), /is no amount as Stripe counts/],
  ['a round-up beyond the goods', completed(added('3601')), /is more than was paid for goods/],
  ['no object', 'event', /type is missing/],
  ['no type', {}, /type is missing/],
  ['no mode', { type: 'refund.created' }, /livemode is missing/],
  [
    'no data',
    { type: 'refund.created', livemode: false, created: 1_800_000_000 },
    /data\.object\.status is missing/,
  ],
  [
    'milliseconds',
    stripeEvent('refund.created', 1, {}, { created: 1e14 }),
    /created is no time in seconds/,
  ],
  [
    'a second of 1970',
    stripeEvent('refund.created', 1, {}, { created: 7 }),
    /created is no time in seconds/,
  ],
  ['no total', completed({ amount_total: null }), /amount_total is missing/],
  ['no currency', completed({ currency: null }), /currency is missing/],
  [
    'a currency that is none',
    completed({ currency: 'xau' }),
    /currency is no currency of ISO 4217/,
  ],
  [
    'half a króna',
    completed({ currency: 'isk', amount_total: 50 }),
    /amount_total is no amount in ISK/,
  ],
  ['no id', unnamed, /id is missing/],
  ['no status of the payment', completed({ payment_status: null }), /payment_status is missing/],
  ['an amount that no order has', completed({ amount_total: 9e15 }), /Line goods: amount is more/],
  [
    'a refund without an amount',
    stripeEvent('refund.created', 1, stripeRefund('re_1', 1, { amount: '1' })),
    /amount is no whole number/,
  ],
];
for (const [what, body, words] of unreadable) {
  test(`refuses ${what} in words`, () => {
    assert.throws(
      () => readEvent(body, testMode),
      (error) => error instanceof UnreadableEvent && words.test(error.message),
    );
  });
}

test('asks for twenty types at most, which is what Stripe takes', () => {
  assert.ok(eventTypes.length <= 20);
});

test('reads or refuses in words whatever it is given, and keeps nothing of the shopper', () => {
  const bodies = [
    stripeEvent('checkout.session.completed', 1, stripeSession()),
    stripeEvent('refund.updated', 1, stripeRefund('re_1', 5)),
    stripeEvent('charge.refunded', 1, stripeCharge(5)),
    stripeEvent('charge.dispute.closed', 1, stripeDispute('lost')),
  ];
  const property = fc.property(fc.constantFrom(...bodies).chain(spoilt), (body) => {
    try {
      const said = JSON.stringify(readEvent(body, testMode));
      assert.doesNotMatch(said, /example@example\.com|customer 26|Jenny Rosen/);
    } catch (error) {
      assert.ok(error instanceof UnreadableEvent, String(error));
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});
