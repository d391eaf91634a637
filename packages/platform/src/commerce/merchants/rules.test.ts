import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Suspension } from '../../database/tables/commerce.ts';
import { isSuspended, suspensionsAfter } from './rules.ts';

const [early, late, now] = [
  '2026-11-01T00:00:00.000Z',
  '2026-11-02T00:00:00.000Z',
  '2026-11-03T00:00:00.000Z',
];
const over: Suspension = { since: early, until: late };
const standing: Suspension = { since: early, until: null };

const cases: readonly [
  before: readonly Suspension[],
  state: 'active' | 'suspended' | undefined,
  after: readonly Suspension[],
][] = [
  [[], undefined, []],
  [[], 'active', []],
  [[], 'suspended', [{ since: now, until: null }]],
  [[standing], undefined, [standing]],
  [[standing], 'suspended', [standing]],
  [[standing], 'active', [{ since: early, until: now }]],
  [[over], 'active', [over]],
  [[over], 'suspended', [over, { since: now, until: null }]],
];

for (const [before, state, after] of cases) {
  test(`makes ${state ?? 'nothing new'} of ${JSON.stringify(before)}`, () => {
    assert.deepEqual(suspensionsAfter(before, state, new Date(now)), after);
    if (state !== undefined) assert.equal(isSuspended(after), state === 'suspended');
  });
}
