/**
 * A shop's own server, which tells each state of an order in an event signed as Standard Webhooks
 * signs. It needs no key of the platform, so whoever breaks into the shop can read nothing here.
 */
import { isNewer, type OrderEvent, orderEventSchema, parse } from '@kindcart/contract';
import { checkSignatures } from '../../../webhooks/signatures.ts';
import { type Delivery, type Reading, type ShopSource, UnreadableEvent } from '../port.ts';

export const apiSource: ShopSource = {
  kind: 'api',
  checkSignature: ({ body, header }, secrets, nowMs) =>
    checkSignatures(
      secrets,
      {
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
      },
      new TextDecoder().decode(body),
      nowMs,
    ),
  isPing: (_delivery: Delivery) => false,
  read(body, { livemode }): Reading {
    const order = readOrder(body);
    if (order.test && livemode) {
      return { what: 'refused', because: 'It is a test order, and live data keeps none.' };
    }
    return { what: 'told', orderKey: order.shopOrderId, facts: order };
  },
  orderOf(facts) {
    const [newest] = facts.map(readOrder).sort((one, other) => (isNewer(one, other) ? -1 : 1));
    if (newest === undefined) return null;
    const { shopOrderId, ...standing } = newest;
    return { shopOrderId, standing };
  },
  // The shop tells again by itself until it is heard; there is nothing to ask.
  async *poll() {},
};

function readOrder(body: unknown): OrderEvent {
  const order = parse(orderEventSchema, body);
  if (order.ok) return order.value;
  throw new UnreadableEvent(
    order.fields.map(({ field, message }) => `${field} ${message}`).join('; '),
  );
}
