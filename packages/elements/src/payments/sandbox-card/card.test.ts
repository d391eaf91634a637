import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../locales/en.ts';
import { groupExpiry, groupNumber, readCard } from './card.ts';

const now = new Date(2026, 10, 23);

const numbers: readonly [typed: string, grouped: string][] = [
  ['4242424242424242', '4242 4242 4242 4242'],
  ['4242-4242 4242.4242', '4242 4242 4242 4242'],
  ['４２４２４２４２', '4242 4242'],
  ['42424', '4242 4'],
  ['4242', '4242'],
  ['', ''],
  ['4'.repeat(30), '4444 4444 4444 4444 444'],
];

for (const [typed, grouped] of numbers) {
  test(`groups ${typed || 'nothing'}`, () => equal(groupNumber(typed), grouped));
}

const expiries: readonly [typed: string, read: string][] = [
  ['0430', '04/30'],
  ['430', '04/30'],
  ['4/30', '04/30'],
  ['04 / 30', '04/30'],
  ['04-2030', '04/30'],
  ['０４/３０', '04/30'],
  ['1230', '12/30'],
  ['123', '123'],
  ['soon', 'soon'],
  ['', ''],
];

for (const [typed, read] of expiries) {
  test(`reads the expiry ${typed || 'nothing'}`, () => equal(groupExpiry(typed), read));
}

test('gives the card as the provider wants it', () => {
  const typed = { number: '4242424242424242', expiry: '1126', cvc: '１２３' };
  deepEqual(readCard(typed, en.card, now), {
    card: { number: '4242 4242 4242 4242', expiry: '11/26', cvc: '123' },
    errors: {},
  });
});

const wrong: readonly [field: 'number' | 'expiry' | 'cvc', typed: string, error: string][] = [
  ['number', '', en.card.numberWrong],
  ['number', '4242 4242 424', en.card.numberWrong],
  ['expiry', '13/30', en.card.expiryWrong],
  ['expiry', '00/30', en.card.expiryWrong],
  ['expiry', '', en.card.expiryWrong],
  ['expiry', '10/26', en.card.expiryPast],
  ['expiry', '12/25', en.card.expiryPast],
  ['cvc', '12', en.card.cvcWrong],
  ['cvc', '12345', en.card.cvcWrong],
  ['cvc', 'abc', en.card.cvcWrong],
];

for (const [field, typed, error] of wrong) {
  test(`says what is wrong with the ${field} "${typed}"`, () => {
    const good = { number: '4242424242424242', expiry: '12/30', cvc: '123' };
    deepEqual(readCard({ ...good, [field]: typed }, en.card, now).errors, { [field]: error });
  });
}
