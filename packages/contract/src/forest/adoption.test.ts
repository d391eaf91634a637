// What somebody who adopts a tree may wish for, and what is refused in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import {
  adoptionExample,
  adoptionSchema,
  createAdoptionExample,
  createAdoptionSchema,
} from './adoption.ts';
import { placesMax } from './plot.ts';

const gift = (change: object) => ({
  gift: { to: '奶奶', message: null, revealOn: null, ...change },
});

const taken: readonly [what: string, wish: object][] = [
  ['what the example wishes for', {}],
  ['any place', { placeNumber: null }],
  ['the first place', { placeNumber: 1 }],
  ['the last place of the largest plot', { placeNumber: placesMax }],
  ['a team of two with a name', { shares: 2, teamName: '三年二班' }],
  ['a team of twenty without one', { shares: 20, teamName: null }],
  ['nobody to give it to', { gift: null }],
  ['a gift that is told of at once', gift({ revealOn: null })],
  ['a gift on the day that comes every four years', gift({ revealOn: '2028-02-29' })],
  ['a gift with a letter', gift({ message: '一'.repeat(500) })],
  ['a gift to a name of emoji', gift({ to: '👵🏽' })],
  ['a gift from a right-to-left hand', gift({ to: 'جدتي', message: 'عيد ميلاد سعيد' })],
  ['a gift with markup, which is text', gift({ message: '<img src=x onerror=alert(1)>' })],
];

for (const [what, wish] of taken) {
  test(`lets somebody adopt with ${what}`, () => {
    const told = { ...createAdoptionExample, ...wish };
    assert.deepEqual(parse(createAdoptionSchema, told), { ok: true, value: told });
  });
}

const refused: readonly [what: string, wish: object, words: string][] = [
  [
    'a name for a team of one',
    { shares: 1, teamName: 'Lonely' },
    'teamName goes with two shares or more',
  ],
  ['a team without a letter in its name', { shares: 2, teamName: '' }, 'teamName is empty'],
  [
    'a team whose name is a story',
    { shares: 2, teamName: 'n'.repeat(81) },
    'teamName is longer than 80 characters',
  ],
  ['no share', { shares: 0 }, 'shares is below 1'],
  ['a share less than none', { shares: -1 }, 'shares is below 1'],
  ['part of a share', { shares: 1.5 }, 'shares is not a whole number'],
  ['a village', { shares: 21 }, 'shares is more than 20'],
  ['shares as text', { shares: '2' }, 'shares is not a number'],
  ['place zero', { placeNumber: 0 }, 'placeNumber is not above zero'],
  ['a place below the ground', { placeNumber: -7 }, 'placeNumber is not above zero'],
  ['a place between two', { placeNumber: 1.5 }, 'placeNumber is not a whole number'],
  [
    'a place that no plot has',
    { placeNumber: placesMax + 1 },
    'placeNumber is more than 200000, the most places of a plot',
  ],
  [
    'a place beyond the numbers of a database',
    { placeNumber: 2 ** 31 },
    'placeNumber is more than 200000, the most places of a plot',
  ],
  ['a place left out instead of null', { placeNumber: undefined }, 'placeNumber is missing'],
  [
    'a plot in the place of the species',
    { speciesId: createAdoptionExample.plotId },
    'speciesId is not an id such as spc_…',
  ],
  ['a plot that is cut off', { plotId: 'plt_' }, 'plotId is not an id such as plt_…'],
  ['a gift to nobody', gift({ to: '' }), 'gift.to is empty'],
  [
    'a gift to a whole village',
    gift({ to: 'n'.repeat(81) }),
    'gift.to is longer than 80 characters',
  ],
  ['a gift with an empty letter', gift({ message: '' }), 'gift.message is empty'],
  [
    'a gift with a letter that is too long',
    gift({ message: 'm'.repeat(501) }),
    'gift.message is longer than 500 characters',
  ],
  [
    'a gift with a null character',
    gift({ message: 'a\u0000b' }),
    'gift.message has control characters',
  ],
  [
    'a gift on a day that is none',
    gift({ revealOn: '2027-02-29' }),
    'gift.revealOn is not a day such as 2027-04-05',
  ],
  [
    'a gift at an hour',
    gift({ revealOn: '2027-04-05T08:00:00Z' }),
    'gift.revealOn is not a day such as 2027-04-05',
  ],
  [
    'a gift on a day in another order',
    gift({ revealOn: '05.04.2027' }),
    'gift.revealOn is not a day such as 2027-04-05',
  ],
  [
    'a price of their own',
    { price: { amount: 1, currency: 'CNY' } },
    'price is not a field of this request',
  ],
  [
    'more told of the gift than there is',
    gift({ from: 'me' }),
    'gift.from is not a field of this request',
  ],
];

for (const [what, wish, words] of refused) {
  test(`lets nobody adopt with ${what}`, () => {
    const result = parse(createAdoptionSchema, { ...createAdoptionExample, ...wish });
    assert.ok(!result.ok);
    const said = result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.ok(said.includes(words), said.join('; '));
  });
}

const answers: readonly [what: string, change: object, field: string | null][] = [
  ['one that is held', {}, null],
  ['one that moved', { movedFrom: 3 }, null],
  [
    'one with a tree',
    { state: 'adopted', heldUntil: null, treeId: 'tre_01k9p4n2c6fz3t6v8w0x2y4z7e', treeNumber: 1 },
    null,
  ],
  ['one in no state', { state: 'expired' }, 'state'],
  ['one that costs nothing', { price: { amount: 0, currency: 'CNY' } }, 'price.amount'],
  [
    'one with a share of nothing',
    { shares: [{ number: 1, amount: { amount: 0, currency: 'CNY' }, state: 'open', name: null }] },
    'shares.0.amount.amount',
  ],
  [
    'one with share zero',
    { shares: [{ ...adoptionExample.shares[0], number: 0 }] },
    'shares.0.number',
  ],
  [
    'one with a place that lies nowhere',
    { place: { number: 1, position: [103, 91] } },
    'place.position.1',
  ],
];

for (const [what, change, field] of answers) {
  test(`${field === null ? 'tells' : 'never tells'} of ${what}`, () => {
    const result = parse(adoptionSchema, { ...adoptionExample, ...change });
    assert.deepEqual(
      result.ok ? [] : result.fields.map((fault) => fault.field),
      field === null ? [] : [field],
    );
  });
}
