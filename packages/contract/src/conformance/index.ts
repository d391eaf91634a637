/**
 * One suite for whatever claims to be the platform: the mocks, the server on PGlite, the server on
 * PostgreSQL. It knows a `fetch` and no test runner; every case makes its own data through the API.
 */
import { type EndpointName, endpointNames } from '../routes.ts';
import { fail } from './check.ts';
import type { ConformanceCase, ConformanceContext } from './context.ts';
import * as adoptions from './endpoints/adoptions.ts';
import type { CasesOf } from './endpoints/cases-of.ts';
import * as challenges from './endpoints/challenges.ts';
import * as charityItems from './endpoints/charity-items.ts';
import * as deedReviews from './endpoints/deed-reviews.ts';
import * as deeds from './endpoints/deeds.ts';
import * as disputes from './endpoints/disputes.ts';
import * as donations from './endpoints/donations.ts';
import * as donorRecurring from './endpoints/donor-recurring.ts';
import * as donors from './endpoints/donors.ts';
import * as fundings from './endpoints/fundings.ts';
import * as gifts from './endpoints/gifts.ts';
import * as merchants from './endpoints/merchants.ts';
import * as notes from './endpoints/notes.ts';
import * as observations from './endpoints/observations.ts';
import * as impact from './endpoints/order-impact.ts';
import * as orders from './endpoints/orders.ts';
import * as participants from './endpoints/participants.ts';
import * as payments from './endpoints/payments.ts';
import * as plots from './endpoints/plots.ts';
import * as projects from './endpoints/projects.ts';
import * as receipts from './endpoints/receipts.ts';
import * as recurring from './endpoints/recurring.ts';
import * as refunds from './endpoints/refunds.ts';
import * as serverDeeds from './endpoints/server-deeds.ts';
import * as species from './endpoints/species.ts';
import * as statements from './endpoints/statements.ts';
import * as teams from './endpoints/teams.ts';
import * as trees from './endpoints/trees.ts';
import * as webhooks from './endpoints/webhooks.ts';
import { accessCases } from './rules/access.ts';
import { bodyCases } from './rules/bodies.ts';
import { idempotencyCases } from './rules/idempotency.ts';
import { liveCases } from './rules/live.ts';
import { moneyCases } from './rules/money.ts';
import { readingCases } from './rules/reading.ts';
import { tenantCases } from './rules/tenants.ts';
import { type Case, Stage } from './stage.ts';

export { challengeBody, dayOf, fund, fundingBody, openChallenge, pastDays } from './challenge.ts';
export {
  allNeeds,
  type ConformanceCase,
  type ConformanceContext,
  type KeyPair,
  type Need,
  type WireFetch,
  type WireRequest,
  type WireResponse,
  type WireStream,
} from './context.ts';
export { Device, makeWalker, participantBody, type Walker } from './device.ts';
export { become, plantTree } from './grove.ts';
export {
  makeSpecies,
  openLand,
  pieceOfLand,
  plotBody,
  speciesBody,
} from './land.ts';
export { hostileTexts } from './rules/money.ts';
export { goods, later, openShop, Shop } from './shop.ts';
export { Stage } from './stage.ts';
export { runDays, sealRun } from './werun.ts';

