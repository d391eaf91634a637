/** The client: one method per endpoint, each answering with a Result. */
import type { EndpointInput, EndpointOutput, Id, LiveProject } from '@kindcart/contract';
import { type EndpointName, pageRoutes, type Route, routes } from '@kindcart/contract/routes';
import { type CallSettings, call } from './call.ts';
import { donorCodes } from './donor-codes.ts';
import { readLive } from './live.ts';
import { type CallInput, liveAddress, prepareRequest } from './request.ts';
import type { Result } from './result.ts';
import { serverCodes } from './server-codes.ts';
import { shopCodes } from './shop-codes.ts';
import type { Fetch, Signal } from './web.ts';

/** What a client is made of. Everything but the address and the key has a default. */
export interface ClientOptions {
  /** Address of the platform, such as `https://give.example.org`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** `pk_…` in a page, `sk_…` on a server. */
  readonly key: string;
  /** The platform's `fetch` when left out. */
  readonly fetch?: Fetch;
  /** How long one attempt may take, its body included; 10,000 ms when left out. */
  readonly timeoutMs?: number;
  /** How long a call may take with all its retries and waits; 30,000 ms when left out. */
  readonly deadlineMs?: number;
  /** Tries after the first; 3 when left out. */
  readonly retriesMax?: number;
  /** Resolves after so many milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** A number from 0 up to, not including, 1; spreads the retries of many pages. */
  readonly random?: () => number;
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number;
}

/** What one call may set for itself. */
export interface CallOptions {
  /** Cancels the call; it then answers `aborted`. What was sent may still have been done. */
  readonly signal?: Signal;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Tries after the first. */
  readonly retriesMax?: number;
  /** Asks past the browser's own cache, for who must know how things are now. */
  readonly fresh?: boolean;
  /** The solution of a challenge that the platform answered with `proof_required`. */
  readonly proof?: string;
}

/** Endpoints that a client calls: all but those where a payment provider signs. */
export type CallableName = {
  [Name in EndpointName]: (typeof routes)[Name]['access'] extends 'signed' ? never : Name;
}[EndpointName];

/** The method of one endpoint; its input may be left out where nothing in it is required. */
export type Method<Name extends CallableName> = (
  ...args: Record<never, never> extends EndpointInput<Name>
    ? [input?: EndpointInput<Name>, options?: CallOptions]
    : [input: EndpointInput<Name>, options?: CallOptions]
) => Promise<Result<EndpointOutput<Name>>>;

/** Endpoints that a page calls with its publishable key. */
export type PageCallableName = keyof typeof pageRoutes;

/** What a page calls: the part of a client that answers to a publishable key. */
export type PageClient = { readonly [Name in PageCallableName]: Method<Name> } & {
  /** Address of the live stream of these projects, for an EventSource. */
  readonly liveUrl: (projectIds: readonly Id<'project'>[]) => string;
  /** Reads the data of a live event named `project`; `response_invalid` when it is none. */
  readonly readLive: (data: string) => Result<LiveProject>;
};

/** Endpoints that a client of a key calls: a donor's visit has a client of its own. */
type KeyedName = {
  [Name in CallableName]: (typeof routes)[Name]['access'] extends 'donor' ? never : Name;
}[CallableName];

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
    liveUrl: (projectIds) => liveAddress(options, projectIds),
    readLive,
  };
}

/** Makes a client. It holds no connection and needs no closing. */
export function createClient(options: ClientOptions): Client {
  const method = methodsOf(
    { ...options, moreCodes: [...serverCodes, ...donorCodes, ...shopCodes] },
    routes,
  );
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
    createCharityItem: method('createCharityItem'),
    listCharityItems: method('listCharityItems'),
    changeCharityItem: method('changeCharityItem'),
    endCharityItem: method('endCharityItem'),
    recordOrder: method('recordOrder'),
    listOrders: method('listOrders'),
    getOrder: method('getOrder'),
    previewPledge: method('previewPledge'),
    getOrderImpact: method('getOrderImpact'),
    getOrderTokenSecret: method('getOrderTokenSecret'),
    rotateOrderTokenSecret: method('rotateOrderTokenSecret'),
    advanceSandboxClock: method('advanceSandboxClock'),
    createReceipt: method('createReceipt'),
    getReceiptLink: method('getReceiptLink'),
    createDonorLink: method('createDonorLink'),
    openDonorSession: method('openDonorSession'),
  };
}

/** The maker of the methods of these rows. */
export function methodsOf<Known extends CallableName>(
  options: ClientOptions & Pick<CallSettings, 'moreCodes'>,
  rows: Readonly<Record<Known, Route>>,
) {
  function method<Name extends Known>(name: Name): Method<Name>;
  function method(name: Known) {
    return (input: CallInput = {}, callOptions: CallOptions = {}) =>
      call(name, prepareRequest(options, rows[name], input, callOptions.proof), {
        ...options,
        ...callOptions,
      });
  }
  return method;
}
