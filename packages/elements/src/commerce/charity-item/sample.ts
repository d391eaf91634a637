import type { CharityItem } from '@kindcart/contract';

/** A made-up charity item, for those who design a page. */
export const sample: CharityItem = {
  id: 'chi_01k9p7d5n6fz3t6v8w0x2y4z6j',
  merchantId: 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h',
  name: '1 % for clean water',
  place: 1,
  currency: 'USD',
  gives: { kind: 'item_share', basisPoints: 100 },
  wholeShop: false,
  least: null,
  most: null,
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: null,
  split: [
    {
      project: { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a', title: 'Clean water' },
      basisPoints: 10_000,
    },
  ],
  choices: [],
  state: 'open',
  totals: {
    orders: 214,
    given: { amount: 38_520, currency: 'USD' },
    exact: '38520.75',
    version: 214,
    asOf: '2026-01-01T00:00:00.000Z',
  },
  livemode: false,
};
