import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { daySaid, moneySaid, numberSaid } from './measures.ts';

test('leaves out decimals that are all zeros, and no others', () => {
  equal(moneySaid({ amount: 500, currency: 'EUR' }, 'en'), '€5');
  equal(moneySaid({ amount: 550, currency: 'EUR' }, 'en'), '€5.50');
});

test('writes numbers and days as a language does', () => {
  equal(numberSaid(12_480, 'de'), '12.480');
  equal(daySaid('2026-11-23', 'en'), 'Nov 23, 2026');
});

test('says the day of an instant by that of London, wherever the reader is', () => {
  equal(daySaid('2026-12-03T23:59:00.000Z', 'en'), 'Dec 3, 2026');
});
