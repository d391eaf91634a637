import type { OrderImpact } from '@kindcart/contract';

/** A made-up order. */
export const sample: OrderImpact = {
  merchantName: 'Shop',
  state: 'paid',
  confirmsAt: null,
  pledges: [
    {
      charityItemId: 'chi_00000000000000000000000000',
      name: '1 %',
      currency: 'CNY',
      state: 'pending',
      exact: '158.5',
      gives: { kind: 'order_share', basisPoints: 100 },
      base: 15_850,
      bound: null,
      parts: [
        { project: { id: 'prj_00000000000000000000000000', title: 'Project' }, exact: '158.5' },
      ],
    },
  ],
  none: [],
  roundUp: null,
  livemode: false,
};
