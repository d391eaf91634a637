import type { Route } from '../routes.ts';

export const createDonorLink = {
  method: 'POST',
  path: '/v1/donor-links',
  access: 'page',
  idempotent: false,
} as const satisfies Route;
export const openDonorSession = {
  method: 'POST',
  path: '/v1/donor-sessions',
  access: 'page',
  idempotent: false,
} as const satisfies Route;
export const getDonor = {
  method: 'GET',
  path: '/v1/donor',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const updateDonor = {
  method: 'POST',
  path: '/v1/donor',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const askErasure = {
  method: 'POST',
  path: '/v1/donor/erasure',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const listDonorGifts = {
  method: 'GET',
  path: '/v1/donor/gifts',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const sendReceipt = {
  method: 'POST',
  path: '/v1/donor/receipts/{receiptId}/send',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;

/** How a page lets a donor in, with its publishable key. */
export const donorDoorRoutes = { createDonorLink, openDonorSession };

/** What a donor who was let in may do; the session takes the place of the key. */
export const donorRoutes = { getDonor, updateDonor, askErasure, listDonorGifts, sendReceipt };
