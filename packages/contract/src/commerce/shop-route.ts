import type { Route } from '../routes.ts';

export const listCharityItems = {
  method: 'GET',
  path: '/v1/charity-items',
  access: 'public',
  idempotent: false,
} as const satisfies Route;
export const previewPledge = {
  method: 'POST',
  path: '/v1/orders/preview',
  access: 'page',
  idempotent: false,
} as const satisfies Route;
export const getShopImpact = {
  method: 'GET',
  path: '/v1/merchants/{merchantId}/impact',
  access: 'public',
  idempotent: false,
} as const satisfies Route;

/**
 * What a page of a shop calls besides `pageRoutes`: in a file of its own, so that other pages do not
 * carry it.
 */
export const shopRoutes = { listCharityItems, previewPledge, getShopImpact };
