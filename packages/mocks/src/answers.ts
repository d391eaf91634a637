/** What the made-up platform answers at each endpoint when nobody overrides it. */
import { type EndpointName, type EndpointOutput, endpoints } from '@kindcart/contract';
import type { MockCall } from './call.ts';
import * as charityItems from './commerce/charity-items.ts';
import * as merchants from './commerce/merchants.ts';
import * as orderImpact from './commerce/order-impact.ts';
import * as orders from './commerce/orders.ts';
import { getShopImpact } from './commerce/shop-impact.ts';
import * as statements from './commerce/statements.ts';
import * as challenges from './deeds/challenges.ts';
import * as deeds from './deeds/deeds.ts';
import * as participants from './deeds/participants.ts';
import * as serverDeeds from './deeds/server-deeds.ts';
import * as teams from './deeds/teams.ts';
import * as adoptions from './forest/adoptions.ts';
import * as observations from './forest/observations.ts';
import * as plots from './forest/plots.ts';
import * as species from './forest/species.ts';
import * as trees from './forest/trees.ts';
import * as disputes from './giving/disputes.ts';
import * as donations from './giving/donations.ts';
import * as donorRecurring from './giving/donor-recurring.ts';
import * as donors from './giving/donors.ts';
import * as gifts from './giving/gifts.ts';
import * as notes from './giving/notes.ts';
import * as projects from './giving/projects.ts';
import * as receipts from './giving/receipts.ts';
import * as recurring from './giving/recurring.ts';
import * as refunds from './giving/refunds.ts';
import * as sandbox from './payments/sandbox.ts';
import * as webhooks from './webhooks.ts';
import type { World } from './world.ts';

/** A row for every endpoint: one that the contract gains does not compile until it has its own. */
export const answers: {
  readonly [Name in EndpointName]: (
    world: World,
    call: MockCall<Name>,
  ) => EndpointOutput<Name> | Promise<EndpointOutput<Name>>;
} = {
  createProject: projects.createProject,
  listProjects: projects.listProjects,
  getProject: projects.getProject,
  closeProject: projects.closeProject,
  listGifts: gifts.listGifts,
  createDonation: donations.createDonation,
  listDonations: donations.listDonations,
  getDonation: donations.getDonation,
  getDonationStatus: donations.getDonationStatus,
  moderateDonation: donations.moderateDonation,
  createNote: notes.createNote,
  listNotes: notes.listNotes,
  createRefund: refunds.createRefund,
  getRefund: refunds.getRefund,
  listAlerts: () => ({ items: [], nextCursor: null }),
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
  createDonorLink: () => ({ accepted: true }),
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
  getShopImpact,
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
  getOrderImpact: orderImpact.getOrderImpact,
  getOrderTokenSecret: orderImpact.getOrderTokenSecret,
  rotateOrderTokenSecret: orderImpact.rotateOrderTokenSecret,
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
  recordObservations: observations.recordObservations,
  listObservations: observations.listObservations,
  reviewObservation: observations.reviewObservation,
  getForest: trees.getForest,
  createChallenge: challenges.createChallenge,
  listChallenges: challenges.listChallenges,
  getChallenge: challenges.getChallenge,
  updateChallenge: challenges.updateChallenge,
  createFunding: challenges.createFunding,
  listFundings: challenges.listFundings,
  closeChallenge: challenges.closeChallenge,
  createParticipant: participants.createParticipant,
  updateParticipant: participants.updateParticipant,
  createMove: participants.createMove,
  joinByMove: participants.joinByMove,
  createDeeds: deeds.createDeeds,
  listDeeds: deeds.listDeeds,
  createPartnerDeeds: serverDeeds.createPartnerDeeds,
  createWerunDeeds: serverDeeds.createWerunDeeds,
  listDeedsUnderReview: deeds.listDeedsUnderReview,
  decideDeed: deeds.decideDeed,
  createTeam: teams.createTeam,
  joinTeam: teams.joinTeam,
  listTeams: teams.listTeams,
  confirmSandboxPayment: sandbox.confirmSandboxPayment,
  authenticateSandboxPayment: sandbox.authenticateSandboxPayment,
  advanceSandboxClock: recurring.advanceSandboxClock,
  receiveSandboxEvent: () => endpoints.receiveSandboxEvent.example.response,
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
