/** msw handlers of every endpoint. */
import { type EndpointName, type EndpointOutput, routes } from '@kindcart/contract';
import { type HttpHandler, http } from 'msw';
import { answers } from './answers.ts';
import { type MockCall, type RawRequest, readCall } from './call.ts';
import { type Failures, failAs, failuresInTurn } from './failures.ts';
import { liveHandler } from './live.ts';
import { problemResponse, Refusal } from './refusal.ts';
import { respond } from './respond.ts';
import { createWorld, seedExamples, type World } from './world.ts';

/** What an endpoint answers instead: a value, or a function of the parsed request. */
export type Override<Name extends EndpointName> = EndpointOutput<Name> | Answer<Name>;

type Answer<Name extends EndpointName> = (
  call: MockCall<Name>,
) => EndpointOutput<Name> | Promise<EndpointOutput<Name>>;

/** How the made-up platform is made. */
export interface MockOptions {
  /** Address of the platform to stand in for; every address when left out. */
  readonly baseUrl?: string;
  /** Answers in place of the made-up platform's own; `refuse(code)` in one refuses. */
  readonly overrides?: { readonly [Name in EndpointName]?: Override<Name> };
  /** Failures by endpoint, for each request or in turn. */
  readonly failures?: { readonly [Name in EndpointName]?: Failures };
  /** Whether to begin with nothing, instead of a few projects and a donation. */
  readonly empty?: boolean;
  /**
   * Who takes another card for a monthly gift; the sandbox when left out. At `stripe` the page loads
   * Stripe.js, or a stand-in that a test put there; the made-up platform hears that a card was given
   * there by `confirmSandboxPayment`, with a test card in the place of the real one.
   */
  readonly newCardsAt?: World['newCardsAt'];
  /** The made-up platform's clock; the real one when left out. */
  readonly now?: () => Date;
}

/** A handler for each endpoint and one for the live stream. */
export type Handlers = Readonly<Record<EndpointName | 'live', HttpHandler>>;

/**
 * Makes a made-up platform with its own small world: three projects, and donations that can be made,
 * paid by test card, declined, confirmed and refunded. Two calls make two worlds.
 *
 * @example setupServer(...Object.values(createHandlers({ baseUrl: 'https://give.example.org' })))
 */
export function createHandlers(options: MockOptions = {}): Handlers {
  const world = createWorld(options.now ?? (() => new Date()), options.newCardsAt);
  if (!options.empty) seedExamples(world);
  const serve = (name: EndpointName) => handlerOf(name, world, options);
  return {
    createProject: serve('createProject'),
    listProjects: serve('listProjects'),
    getProject: serve('getProject'),
    closeProject: serve('closeProject'),
    listGifts: serve('listGifts'),
    createDonation: serve('createDonation'),
    listDonations: serve('listDonations'),
    getDonation: serve('getDonation'),
    getDonationStatus: serve('getDonationStatus'),
    moderateDonation: serve('moderateDonation'),
    createNote: serve('createNote'),
    listNotes: serve('listNotes'),
    createRefund: serve('createRefund'),
    getRefund: serve('getRefund'),
    listAlerts: serve('listAlerts'),
    listDisputes: serve('listDisputes'),
    listRecurringGifts: serve('listRecurringGifts'),
    getRecurringGift: serve('getRecurringGift'),
    changeRecurringGift: serve('changeRecurringGift'),
    pauseRecurringGift: serve('pauseRecurringGift'),
    resumeRecurringGift: serve('resumeRecurringGift'),
    cancelRecurringGift: serve('cancelRecurringGift'),
    retryRecurringGift: serve('retryRecurringGift'),
    replaceRecurringGiftCard: serve('replaceRecurringGiftCard'),
    listDonorRecurringGifts: serve('listDonorRecurringGifts'),
    changeDonorRecurringGift: serve('changeDonorRecurringGift'),
    pauseDonorRecurringGift: serve('pauseDonorRecurringGift'),
    resumeDonorRecurringGift: serve('resumeDonorRecurringGift'),
    cancelDonorRecurringGift: serve('cancelDonorRecurringGift'),
    replaceDonorRecurringGiftCard: serve('replaceDonorRecurringGiftCard'),
    createReceipt: serve('createReceipt'),
    getReceiptLink: serve('getReceiptLink'),
    createDonorLink: serve('createDonorLink'),
    openDonorSession: serve('openDonorSession'),
    getDonor: serve('getDonor'),
    updateDonor: serve('updateDonor'),
    askErasure: serve('askErasure'),
    listDonorGifts: serve('listDonorGifts'),
    sendReceipt: serve('sendReceipt'),
    ...commerceHandlers(serve),
    ...forestHandlers(serve),
    ...deedsHandlers(serve),
    confirmSandboxPayment: serve('confirmSandboxPayment'),
    authenticateSandboxPayment: serve('authenticateSandboxPayment'),
    advanceSandboxClock: serve('advanceSandboxClock'),
    receiveSandboxEvent: serve('receiveSandboxEvent'),
    createWebhookEndpoint: serve('createWebhookEndpoint'),
    listWebhookEndpoints: serve('listWebhookEndpoints'),
    getWebhookEndpoint: serve('getWebhookEndpoint'),
    updateWebhookEndpoint: serve('updateWebhookEndpoint'),
    deleteWebhookEndpoint: serve('deleteWebhookEndpoint'),
    rotateWebhookSecret: serve('rotateWebhookSecret'),
    testWebhookEndpoint: serve('testWebhookEndpoint'),
    listWebhookDeliveries: serve('listWebhookDeliveries'),
    replayFailedWebhooks: serve('replayFailedWebhooks'),
    replayWebhookDelivery: serve('replayWebhookDelivery'),
    live: liveHandler(options.baseUrl ?? '*', world),
  };
}

