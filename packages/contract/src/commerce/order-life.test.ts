// What becomes of an order: which of two states is the newer, and what the newest leads to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactText } from './exact.ts';
import type { CharityItemTerms } from './item.ts';
import {
  isNewer,
  type OrderStanding,
  orderStateOf,
  outcomeOf,
  refuseStanding,
} from './order-life.ts';
import type { OrderLine } from './pledge.ts';

const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const item = 'chi_01k9p7d5n6fz3t6v8w0x2y4z6j';
const [early, late] = ['2026-11-11T00:00:00.000Z', '2026-11-12T00:00:00.000Z'];

const terms: CharityItemTerms = {
  currency: 'CNY',
  gives: { kind: 'order_share', basisPoints: 100 },
  scope: { kind: 'tags', names: ['tea'] },
  least: null,
  most: null,
  startsAt: '2026-11-01T00:00:00.000Z',
  endsAt: null,
  split: [{ projectId: project, basisPoints: 10_000 }],
  choices: [],
};

function line(amount: number, change: Partial<OrderLine> = {}): OrderStanding['lines'][number] {
  return {
    id: '1',
    productId: null,
    variantId: null,
    sku: null,
    quantity: 1,
    amount,
    kind: 'goods',
    ...change,
    collections: [],
    tags: [...(change.tags ?? ['tea'])],
  };
}

function standing(change: Partial<OrderStanding> = {}): OrderStanding {
  return {
    updatedAt: early,
    currency: 'CNY',
    paidAt: early,
    completedAt: null,
    cancelledAt: null,
    test: false,
    choice: null,
    lines: [line(1_000)],
    ...change,
  };
}

const newer: readonly [
  what: string,
  told: Partial<OrderStanding>,
  known: Partial<OrderStanding>,
][] = [
  ['of a later time, though less far', { updatedAt: late, paidAt: null }, { completedAt: early }],
  ['of one second that is paid', {}, { paidAt: null }],
  ['of one second that is completed', { completedAt: early }, {}],
  ['of one second that is cancelled', { cancelledAt: early }, { completedAt: early }],
  ['of one second with less money in it', { lines: [line(500)] }, {}],
];

for (const [what, told, known] of newer) {
  test(`takes the state ${what} for the newer`, () => {
    assert.equal(isNewer(standing(told), standing(known)), true);
    assert.equal(isNewer(standing(known), standing(told)), false);
  });
}

test('takes a state for no newer than itself, however its times and fields are written', () => {
  const [again, other] = [standing({ paidAt: '2026-11-11T00:00:00Z' }), standing()];
  assert.equal(isNewer(again, other), false);
  assert.equal(isNewer(other, again), false);
  const { lines, ...rest } = standing();
  assert.equal(isNewer({ lines, ...rest }, standing()), false);
});

const anyTime = fc.constantFrom(null, early, late);
const anyStanding = fc
  .record({
    updatedAt: fc.constantFrom(early, late),
    paidAt: anyTime,
    completedAt: anyTime,
    cancelledAt: fc.constantFrom(null, null, late),
    choice: fc.constantFrom(null, project),
    amount: fc.integer({ min: 0, max: 2 }),
    quantity: fc.nat(1),
  } satisfies Record<string, fc.Arbitrary<unknown>>)
  .map(({ amount, quantity, ...change }) =>
    standing({ ...change, lines: [line(amount, { quantity })] }),
  );

test('has of any two states one that is newer, unless they are the same, and of three no circle', () => {
  fc.assert(
    fc.property(anyStanding, anyStanding, anyStanding, (one, other, third) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(isNewer(one, other) || isNewer(other, one), !isSame);
      assert.ok(!(isNewer(one, other) && isNewer(other, one)));
      if (isNewer(one, other) && isNewer(other, third)) assert.ok(isNewer(one, third));
    }),
  );
});

/** Every order in which they can come. */
function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, at) =>
    permutations(values.filter((_, place) => place !== at)).map((rest) => [value, ...rest]),
  );
}

/** What stands once all were told. */
const lastOf = (states: readonly OrderStanding[]) =>
  states.reduce((known, told) => (isNewer(told, known) ? told : known));

