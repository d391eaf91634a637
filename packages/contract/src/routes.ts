import { getOrderImpact } from './commerce/order-route.ts';
import { getShopImpact, listCharityItems, previewPledge } from './commerce/shop-route.ts';
import {
  createDeeds,
  createMove,
  createParticipant,
  createTeam,
  getChallenge,
  joinByMove,
  joinTeam,
  listChallenges,
  listDeeds,
  listTeams,
  updateParticipant,
} from './deeds/deeds-route.ts';
import {
  closeChallenge,
  createChallenge,
  createFunding,
  createPartnerDeeds,
  createWerunDeeds,
  decideDeed,
  listDeedsUnderReview,
  listFundings,
  updateChallenge,
} from './deeds/deeds-server-route.ts';
import {
  createAdoption,
  getAdoption,
  getForest,
  getTree,
  listPlaces,
  listPlots,
  listSpecies,
  listTrees,
  releaseAdoption,
} from './forest/forest-route.ts';
import {
  askErasure,
  cancelDonorRecurringGift,
  changeDonorRecurringGift,
  createDonorLink,
  getDonor,
  listDonorGifts,
  listDonorRecurringGifts,
  openDonorSession,
  pauseDonorRecurringGift,
  replaceDonorRecurringGiftCard,
  resumeDonorRecurringGift,
  sendReceipt,
  updateDonor,
} from './giving/donor-routes.ts';
import { listGifts } from './giving/gift-route.ts';
import { getReceiptLink } from './giving/receipt-route.ts';

export { orderRoutes } from './commerce/order-route.ts';
export { shopRoutes } from './commerce/shop-route.ts';
export { deedsRoutes } from './deeds/deeds-route.ts';
export {
  forestRoutes,
  forestTilesPath,
  photoPath,
  photosPath,
  worldStylePath,
  worldTilesPath,
} from './forest/forest-route.ts';
export { donorDoorRoutes, donorLinkFragment, donorRoutes } from './giving/donor-routes.ts';
export { giftRoutes } from './giving/gift-route.ts';
export { receiptRoutes } from './giving/receipt-route.ts';

/**
 * Method, path and access of an endpoint, without schemas: the half of the table that clients
 * carry. `endpoints.ts` joins each row with its schemas, errors and examples.
 */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Path with `{parameter}` places. */
  readonly path: `/${string}`;
  /**
   * Who may call: `public` with either key (a publishable one also as `?key=`), `page` with a
   * publishable key from a listed origin or a secret key, `secret` with a secret key only,
   * `payer` whoever holds the payment's client secret, `donor` a donor who came by a mailed link and
   * shows the session, `signed` a provider that signs, and `open` anyone.
   */
  readonly access: 'public' | 'page' | 'secret' | 'payer' | 'donor' | 'signed' | 'open';
  /** Whether an Idempotency-Key is required. */
  readonly idempotent: boolean;
}

const listProjects = {
  method: 'GET',
  path: '/v1/projects',
  access: 'public',
  idempotent: false,
} as const;
const getProject = {
  method: 'GET',
  path: '/v1/projects/{projectId}',
  access: 'public',
  idempotent: false,
} as const;
const createDonation = {
  method: 'POST',
  path: '/v1/donations',
  access: 'page',
  idempotent: true,
} as const;
const getDonationStatus = {
  method: 'GET',
  path: '/v1/donations/{donationId}/status',
  access: 'public',
  idempotent: false,
} as const;
const confirmSandboxPayment = {
  method: 'POST',
  path: '/v1/sandbox/payments/{reference}/confirm',
  access: 'payer',
  idempotent: false,
} as const;
const authenticateSandboxPayment = {
  method: 'POST',
  path: '/v1/sandbox/payments/{reference}/authenticate',
  access: 'payer',
  idempotent: false,
} as const;

/** How whoever holds a payment's client secret pays at the sandbox. */
export const payerRoutes = { confirmSandboxPayment, authenticateSandboxPayment };

/** What a page calls with its publishable key: a page carries these rows and no others. */
export const pageRoutes = {
  listProjects,
  getProject,
  createDonation,
  getDonationStatus,
  confirmSandboxPayment,
  authenticateSandboxPayment,
} satisfies Record<string, Route>;

