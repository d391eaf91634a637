import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Id, type OrderStanding, recordOrderExample } from '@kindcart/contract';
import { type KeptPledge, refuseStanding, totalChanges } from './rules.ts';

const { merchantId, shopOrderId, ...example } = recordOrderExample;
const now = new Date('2026-11-20T00:00:00.000Z');
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
    const standing = { ...example, updatedAt: now.toISOString(), paidAt: null, ...change };
    const refusal = refuseStanding(standing, livemode, now);
    assert.equal(refusal?.field ?? null, field);
    assert.equal(refusal?.code === 'livemode_mismatch', field === 'test');
  });
}

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