test('ends the same by all permutations of five states, some of one second, some told twice', () => {
  fc.assert(
    fc.property(
      fc.array(anyStanding, { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(4), { maxLength: 5 }),
      (states, repeats) => {
        const again = repeats.flatMap((at) => states[at] ?? []);
        const ends = permutations(states).map((told) =>
          JSON.stringify(lastOf([...told, ...again])),
        );
        assert.equal(ends.length, 120);
        assert.equal(new Set(ends).size, 1);
      },
    ),
    { numRuns: 50 },
  );
});

const states: readonly [Partial<OrderStanding>, string][] = [
  [{ paidAt: null }, 'unpaid'],
  [{ paidAt: null, completedAt: early }, 'unpaid'],
  [{}, 'paid'],
  [{ completedAt: early }, 'completed'],
  [{ completedAt: early, cancelledAt: late }, 'cancelled'],
  [{ paidAt: null, cancelledAt: late }, 'cancelled'],
];

for (const [change, state] of states) {
  test(`calls ${JSON.stringify(change)} ${state}`, () => {
    assert.equal(orderStateOf(standing(change)), state);
  });
}

const now = '2026-11-20T00:00:00.000Z';
const fulfilled = { when: 'fulfilled' } as const;
const delivered = (days: number) => ({ when: 'delivered', days }) as const;

const outcomes: readonly [
  what: string,
  change: Partial<OrderStanding>,
  completes: Parameters<typeof outcomeOf>[2]['completes'],
  pledge: string,
  confirmsAt: string | null,
][] = [
  ['is unpaid', { paidAt: null }, fulfilled, '', null],
  ['is completed and unpaid', { paidAt: null, completedAt: early }, fulfilled, '', null],
  ['is paid', {}, fulfilled, 'pending 10', null],
  ['is fulfilled', { completedAt: early }, fulfilled, 'confirmed 10', null],
  ['is fulfilled at this instant', { completedAt: now }, fulfilled, 'confirmed 10', null],
  [
    'is fulfilled in a moment by the clock of the shop',
    { completedAt: '2026-11-20T00:00:01.000Z' },
    fulfilled,
    'pending 10',
    '2026-11-20T00:00:01.000Z',
  ],
  ['was delivered long enough ago', { completedAt: late }, delivered(8), 'confirmed 10', null],
  [
    'was delivered a day less ago',
    { completedAt: late },
    delivered(9),
    'pending 10',
    '2026-11-21T00:00:00.000Z',
  ],
  ['is cancelled', { cancelledAt: late }, fulfilled, 'reversed 0', null],
  [
    'is cancelled once complete',
    { completedAt: early, cancelledAt: late },
    fulfilled,
    'reversed 0',
    null,
  ],
  ['is cancelled and unpaid', { paidAt: null, cancelledAt: late }, fulfilled, '', null],
  ['was given back in part', { lines: [line(1)] }, fulfilled, 'pending 0.01', null],
  ['was given back', { lines: [line(0, { quantity: 0 })] }, fulfilled, 'reversed 0', null],
  [
    'was given back once complete',
    { completedAt: late, lines: [line(0, { quantity: 0 })] },
    delivered(90),
    'reversed 0',
    null,
  ],
  [
    'has nothing in scope',
    { lines: [line(5, { tags: ['pot'] })] },
    fulfilled,
    'nothing_in_scope',
    null,
  ],
  [
    'is cancelled with nothing in scope',
    { cancelledAt: late, lines: [line(5, { tags: ['pot'] })] },
    fulfilled,
    'nothing_in_scope',
    null,
  ],
  ['is in another currency', { currency: 'USD' }, fulfilled, 'other_currency', null],
];

for (const [what, change, completes, pledge, confirmsAt] of outcomes) {
  test(`comes to ${pledge || 'nothing'} of an order that ${what}, ${JSON.stringify(completes)}`, () => {
    const facts = {
      completes,
      closed: new Set<never>(),
      isRoundUpTaken: true,
      nowMs: Date.parse(now),
    };
    const outcome = outcomeOf(standing(change), [{ id: item, revision: 3, terms }], facts);
    const said = [
      ...outcome.pledges.map(({ state, exact }) => `${state} ${exactText(exact)}`),
      ...outcome.none.map(({ because }) => because),
    ];
    assert.deepEqual(said, pledge === '' ? [] : [pledge]);
    assert.equal(outcome.confirmsAt?.toISOString() ?? null, confirmsAt);
  });
}

test('goes by the items in their order, each with the terms that it had', () => {
  const gives = { kind: 'order_fixed', amount: 7 } as const;
  const other = 'chi_01k9p7d5n6fz3t6v8w0x2y4z6k';
  const { pledges } = outcomeOf(
    standing(),
    [
      { id: other, revision: 1, terms: { ...terms, gives } },
      { id: item, revision: 2, terms },
    ],
    { completes: fulfilled, closed: new Set(), isRoundUpTaken: true, nowMs: Date.parse(now) },
  );
  assert.deepEqual(
    pledges.map((each) => [each.charityItemId, each.revision, exactText(each.exact)]),
    [
      [other, 1, '7'],
      [item, 2, '10'],
    ],
  );
});

test('pledges nothing to a project that was closed when the order was paid', () => {
  const { none } = outcomeOf(standing(), [{ id: item, revision: 1, terms }], {
    completes: fulfilled,
    closed: new Set([project]),
    isRoundUpTaken: true,
    nowMs: Date.parse(now),
  });
  assert.deepEqual(
    none.map(({ because }) => because),
    ['project_closed'],
  );
});

const [justAhead, ahead] = ['2026-11-20T01:00:00.000Z', '2026-11-20T01:00:00.001Z'];

const refusals: readonly [
  what: string,
  change: Partial<OrderStanding>,
  livemode: boolean,
  field: string | null,
][] = [
  ['an order of today', {}, true, null],
  ['one by a clock that is an hour ahead', { updatedAt: justAhead, paidAt: justAhead }, true, null],
  ['one told tomorrow', { updatedAt: ahead }, true, 'updatedAt'],
  ['one paid tomorrow', { paidAt: ahead }, true, 'paidAt'],
  ['one completed tomorrow', { completedAt: ahead }, true, 'completedAt'],
  ['one cancelled tomorrow', { cancelledAt: ahead }, true, 'cancelledAt'],
  ['a test in test data', { test: true }, false, null],
  ['a test in live data', { test: true }, true, 'test'],
];

for (const [what, change, livemode, field] of refusals) {
  test(`${field === null ? 'takes' : 'refuses'} ${what}`, () => {
    const told = standing({ updatedAt: now, paidAt: null, ...change });
    const refusal = refuseStanding(told, livemode, new Date(now));
    assert.equal(refusal?.field ?? null, field);
    assert.equal(refusal?.code === 'livemode_mismatch', field === 'test');
  });
}