/** Every row, in the order of the reference. */
export const routes = {
  createProject: { method: 'POST', path: '/v1/projects', access: 'secret', idempotent: true },
  listProjects,
  getProject,
  closeProject: {
    method: 'POST',
    path: '/v1/projects/{projectId}/close',
    access: 'secret',
    idempotent: false,
  },
  listGifts,
  createDonation,
  listDonations: { method: 'GET', path: '/v1/donations', access: 'secret', idempotent: false },
  getDonation: {
    method: 'GET',
    path: '/v1/donations/{donationId}',
    access: 'secret',
    idempotent: false,
  },
  getDonationStatus,
  moderateDonation: {
    method: 'POST',
    path: '/v1/donations/{donationId}/moderation',
    access: 'secret',
    idempotent: false,
  },
  createNote: {
    method: 'POST',
    path: '/v1/donations/{donationId}/notes',
    access: 'secret',
    idempotent: true,
  },
  listNotes: {
    method: 'GET',
    path: '/v1/donations/{donationId}/notes',
    access: 'secret',
    idempotent: false,
  },
  createRefund: {
    method: 'POST',
    path: '/v1/donations/{donationId}/refunds',
    access: 'secret',
    idempotent: true,
  },
  getRefund: { method: 'GET', path: '/v1/refunds/{refundId}', access: 'secret', idempotent: false },
  listAlerts: { method: 'GET', path: '/v1/alerts', access: 'secret', idempotent: false },
  listDisputes: { method: 'GET', path: '/v1/disputes', access: 'secret', idempotent: false },
  // Each change says what is wanted, so that asking for it twice is the same as once.
  listRecurringGifts: {
    method: 'GET',
    path: '/v1/recurring-gifts',
    access: 'secret',
    idempotent: false,
  },
  getRecurringGift: {
    method: 'GET',
    path: '/v1/recurring-gifts/{recurringGiftId}',
    access: 'secret',
    idempotent: false,
  },
  listDonorRecurringGifts,
  changeDonorRecurringGift,
  pauseDonorRecurringGift,
  resumeDonorRecurringGift,
  cancelDonorRecurringGift,
  replaceDonorRecurringGiftCard,
  changeRecurringGift: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/change',
    access: 'secret',
    idempotent: false,
  },
  pauseRecurringGift: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/pause',
    access: 'secret',
    idempotent: false,
  },
  resumeRecurringGift: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/resume',
    access: 'secret',
    idempotent: false,
  },
  cancelRecurringGift: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/cancel',
    access: 'secret',
    idempotent: false,
  },
  retryRecurringGift: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/retry',
    access: 'secret',
    idempotent: false,
  },
  replaceRecurringGiftCard: {
    method: 'POST',
    path: '/v1/recurring-gifts/{recurringGiftId}/card',
    access: 'secret',
    idempotent: false,
  },
  createReceipt: {
    method: 'POST',
    path: '/v1/donations/{donationId}/receipts',
    access: 'secret',
    idempotent: false,
  },
  getReceiptLink,
  createDonorLink,
  openDonorSession,
  getDonor,
  updateDonor,
  askErasure,
  listDonorGifts,
  sendReceipt,
  createMerchant: { method: 'POST', path: '/v1/merchants', access: 'secret', idempotent: true },
  listMerchants: { method: 'GET', path: '/v1/merchants', access: 'secret', idempotent: false },
  getMerchant: {
    method: 'GET',
    path: '/v1/merchants/{merchantId}',
    access: 'secret',
    idempotent: false,
  },
  changeMerchant: {
    method: 'POST',
    path: '/v1/merchants/{merchantId}',
    access: 'secret',
    idempotent: false,
  },
  getShopImpact,
  createCharityItem: {
    method: 'POST',
    path: '/v1/charity-items',
    access: 'secret',
    idempotent: true,
  },
  listCharityItems,
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
  previewPledge,
  createStatement: { method: 'POST', path: '/v1/statements', access: 'secret', idempotent: true },
  listStatements: { method: 'GET', path: '/v1/statements', access: 'secret', idempotent: false },
  getStatement: {
    method: 'GET',
    path: '/v1/statements/{statementId}',
    access: 'secret',
    idempotent: false,
  },
  listStatementLines: {
    method: 'GET',
    path: '/v1/statements/{statementId}/lines',
    access: 'secret',
    idempotent: false,
  },
  // Asked twice, it is the same payment until that has failed.
  payStatement: {
    method: 'POST',
    path: '/v1/statements/{statementId}/pay',
    access: 'secret',
    idempotent: false,
  },
  getOrderImpact,
  getOrderTokenSecret: {
    method: 'GET',
    path: '/v1/merchants/{merchantId}/order-tokens',
    access: 'secret',
    idempotent: false,
  },
  rotateOrderTokenSecret: {
    method: 'POST',
    path: '/v1/merchants/{merchantId}/order-tokens/rotate',
    access: 'secret',
    idempotent: false,
  },
  createSpecies: { method: 'POST', path: '/v1/species', access: 'secret', idempotent: true },
  listSpecies,
  changeSpecies: {
    method: 'POST',
    path: '/v1/species/{speciesId}',
    access: 'secret',
    idempotent: false,
  },
  createPlot: { method: 'POST', path: '/v1/plots', access: 'secret', idempotent: true },
  listPlots,
  changePlot: { method: 'POST', path: '/v1/plots/{plotId}', access: 'secret', idempotent: false },
  listPlaces,
  createAdoption,
  getAdoption,
  releaseAdoption,
  getTree,
  listTrees,
  // A state that a tree has already is the same again, so it needs no key.
  changeTreeState: {
    method: 'POST',
    path: '/v1/trees/{treeId}/state',
    access: 'secret',
    idempotent: false,
  },
  // Each observation has a key of its own.
  recordObservations: {
    method: 'POST',
    path: '/v1/observations',
    access: 'secret',
    idempotent: false,
  },
  listObservations: {
    method: 'GET',
    path: '/v1/observations',
    access: 'secret',
    idempotent: false,
  },
  reviewObservation: {
    method: 'POST',
    path: '/v1/observations/{observationId}/review',
    access: 'secret',
    idempotent: false,
  },
  getForest,
  createChallenge,
  listChallenges,
  getChallenge,
  updateChallenge,
  createFunding,
  listFundings,
  closeChallenge,
  createParticipant,
  updateParticipant,
  createMove,
  joinByMove,
  createDeeds,
  listDeeds,
  createPartnerDeeds,
  createWerunDeeds,
  listDeedsUnderReview,
  decideDeed,
  createTeam,
  joinTeam,
  listTeams,
  confirmSandboxPayment,
  authenticateSandboxPayment,
  advanceSandboxClock: {
    method: 'POST',
    path: '/v1/sandbox/clock/advance',
    access: 'secret',
    idempotent: true,
  },
  receiveSandboxEvent: {
    method: 'POST',
    path: '/v1/payments/sandbox/events',
    access: 'signed',
    idempotent: false,
  },
  createWebhookEndpoint: {
    method: 'POST',
    path: '/v1/webhook-endpoints',
    access: 'secret',
    idempotent: true,
  },
  listWebhookEndpoints: {
    method: 'GET',
    path: '/v1/webhook-endpoints',
    access: 'secret',
    idempotent: false,
  },
  getWebhookEndpoint: {
    method: 'GET',
    path: '/v1/webhook-endpoints/{endpointId}',
    access: 'secret',
    idempotent: false,
  },
  updateWebhookEndpoint: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}',
    access: 'secret',
    idempotent: false,
  },
  deleteWebhookEndpoint: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/delete',
    access: 'secret',
    idempotent: false,
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/rotate',
    access: 'secret',
    idempotent: false,
  },
  testWebhookEndpoint: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/test',
    access: 'secret',
    idempotent: false,
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries',
    access: 'secret',
    idempotent: false,
  },
  replayFailedWebhooks: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/replay',
    access: 'secret',
    idempotent: false,
  },
  replayWebhookDelivery: {
    method: 'POST',
    path: '/v1/webhook-deliveries/{deliveryId}/replay',
    access: 'secret',
    idempotent: false,
  },
} as const satisfies Record<string, Route>;

