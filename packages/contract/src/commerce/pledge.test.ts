// What an order gives: by each way of giving and each scope, at every bound, and never by accident of
// the order in which things were told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '../ids.ts';
import { exactText, toExact } from './exact.ts';
import { type CharityItemTerms, type Giving, pledgeMax, type Scope } from './item.ts';
import { type OrderFacts, type OrderLine, pledgeOf } from './pledge.ts';

const water = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const trees = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b';
const others = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6c';

function terms(change: Partial<CharityItemTerms> = {}): CharityItemTerms {
  return {
    currency: 'CNY',
    gives: { kind: 'order_share', basisPoints: 100 },
    scope: { kind: 'shop' },
    least: null,
    most: null,
    startsAt: '2026-11-01T00:00:00.000Z',
    endsAt: '2026-12-01T00:00:00.000Z',
    split: [{ projectId: water, basisPoints: 10_000 }],
    choices: [],
    ...change,
  };
}

function line(change: Partial<OrderLine> = {}): OrderLine {
  return {
    id: '1',
    productId: '820982911946154508',
    variantId: null,
    sku: null,
    collections: [],
    tags: [],
    quantity: 1,
    amount: 10_000,
    kind: 'goods',
    ...change,
  };
}

function order(lines: readonly OrderLine[], change: Partial<OrderFacts> = {}): OrderFacts {
  return { currency: 'CNY', paidAt: '2026-11-11T00:00:00.000Z', choice: null, lines, ...change };
}

const given = (how: CharityItemTerms, lines: readonly OrderLine[]) =>
  exactText(pledgeOf(how, order(lines)).exact);

const tea = line({ id: 'tea', productId: 'p1', variantId: 'v1', sku: 'TEA', tags: ['green'] });
const pot = line({
  id: 'pot',
  productId: 'p2',
  collections: ['kitchen'],
  quantity: 2,
  amount: 5_000,
});
const tiers: Giving = {
  kind: 'tiers',
  tiers: [
    { from: 9_900, amount: 100 },
    { from: 20_000, amount: 500 },
  ],
};

const worked: readonly [what: string, gives: Giving, lines: readonly OrderLine[], exact: string][] =
  [
    ['2 fen of each order', { kind: 'order_fixed', amount: 2 }, [tea, pot], '2'],
    [
      '0.3 % of an order of ¥5',
      { kind: 'order_share', basisPoints: 30 },
      [line({ amount: 500 })],
      '1.5',
    ],
    ['1 % of ¥0.02', { kind: 'order_share', basisPoints: 100 }, [line({ amount: 2 })], '0.02'],
    ['¥1 of each piece', { kind: 'item_fixed', amount: 100 }, [tea, pot], '300'],
    ['1 % of each piece', { kind: 'item_share', basisPoints: 100 }, [tea, pot], '150'],
    ['no tier below the first', tiers, [line({ amount: 9_899 })], '0'],
    ['the first tier at its very start', tiers, [line({ amount: 9_900 })], '100'],
    ['the highest tier alone', tiers, [line({ amount: 20_000 })], '500'],
  ];

for (const [what, gives, lines, exact] of worked) {
  test(`gives ${what}: ${exact}`, () => {
    assert.equal(given(terms({ gives }), lines), exact);
  });
}

const scopes: readonly [scope: Scope, ofItems: string, ofOrder: string][] = [
  [{ kind: 'shop' }, '150', '150'],
  [{ kind: 'products', names: ['p1'] }, '100', '150'],
  [{ kind: 'products', names: ['p1', 'p2'] }, '150', '150'],
  [{ kind: 'variants', names: ['v1'] }, '100', '150'],
  [{ kind: 'skus', names: ['TEA'] }, '100', '150'],
  [{ kind: 'collections', names: ['kitchen', 'garden'] }, '50', '150'],
  [{ kind: 'tags', names: ['green'] }, '100', '150'],
  [{ kind: 'tags', names: ['Green'] }, '0', '0'],
  [{ kind: 'skus', names: ['p1'] }, '0', '0'],
];

