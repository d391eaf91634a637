// The order that Stripe's events make, in whatever order they come, and how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { permutations } from '../testing/permutations.ts';
import { readEvent } from './reading.ts';
import { orderOf } from './standing.ts';
import {
  secondsAt,
  stripeCharge,
  stripeDispute,
  stripeEvent,
  stripeRefund,
  stripeSession,
  timeAt,
} from './testing/events.ts';

const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

function kept(type: string, at: number, object: Record<string, unknown>): unknown {
  const reading = readEvent(stripeEvent(type, at, object), { livemode: false });
  return reading.what === 'told' ? reading.facts : assert.fail(JSON.stringify(reading));
}

const session = (at: number, payment_status = 'paid') =>
  kept('checkout.session.completed', at, stripeSession({ payment_status }));
const refund = (at: number, id: string, amount: number, status = 'succeeded') =>
  kept('refund.updated', at, stripeRefund(id, amount, { status }));
const charge = (at: number, refunded: number) =>
  kept('charge.refunded', at, stripeCharge(refunded));
const dispute = (at: number, type: string, status: string) =>
  kept(`charge.dispute.${type}`, at, stripeDispute(status));

/** The order that facts make; the same for each order in which they come, repeated or not. */
function standingOf(facts: readonly unknown[]) {
  const ends = new Set<string>();
  for (const order of permutations(facts)) {
    for (const told of [order, [...order, ...order], [...order, order[0]]]) {
      ends.add(JSON.stringify(orderOf(told, false)));
    }
  }
  assert.equal(ends.size, 1);
  return orderOf(facts, false)?.standing ?? assert.fail();
}

const goodsOf = ({ lines }: ReturnType<typeof standingOf>) => lines[0]?.amount;

test('makes an order of a session: paid, and complete by that, since Stripe knows no delivery', () => {
  const order = orderOf([session(1)], false);
  assert.equal(order?.shopOrderId, 'cs_test_a1');
  const { lines, ...standing } = order.standing;
  assert.deepEqual(standing, {
    updatedAt: timeAt(1).replace('.000Z', '.001Z'),
    currency: 'USD',
    paidAt: timeAt(1),
    completedAt: timeAt(1),
    cancelledAt: null,
    test: true,
    choice: null,
  });
  assert.equal(orderOf([session(1)], true)?.standing.test, false);
});

test('waits with what is not known to be an order', () => {
  assert.equal(orderOf([refund(1, 're_1', 100), charge(2, 100)], false), null);
});