/** Name of an endpoint, and of the client's method for it. */
export type EndpointName = keyof typeof routes;

/** Whether the text names an endpoint. */
export function isEndpointName(text: string): text is EndpointName {
  return Object.hasOwn(routes, text);
}

/** Every endpoint's name, in the order of the table. */
export const endpointNames: readonly EndpointName[] =
  // Pure, so that a bundle that wants one constant of this file does not carry the table.
  /* @__PURE__ */ Object.keys(routes).filter(isEndpointName);

/** Address of the live stream, which is server-sent events and so stands outside the table. */
export const livePath = '/v1/live';

/** Where Stripe posts its events: its own wire, signed by it, and so outside the table too. */
export const stripeEventsPath = '/v1/payments/stripe/events';

/** Where a shop posts its events: each kind's own wire, signed by it, and so outside the table too. */
export const shopEventsPath = '/v1/shops/{sourceId}/events';

/** Header in which the solution of a challenge comes, see `proof_required`. */
export const proofHeader = 'Kindcart-Proof';

/** Largest request body, in bytes. */
export const bodyMaxBytes = 64 * 1024;
/** The same of what a shop posts: it tells whole orders, each line with all its taxes and discounts. */
export const shopEventMaxBytes = 1024 * 1024;
/** Most ids that one multi-get takes. */
export const idsMax = 200;
