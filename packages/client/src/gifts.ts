/** The part of a client that a donor wall calls. */
import { giftRoutes } from '@kindcart/contract/routes';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';

/** What a page with a donor wall calls besides all that a `PageClient` can. */
export interface GiftClient {
  readonly listGifts: Method<'listGifts'>;
}

/** Makes the client of a donor wall: apart from the page's, so that other pages do not carry it. */
export function createGiftClient(options: ClientOptions): GiftClient {
  return { listGifts: methodsOf(options, giftRoutes)('listGifts') };
}
