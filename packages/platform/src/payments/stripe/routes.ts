/** Where Stripe tells the platform; what is said is believed because it is signed. */
import { stripeEventsPath } from '@kindcart/contract/routes';
import Stripe from 'stripe';
import type { Api } from '../../http/api.ts';
import { decodeJsonText, parseJson, readBytes } from '../../http/body.ts';
import { route } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Receipt, StripeGateway } from './stripe.ts';

export interface StripeEventParts {
  readonly gateway: StripeGateway;
  readonly webhookSecrets: readonly string[];
  readonly nowMs: () => number;
}

const toleranceSeconds = 300;
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
    const event = verify(parts, body, exchange.header('stripe-signature'));
    const receipt: Receipt = await parts.gateway.receive(event, body);
    received.add(1, receipt);
    if (receipt === 'payment_unknown' || receipt === 'livemode_mismatch') refuse(receipt);
    return exchange.answer(200, '{"received":true}', json);
  });
}

/** The event, once an active secret is known to have signed this very body just now. */
function verify(
  { webhookSecrets, nowMs }: StripeEventParts,
  body: string,
  header: string | undefined,
): Stripe.Event {
  const seconds = Number.parseInt(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header ?? '')?.[1] ?? '', 10);
  for (const secret of webhookSecrets) {
    const event = opened(body, header, secret, seconds);
    if (event === undefined) continue;
    // The SDK turns back only what is old; a time to come would let a captured event live longer.
    const isNow = Math.abs(nowMs() / 1_000 - seconds) <= toleranceSeconds;
    return isNow ? event : refuse('signature_expired');
  }
  return refuse('signature_invalid');
}

function opened(body: string, header: string | undefined, secret: string, seconds: number) {
  if (header === undefined || Number.isNaN(seconds)) return undefined;
  try {
    // Its age is looked at by the caller, by the platform's clock.
    const receivedAtMs = seconds * 1_000;
    return Stripe.webhooks.constructEvent(
      body,
      header,
      secret,
      toleranceSeconds,
      undefined,
      receivedAtMs,
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return undefined;
    throw error;
  }
}