/** An endpoint without a case, or a documented code without one, does not compile. */
const byEndpoint: { readonly [Name in EndpointName]: CasesOf<Name> } = {
  createProject: projects.createProject,
  listProjects: projects.listProjects,
  getProject: projects.getProject,
  closeProject: projects.closeProject,
  listGifts: gifts.listGifts,
  createDonation: donations.createDonation,
  listDonations: donations.listDonations,
  getDonation: donations.getDonation,
  getDonationStatus: donations.getDonationStatus,
  moderateDonation: notes.moderateDonation,
  createNote: notes.createNote,
  listNotes: notes.listNotes,
  createRefund: refunds.createRefund,
  getRefund: refunds.getRefund,
  listAlerts: notes.listAlerts,
  listDisputes: disputes.listDisputes,
  listRecurringGifts: recurring.listRecurringGifts,
  getRecurringGift: recurring.getRecurringGift,
  changeRecurringGift: recurring.changeRecurringGift,
  pauseRecurringGift: recurring.pauseRecurringGift,
  resumeRecurringGift: recurring.resumeRecurringGift,
  cancelRecurringGift: recurring.cancelRecurringGift,
  retryRecurringGift: recurring.retryRecurringGift,
  listDonorRecurringGifts: donorRecurring.listDonorRecurringGifts,
  changeDonorRecurringGift: donorRecurring.changeDonorRecurringGift,
  pauseDonorRecurringGift: donorRecurring.pauseDonorRecurringGift,
  resumeDonorRecurringGift: donorRecurring.resumeDonorRecurringGift,
  cancelDonorRecurringGift: donorRecurring.cancelDonorRecurringGift,
  replaceDonorRecurringGiftCard: donorRecurring.replaceDonorRecurringGiftCard,
  replaceRecurringGiftCard: recurring.replaceRecurringGiftCard,
  createReceipt: receipts.createReceipt,
  getReceiptLink: receipts.getReceiptLink,
  createDonorLink: donors.createDonorLink,
  openDonorSession: donors.openDonorSession,
  getDonor: donors.getDonor,
  updateDonor: donors.updateDonor,
  askErasure: donors.askErasure,
  listDonorGifts: donors.listDonorGifts,
  sendReceipt: donors.sendReceipt,
  createMerchant: merchants.createMerchant,
  listMerchants: merchants.listMerchants,
  getMerchant: merchants.getMerchant,
  changeMerchant: merchants.changeMerchant,
  getShopImpact: merchants.getShopImpact,
  createCharityItem: charityItems.createCharityItem,
  listCharityItems: charityItems.listCharityItems,
  changeCharityItem: charityItems.changeCharityItem,
  endCharityItem: charityItems.endCharityItem,
  recordOrder: orders.recordOrder,
  listOrders: orders.listOrders,
  getOrder: orders.getOrder,
  createStatement: statements.createStatement,
  listStatements: statements.listStatements,
  getStatement: statements.getStatement,
  listStatementLines: statements.listStatementLines,
  payStatement: statements.payStatement,
  previewPledge: orders.previewPledge,
  getOrderImpact: impact.getOrderImpact,
  getOrderTokenSecret: impact.getOrderTokenSecret,
  rotateOrderTokenSecret: impact.rotateOrderTokenSecret,
  createSpecies: species.createSpecies,
  listSpecies: species.listSpecies,
  changeSpecies: species.changeSpecies,
  createPlot: plots.createPlot,
  listPlots: plots.listPlots,
  changePlot: plots.changePlot,
  listPlaces: plots.listPlaces,
  createAdoption: adoptions.createAdoption,
  getAdoption: adoptions.getAdoption,
  releaseAdoption: adoptions.releaseAdoption,
  getTree: trees.getTree,
  listTrees: trees.listTrees,
  changeTreeState: trees.changeTreeState,
  getForest: trees.getForest,
  recordObservations: observations.recordObservations,
  listObservations: observations.listObservations,
  reviewObservation: observations.reviewObservation,
  createChallenge: challenges.createChallenge,
  listChallenges: challenges.listChallenges,
  getChallenge: challenges.getChallenge,
  updateChallenge: challenges.updateChallenge,
  createFunding: fundings.createFunding,
  listFundings: fundings.listFundings,
  closeChallenge: challenges.closeChallenge,
  createParticipant: participants.createParticipant,
  updateParticipant: participants.updateParticipant,
  createMove: participants.createMove,
  joinByMove: participants.joinByMove,
  createDeeds: deeds.createDeeds,
  listDeeds: deeds.listDeeds,
  createPartnerDeeds: serverDeeds.createPartnerDeeds,
  createWerunDeeds: serverDeeds.createWerunDeeds,
  listDeedsUnderReview: deedReviews.listDeedsUnderReview,
  decideDeed: deedReviews.decideDeed,
  createTeam: teams.createTeam,
  joinTeam: teams.joinTeam,
  listTeams: teams.listTeams,
  confirmSandboxPayment: payments.confirmSandboxPayment,
  authenticateSandboxPayment: payments.authenticateSandboxPayment,
  advanceSandboxClock: recurring.advanceSandboxClock,
  receiveSandboxEvent: payments.receiveSandboxEvent,
  createWebhookEndpoint: webhooks.createWebhookEndpoint,
  listWebhookEndpoints: webhooks.listWebhookEndpoints,
  getWebhookEndpoint: webhooks.getWebhookEndpoint,
  updateWebhookEndpoint: webhooks.updateWebhookEndpoint,
  deleteWebhookEndpoint: webhooks.deleteWebhookEndpoint,
  rotateWebhookSecret: webhooks.rotateWebhookSecret,
  testWebhookEndpoint: webhooks.testWebhookEndpoint,
  listWebhookDeliveries: webhooks.listWebhookDeliveries,
  replayFailedWebhooks: webhooks.replayFailedWebhooks,
  replayWebhookDelivery: webhooks.replayWebhookDelivery,
};

function casesOf(name: EndpointName): Case[] {
  const { happy, refuses } = byEndpoint[name];
  return [...happy, ...Object.values<Case>(refuses)];
}

const allCases: readonly Case[] = [
  ...endpointNames.flatMap(casesOf),
  ...accessCases,
  ...bodyCases,
  ...moneyCases,
  ...idempotencyCases,
  ...readingCases,
  ...tenantCases,
  ...liveCases,
];

/** Every promise of the contract, bound to one implementation. */
export function conformance(context: ConformanceContext): ConformanceCase[] {
  return allCases.map(({ name, needs = [], run }) => ({
    name,
    needs,
    async run() {
      try {
        await run(new Stage(context));
      } catch (error) {
        fail(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  }));
}
