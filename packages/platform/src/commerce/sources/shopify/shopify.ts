/** Shopify as a source of orders. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, ShopSource } from '../port.ts';
import { readShopify, type ShopifyFacts } from './facts.ts';
import { orderOfShopify } from './orders.ts';
import { pollShopify } from './polling.ts';

/** Of webhooks, and of events as newer shops send them. */
const signatureHeaders = ['x-shopify-hmac-sha256', 'shopify-hmac-sha256'];

export const shopify: ShopSource = {
  kind: 'shopify',
  checkSignature: (delivery, secrets) => (isSigned(delivery, secrets) ? null : 'signature_invalid'),
  isPing: () => false,
  read: readShopify,
  orderOf: (facts, settings) => orderOfShopify(facts.filter(isOurs), settings),
  poll: pollShopify,
};

/** Every secret is tried, so that the time it takes does not say which one fits. */
function isSigned({ body, header }: Delivery, secrets: readonly string[]): boolean {
  const told = signatureHeaders.map(header).find((value) => value !== undefined) ?? '';
  if (body.length === 0) return false;
  const signature = Buffer.from(told);
  const fits = secrets.map((secret) => {
    const own = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
    return signature.length === own.length && timingSafeEqual(signature, own);
  });
  return fits.includes(true);
}

/** Facts come back as `read` made them. */
function isOurs(facts: unknown): facts is ShopifyFacts {
  return typeof facts === 'object' && facts !== null && 'what' in facts;
}
