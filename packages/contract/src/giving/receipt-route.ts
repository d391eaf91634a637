import type { Route } from '../routes.ts';

export const getReceiptLink = {
  method: 'POST',
  path: '/v1/payments/{reference}/receipt',
  access: 'payer',
  idempotent: false,
} as const satisfies Route;

/** What a page that thanks a donor calls besides `pageRoutes`. */
export const receiptRoutes = { getReceiptLink };
