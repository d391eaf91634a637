/** Where Stripe tells the platform; what is said is believed because it is signed. */
import { stripeEventsPath } from '@kindcart/contract/routes';
import type { Api } from '../../http/api.ts';
import { decodeJsonText, parseJson, readBytes } from '../../http/body.ts';
import { route } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { verifyEvent } from './signatures.ts';
import type { Receipt, StripeGateway } from './stripe.ts';

export interface StripeEventParts {
  readonly gateway: StripeGateway;
  readonly webhookSecrets: readonly string[];
  readonly nowMs: () => number;
}

const json = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

export function registerStripeEvents(api: Api, parts: StripeEventParts): void {
  const received = api.metrics.counter({
    name: 'stripe_events_total',
    help: 'Signed events of Stripe, by what became of them.',
    labels: ['receipt'],
  });
  const definition = { method: 'POST', path: stripeEventsPath, access: 'signed' } as const;
  route(api, { ...definition, limited: false }, async ({ exchange }) => {
    const body = decodeJsonText(exchange, await readBytes(exchange));
    parseJson(body);
    const signature = exchange.header('stripe-signature');
    const event = verifyEvent(parts.webhookSecrets, signature, body, parts.nowMs());
    if (typeof event === 'string') refuse(event);
    const receipt: Receipt = await parts.gateway.receive(event, body);
    received.add(1, receipt);
    if (receipt === 'payment_unknown' || receipt === 'livemode_mismatch') refuse(receipt);
    return exchange.answer(200, '{"received":true}', json);
  });
}
