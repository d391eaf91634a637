import type { Route } from '../routes.ts';

export const getOrderImpact = {
  method: 'GET',
  path: '/v1/merchants/{merchantId}/orders/{shopOrderId}/impact',
  access: 'public',
  idempotent: false,
} as const satisfies Route;

/** What a shop's thank-you page calls: in a file of its own, so that other pages do not carry it. */
export const orderRoutes = { getOrderImpact };
