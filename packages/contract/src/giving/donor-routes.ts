import type { Route } from '../routes.ts';

/** What the fragment of a mailed link begins with: `https://…/donor#kindcart-donor=…`. */
export const donorLinkFragment = 'kindcart-donor';

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
// Each change says what is wanted, so that asking for it twice is the same as once.
export const listDonorRecurringGifts = {
  method: 'GET',
  path: '/v1/donor/recurring-gifts',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const changeDonorRecurringGift = {
  method: 'POST',
  path: '/v1/donor/recurring-gifts/{recurringGiftId}/change',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const pauseDonorRecurringGift = {
  method: 'POST',
  path: '/v1/donor/recurring-gifts/{recurringGiftId}/pause',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const resumeDonorRecurringGift = {
  method: 'POST',
  path: '/v1/donor/recurring-gifts/{recurringGiftId}/resume',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const cancelDonorRecurringGift = {
  method: 'POST',
  path: '/v1/donor/recurring-gifts/{recurringGiftId}/cancel',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;
export const replaceDonorRecurringGiftCard = {
  method: 'POST',
  path: '/v1/donor/recurring-gifts/{recurringGiftId}/card',
  access: 'donor',
  idempotent: false,
} as const satisfies Route;

/** How a page lets a donor in, with its publishable key. */
export const donorDoorRoutes = { createDonorLink, openDonorSession };

/** What a donor who was let in may do; the session takes the place of the key. */
export const donorRoutes = {
  getDonor,
  updateDonor,
  askErasure,
  listDonorGifts,
  sendReceipt,
  listDonorRecurringGifts,
  changeDonorRecurringGift,
  pauseDonorRecurringGift,
  resumeDonorRecurringGift,
  cancelDonorRecurringGift,
  replaceDonorRecurringGiftCard,
};
