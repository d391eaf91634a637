import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { readCard } from './cards.ts';

const now = new Date('2026-11-23T08:00:00.000Z');

for (const [behaviour, number] of Object.entries(testCards)) {
  test(`knows the card that ${behaviour}, with spaces and without`, () => {
    for (const text of [number, number.replaceAll(' ', '')]) {
      assert.deepEqual(readCard({ number: text, expiry: '12/30' }, now), { behaviour });
    }
  });
}

const refused: readonly [what: string, number: string, expiry: string, field: string][] = [
  ['a number that could be real', '4111 1111 1111 1111', '12/30', 'card.number'],
  ['a digit too many', `${testCards.succeeds}0`, '12/30', 'card.number'],
  ['a digit too few', testCards.succeeds.slice(0, -1), '12/30', 'card.number'],
  ['the month before', testCards.succeeds, '10/26', 'card.expiry'],
  ['the year before', testCards.succeeds, '12/25', 'card.expiry'],
];

for (const [what, number, expiry, field] of refused) {
  test(`refuses ${what} and names the field`, () => {
    const read = readCard({ number, expiry }, now);
    assert.ok('field' in read);
    assert.equal(read.field, field);
  });
}

test('tells the donor never to type a real card, without saying what was typed', () => {
  const read = readCard({ number: '4111 1111 1111 1111', expiry: '12/30' }, now);
  assert.ok('message' in read);
  assert.match(read.message, /never a real card/);
  assert.doesNotMatch(read.message, /4111/);
});

test('takes a card to the last moment of its month', () => {
  const card = { number: testCards.succeeds, expiry: '11/26' };
  assert.ok('behaviour' in readCard(card, new Date('2026-11-30T23:59:59.999Z')));
  assert.ok('field' in readCard(card, new Date('2026-12-01T00:00:00.000Z')));
});

test('reads a month and year with spaces around the slash', () => {
  assert.ok('behaviour' in readCard({ number: testCards.succeeds, expiry: '11 / 26' }, now));
});
