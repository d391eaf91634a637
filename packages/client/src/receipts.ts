/** The part of a client that lets whoever paid have the receipt. */
import { receiptRoutes } from '@kindcart/contract/routes';
import { donorCodes } from './donor-codes.ts';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';

/** What a page that thanks a donor calls besides all that a `PageClient` can. */
export interface ReceiptClient {
  readonly getReceiptLink: Method<'getReceiptLink'>;
}

/** Makes the client of a page that thanks a donor: apart, so that other pages do not carry it. */
export function createReceiptClient(options: ClientOptions): ReceiptClient {
  const settings = { ...options, moreCodes: donorCodes };
  return { getReceiptLink: methodsOf(settings, receiptRoutes)('getReceiptLink') };
}