for (const [scope, ofItems, ofOrder] of scopes) {
  const named = scope.kind === 'shop' ? 'the shop' : `${scope.kind} ${scope.names}`;
  test(`looks at ${named} for items, and for orders with such an item at all of it`, () => {
    const items = terms({ scope, gives: { kind: 'item_share', basisPoints: 100 } });
    assert.equal(given(items, [tea, pot]), ofItems);
    assert.equal(given(terms({ scope }), [tea, pot]), ofOrder);
  });
}

const bounds: readonly [least: number | null, most: number | null, exact: string, last: string][] =
  [
    [null, null, '100', 'order'],
    [100, 100, '100', 'order'],
    [101, null, '101', 'least'],
    [null, 99, '99', 'most'],
  ];

for (const [least, most, exact, last] of bounds) {
  test(`gives ${exact} between ${least} and ${most}`, () => {
    const { steps, ...pledge } = pledgeOf(terms({ least, most }), order([tea]));
    assert.equal(exactText(pledge.exact), exact);
    assert.equal(steps.at(-1)?.what, last);
  });
}

test('gives nothing below the first tier, whatever the least is', () => {
  assert.equal(given(terms({ gives: tiers, least: 50 }), [line({ amount: 100 })]), '0');
});

test('says that no tier was reached, and a discount that eats up what is in scope', () => {
  const few = pledgeOf(terms({ gives: tiers }), order([line({ amount: 100 })]));
  assert.equal(few.none, 'no_tier_reached');
  const gives: Giving = { kind: 'item_share', basisPoints: 100 };
  const scope: Scope = { kind: 'tags', names: ['green'] };
  const off = line({ id: 'off', tags: ['green'], amount: -20_000 });
  const eaten = pledgeOf(terms({ gives, scope }), order([tea, off, line({ amount: 90_000 })]));
  assert.deepEqual(eaten, { none: 'nothing_left', exact: 0n, parts: [], steps: [] });
});

test('gives no more by one order than can be counted, however many pieces were sold', () => {
  const gives: Giving = { kind: 'item_fixed', amount: pledgeMax };
  const { exact, steps } = pledgeOf(terms({ gives }), order([line({ quantity: 100_000 })]));
  assert.equal(exact, toExact(pledgeMax));
  assert.deepEqual(steps, [
    { what: 'line', lineId: '1', base: 10_000, exact: 100_000n * toExact(pledgeMax) },
    { what: 'most', exact: toExact(pledgeMax) },
  ]);
});

test('says what is missing to the next tier', () => {
  const missing = (amount: number) =>
    pledgeOf(terms({ gives: tiers }), order([line({ amount })])).steps.map((step) =>
      step.what === 'tier' ? [step.reached, step.missing] : step,
    );
  assert.deepEqual(missing(9_400), [[null, 500]]);
  assert.deepEqual(missing(19_999), [[9_900, 1]]);
  assert.deepEqual(missing(20_000), [[20_000, null]]);
});

const nothings: readonly [what: string, why: string, change: Partial<OrderFacts>][] = [
  ['an order in another currency', 'other_currency', { currency: 'USD' }],
  ['an order before the start', 'not_started', { paidAt: '2026-10-31T23:59:59.999Z' }],
  ['an order at the end', 'ended', { paidAt: '2026-12-01T00:00:00.000Z' }],
  ['an order at the end by another clock', 'ended', { paidAt: '2026-12-01T08:00:00+08:00' }],
  ['an order of nothing', 'nothing_in_scope', { lines: [] }],
  ['an order of gift cards', 'nothing_in_scope', { lines: [line({ kind: 'other' })] }],
  ['a line of no pieces', 'nothing_left', { lines: [line({ quantity: 0 })] }],
  ['a line discounted to zero', 'nothing_left', { lines: [line({ amount: 0 })] }],
  ['a discount alone', 'nothing_left', { lines: [line({ amount: -5 })] }],
  [
    'an order whose discount is as large as its goods',
    'nothing_left',
    { lines: [line(), line({ id: '2', amount: -10_000 })] },
  ],
];

