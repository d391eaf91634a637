/** A thin typed client of the platform. Importing it does nothing and needs neither DOM nor Node. */
export {
  type CallableName,
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  createPageClient,
  type Method,
  type PageCallableName,
  type PageClient,
} from './client.ts';
export {
  createDonorClient,
  createDonorDoorClient,
  createPayerClient,
  createReceiptClient,
  type DonorClient,
  type DonorDoorClient,
  type PayerClient,
  type ReceiptClient,
} from './donors.ts';
export { createGiftClient, type GiftClient } from './gifts.ts';
export type { CallError, Failure, Result, Success } from './result.ts';
export type { Fetch, FetchInit, FetchResponse, Signal } from './web.ts';
