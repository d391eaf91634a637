// Trees that charity items promise: whether their orders pay for them, and how many are due.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AdoptableLand } from '../forest/adoption-life.ts';
import { plotExample } from '../forest/plot.ts';
import { speciesExample } from '../forest/species.ts';
import type { Id } from '../ids.ts';
import { charityItemWholeExample } from './charity-item.ts';
import { type CharityItemTerms, charityItemTermsSchema } from './item.ts';
import { refuseItemTrees, treesDue } from './item-trees.ts';

const { projectId } = plotExample;
const another: Id<'project'> = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b';

const land: AdoptableLand & { readonly projectId: Id<'project'> } = {
  projectId,
  plotState: 'open',
  speciesState: 'offered',
  isPlantedHere: true,
  price: { amount: 2_500, currency: 'CNY' },
  project: { isOpen: true, currency: 'CNY', minimumAmount: 100, maximumAmount: 100_000 },
};

const trees = { plotId: plotExample.id, speciesId: speciesExample.id, orders: 10 };
const terms: CharityItemTerms = {
  ...charityItemWholeExample.terms,
  gives: { kind: 'order_fixed', amount: 250 },
  most: null,
  split: [{ projectId, basisPoints: 10_000 }],
  trees,
};

const cases: readonly [
  string,
  Partial<CharityItemTerms>,
  Partial<typeof land> | null,
  string | null,
][] = [
  ['orders that give just enough', {}, {}, null],
  ['no trees', { trees: null }, null, null],
  ['none said', { trees: undefined }, null, null],
  ['a plot that is not there', {}, null, 'plotId is no plot'],
  ['a closed plot', {}, { plotState: 'closed' }, 'plotId is closed'],
  ['a retired species', {}, { speciesState: 'retired' }, 'speciesId is not offered'],
  [
    'one order too few',
    { trees: { ...trees, orders: 9 } },
    {},
    'orders is too few: they give 2250',
  ],
  ['goods that give a fixed amount each', { gives: { kind: 'item_fixed', amount: 250 } }, {}, null],
  [
    'a share of orders, which may be next to nothing',
    { gives: { kind: 'order_share', basisPoints: 10_000 } },
    {},
    'orders is too few: they give 0 at the least, and a tree costs 2500; say the least',
  ],
  [
    'a share of orders of which the least is said',
    { gives: { kind: 'order_share', basisPoints: 100 }, least: 250 },
    {},
    null,
  ],
  ['a most below what a tree needs', { most: 249 }, {}, 'orders is too few: they give 2490'],
  [
    'half of what is given, for orders that give twice as much',
    {
      gives: { kind: 'order_fixed', amount: 500 },
      split: [
        { projectId, basisPoints: 5_000 },
        { projectId: another, basisPoints: 5_000 },
      ],
    },
    {},
    null,
  ],
  [
    'half of what is given, for orders that do not',
    {
      split: [
        { projectId, basisPoints: 5_000 },
        { projectId: another, basisPoints: 5_000 },
      ],
    },
    {},
    'orders is too few: they give 1250 at the least, and a tree costs 2500; say 20 orders',
  ],
  [
    "another project than the plot's",
    { split: [{ projectId: another, basisPoints: 10_000 }] },
    {},
    'plotId is of prj_',
  ],
  ['a choice of projects', { choices: [another] }, {}, 'plotId is of prj_'],
];

for (const [what, changes, other, expected] of cases) {
  test(`${expected === null ? 'lets a charity item promise' : 'refuses'} trees for ${what}`, () => {
    const known = other === null ? undefined : { ...land, ...other };
    const refusal = refuseItemTrees({ ...terms, ...changes }, known);
    if (expected === null) return assert.equal(refusal, null);
    assert.ok(refusal !== null);
    const said = `${refusal.field} ${refusal.message}`;
    assert.ok(said.startsWith(`terms.trees.${expected}`), said);
  });
}

test('reads terms with trees and without', () => {
  assert.deepEqual(charityItemTermsSchema.parse(terms).trees, trees);
  const { trees: _, ...without } = terms;
  assert.equal(charityItemTermsSchema.parse(without).trees, undefined);
  assert.ok(
    !charityItemTermsSchema.safeParse({ ...terms, trees: { ...trees, orders: 0 } }).success,
  );
});

const dues: readonly [string, readonly (readonly [orders: number, perTree: number])[], number][] = [
  ['nothing', [], 0],
  ['too few orders', [[9, 10]], 0],
  ['just enough', [[10, 10]], 1],
  ['many', [[39, 10]], 3],
  [
    'halves of two promises',
    [
      [5, 10],
      [1, 2],
    ],
    1,
  ],
  [
    'thirds that come to one',
    [
      [1, 3],
      [1, 3],
      [1, 3],
    ],
    1,
  ],
];

for (const [what, settled, due] of dues) {
  test(`finds ${due} trees due for ${what}`, () => {
    assert.equal(treesDue(settled.map(([orders, perTree]) => ({ orders, perTree }))), due);
  });
}

test('never has fewer trees due for more orders, nor more than each promise gives', () => {
  const settled = fc.record({
    orders: fc.nat(10_000),
    perTree: fc.integer({ min: 1, max: 10_000 }),
  });
  fc.assert(
    fc.property(fc.array(settled, { maxLength: 6 }), settled, (before, more) => {
      const due = treesDue([...before, more]);
      assert.ok(due >= treesDue(before));
      assert.ok(due <= treesDue(before) + Math.floor(more.orders / more.perTree) + 1);
    }),
  );
});