const ends: readonly [
  what: string,
  facts: readonly unknown[],
  expected: { goods?: number; paid?: number | null; cancelled?: number | null },
][] = [
  ['a payment that waits', [session(1, 'unpaid')], { paid: null }],
  [
    'a payment that came later',
    [
      session(1, 'unpaid'),
      kept('checkout.session.async_payment_succeeded', 9, stripeSession()),
      refund(12, 're_1', 4_428),
    ],
    { paid: 9, goods: 0 },
  ],
  [
    'a payment that failed later',
    [
      session(1, 'unpaid'),
      kept('checkout.session.async_payment_failed', 9, stripeSession({ payment_status: 'unpaid' })),
    ],
    { paid: null, cancelled: 9 },
  ],
  [
    'a refund that came before the payment',
    [refund(1, 're_1', 2_214), session(2)],
    { goods: 1_800, paid: 2 },
  ],
  [
    'a refund that is told twice, by itself and as a sum',
    [session(1), refund(5, 're_1', 2_214), charge(5, 2_214)],
    { goods: 1_800 },
  ],
  [
    'two refunds and both sums',
    [
      session(1),
      refund(5, 're_1', 1_107),
      charge(5, 1_107),
      refund(6, 're_2', 1_107),
      charge(6, 2_214),
    ],
    { goods: 1_800 },
  ],
  ['sums alone', [session(1), charge(5, 1_107), charge(6, 2_214)], { goods: 1_800 }],
  ['a refund above the order', [session(1), refund(5, 're_1', 9_999)], { goods: 0 }],
  [
    'a refund that failed',
    [session(1), refund(5, 're_1', 2_214), charge(5, 2_214), refund(8, 're_1', 2_214, 'failed')],
    { goods: 3_600 },
  ],
  [
    'a sum of a refund, and another that was made and failed after it',
    [
      session(1),
      charge(6, 2_214),
      kept(
        'refund.failed',
        9,
        stripeRefund('re_2', 1_000, { status: 'failed', created: secondsAt(7) }),
      ),
    ],
    { goods: 1_800 },
  ],
  [
    'a refund that failed before another',
    [session(1), refund(8, 're_1', 4_428, 'failed'), refund(9, 're_2', 2_214), charge(9, 2_214)],
    { goods: 1_800 },
  ],
  [
    'a refund that failed in the second in which it began',
    [session(1), refund(5, 're_1', 2_214), refund(5, 're_1', 2_214, 'failed')],
    { goods: 3_600 },
  ],
  [
    'a dispute that goes on',
    [
      session(1),
      dispute(20, 'created', 'needs_response'),
      dispute(21, 'funds_withdrawn', 'needs_response'),
    ],
    { cancelled: 20 },
  ],
  [
    'a dispute that was won',
    [
      session(1),
      dispute(20, 'created', 'needs_response'),
      dispute(21, 'funds_withdrawn', 'needs_response'),
      dispute(40, 'closed', 'won'),
      dispute(40, 'funds_reinstated', 'won'),
    ],
    { cancelled: null },
  ],
  [
    'a dispute that was lost',
    [session(1), dispute(20, 'created', 'needs_response'), dispute(40, 'closed', 'lost')],
    { cancelled: 20 },
  ],
  [
    'a bank that only asks',
    [session(1), dispute(20, 'created', 'warning_needs_response')],
    { cancelled: null },
  ],
];
for (const [what, facts, { goods = 3_600, paid = 1, cancelled = null }] of ends) {
  test(`makes the same order of ${what}, whatever came first`, () => {
    const standing = standingOf(facts);
    assert.equal(goodsOf(standing), goods);
    assert.equal(standing.paidAt, paid === null ? null : timeAt(paid));
    assert.equal(standing.completedAt, standing.paidAt);
    assert.equal(standing.cancelledAt, cancelled === null ? null : timeAt(cancelled));
  });
}

test('is a newer version with each fact that it is made of, so that none is taken for old', () => {
  const facts = [session(1), refund(5, 're_1', 500), refund(5, 're_1', 500, 'failed')];
  const versions = facts.map((_, at) => orderOf(facts.slice(0, at + 1), false)?.standing.updatedAt);
  assert.deepEqual(versions, [...new Set(versions)].toSorted());
});

test('ends at exactly zero whatever the sizes of refunds and their order', () => {
  const property = fc.property(
    fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 5 }),
    fc.nat(),
    (parts, turn) => {
      const rest = 4_428 - parts.reduce((sum, part) => sum + part, 0);
      const sizes = rest > 0 ? [...parts, rest] : parts;
      const refunds = sizes.map((size, at) => refund(5 + at, `re_${at}`, size));
      const all = [session(1), ...refunds];
      const start = turn % all.length;
      const { lines } =
        orderOf([...all.slice(start), ...all.slice(0, start)], false)?.standing ?? assert.fail();
      const isAllBack = sizes.reduce((sum, size) => sum + size, 0) >= 4_428;
      if (isAllBack) assert.deepEqual([lines[0]?.amount, lines[0]?.quantity], [0, 0]);
      else assert.ok((lines[0]?.amount ?? 0) > 0);
    },
  );
  fc.assert(property);
});

test('leaves of a round-up what refunds leave of the whole', () => {
  const metadata = { kindcart_round_up: project, kindcart_round_up_amount: '72' };
  const rounded = kept('checkout.session.completed', 1, stripeSession({ metadata }));
  for (const [back, amount] of [
    [1_000, 72],
    [4_400, 28],
    [4_428, 0],
  ] as const) {
    const { roundUp } = standingOf([rounded, refund(6, 're_1', back)]);
    assert.deepEqual(roundUp, { projectId: project, amount });
  }
});
