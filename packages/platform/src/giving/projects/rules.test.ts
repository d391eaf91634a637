import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProjectExample } from '@kindcart/contract';
import { isOpen, type ProjectTerms, refuseGift, refuseProject } from './rules.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);

function terms(changes: Partial<ProjectTerms> = {}): ProjectTerms {
  return {
    id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
    version: 1,
    currency: 'USD',
    minimumAmount: 100,
    maximumAmount: 10_000,
    state: 'open',
    closesAt: null,
    ...changes,
  };
}

const opens: readonly [what: string, changes: Partial<ProjectTerms>, open: boolean][] = [
  ['that never closes', {}, true],
  ['that closes in a millisecond', { closesAt: after }, true],
  ['that closes at this very moment', { closesAt: now }, false],
  ['that closed a millisecond ago', { closesAt: before }, false],
  ['that was closed by hand', { state: 'closed' }, false],
  ['that was closed by hand before its time', { state: 'closed', closesAt: after }, false],
];

for (const [what, changes, open] of opens) {
  test(`finds a project ${what} ${open ? 'open' : 'closed'}`, () => {
    assert.equal(isOpen(terms(changes), now), open);
  });
}

const gifts: readonly [what: string, amount: number, currency: string, code: string | undefined][] =
  [
    ['the minimum', 100, 'USD', undefined],
    ['the maximum', 10_000, 'USD', undefined],
    ['one less than the minimum', 99, 'USD', 'amount_too_small'],
    ['one more than the maximum', 10_001, 'USD', 'amount_too_large'],
    ['another currency', 500, 'EUR', 'currency_mismatch'],
  ];

for (const [what, amount, currency, code] of gifts) {
  test(`${code === undefined ? 'takes' : 'refuses'} ${what}`, () => {
    assert.equal(refuseGift(terms(), { amount, currency }, now)?.code, code);
  });
}

test('names the first fault in the documented order', () => {
  const worst = { amount: 1, currency: 'EUR' };
  assert.equal(refuseGift(terms({ state: 'closed' }), worst, now)?.code, 'project_closed');
  assert.equal(refuseGift(terms(), worst, now)?.code, 'currency_mismatch');
});

test('says with each refusal which field is at fault, and the limit', () => {
  const refusal = refuseGift(terms(), { amount: 1, currency: 'USD' }, now);
  assert.deepEqual(
    [refusal?.field, refusal?.message],
    ['gift.amount', "is below 100, the project's minimum in minor units"],
  );
});

test('makes no project that is over already', () => {
  const ending = (closesAt: string | null) =>
    refuseProject({ ...createProjectExample, closesAt }, now);
  assert.equal(ending(null), null);
  assert.equal(ending(after.toISOString()), null);
  assert.equal(ending(now.toISOString())?.field, 'closesAt');
  assert.equal(ending(before.toISOString())?.field, 'closesAt');
});
