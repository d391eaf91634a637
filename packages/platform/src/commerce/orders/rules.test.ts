import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { impactChange, type KeptPledge, type PartedPledge, totalChanges } from './rules.ts';

const [one, other]: readonly [Id<'charityItem'>, Id<'charityItem'>] = [
  'chi_01k9p7d5n6fz3t6v8w0x2y4z6j',
  'chi_01k9p7d5n6fz3t6v8w0x2y4z6k',
];

function pledge(
  state: KeptPledge['state'],
  exact: bigint,
  charityItemId: KeptPledge['charityItemId'] = one,
): KeptPledge {
  return { charityItemId, state, exact };
}

const moves: readonly [
  what: string,
  before: readonly KeptPledge[],
  after: readonly KeptPledge[],
  changes: readonly [id: string, orders: number, given: bigint][],
][] = [
  ['a pledge that waits', [], [pledge('pending', 5n)], []],
  ['one that is confirmed at once', [], [pledge('confirmed', 5n)], [[one, 1, 5n]]],
  [
    'one that becomes confirmed',
    [pledge('pending', 5n)],
    [pledge('confirmed', 5n)],
    [[one, 1, 5n]],
  ],
  ['one that stays confirmed', [pledge('confirmed', 5n)], [pledge('confirmed', 5n)], []],
  ['one given back in part', [pledge('confirmed', 5n)], [pledge('confirmed', 2n)], [[one, 0, -3n]]],
  ['one that is reversed', [pledge('confirmed', 5n)], [pledge('reversed', 0n)], [[one, -1, -5n]]],
  ['one that waits again', [pledge('confirmed', 5n)], [pledge('pending', 5n)], [[one, -1, -5n]]],
  ['one that is gone', [pledge('confirmed', 5n)], [], [[one, -1, -5n]]],
  ['one that was reversed', [pledge('reversed', 0n)], [pledge('confirmed', 1n)], [[one, 1, 1n]]],
  [
    'two, in the order of their ids',
    [pledge('confirmed', 5n, other)],
    [pledge('confirmed', 7n, other), pledge('confirmed', 1n)],
    [
      [one, 1, 1n],
      [other, 0, 2n],
    ],
  ],
];

for (const [what, before, after, changes] of moves) {
  test(`moves totals by ${what}`, () => {
    const found = totalChanges(before, after);
    assert.deepEqual(
      found.map(({ charityItemId, orders, given }) => [charityItemId, orders, given]),
      changes,
    );
  });
}

const [well, school]: readonly [Id<'project'>, Id<'project'>] = [
  'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  'prj_01k9p4m8q2fz3t6v8w0x2y4z6b',
];

function parted(
  state: PartedPledge['state'],
  parts: readonly [projectId: Id<'project'>, exact: bigint][],
  charityItemId: PartedPledge['charityItemId'] = one,
): PartedPledge {
  const exact = parts.reduce((sum, [, each]) => sum + each, 0n);
  return {
    charityItemId,
    state,
    exact,
    parts: parts.map(([projectId, each]) => ({ projectId, exact: each })),
  };
}

const impacts: readonly [
  what: string,
  before: readonly PartedPledge[],
  after: readonly PartedPledge[],
  orders: number,
  projects: readonly [id: string, given: bigint][],
][] = [
  ['a pledge that waits', [], [parted('pending', [[well, 5n]])], 0, []],
  ['one that is confirmed', [], [parted('confirmed', [[well, 5n]])], 1, [[well, 5n]]],
  [
    'two of one order, which is counted once',
    [],
    [
      parted('confirmed', [[well, 5n]]),
      parted(
        'confirmed',
        [
          [well, 2n],
          [school, 3n],
        ],
        other,
      ),
    ],
    1,
    [
      [well, 7n],
      [school, 3n],
    ],
  ],
  [
    'one of two that is reversed, so that the order still counts',
    [parted('confirmed', [[well, 5n]]), parted('confirmed', [[school, 3n]], other)],
    [parted('reversed', []), parted('confirmed', [[school, 3n]], other)],
    0,
    [[well, -5n]],
  ],
  [
    'another choice, which moves a sum from project to project',
    [parted('confirmed', [[well, 5n]])],
    [parted('confirmed', [[school, 5n]])],
    0,
    [
      [well, -5n],
      [school, 5n],
    ],
  ],
  ['one that is gone', [parted('confirmed', [[well, 5n]])], [], -1, [[well, -5n]]],
  [
    'one that stays',
    [parted('confirmed', [[well, 5n]])],
    [parted('confirmed', [[well, 5n]])],
    0,
    [],
  ],
];

for (const [what, before, after, orders, projects] of impacts) {
  test(`moves a merchant's totals by ${what}`, () => {
    const found = impactChange(before, after);
    assert.equal(found.orders, orders);
    assert.deepEqual(
      found.projects.map(({ projectId, given }) => [projectId, given]),
      projects,
    );
  });
}
