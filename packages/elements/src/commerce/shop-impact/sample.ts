import type { ShopImpact } from '@kindcart/contract';

/** A made-up shop, for those who design a page. */
export const sample: ShopImpact = {
  id: 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h',
  name: 'Example shop',
  currency: 'USD',
  totals: {
    orders: 1_204,
    given: { amount: 218_450, currency: 'USD' },
    exact: '218450.5',
    version: 1_204,
    asOf: '2026-01-01T00:00:00.000Z',
  },
  projects: [
    {
      project: { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a', title: 'Clean water' },
      given: { amount: 150_000, currency: 'USD' },
      exact: '150000.5',
    },
    {
      project: { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b', title: 'School meals' },
      given: { amount: 68_450, currency: 'USD' },
      exact: '68450',
    },
  ],
  items: [],
  livemode: false,
};