for (const [what, why, change] of nothings) {
  test(`gives nothing of ${what}, and says why`, () => {
    for (const gives of [tiers, terms().gives, { kind: 'order_fixed', amount: 2 } as const]) {
      const pledge = pledgeOf(terms({ gives, least: 10 }), order([line()], change));
      assert.deepEqual(pledge, { none: why, exact: 0n, parts: [], steps: [] });
    }
  });
}

test('counts the first instant of its time', () => {
  const first = order([line()], { paidAt: '2026-11-01T00:00:00.000Z' });
  assert.equal(pledgeOf(terms(), first).none, null);
});

test('lowers the goods by a discount that stands as a line', () => {
  const lines = [line({ amount: 10_000 }), line({ id: '2', amount: -4_000 })];
  assert.equal(given(terms(), lines), '60');
  assert.equal(given(terms({ gives: { kind: 'item_share', basisPoints: 100 } }), lines), '60');
  assert.equal(given(terms({ gives: { kind: 'item_fixed', amount: 7 } }), lines), '7');
});

test('tells the arithmetic line by line', () => {
  const gives: Giving = { kind: 'item_share', basisPoints: 30 };
  assert.deepEqual(pledgeOf(terms({ gives, most: 40 }), order([tea, pot])).steps, [
    { what: 'line', lineId: 'tea', base: 10_000, exact: toExact(30) },
    { what: 'line', lineId: 'pot', base: 5_000, exact: toExact(15) },
    { what: 'most', exact: toExact(40) },
  ]);
});

const split = [
  { projectId: water, basisPoints: 3_333 },
  { projectId: trees, basisPoints: 6_667 },
] as const;

test('splits to the hundred-millionth', () => {
  const { parts } = pledgeOf(terms({ split: [...split] }), order([line({ amount: 1 })]));
  assert.deepEqual(
    parts.map(({ projectId, exact }) => [projectId, exactText(exact)]),
    [
      [water, '0.003333'],
      [trees, '0.006667'],
    ],
  );
});

const chosen: readonly [choice: OrderFacts['choice'], gets: readonly string[]][] = [
  [null, [water, trees]],
  [trees, [trees]],
  [others, [water, trees]],
];

for (const [choice, gets] of chosen) {
  test(`gives to ${gets.length} when the shopper chose ${choice ?? 'nothing'}`, () => {
    const how = terms({ split: [...split], choices: [water, trees] });
    const { parts, exact } = pledgeOf(how, order([line()], { choice }));
    assert.deepEqual(
      parts.map(({ projectId }) => projectId),
      gets,
    );
    assert.equal(
      parts.reduce((sum, part) => sum + part.exact, 0n),
      exact,
    );
  });
}

const closings: readonly [
  what: string,
  closed: readonly Id<'project'>[],
  choice: OrderFacts['choice'],
  gets: readonly string[],
][] = [
  ['nothing where one of the split is closed', [trees], null, []],
  ['all to the chosen one, whatever the others are', [water], trees, [trees]],
  ['as if nothing was chosen where the chosen one is closed', [trees], trees, []],
];

for (const [what, closed, choice, gets] of closings) {
  test(`gives ${what}`, () => {
    const how = terms({ split: [...split], choices: [water, trees] });
    const pledge = pledgeOf(how, order([line()], { choice }), new Set(closed));
    assert.deepEqual(
      pledge.parts.map(({ projectId }) => projectId),
      gets,
    );
    assert.equal(pledge.none, gets.length === 0 ? 'project_closed' : null);
  });
}

const amount = fc.integer({ min: -10_000, max: 1_000_000 });
const anyLine = fc
  .record({
    quantity: fc.integer({ min: 0, max: 9 }),
    amount,
    kind: fc.constantFrom('goods', 'goods', 'goods', 'other'),
    sku: fc.constantFrom('A', 'B', null),
  } satisfies Record<string, fc.Arbitrary<unknown>>)
  .map((change) => line(change));
