import type { CharityItem, PledgePreview } from '@kindcart/contract';
import type { CartState } from '@kindcart/store/cart';

const itemId: CharityItem['id'] = 'chi_00000000000000000000000000';
const projectId: CharityItem['choices'][number]['id'] = 'prj_00000000000000000000000000';
const split = [{ project: { id: projectId, title: 'Project' }, basisPoints: 10_000 }];

const item: CharityItem = {
  id: itemId,
  merchantId: 'mer_00000000000000000000000000',
  name: '1 %',
  place: 1,
  currency: 'CNY',
  gives: { kind: 'item_share', basisPoints: 100 },
  wholeShop: false,
  least: null,
  most: null,
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: null,
  split,
  choices: [],
  state: 'open',
  totals: {
    orders: 0,
    given: { amount: 0, currency: 'CNY' },
    exact: '0',
    version: 0,
    asOf: '2026-01-01T00:00:00.000Z',
  },
  livemode: false,
};

const preview: PledgePreview = {
  pledges: [
    {
      charityItemId: itemId,
      revision: 1,
      exact: '158.5',
      parts: [{ projectId, exact: '158.5' }],
      steps: [{ what: 'line', lineId: '1', base: 15_850, exact: '158.5' }],
    },
  ],
  none: [],
  livemode: false,
};

/** A made-up cart with what it gives. */
export const sample: Extract<CartState, { status: 'ready' }> = {
  status: 'ready',
  cart: {
    merchantId: item.merchantId,
    currency: 'CNY',
    choice: null,
    lines: [
      {
        id: '1',
        productId: null,
        variantId: null,
        sku: null,
        collections: [],
        tags: [],
        quantity: 1,
        amount: 15_850,
        kind: 'goods',
      },
    ],
  },
  preview,
  items: new Map([[itemId, item]]),
  busy: false,
};
