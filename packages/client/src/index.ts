/** A thin typed client of the platform. Importing it does nothing and needs neither DOM nor Node. */
export {
  type Client,
  createClient,
  createPageClient,
  type PageCallableName,
  type PageClient,
} from './client.ts';
export { createDeedsClient, type DeedsClient } from './deeds.ts';
export {
  createDonorClient,
  createDonorDoorClient,
  createPayerClient,
  type DonorClient,
  type DonorDoorClient,
  type PayerClient,
} from './donors.ts';
export { createForestClient, type ForestClient } from './forest.ts';
export { createGiftClient, type GiftClient } from './gifts.ts';
export type { CallableName, CallOptions, ClientOptions, Method } from './methods.ts';
export { createOrderClient, type OrderClient } from './orders.ts';
export { createReceiptClient, type ReceiptClient } from './receipts.ts';
export { type LiveId, liveAddress, type Target } from './request.ts';
export type { CallError, Failure, Result, Success } from './result.ts';
export { createShopClient, type ShopClient } from './shops.ts';
export type { Fetch, FetchInit, FetchResponse, Signal } from './web.ts';
