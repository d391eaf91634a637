/** The client: one method per endpoint, each answering with a Result. */
import type { LiveProject } from '@kindcart/contract';
import { pageRoutes, routes } from '@kindcart/contract/routes';
import { createDeedsClient } from './deeds.ts';
import { deedsCodes } from './deeds-codes.ts';
import { donorCodes } from './donor-codes.ts';
import { createForestClient } from './forest.ts';
import { forestCodes } from './forest-codes.ts';
import { readLive } from './live.ts';
import { type CallableName, type ClientOptions, type Method, methodsOf } from './methods.ts';
import { type LiveId, liveAddress } from './request.ts';
import type { Result } from './result.ts';
import { serverCodes } from './server-codes.ts';
import { shopCodes } from './shop-codes.ts';

/** Endpoints that a page calls with its publishable key. */
export type PageCallableName = keyof typeof pageRoutes;

/** What a page calls: the part of a client that answers to a publishable key. */
export type PageClient = { readonly [Name in PageCallableName]: Method<Name> } & {
  /** Address of the live stream of these projects, charity items and challenges, for an EventSource. */
  readonly liveUrl: (ids: readonly LiveId[]) => string;
  /** Reads the data of a live event named `project`; `response_invalid` when it is none. */
  readonly readLive: (data: string) => Result<LiveProject>;
};

/** Endpoints that a client of a key calls: a donor's visit has a client of its own. */
type KeyedName = {
  [Name in CallableName]: (typeof routes)[Name]['access'] extends 'donor' ? never : Name;
}[CallableName];

/** Endpoints of the forest that no page calls. */
type ForestServerName =
  | 'createSpecies'
  | 'changeSpecies'
  | 'createPlot'
  | 'changePlot'
  | 'changeTreeState'
  | 'recordObservations'
  | 'listObservations'
  | 'reviewObservation';

/** Endpoints of good deeds that no page calls. */
type DeedsServerName =
  | 'createChallenge'
  | 'updateChallenge'
  | 'createFunding'
  | 'listFundings'
  | 'closeChallenge'
  | 'createPartnerDeeds'
  | 'createWerunDeeds'
  | 'listDeedsUnderReview'
  | 'decideDeed';

/**
 * A method for each endpoint, named as in the contract. A method never throws for what can happen
 * on a network; look at `ok` of its answer.
 */
export type Client = PageClient & { readonly [Name in KeyedName]: Method<Name> };

/** Makes a client for a page: all that `createClient` makes but what only servers may call. */
export function createPageClient(options: ClientOptions): PageClient {
  const method = methodsOf(options, pageRoutes);
  return {
    listProjects: method('listProjects'),
    getProject: method('getProject'),
    createDonation: method('createDonation'),
    getDonationStatus: method('getDonationStatus'),
    confirmSandboxPayment: method('confirmSandboxPayment'),
    authenticateSandboxPayment: method('authenticateSandboxPayment'),
    liveUrl: (ids) => liveAddress(options, ids),
    readLive,
  };
}

/** All codes beside those that every page knows. */
function moreCodes() {
  return [...serverCodes, ...donorCodes, ...shopCodes, ...forestCodes, ...deedsCodes];
}

/** Makes a client. It holds no connection and needs no closing. */
export function createClient(options: ClientOptions): Client {
  const method = methodsOf({ ...options, moreCodes: moreCodes() }, routes);
  return {
    ...createPageClient(options),
    createProject: method('createProject'),
    closeProject: method('closeProject'),
    listGifts: method('listGifts'),
    listDonations: method('listDonations'),
    getDonation: method('getDonation'),
    moderateDonation: method('moderateDonation'),
    createNote: method('createNote'),
    listNotes: method('listNotes'),
    createRefund: method('createRefund'),
    getRefund: method('getRefund'),
    listAlerts: method('listAlerts'),
    createWebhookEndpoint: method('createWebhookEndpoint'),
    listWebhookEndpoints: method('listWebhookEndpoints'),
    getWebhookEndpoint: method('getWebhookEndpoint'),
    updateWebhookEndpoint: method('updateWebhookEndpoint'),
    deleteWebhookEndpoint: method('deleteWebhookEndpoint'),
    rotateWebhookSecret: method('rotateWebhookSecret'),
    testWebhookEndpoint: method('testWebhookEndpoint'),
    listWebhookDeliveries: method('listWebhookDeliveries'),
    replayFailedWebhooks: method('replayFailedWebhooks'),
    replayWebhookDelivery: method('replayWebhookDelivery'),
    listDisputes: method('listDisputes'),
    listRecurringGifts: method('listRecurringGifts'),
    getRecurringGift: method('getRecurringGift'),
    changeRecurringGift: method('changeRecurringGift'),
    pauseRecurringGift: method('pauseRecurringGift'),
    resumeRecurringGift: method('resumeRecurringGift'),
    cancelRecurringGift: method('cancelRecurringGift'),
    retryRecurringGift: method('retryRecurringGift'),
    replaceRecurringGiftCard: method('replaceRecurringGiftCard'),
    createMerchant: method('createMerchant'),
    listMerchants: method('listMerchants'),
    getMerchant: method('getMerchant'),
    changeMerchant: method('changeMerchant'),
    getShopImpact: method('getShopImpact'),
    createCharityItem: method('createCharityItem'),
    listCharityItems: method('listCharityItems'),
    changeCharityItem: method('changeCharityItem'),
    endCharityItem: method('endCharityItem'),
    recordOrder: method('recordOrder'),
    listOrders: method('listOrders'),
    getOrder: method('getOrder'),
    createStatement: method('createStatement'),
    listStatements: method('listStatements'),
    getStatement: method('getStatement'),
    listStatementLines: method('listStatementLines'),
    payStatement: method('payStatement'),
    previewPledge: method('previewPledge'),
    getOrderImpact: method('getOrderImpact'),
    getOrderTokenSecret: method('getOrderTokenSecret'),
    rotateOrderTokenSecret: method('rotateOrderTokenSecret'),
    ...createForestClient(options),
    ...forestServerMethods(method),
    ...createDeedsClient(options),
    ...deedsServerMethods(method),
    advanceSandboxClock: method('advanceSandboxClock'),
    createReceipt: method('createReceipt'),
    getReceiptLink: method('getReceiptLink'),
    createDonorLink: method('createDonorLink'),
    openDonorSession: method('openDonorSession'),
  };
}

/** Those of the forest that only servers may call. */
function forestServerMethods(method: <Name extends ForestServerName>(name: Name) => Method<Name>) {
  return {
    createSpecies: method('createSpecies'),
    changeSpecies: method('changeSpecies'),
    createPlot: method('createPlot'),
    changePlot: method('changePlot'),
    changeTreeState: method('changeTreeState'),
    recordObservations: method('recordObservations'),
    listObservations: method('listObservations'),
    reviewObservation: method('reviewObservation'),
  };
}

/** Those of good deeds that only servers may call. */
function deedsServerMethods(method: <Name extends DeedsServerName>(name: Name) => Method<Name>) {
  return {
    createChallenge: method('createChallenge'),
    updateChallenge: method('updateChallenge'),
    createFunding: method('createFunding'),
    listFundings: method('listFundings'),
    closeChallenge: method('closeChallenge'),
    createPartnerDeeds: method('createPartnerDeeds'),
    createWerunDeeds: method('createWerunDeeds'),
    listDeedsUnderReview: method('listDeedsUnderReview'),
    decideDeed: method('decideDeed'),
  };
}
