/** Secrets for tokens of orders, and whether a token is right. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { orderToken } from '@kindcart/contract';

/** A new secret. */
export function newTokenSecret(): string {
  return `ots_${randomBytes(32).toString('hex')}`;
}

/** Holds a token against every secret, in the same time for each of one length. */
export async function isOrderToken(
  token: string,
  secrets: readonly string[],
  order: { readonly merchantId: string; readonly shopOrderId: string },
): Promise<boolean> {
  const given = Buffer.from(token);
  let isRight = false;
  for (const secret of secrets) {
    const right = Buffer.from(await orderToken(secret, order.merchantId, order.shopOrderId));
    if (given.length === right.length && timingSafeEqual(given, right)) isRight = true;
  }
  return isRight;
}
