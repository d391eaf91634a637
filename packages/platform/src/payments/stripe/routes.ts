/** Where Stripe tells the platform; what is said is believed because it is signed. */
import { stripeEventsPath } from '@kindcart/contract/routes';
import type { Api } from '../../http/api.ts';
import { decodeJsonText, parseJson, readBytes } from '../../http/body.ts';
import { route } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { verifyEvent } from './signatures.ts';
import type { StripeGateway } from './stripe.ts';

export interface StripeEventParts {
  readonly gateway: StripeGateway;
  readonly webhookSecrets: readonly string[];
  readonly nowMs: () => number;
}

const json = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

const receipts = [
  'kept',
  'not_ours',
  'payment_unknown',
  'livemode_mismatch',
  'signature_invalid',
  'signature_expired',
] as const;

export function registerStripeEvents(api: Api, parts: StripeEventParts): void {
  const received = api.metrics.counter({
    name: 'stripe_events_total',
    help: "Events that came in Stripe's name, by what became of them; livemode_mismatch and the signatures are alarms.",
    labels: ['receipt'],
  });
  // So that an alarm on a rise sees the first.
  for (const receipt of receipts) received.add(0, receipt);
  const definition = { method: 'POST', path: stripeEventsPath, access: 'signed' } as const;
  route(api, { ...definition, limited: false }, async ({ exchange }) => {
    const body = decodeJsonText(exchange, await readBytes(exchange));
    parseJson(body);
    const signature = exchange.header('stripe-signature');
    const event = verifyEvent(parts.webhookSecrets, signature, body, parts.nowMs());
    const receipt = typeof event === 'string' ? event : await parts.gateway.receive(event, body);
    received.add(1, receipt);
    if (receipt === 'livemode_mismatch' && typeof event !== 'string') {
      const { id, type, livemode } = event;
      const what = { requestId: exchange.requestId, event: id, type, livemode };
      api.logger.error(what, 'stripe event of the other mode: a webhook endpoint is set up wrong');
    }
    if (receipt !== 'kept' && receipt !== 'not_ours') refuse(receipt);
    return exchange.answer(200, '{"received":true}', json);
  });
}
