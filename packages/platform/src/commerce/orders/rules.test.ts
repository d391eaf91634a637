import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { type KeptPledge, totalChanges } from './rules.ts';

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
