import type { Route } from '../routes.ts';

/** Rows of merchants, charity items and orders. */
export const commerceRoutes = {
  createMerchant: { method: 'POST', path: '/v1/merchants', access: 'secret', idempotent: true },
  listMerchants: { method: 'GET', path: '/v1/merchants', access: 'secret', idempotent: false },
  getMerchant: {
    method: 'GET',
    path: '/v1/merchants/{merchantId}',
    access: 'secret',
    idempotent: false,
  },
  createCharityItem: {
    method: 'POST',
    path: '/v1/charity-items',
    access: 'secret',
    idempotent: true,
  },
  listCharityItems: {
    method: 'GET',
    path: '/v1/charity-items',
    access: 'public',
    idempotent: false,
  },
  changeCharityItem: {
    method: 'POST',
    path: '/v1/charity-items/{charityItemId}',
    access: 'secret',
    idempotent: false,
  },
  endCharityItem: {
    method: 'POST',
    path: '/v1/charity-items/{charityItemId}/end',
    access: 'secret',
    idempotent: false,
  },
  // The shop's own id of the order is its key, and `updatedAt` the version: telling twice is once.
  recordOrder: { method: 'POST', path: '/v1/orders', access: 'secret', idempotent: false },
  listOrders: { method: 'GET', path: '/v1/orders', access: 'secret', idempotent: false },
  getOrder: { method: 'GET', path: '/v1/orders/{orderId}', access: 'secret', idempotent: false },
  previewPledge: {
    method: 'POST',
    path: '/v1/orders/preview',
    access: 'page',
    idempotent: false,
  },
} as const satisfies Record<string, Route>;
