import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type OfferSettings, offersOf, readAmounts, totalWith } from './offer.ts';

const settings: OfferSettings = { currency: 'CNY', total: 15_850, to: undefined, amounts: [] };
const cny = (amount: number) => ({ amount, currency: 'CNY' });

const offered: readonly [what: string, change: Partial<OfferSettings>, offers: unknown][] = [
  ['rounding up', {}, [{ choice: 'up', gift: cny(50) }]],
  ['rounding up a whole total', { total: 15_800 }, [{ choice: 'up', gift: cny(100) }]],
  ['rounding up to a step', { to: 1_000 }, [{ choice: 'up', gift: cny(150) }]],
  [
    'amounts beside it',
    { amounts: [500, 1_000] },
    [
      { choice: 'up', gift: cny(50) },
      { choice: 500, gift: cny(500) },
      { choice: 1_000, gift: cny(1_000) },
    ],
  ],
  ['nothing for an empty cart', { total: 0 }, []],
  ['amounts for an empty cart', { total: 0, amounts: [500] }, [{ choice: 500, gift: cny(500) }]],
];

for (const [what, change, offers] of offered) {
  test(`offers ${what}`, () =>
    deepEqual(offersOf({ ...settings, ...change }), { ok: true, offers }));
}

const faults: readonly [change: Partial<OfferSettings>, fault: string][] = [
  [{ currency: undefined }, 'currency is no ISO 4217 code.'],
  [{ currency: 'yuan' }, 'currency is no ISO 4217 code.'],
  [{ total: 1.5 }, 'total is no whole number of minor units from 0 on.'],
  [{ total: -1 }, 'total is no whole number of minor units from 0 on.'],
  [{ total: Number.NaN }, 'total is no whole number of minor units from 0 on.'],
  [{ to: 0 }, 'to is no whole number of minor units above 0.'],
  [{ amounts: [5, 0] }, 'amounts are not whole numbers of minor units above 0.'],
  [{ amounts: [Number.NaN] }, 'amounts are not whole numbers of minor units above 0.'],
];

for (const [change, fault] of faults) {
  test(`says of ${JSON.stringify(change)} that ${fault}`, () =>
    deepEqual(offersOf({ ...settings, ...change }), { ok: false, fault }));
}

test('reads amounts parted by spaces or commas', () => {
  deepEqual(readAmounts(' 500, 1000 2000'), [500, 1_000, 2_000]);
  deepEqual(readAmounts(''), []);
  deepEqual(readAmounts(null), []);
  deepEqual(readAmounts('5.00 €5'), [Number.NaN, Number.NaN]);
});

test('says the total once the gift is in it', () => {
  equal(totalWith(15_850, cny(50), 'en'), 'CN¥159');
});
