/** The parts of a client that the donor's own page calls. */
import { donorDoorRoutes, donorRoutes, payerRoutes } from '@kindcart/contract/routes';
import { donorCodes } from './donor-codes.ts';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';

/** How a page lets donors in. */
export type DonorDoorClient = { readonly [Name in keyof typeof donorDoorRoutes]: Method<Name> };

/** What a donor who was let in can do. */
export type DonorClient = { readonly [Name in keyof typeof donorRoutes]: Method<Name> };

/** What whoever gives a card to the sandbox calls. */
export type PayerClient = { readonly [Name in keyof typeof payerRoutes]: Method<Name> };

const withCodes = (options: ClientOptions) => ({ ...options, moreCodes: donorCodes });

/** Makes the client that asks for links and turns one into a session. */
export function createDonorDoorClient(options: ClientOptions): DonorDoorClient {
  const method = methodsOf(withCodes(options), donorDoorRoutes);
  return {
    createDonorLink: method('createDonorLink'),
    openDonorSession: method('openDonorSession'),
  };
}

/** Makes the client of one donor's visit: `key` is the session of `openDonorSession`. */
export function createDonorClient(options: ClientOptions): DonorClient {
  const method = methodsOf(withCodes(options), donorRoutes);
  return {
    getDonor: method('getDonor'),
    updateDonor: method('updateDonor'),
    askErasure: method('askErasure'),
    listDonorGifts: method('listDonorGifts'),
    sendReceipt: method('sendReceipt'),
    listDonorRecurringGifts: method('listDonorRecurringGifts'),
    changeDonorRecurringGift: method('changeDonorRecurringGift'),
    pauseDonorRecurringGift: method('pauseDonorRecurringGift'),
    resumeDonorRecurringGift: method('resumeDonorRecurringGift'),
    cancelDonorRecurringGift: method('cancelDonorRecurringGift'),
    replaceDonorRecurringGiftCard: method('replaceDonorRecurringGiftCard'),
  };
}

/** Makes the client that hands a card to the sandbox, for a page that makes no gifts itself. */
export function createPayerClient(options: ClientOptions): PayerClient {
  const method = methodsOf(options, payerRoutes);
  return {
    confirmSandboxPayment: method('confirmSandboxPayment'),
    authenticateSandboxPayment: method('authenticateSandboxPayment'),
  };
}
