/** The sandbox's own addresses for pages, and the platform's address for the sandbox's events. */
import {
  clockStepMonthsMax,
  type Id,
  type SandboxCardEvent,
  type SandboxEvent,
  type SandboxPaymentEvent,
  type SandboxRecurringEvent,
  sandboxSignatureHeader,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import { applyWord, keepEvent, type WordOutcome } from '../../giving/recurring/records.ts';
import { makeRenewal } from '../../giving/recurring/renewals.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import type { Guard } from '../guard/guard.ts';
import type { ClockMove } from './clock.ts';
import type { Sandbox } from './sandbox.ts';
import { verifyEvent } from './secrets.ts';

/** What a page calls, as it would call the provider's own host. */
export function registerSandbox(api: Api, db: Kysely<Database>, sandbox: Sandbox): void {
  serve(api, 'confirmSandboxPayment', ({ params, body }) =>
    sandbox.confirm(params.reference, body.clientSecret, body.card),
  );
  serve(api, 'authenticateSandboxPayment', ({ params, body }) =>
    sandbox.authenticate(params.reference, body.clientSecret, body.approve),
  );
  serve(api, 'advanceSandboxClock', async ({ body, caller, idempotency }) => {
    if (caller.livemode) refuse('clock_in_live_mode');
    const { months = 0, to } = body;
    const step = to === undefined ? { months } : { to: new Date(to) };
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const move = await sandbox.moveClock(transaction, caller.organizationId, step);
      if (!move.moved) refuseMove(move);
      return answerText('advanceSandboxClock', { now: move.now.toISOString() });
    });
    sandbox.wake();
    return answer ?? refuse('idempotency_key_reused');
  });
}

function refuseMove({ because, now }: Extract<ClockMove, { moved: false }>): never {
  if (because === 'backwards') {
    const message = `is not after ${now.toISOString()}, where the clock stands`;
    return refuse('clock_backwards', { fields: [{ field: 'to', message }] });
  }
  const message = `is more than ${clockStepMonthsMax} months after ${now.toISOString()}`;
  return refuse('request_invalid', { fields: [{ field: 'to', message }] });
}

export interface EventParts {
  readonly db: Kysely<Database>;
  readonly newDonationId: () => Id<'donation'>;
  readonly secrets: readonly string[];
  readonly nowMs: () => number;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  readonly settleBill: (event: PaymentEvent) => Promise<EventOutcome>;
  readonly guard: Pick<Guard, 'declined'>;
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
    const outcome = await apply(parts, body, rawBody);
    switch (outcome) {
      case 'applied':
        break;
      case 'payment_unknown':
      case 'livemode_mismatch':
      case 'recurring_gift_unknown':
        return refuse(outcome);
      default:
        oddities.add(1, outcome);
        if (outcome !== 'older')
          api.logger.error({ eventId: body.id, outcome }, 'payment event refused by the rules');
    }
    return { received: true };
  });
}

/** A renewal's donation is made first and then settled as any. */
async function apply(
  parts: EventParts,
  event: SandboxEvent,
  body: string,
): Promise<EventOutcome | WordOutcome> {
  if (event.type === 'recurring.updated') return applyRecurring(parts, event, body);
  if (event.type === 'card.declined') return countDecline(parts, event, body);
  const { organizationId, livemode, payment, renewal } = event;
  if (renewal !== undefined) {
    const { reference } = payment;
    const charge = { organizationId, livemode, provider: 'sandbox', reference, renewal };
    const outcome = await makeRenewal(parts.db, charge, parts.newDonationId);
    if (outcome !== 'made') return outcome;
  }
  const told = toPaymentEvent(event, body);
  const outcome = await parts.settlements.submit(told);
  // A payment that is no donation's may be a statement's.
  return outcome === 'payment_unknown' ? parts.settleBill(told) : outcome;
}

function applyRecurring(
  { db }: EventParts,
  { organizationId, livemode, id, recurring }: SandboxRecurringEvent,
  body: string,
): Promise<WordOutcome> {
  return db.transaction().execute(async (transaction) => {
    const outcome = await applyWord(transaction, { organizationId, livemode }, recurring);
    if (outcome === 'applied' || outcome === 'older') {
      const { id: reference, version } = recurring;
      const event = { organizationId, provider: 'sandbox', id, reference, version, body };
      await keepEvent(transaction, event);
    }
    return outcome;
  });
}

/** The gift is as it was; whoever gave the card is counted. */
async function countDecline(
  { db, guard }: EventParts,
  { organizationId, id, reference, recurringGiftId, cardFingerprint }: SandboxCardEvent,
  body: string,
): Promise<'applied'> {
  const provider = 'sandbox';
  await guard.declined({ organizationId, provider, eventId: id, reference, cardFingerprint });
  const event = { organizationId, provider, id, reference: recurringGiftId, version: 0, body };
  await db.transaction().execute((transaction) => keepEvent(transaction, event));
  return 'applied';
}

function toPaymentEvent(event: SandboxPaymentEvent, body: string): PaymentEvent {
  return {
    organizationId: event.organizationId,
    provider: 'sandbox',
    id: event.id,
    livemode: event.livemode,
    body,
    payment: event.payment,
    // A card that was declined ends its payment, so there is one such event. Of a renewal it says
    // nothing about card testing: nobody is at the page.
    isDecline: event.payment.state === 'failed' && event.renewal === undefined,
  };
}
