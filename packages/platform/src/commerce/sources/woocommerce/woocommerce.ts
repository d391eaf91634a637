/** Shops on WooCommerce: https://woocommerce.com/document/webhooks/ */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, ShopSource } from '../port.ts';
import { pollOrders } from './polling.ts';
import { readBody } from './reading.ts';
import { orderOf } from './standing.ts';

export const woocommerce: ShopSource = {
  kind: 'woocommerce',
  checkSignature(delivery, secrets) {
    return isSigned(delivery, secrets) ? null : 'signature_invalid';
  },
  isPing,
  read: (body, _settings, firstSeenAt) => readBody(body, firstSeenAt),
  orderOf,
  poll: pollOrders,
};

/** Base64 of 32 bytes; two headers that a proxy put together are none. */
const signaturePattern = /^[A-Za-z0-9+/]{43}=$/;

/** Only the body is signed, without a time, so the signature never grows old. */
function isSigned({ body, header }: Delivery, secrets: readonly string[]): boolean {
  const signature = header('x-wc-webhook-signature') ?? '';
  if (!signaturePattern.test(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  const fits = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given),
  );
  return fits.includes(true);
}

/** A webhook is only kept at the shop when its first, unsigned form is answered with 200. */
function isPing({ body, header }: Delivery): boolean {
  const type = header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type) || body.length > 40) return false;
  return /^webhook_id=\d{1,20}$/.test(Buffer.from(body).toString('latin1'));
}
