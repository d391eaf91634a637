import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { donationStatusExample, periodStart } from '@kindcart/contract';
import { en } from '../locales/en.ts';
import { nextPayment, nextPaymentOf, repeated } from './next-payment.ts';

const times = [
  '2026-01-31T08:00:00.000Z',
  '2027-12-31T23:59:59.000Z',
  '2028-02-29T00:00:00.000Z',
  '2028-01-30T12:00:00.000Z',
  '2026-11-23T08:00:00.000Z',
];

for (const madeAt of times) {
  test(`counts from ${madeAt} as the platform does`, () => {
    for (const interval of ['month', 'year'] as const) {
      const told = periodStart(new Date(madeAt), interval, 1).toISOString();
      equal(nextPaymentOf(madeAt, interval).toISOString(), told, interval);
    }
  });
}

test('says when the next payment is, while it is to come', () => {
  const next = (createdAt: string, interval: 'month' | 'year' | null) =>
    nextPayment({ ...donationStatusExample, createdAt, interval }, en, 'en');
  match(next('2126-11-23T12:00:00.000Z', 'year') ?? '', /on November 23, 2127\./);
  equal(next('2126-11-23T12:00:00.000Z', null), undefined);
  equal(next('2020-11-23T12:00:00.000Z', 'month'), undefined);
});

test('says of an amount that it repeats, only where it does', () => {
  equal(repeated('CN¥5', null, en), 'CN¥5');
  equal(repeated('CN¥5', 'month', en), 'CN¥5 every month');
  equal(repeated('CN¥5', 'year', en), 'CN¥5 every year');
});