/** Those of merchants, charity items and orders. */
function commerceHandlers(serve: (name: EndpointName) => HttpHandler) {
  return {
    createMerchant: serve('createMerchant'),
    listMerchants: serve('listMerchants'),
    getMerchant: serve('getMerchant'),
    changeMerchant: serve('changeMerchant'),
    getShopImpact: serve('getShopImpact'),
    createCharityItem: serve('createCharityItem'),
    listCharityItems: serve('listCharityItems'),
    changeCharityItem: serve('changeCharityItem'),
    endCharityItem: serve('endCharityItem'),
    recordOrder: serve('recordOrder'),
    listOrders: serve('listOrders'),
    getOrder: serve('getOrder'),
    createStatement: serve('createStatement'),
    listStatements: serve('listStatements'),
    getStatement: serve('getStatement'),
    listStatementLines: serve('listStatementLines'),
    payStatement: serve('payStatement'),
    previewPledge: serve('previewPledge'),
    getOrderImpact: serve('getOrderImpact'),
    getOrderTokenSecret: serve('getOrderTokenSecret'),
    rotateOrderTokenSecret: serve('rotateOrderTokenSecret'),
  };
}

function handlerOf<Name extends EndpointName>(
  name: Name,
  world: World,
  { baseUrl = '*', overrides, failures }: MockOptions,
): HttpHandler {
  const { method, path } = routes[name];
  const nextFailure = failuresInTurn(failures?.[name]);
  const answer = answerOf(name, world, overrides?.[name]);
  const resolve = async ({ request, params }: Pick<RawRequest, 'request' | 'params'>) => {
    const requestId = world.newId('request');
    const failure = nextFailure();
    if (failure !== undefined) return failAs(failure, requestId);
    try {
      const call = readCall(name, { request, params, text: await request.clone().text() });
      return await respond(world, name, call, requestId, () => answer(call));
    } catch (error) {
      if (error instanceof Refusal) return problemResponse(error, requestId);
      throw error;
    }
  };
  const address = `${baseUrl}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  return method === 'GET' ? http.get(address, resolve) : http.post(address, resolve);
}

function answerOf<Name extends EndpointName>(
  name: Name,
  world: World,
  override: Override<Name> | undefined,
): Answer<Name> {
  if (override === undefined) return (call) => answers[name](world, call);
  return isAnswer(override) ? override : () => override;
}

function isAnswer<Name extends EndpointName>(override: Override<Name>): override is Answer<Name> {
  return typeof override === 'function';
}

/** Those of the forest. */
function forestHandlers(serve: (name: EndpointName) => HttpHandler) {
  return {
    createSpecies: serve('createSpecies'),
    listSpecies: serve('listSpecies'),
    changeSpecies: serve('changeSpecies'),
    createPlot: serve('createPlot'),
    listPlots: serve('listPlots'),
    changePlot: serve('changePlot'),
    listPlaces: serve('listPlaces'),
    createAdoption: serve('createAdoption'),
    getAdoption: serve('getAdoption'),
    releaseAdoption: serve('releaseAdoption'),
    getTree: serve('getTree'),
    listTrees: serve('listTrees'),
    changeTreeState: serve('changeTreeState'),
    getForest: serve('getForest'),
    recordObservations: serve('recordObservations'),
    listObservations: serve('listObservations'),
    reviewObservation: serve('reviewObservation'),
  };
}

/** Those of good deeds. */
function deedsHandlers(serve: (name: EndpointName) => HttpHandler) {
  return {
    createChallenge: serve('createChallenge'),
    listChallenges: serve('listChallenges'),
    getChallenge: serve('getChallenge'),
    updateChallenge: serve('updateChallenge'),
    createFunding: serve('createFunding'),
    listFundings: serve('listFundings'),
    closeChallenge: serve('closeChallenge'),
    createParticipant: serve('createParticipant'),
    updateParticipant: serve('updateParticipant'),
    createMove: serve('createMove'),
    joinByMove: serve('joinByMove'),
    createDeeds: serve('createDeeds'),
    listDeeds: serve('listDeeds'),
    createPartnerDeeds: serve('createPartnerDeeds'),
    createWerunDeeds: serve('createWerunDeeds'),
    listDeedsUnderReview: serve('listDeedsUnderReview'),
    decideDeed: serve('decideDeed'),
    createTeam: serve('createTeam'),
    joinTeam: serve('joinTeam'),
    listTeams: serve('listTeams'),
  };
}
