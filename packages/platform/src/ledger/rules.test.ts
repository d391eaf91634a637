import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accounts,
  assertBookable,
  assertHoldable,
  assertPostable,
  type Book,
  LedgerRuleError,
} from './rules.ts';
import { holdOf, transferOf, usd } from './testing.ts';

const book: Book = { organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f', livemode: false };
const fair = { source: 'don_1', debit: 'a', credit: 'b', money: usd(1) };
const amountsThatAreNone = [0, -1, 0.5, Number.NaN, Infinity, 2 ** 53];

test('lets a whole amount above zero be booked, up to the largest that is exact', () => {
  for (const amount of [1, 2, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    assertBookable(transferOf(book, { ...fair, money: usd(amount) }));
  }
});

for (const amount of amountsThatAreNone) {
  test(`refuses to book ${amount}`, () => {
    const transfer = transferOf(book, { ...fair, money: usd(amount) });
    assert.throws(() => assertBookable(transfer), LedgerRuleError);
  });

  test(`refuses to hold ${amount}`, () => {
    const hold = holdOf(book, { account: 'pool', source: 's', money: usd(amount) });
    assert.throws(() => assertHoldable(hold), LedgerRuleError);
  });

  test(`refuses to post ${amount}`, () => {
    assert.throws(() => assertPostable('hld_1', amount), /release it, or post/);
  });
}

test('refuses to pay an account from itself, and says which', () => {
  const transfer = transferOf(book, { ...fair, credit: 'a' });
  assert.throws(() => assertBookable(transfer), /pays a from itself/);
});

test('refuses what has no source', () => {
  assert.throws(() => assertBookable(transferOf(book, { ...fair, source: '' })), /no source/);
  const hold = holdOf(book, { account: 'pool', source: '', money: usd(1) });
  assert.throws(() => assertHoldable(hold), /no source/);
});

test('names accounts so that no two things share one', () => {
  const names = [
    accounts.clearing('sandbox'),
    accounts.clearing('stripe'),
    accounts.project('prj_1'),
    accounts.project('prj_2'),
    accounts.feeCover,
  ];
  assert.equal(new Set(names).size, names.length);
});