const anyLines = fc
  .array(anyLine, { maxLength: 6 })
  .map((lines) => lines.map((each, at) => ({ ...each, id: `${at}` })));
const units = fc.integer({ min: 1, max: 100_000 });
const share = fc.integer({ min: 1, max: 10_000 });
const anyGiving: fc.Arbitrary<Giving> = fc.oneof(
  units.map((sum) => ({ kind: 'order_fixed', amount: sum }) as const),
  share.map((basisPoints) => ({ kind: 'order_share', basisPoints }) as const),
  units.map((sum) => ({ kind: 'item_fixed', amount: sum }) as const),
  share.map((basisPoints) => ({ kind: 'item_share', basisPoints }) as const),
  fc.constant(tiers),
);
const anyTerms = fc
  .record({
    gives: anyGiving,
    scope: fc.constantFrom<Scope>({ kind: 'shop' }, { kind: 'skus', names: ['A'] }),
    least: fc.option(units),
    most: fc.option(units),
    split: fc
      .integer({ min: 1, max: 9_999 })
      .map((part) => [
        { projectId: water, basisPoints: part } as const,
        { projectId: trees, basisPoints: 10_000 - part } as const,
      ]),
  })
  .map((change) => terms(change));

test('never takes from a project, and gives in parts exactly what it gives', () => {
  fc.assert(
    fc.property(anyTerms, anyLines, (how, lines) => {
      const { exact, parts, none } = pledgeOf(how, order(lines));
      assert.ok(exact >= 0n);
      assert.ok(parts.every((part) => part.exact >= 0n));
      assert.equal(
        parts.reduce((sum, part) => sum + part.exact, 0n),
        exact,
      );
      if (none !== null) assert.equal(exact, 0n);
    }),
    { numRuns: 1_000 },
  );
});

test('ends its arithmetic with what is given', () => {
  fc.assert(
    fc.property(anyTerms, anyLines, (how, lines) => {
      const { exact, steps } = pledgeOf(how, order(lines));
      const last = steps.at(-1);
      const said =
        last?.what === 'line' ? steps.reduce((sum, step) => sum + step.exact, 0n) : last?.exact;
      assert.equal(said ?? 0n, exact);
    }),
    { numRuns: 1_000 },
  );
});

test('gives the same whatever the order of the lines', () => {
  fc.assert(
    fc.property(anyTerms, anyLines, fc.nat(), (how, lines, turn) => {
      const by = lines.length === 0 ? 0 : turn % lines.length;
      const turned = [...lines.slice(by), ...lines.slice(0, by)];
      assert.equal(pledgeOf(how, order(turned)).exact, pledgeOf(how, order(lines)).exact);
    }),
  );
});

test('comes to exactly nothing once all is given back, by any refunds in any order', () => {
  const refunds = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(1_000_000)), { maxLength: 12 });
  fc.assert(
    fc.property(anyTerms, anyLines, refunds, (how, lines, back) => {
      const left = lines.map((each) => ({ ...each }));
      for (const [at, pieces, money] of back) {
        const target = left[at];
        if (target === undefined || target.amount < 0) continue;
        target.quantity = Math.max(0, target.quantity - pieces);
        target.amount = target.quantity === 0 ? 0 : Math.max(0, target.amount - money);
        const now = pledgeOf(how, order(left)).exact;
        assert.equal(now, pledgeOf(how, order(structuredClone(left))).exact);
      }
      const gone = left.map((each) => ({ ...each, quantity: 0, amount: 0 }));
      assert.equal(pledgeOf(how, order(gone)).exact, 0n);
    }),
  );
});

test('never gives more of an order from which a line was taken back', () => {
  const sold = anyLines.map((lines) => lines.filter((each) => each.amount > 0));
  fc.assert(
    fc.property(anyTerms, sold, fc.nat(5), (how, lines, at) => {
      const before = pledgeOf(how, order(lines)).exact;
      const after = pledgeOf(how, order(lines.filter((_, place) => place !== at))).exact;
      assert.ok(after <= before || after === toExact(how.least ?? 0));
    }),
  );
});
