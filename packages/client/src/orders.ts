/** The part of a client that a shop's thank-you page calls. */
import type { ProblemCode } from '@kindcart/contract';
import { orderRoutes } from '@kindcart/contract/routes';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';

/** What a thank-you page of a shop calls besides all that a `PageClient` can. */
export interface OrderClient {
  readonly getOrderImpact: Method<'getOrderImpact'>;
}

/** The codes that answers to such a page can carry besides those of all pages. */
export const orderCodes = ['order_unknown'] as const satisfies readonly ProblemCode[];

/** Makes the client of a shop's thank-you page: apart, so that other pages do not carry it. */
export function createOrderClient(options: ClientOptions): OrderClient {
  const settings = { ...options, moreCodes: orderCodes };
  return { getOrderImpact: methodsOf(settings, orderRoutes)('getOrderImpact') };
}
