/** The sandbox's own addresses for pages, and the platform's address for the sandbox's events. */
import { type SandboxEvent, sandboxSignatureHeader } from '@kindcart/contract';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import type { Sandbox } from './sandbox.ts';
import { verifyEvent } from './secrets.ts';

/** What a page calls, as it would call the provider's own host. */
export function registerSandbox(api: Api, sandbox: Sandbox): void {
  serve(api, 'confirmSandboxPayment', ({ params, body }) =>
    sandbox.confirm(params.reference, body.clientSecret, body.card),
  );
  serve(api, 'authenticateSandboxPayment', ({ params, body }) =>
    sandbox.authenticate(params.reference, body.clientSecret, body.approve),
  );
}

export interface EventParts {
  readonly secrets: readonly string[];
  readonly nowMs: () => number;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
}

/** Where the sandbox tells the platform; what is said is believed because it is signed. */
export function registerSandboxEvents(api: Api, parts: EventParts): void {
  const oddities = api.metrics.counter({
    name: 'payment_events_odd_total',
    help: 'Signed events that were stored and changed nothing, by reason.',
    labels: ['reason'],
  });

  serve(api, 'receiveSandboxEvent', async (call) => {
    const { body, rawBody } = call;
    const verdict = verifyEvent(
      parts.secrets,
      call.header(sandboxSignatureHeader.toLowerCase()),
      rawBody,
      parts.nowMs(),
    );
    if (verdict !== 'valid') refuse(verdict);
    const outcome = await parts.settlements.submit(toPaymentEvent(body, rawBody));
    switch (outcome) {
      case 'applied':
        break;
      case 'payment_unknown':
      case 'livemode_mismatch':
        return refuse(outcome);
      default:
        oddities.add(1, outcome);
        if (outcome !== 'older')
          api.logger.error({ eventId: body.id, outcome }, 'payment event refused by the rules');
    }
    return { received: true };
  });
}

function toPaymentEvent(event: SandboxEvent, body: string): PaymentEvent {
  return {
    organizationId: event.organizationId,
    provider: 'sandbox',
    id: event.id,
    livemode: event.livemode,
    body,
    payment: event.payment,
    // A card that was declined ends its payment, so there is one such event.
    isDecline: event.payment.state === 'failed',
  };
}
